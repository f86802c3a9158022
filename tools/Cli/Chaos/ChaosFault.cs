using System.Collections.Immutable;
using GovCloud.LocalCloud.Chaos;

namespace GovCloud.Cli.Chaos;

/// <summary>The kinds of trouble that a run may have, by the names of the command line.</summary>
enum ChaosFault
{
    /// <summary>Processes die before, after and between calls.</summary>
    Kill,

    /// <summary>Connections break before a call is carried out, and after it.</summary>
    Cut,

    /// <summary>DynamoDB, S3, SES and SSM refuse for the rate, or fail.</summary>
    Throttle,

    /// <summary>Credentials expire.</summary>
    Credentials,

    /// <summary>Events come twice.</summary>
    Duplicate,

    /// <summary>Events come in another order than they happened.</summary>
    Reorder,

    /// <summary>Tables do not answer until messages are given up, and the dead-letter queues fill.</summary>
    DeadLetters,

    /// <summary>Clocks of sources are wrong.</summary>
    Clock,

    /// <summary>Slack answers 500, 429, 404, nothing, or breaks off.</summary>
    Slack,

    /// <summary>Mail answers 500, 429, nothing, or breaks off.</summary>
    Mail,

    /// <summary>Stored items are damaged.</summary>
    Corrupt,
}

/// <summary>What the kinds of trouble mean for single calls.</summary>
static class ChaosFaultRules
{
    const string Triage = "AlertTriage";
    const string Notifier = "Notifier";

    // More calls in a row than the SDK's attempts, so that the function itself fails.
    const int Burst = 6;

    static readonly FaultTarget Mail = new(Notifier, "SendEmail");
    static readonly FaultTarget Slack = new(FaultTarget.Slack, "POST");

    /// <summary>All kinds.</summary>
    public static ImmutableArray<ChaosFault> All { get; } = [.. Enum.GetValues<ChaosFault>()];

    /// <summary>The rules of some kinds.</summary>
    public static IEnumerable<FaultRule> Of(IReadOnlySet<ChaosFault> faults) => faults.SelectMany(Of);

    static IEnumerable<FaultRule> Of(ChaosFault fault) => fault switch
    {
        ChaosFault.Kill =>
        [
            Rule(Triage, FaultTarget.Invocation, FaultKind.KillBefore, 40), Rule(Triage, FaultTarget.Invocation, FaultKind.KillAfter, 80),
            Rule(Triage, "BatchGetItem", FaultKind.KillBefore, 20), Rule(Triage, "TransactWriteItems", FaultKind.KillBefore, 20), Rule(Triage, "TransactWriteItems", FaultKind.KillAfter, 30),
            Rule(Triage, "PutItem", FaultKind.KillAfter, 30), Rule(Triage, "UpdateItem", FaultKind.KillAfter, 60), Rule(Triage, "PUT", FaultKind.KillAfter, 200),
            Rule(Notifier, FaultTarget.Invocation, FaultKind.KillAfter, 60), Rule(Notifier, "UpdateItem", FaultKind.KillBefore, 30), Rule(Notifier, "UpdateItem", FaultKind.KillAfter, 30),
            new(Mail, FaultKind.KillBefore, 60), new(Mail, FaultKind.KillAfter, 60),
        ],
        ChaosFault.Cut =>
        [
            Rule(Triage, "TransactWriteItems", FaultKind.CutAfter, 60), Rule(Triage, "TransactWriteItems", FaultKind.CutBefore, 40), Rule(Triage, "PutItem", FaultKind.CutAfter, 60),
            Rule(Triage, "UpdateItem", FaultKind.CutAfter, 150), Rule(Triage, "PUT", FaultKind.CutAfter, 200), Rule(Notifier, "UpdateItem", FaultKind.CutAfter, 60),
        ],
        ChaosFault.Throttle =>
        [
            Rule(Triage, "BatchGetItem", FaultKind.Throttled, 40, Burst), Rule(Triage, "TransactWriteItems", FaultKind.Throttled, 60, Burst), Rule(Triage, "TransactWriteItems", FaultKind.TransactionConflict, 100),
            Rule(Triage, "TransactWriteItems", FaultKind.ServerError, 100), Rule(Triage, "PUT", FaultKind.Throttled, 300, Burst), Rule(Notifier, "UpdateItem", FaultKind.Throttled, 40, Burst),
            Rule(Notifier, "Query", FaultKind.ServerError, 200, Burst), Rule(Notifier, "GetParameter", FaultKind.Throttled, 500, Burst), new(Mail, FaultKind.Throttled, 100),
        ],
        ChaosFault.Credentials =>
        [
            Rule(Triage, "BatchGetItem", FaultKind.ExpiredCredentials, 60, 2), Rule(Triage, "TransactWriteItems", FaultKind.ExpiredCredentials, 30, 2), Rule(Triage, "PUT", FaultKind.ExpiredCredentials, 200),
            Rule(Notifier, "UpdateItem", FaultKind.ExpiredCredentials, 30, 2), Rule(Notifier, "GetParameter", FaultKind.ExpiredCredentials, 1000), new(Mail, FaultKind.ExpiredCredentials, 60),
        ],
        ChaosFault.Slack =>
        [
            new(Slack, FaultKind.ServerError, 150), new(Slack, FaultKind.TooManyRequests, 150), new(Slack, FaultKind.CutBefore, 80), new(Slack, FaultKind.CutAfter, 80),
            new(Slack, FaultKind.Gone, 40), new(Slack, FaultKind.Silence, 8),
        ],
        ChaosFault.Mail =>
        [
            new(Mail, FaultKind.ServerError, 100), new(Mail, FaultKind.TooManyRequests, 100), new(Mail, FaultKind.CutBefore, 80), new(Mail, FaultKind.CutAfter, 80), new(Mail, FaultKind.Silence, 3),
        ],
        _ => [],
    };

    static FaultRule Rule(string function, string operation, FaultKind kind, int perTenThousand, int length = 1) => new(new(function, operation), kind, perTenThousand, length);
}
