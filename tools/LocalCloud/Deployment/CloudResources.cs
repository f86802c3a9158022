using System.Collections.Concurrent;
using GovCloud.LocalCloud.EventBridge;
using GovCloud.LocalCloud.EventSources;
using GovCloud.LocalCloud.Functions;
using GovCloud.LocalCloud.Queues;
using GovCloud.LocalCloud.Schedules;
using GovCloud.LocalCloud.Storage;

namespace GovCloud.LocalCloud.Deployment;

/// <summary>Everything that runs.</summary>
sealed class CloudResources
{
    public required Activity Activity { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Processes of one function at once; a small machine cannot run as many as AWS would.</summary>
    public required int MaximumProcesses { get; init; }

    /// <summary>Kills processes and breaks webhooks; null where nothing does.</summary>
    public Chaos.ChaosInjector? Chaos { get; init; }

    public required SqsQueues Queues { get; init; }

    public required S3Store Storage { get; init; }

    public required EventRouter Events { get; init; }

    public required Scheduler Scheduler { get; init; }

    public required AsyncInvoker AsyncInvocations { get; init; }

    public ConcurrentDictionary<Arn, LambdaFunction> Functions { get; } = new();

    public ConcurrentDictionary<Arn, AsyncInvokePolicy> AsyncPolicies { get; } = new();

    public ConcurrentBag<QueuePoller> QueuePollers { get; } = [];

    public ConcurrentBag<StreamPoller> StreamPollers { get; } = [];

    /// <summary>Topics by ARN, with the endpoints that are subscribed.</summary>
    public ConcurrentDictionary<Arn, ConcurrentBag<string>> Topics { get; } = new();

    /// <summary>SSM parameters by name.</summary>
    public ConcurrentDictionary<string, string> Parameters { get; } = new(StringComparer.Ordinal);

    public LambdaFunction? FindFunction(string nameOrArn) => nameOrArn.StartsWith("arn:", StringComparison.Ordinal)
        ? Functions.GetValueOrDefault(Arn.Parse(nameOrArn)) ?? Functions.Values.FirstOrDefault(function => nameOrArn.StartsWith(function.Definition.Arn + ":", StringComparison.Ordinal))
        : Functions.Values.FirstOrDefault(function => string.Equals(function.Definition.Arn.Name, nameOrArn, StringComparison.Ordinal));
}
