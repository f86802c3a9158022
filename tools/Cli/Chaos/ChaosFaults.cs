using System.Collections.Immutable;
using GovCloud.LocalCloud.Chaos;
using GovCloud.LocalCloud.Faults;

namespace GovCloud.Cli.Chaos;

/// <summary>What the kinds of trouble mean for single calls: which processes die and which webhooks break, and what AWS answers.</summary>
static class ChaosFaults
{
    const string Triage = "AlertTriage";
    const string Notifier = "Notifier";
    const string Cost = "CostApportionment";
    const string Linkage = "LinkageWatch";
    const string Backups = "BackupAudit";
    const string Accounts = "AccountAudit";

    /// <summary>What the audits ask the member accounts.</summary>
    static readonly string[] Members = ["sts", "backup", "iam", "config", "cloudtrail", "organizations", "sso", "account", "access-analyzer"];

    static readonly ChaosTarget Slack = new(ChaosTarget.Slack, "POST");

    /// <summary>All kinds.</summary>
    public static ImmutableArray<ChaosFault> All { get; } = [.. Enum.GetValues<ChaosFault>()];

    /// <summary>Parts of the names of the functions that are disturbed.</summary>
    public static ImmutableArray<string> Functions { get; } = [Triage, Notifier, Cost, Linkage, Backups, Accounts];

    /// <summary>The deaths of processes and the troubles of webhooks.</summary>
    public static IEnumerable<ChaosRule> Rules(IReadOnlySet<ChaosFault> faults) => faults.SelectMany(fault => fault switch
    {
        ChaosFault.Kill => (IEnumerable<ChaosRule>)
        [
            Rule(Triage, ChaosTarget.Invocation, ChaosKind.KillBefore, 40), Rule(Triage, ChaosTarget.Invocation, ChaosKind.KillAfter, 80),
            Rule(Triage, "BatchGetItem", ChaosKind.KillBefore, 20), Rule(Triage, "TransactWriteItems", ChaosKind.KillBefore, 20), Rule(Triage, "TransactWriteItems", ChaosKind.KillAfter, 30),
            Rule(Triage, "PutItem", ChaosKind.KillAfter, 30), Rule(Triage, "UpdateItem", ChaosKind.KillAfter, 60), Rule(Triage, "PUT", ChaosKind.KillAfter, 200),
            Rule(Notifier, ChaosTarget.Invocation, ChaosKind.KillAfter, 60), Rule(Notifier, "UpdateItem", ChaosKind.KillBefore, 30), Rule(Notifier, "UpdateItem", ChaosKind.KillAfter, 30),
            Rule(Notifier, "SendEmail", ChaosKind.KillBefore, 60), Rule(Notifier, "SendEmail", ChaosKind.KillAfter, 60),
            Rule(Cost, ChaosTarget.Invocation, ChaosKind.KillBefore, 500), Rule(Cost, ChaosTarget.Invocation, ChaosKind.KillAfter, 1000),
            Rule(Cost, "GET", ChaosKind.KillBefore, 50), Rule(Cost, "PUT", ChaosKind.KillAfter, 50), Rule(Cost, "PutItem", ChaosKind.KillAfter, 1000),
            Rule(Linkage, ChaosTarget.Invocation, ChaosKind.KillBefore, 100), Rule(Linkage, ChaosTarget.Invocation, ChaosKind.KillAfter, 300),
            Rule(Linkage, "PutItem", ChaosKind.KillBefore, 50), Rule(Linkage, "PutItem", ChaosKind.KillAfter, 150), Rule(Linkage, "PutEvents", ChaosKind.KillAfter, 500),
            Rule(Backups, ChaosTarget.Invocation, ChaosKind.KillAfter, 2000), Rule(Backups, "PUT", ChaosKind.KillAfter, 1500), Rule(Backups, "PutEvents", ChaosKind.KillBefore, 500),
            Rule(Accounts, ChaosTarget.Invocation, ChaosKind.KillBefore, 1000), Rule(Accounts, ChaosTarget.Invocation, ChaosKind.KillAfter, 1500),
            Rule(Accounts, "PUT", ChaosKind.KillAfter, 600), Rule(Accounts, "SendMessage", ChaosKind.KillAfter, 300), Rule(Accounts, "PutEvents", ChaosKind.KillAfter, 500),
        ],
        ChaosFault.Throttle => [Rule(Triage, "TransactWriteItems", ChaosKind.TransactionConflict, 100)],
        ChaosFault.Slack =>
        [
            new(Slack, ChaosKind.ServerError, 150), new(Slack, ChaosKind.TooManyRequests, 150), new(Slack, ChaosKind.CutBefore, 80), new(Slack, ChaosKind.CutAfter, 80),
            new(Slack, ChaosKind.Gone, 40), new(Slack, ChaosKind.Silence, 8),
        ],
        ChaosFault.Mail => [Rule(Notifier, "SendEmail", ChaosKind.Silence, 3)],
        _ => [],
    });

