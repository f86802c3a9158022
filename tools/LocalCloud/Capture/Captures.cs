using System.Collections.Concurrent;

namespace GovCloud.LocalCloud.Capture;

/// <summary>A post to a Slack incoming webhook.</summary>
/// <param name="Time">When it came.</param>
/// <param name="Channel">The rest of the webhook's path.</param>
/// <param name="Body">As sent.</param>
/// <param name="Status">What it was answered; 0 for no answer at all.</param>
public sealed record SlackPost(DateTimeOffset Time, string Channel, string Body, int Status);

/// <summary>A mail given to SES.</summary>
public sealed record CapturedMail(DateTimeOffset Time, string From, IReadOnlyList<string> To, string Subject, string Text, string? Html);

/// <summary>A message published to a topic.</summary>
public sealed record Publication(string TopicArn, string? Subject, string Message);

/// <summary>Input that no target took: the target does not exist here and has no dead-letter queue.</summary>
public sealed record UndeliveredInput(string TargetArn, string Input);

/// <summary>A call that is not simulated.</summary>
public sealed record UnhandledCall(string Service, string Operation, string Method, string Path);

/// <summary>A call that AWS's published models do not allow, or an answer of the simulation that they do not.</summary>
public sealed record ModelDeviation(string Service, string Operation, string Problem);

/// <summary>A call of a function that the policies of the templates do not allow.</summary>
/// <param name="Function">The function, or the role that it has assumed.</param>
/// <param name="Action">What it wanted to do.</param>
/// <param name="Resource">On what.</param>
/// <param name="Reason">The statement that denies it, or what is missing.</param>
/// <param name="Account">The account of an assumed role; null for a function, a rule or a schedule.</param>
public sealed record PermissionDenial(string Function, string Action, string Resource, string Reason, string? Account = null);

/// <summary>An action that a function's role allows, or one by which it reads accounts, and that no call has used.</summary>
public sealed record UnusedGrant(string Function, string Action);

/// <summary>What left the cloud, or would have.</summary>
sealed class Captures
{
    public Recorded<SlackPost> SlackPosts { get; } = new();

    public Recorded<CapturedMail> Mails { get; } = new();

    public Recorded<Publication> Publications { get; } = new();

    public Recorded<UndeliveredInput> Undelivered { get; } = new();

    public Recorded<UnhandledCall> Unhandled { get; } = new();

    public Recorded<ModelDeviation> Deviations { get; } = new();

    public Recorded<PermissionDenial> Denials { get; } = new();
}

/// <summary>Things in the order they came.</summary>
sealed class Recorded<T>
{
    readonly ConcurrentQueue<T> items = new();

    public void Add(T item) => items.Enqueue(item);

    public IReadOnlyList<T> All => [.. items];
}
