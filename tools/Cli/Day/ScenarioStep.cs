namespace GovCloud.Cli.Day;

/// <summary>Something that happens in the course of the day.</summary>
/// <param name="At">When, in Japan.</param>
/// <param name="Note">What it is, in Japanese, for the reader of the page.</param>
abstract record ScenarioStep(DateTimeOffset At, string Note)
{
    /// <summary>An AWS service or an application puts an event on a bus.</summary>
    /// <param name="At">When, in Japan.</param>
    /// <param name="Note">What it is, in Japanese.</param>
    /// <param name="Entry">Which bus.</param>
    /// <param name="Json">The complete event.</param>
    public sealed record BusEvent(DateTimeOffset At, string Note, Entry Entry, string Json) : ScenarioStep(At, Note);

    /// <summary>Something is put straight into the queue, where EventBridge would refuse it or where another service is subscribed.</summary>
    /// <param name="At">When, in Japan.</param>
    /// <param name="Note">What it is, in Japanese.</param>
    /// <param name="Body">The message.</param>
    public sealed record QueueMessage(DateTimeOffset At, string Note, string Body) : ScenarioStep(At, Note);

    /// <summary>Something breaks, or works again.</summary>
    /// <param name="At">When, in Japan.</param>
    /// <param name="Note">What it is, in Japanese.</param>
    /// <param name="Kind">What.</param>
    public sealed record Disturbance(DateTimeOffset At, string Note, DisturbanceKind Kind) : ScenarioStep(At, Note);
}

/// <summary>Where an event enters.</summary>
enum Entry
{
    /// <summary>The default bus of a member account, from which the forwarding rules take it.</summary>
    MemberBus,

    /// <summary>The operations bus: events of us-east-1 and of applications, for which members have no forwarding rule.</summary>
    OperationsBus,
}

/// <summary>What breaks.</summary>
enum DisturbanceKind
{
    /// <summary>DynamoDB refuses writes.</summary>
    TableThrottled,

    /// <summary>DynamoDB answers again.</summary>
    TableRecovered,

    /// <summary>Slack answers 500.</summary>
    SlackFails,

    /// <summary>Slack does not answer one message at all.</summary>
    SlackSilent,

    /// <summary>Slack answers 429.</summary>
    SlackLimits,

    /// <summary>Slack works again.</summary>
    SlackRecovered,

    /// <summary>The processes of AlertTriage are killed while they work.</summary>
    TriageKilled,
}