    /// <summary>What AWS answers to the calls of functions.</summary>
    /// <param name="faults">The kinds of trouble.</param>
    /// <param name="name">Gives the physical name of a function.</param>
    public static IEnumerable<Fault> Calls(IReadOnlySet<ChaosFault> faults, Func<string, string> name)
    {
        var (triage, notifier, cost, linkage) = (name(Triage), name(Notifier), name(Cost), name(Linkage));
        string[] audits = [name(Backups), name(Accounts)];
        return faults.SelectMany(fault => fault switch
        {
            ChaosFault.Throttle => (IEnumerable<Fault>)
            [
                .. audits.SelectMany(audit => (Fault[])
                [
                    Of("s3", audit, 0.05, new FaultEffect.Throttled()), Of("s3", audit, 0.03, new FaultEffect.ServerError(503)), Of("sqs", audit, 0.05, new FaultEffect.Throttled()),
                    Of("events", audit, 0.1, new FaultEffect.PartialFailure()), Of("s3", audit, 0.2, new FaultEffect.SmallPages(2, EmptyEvery: 3)), Of("dynamodb", audit, 0.1, new FaultEffect.Throttled()),
                ]),
                .. Members.SelectMany(service => (Fault[])
                [
                    Fault.Of(service, new FaultEffect.Throttled()) with { Probability = 0.02 }, Fault.Of(service, new FaultEffect.ServerError()) with { Probability = 0.005 },
                    Fault.Of(service, new FaultEffect.SmallPages(5, EmptyEvery: 3)) with { Probability = 0.05 },
                ]),
                Of("dynamodb", linkage, 0.02, new FaultEffect.Throttled()), Of("s3", linkage, 0.02, new FaultEffect.ServerError()), Of("events", linkage, 0.05, new FaultEffect.PartialFailure()),
                Of("dynamodb", linkage, 0.1, new FaultEffect.SmallPages(3, EmptyEvery: 4), "Query"),
                Of("dynamodb", triage, 0.02, new FaultEffect.Throttled()), Of("dynamodb", triage, 0.01, new FaultEffect.ServerError()), Of("s3", triage, 0.05, new FaultEffect.Throttled()),
                Of("dynamodb", triage, 0.02, new FaultEffect.PartialFailure(), "BatchGetItem"), Of("dynamodb", notifier, 0.01, new FaultEffect.Throttled()),
                Of("dynamodb", notifier, 0.1, new FaultEffect.SmallPages(3, EmptyEvery: 4), "Query"), Of("ssm", notifier, 0.2, new FaultEffect.Throttled()), Of("ses", notifier, 0.01, new FaultEffect.Throttled()),
                Of("s3", cost, 0.02, new FaultEffect.Throttled()), Of("s3", cost, 0.01, new FaultEffect.ServerError()), Of("dynamodb", cost, 0.1, new FaultEffect.Throttled()),
                Of("s3", cost, 0.2, new FaultEffect.SmallPages(2, EmptyEvery: 3)), Of("events", cost, 0.3, new FaultEffect.PartialFailure()),
            ],
            ChaosFault.Credentials =>
            [
                .. audits.Select(audit => Of("s3", audit, 0.02, new FaultEffect.ExpiredCredentials())), .. Members.Select(service => Fault.Of(service, new FaultEffect.ExpiredCredentials()) with { Probability = 0.002 }),
                Of("dynamodb", linkage, 0.01, new FaultEffect.ExpiredCredentials()), Of("s3", linkage, 0.01, new FaultEffect.ExpiredCredentials()),
                Of("dynamodb", triage, 0.005, new FaultEffect.ExpiredCredentials()), Of("s3", triage, 0.02, new FaultEffect.ExpiredCredentials()),
                Of("dynamodb", notifier, 0.003, new FaultEffect.ExpiredCredentials()), Of("ssm", notifier, 0.1, new FaultEffect.ExpiredCredentials()), Of("ses", notifier, 0.006, new FaultEffect.ExpiredCredentials()),
                Of("s3", cost, 0.005, new FaultEffect.ExpiredCredentials()), Of("dynamodb", cost, 0.02, new FaultEffect.ExpiredCredentials()),
            ],
            ChaosFault.Cut =>
            [
                .. audits.SelectMany(audit => (Fault[])[Of("s3", audit, 0.05, new FaultEffect.ConnectionCut(AfterWork: true)), Of("sqs", audit, 0.1, new FaultEffect.ConnectionCut(AfterWork: true))]),
                .. Members.Select(service => Fault.Of(service, new FaultEffect.ConnectionCut()) with { Probability = 0.01 }),
                Of("dynamodb", linkage, 0.03, new FaultEffect.ConnectionCut(AfterWork: true)), Of("events", linkage, 0.03, new FaultEffect.ConnectionCut(AfterWork: true)),
                Of("dynamodb", triage, 0.006, new FaultEffect.ConnectionCut()), Of("dynamodb", triage, 0.008, new FaultEffect.ConnectionCut(AfterWork: true)),
                Of("s3", triage, 0.02, new FaultEffect.ConnectionCut(AfterWork: true)), Of("dynamodb", notifier, 0.006, new FaultEffect.ConnectionCut(AfterWork: true)),
                Of("s3", cost, 0.01, new FaultEffect.ConnectionCut(AfterWork: true)), Of("dynamodb", cost, 0.1, new FaultEffect.ConnectionCut(AfterWork: true)),
            ],
            ChaosFault.Mail =>
            [
                Of("ses", notifier, 0.01, new FaultEffect.ServerError()), Of("ses", notifier, 0.008, new FaultEffect.ConnectionCut()), Of("ses", notifier, 0.008, new FaultEffect.ConnectionCut(AfterWork: true)),
            ],
            _ => [],
        });
    }

    static Fault Of(string service, string function, double probability, FaultEffect effect, params ReadOnlySpan<string> operations) =>
        Fault.Of(service, effect, operations) with { Function = function, Probability = probability };

    static ChaosRule Rule(string function, string operation, ChaosKind kind, int perTenThousand) => new(new(function, operation), kind, perTenThousand);
}
