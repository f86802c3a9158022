using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Faults;
using GovCloud.LocalCloud.Functions;
using GovCloud.LocalCloud.Gateway;
using GovCloud.LocalCloud.Queues;

namespace GovCloud.LocalCloud;

/// <summary>A picture of the cloud at one moment.</summary>
public sealed record LocalCloudState
{
    /// <summary>In order of their ARNs.</summary>
    public required IReadOnlyList<QueueState> Queues { get; init; }

    /// <summary>In order of their names.</summary>
    public required IReadOnlyList<FunctionState> Functions { get; init; }

    /// <summary>Names of buckets with the keys that are in them.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Buckets { get; init; }

    /// <summary>In order of time.</summary>
    public required IReadOnlyList<SlackPost> SlackPosts { get; init; }

    /// <summary>In order of time.</summary>
    public required IReadOnlyList<CapturedMail> Mails { get; init; }

    /// <summary>Messages to topics.</summary>
    public required IReadOnlyList<Publication> Publications { get; init; }

    /// <summary>Input for targets that do not exist here.</summary>
    public required IReadOnlyList<UndeliveredInput> Undelivered { get; init; }

    /// <summary>Calls that are not simulated; each is a gap of the simulation or a mistake.</summary>
    public required IReadOnlyList<UnhandledCall> UnhandledCalls { get; init; }

    /// <summary>Calls and answers that AWS's published models do not allow; each is a mistake of the code or of the simulation.</summary>
    public required IReadOnlyList<ModelDeviation> ModelDeviations { get; init; }

    /// <summary>Calls that were compared with AWS's published models; 0 where these were not given.</summary>
    public required long ModelledCalls { get; init; }

    /// <summary>What of these calls, and of the answers to them, was compared; null where the models were not given.</summary>
    public required ModelCoverage? ModelCoverage { get; init; }

    /// <summary>Calls of functions that the policies of the templates do not allow.</summary>
    public required IReadOnlyList<PermissionDenial> Denials { get; init; }

    /// <summary>Permissions of functions that were decided on.</summary>
    public required long PermissionDecisions { get; init; }

    /// <summary>Actions that functions' roles allow and that no call has used so far.</summary>
    public required IReadOnlyList<UnusedGrant> UnusedGrants { get; init; }

    /// <summary>Disturbances of calls that took place, in order of time.</summary>
    public required IReadOnlyList<InjectedFault> InjectedFaults { get; init; }

    /// <summary>Events that reached a bus.</summary>
    public required long EventsAccepted { get; init; }

    /// <summary>Events that no rule wanted.</summary>
    public required long EventsUnmatched { get; init; }
}

/// <summary>One queue.</summary>
/// <param name="Name">Physical name.</param>
/// <param name="Arn">ARN.</param>
/// <param name="Depth">Counts.</param>
/// <param name="Messages">All messages, oldest first.</param>
/// <param name="IsDeadLetterQueue">Whether another queue gives its failures to it.</param>
public sealed record QueueState(string Name, Arn Arn, QueueDepth Depth, IReadOnlyList<QueueMessage> Messages, bool IsDeadLetterQueue);

/// <summary>One function.</summary>
/// <param name="Name">Physical name.</param>
/// <param name="Arn">ARN.</param>
/// <param name="Invocations">Finished ones, oldest first.</param>
/// <param name="Logs">Lines that its processes wrote.</param>
public sealed record FunctionState(string Name, Arn Arn, IReadOnlyList<Invocation> Invocations, IReadOnlyList<LogLine> Logs);
