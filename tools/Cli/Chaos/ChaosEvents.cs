using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using GovCloud.Cli.Day;
using GovCloud.Estates;
using GovCloud.LocalCloud.Chaos;

namespace GovCloud.Cli.Chaos;

/// <summary>Makes the events of a run: what an estate's services tell on a very bad day. The same seed gives the same events to the byte.</summary>
sealed class ChaosEvents
{
    // By which a clock of a source is wrong. Less than a quarter of an hour ahead is believed by triage; more is not.
    const int MostSkewMinutes = 20;

    readonly SeededRandom random;
    readonly EventFactory events;
    readonly ImmutableArray<string> accounts;
    readonly ImmutableArray<string> scanned;
    readonly bool skewed;
    readonly int sources;

    /// <summary>Prepares a run.</summary>
    /// <param name="estate">Whose events.</param>
    /// <param name="random">Decides everything.</param>
    /// <param name="count">How many there will be. They concern a fiftieth as many things, so that most are repeats, as in practice.</param>
    /// <param name="skewed">Whether the clocks of sources are wrong.</param>
    public ChaosEvents(Estate estate, SeededRandom random, int count, bool skewed)
    {
        this.random = random;
        this.skewed = skewed;
        sources = Math.Max(8, count / 50);
        events = new EventFactory(estate.Profile.PrimaryRegion);
        accounts = [.. estate.Accounts.Where(account => account.System is not null).Select(account => account.Id.ToString())];
        scanned = [.. estate.Triage.Suppressions.Where(rule => rule.Type is "Recon:EC2/Portscan").SelectMany(rule => rule.Accounts).Select(account => account.ToString())];
    }

    /// <summary>The event that enters next.</summary>
    /// <param name="at">When it happened, by a right clock. No two events have the same instant.</param>
    public ChaosInput Next(DateTimeOffset at)
    {
        var told = skewed && random.Happens(1_000) ? at.AddMinutes(random.Next(2 * MostSkewMinutes) - MostSkewMinutes) : at;
        var source = random.Next(sources);
        var account = accounts[source % accounts.Length];
        return random.Next(100) switch
        {
            < 55 => Bus(Alarm(told, account, source)),
            < 67 => Bus(Finding(told, account, source)),
            < 75 => Bus(Control(told, account, source)),
            < 83 => Bus(Backup(told, account, source)),
            < 88 => Bus(events.EcsTask(told, account, "cluster", $"service-{source}", running: false, "Essential container in task exited")),
            < 92 when scanned.Length > 0 => Bus(events.GuardDuty(told, random.Pick(scanned), Scan($"i-{source:x17}"))),
            < 95 => Bus(events.Ec2(told, account, $"i-{source:x17}", random.Pick(Ec2States))),
            < 97 => Bus(events.Event(told, account, "jp.example.batch", "Batch Failed", new JsonObject { ["severity"] = "HIGH", ["resource"] = $"batch/{source}" }), Entry.OperationsBus),
            _ => Unreadable(told, account, source),
        };
    }

    static readonly string[] Ec2States = ["pending", "running", "stopping"];

    static readonly string[] Alarms = ["web-5xx", "web-latency", "app-cpu", "db-connections", "queue-depth"];

    static readonly string[] Severities = ["[重大] ", "[高] ", "[中] ", "[低] ", ""];

    string Alarm(DateTimeOffset at, string account, int source) => events.Alarm(
        at, account, $"{Alarms[source % Alarms.Length]}-{source}", random.Next(10) switch { < 8 => "ALARM", < 9 => "OK", _ => "INSUFFICIENT_DATA" }, Severities[source % Severities.Length] + "性能の劣化");

    // The same finding comes natively and through Security Hub.
    string Finding(DateTimeOffset at, string account, int source)
    {
        var instance = $"i-{source:x17}";
        var finding = new GuardDutyFinding("Backdoor:EC2/C&CActivity.B!DNS", 8, "An EC2 instance queried a suspicious domain.", GuardDutyFinding.Instance(instance));
        return random.Happens(5_000)
            ? events.GuardDuty(at, account, finding)
            : events.GuardDutyThroughSecurityHub(at, account, finding, "TTPs/Command and Control/Backdoor:EC2-C&CActivity.B!DNS", "AwsEc2Instance", $"arn:aws:ec2:{events.HomeRegion}:{account}:instance/{instance}");
    }

    // Several findings in one event; sometimes one of them is broken.
    string Control(DateTimeOffset at, string account, int source)
    {
        var findings = Enumerable.Range(0, 1 + random.Next(3)).Select(i => (JsonNode?)events.Control(at.AddMilliseconds(i), account, new ControlResult(
            $"security-control/EC2.{8 + i}", "HIGH", "EC2", "AwsEc2Instance", $"arn:aws:ec2:{events.HomeRegion}:{account}:instance/i-c{source:x16}")
        { Passed = random.Happens(1_000) })).ToList();
        if (random.Happens(500))
        {
            findings.Add(new JsonObject { ["AwsAccountId"] = account, ["Title"] = string.Create(CultureInfo.InvariantCulture, $"broken {at.UtcTicks}") });
        }

        return events.SecurityHub(at, account, [.. findings]);
    }

    string Backup(DateTimeOffset at, string account, int source) =>
        events.Job(at, account, "Backup", $"arn:aws:rds:{events.HomeRegion}:{account}:db:db-{source}", "RDS", random.Happens(1_500) ? "COMPLETED" : "FAILED", "The DB instance was not in an available state.");

    ChaosInput Unreadable(DateTimeOffset at, string account, int source)
    {
        var whole = Alarm(at, account, source);
        return new ChaosInput(random.Next(3) switch
        {
            0 => whole[..(whole.Length / 2)],
            1 => string.Create(CultureInfo.InvariantCulture, $"<?xml version=\"1.0\"?><alarm at=\"{at.UtcTicks}\"/>"),
            _ => string.Create(CultureInfo.InvariantCulture, $$"""{"source":"aws.guardduty","detail":{"severity":{{at.UtcTicks}},}"""),
        }, null);
    }

    static ChaosInput Bus(string json, Entry entry = Entry.MemberBus) => new(json, entry);

    static GuardDutyFinding Scan(string instance) => new("Recon:EC2/Portscan", 5, "An EC2 instance is performing outbound port scans.", GuardDutyFinding.Instance(instance));
}

/// <summary>An event that enters.</summary>
/// <param name="Body">As it is written.</param>
/// <param name="Entry">On which bus; none for what is put straight into the queue, because a bus would refuse it.</param>
sealed record ChaosInput(string Body, Entry? Entry);
