using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Cli.Day;
using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.LocalCloud;
using GovCloud.LocalCloud.Faults;
using GovCloud.Triage;

namespace GovCloud.Cli.Chaos;

/// <summary>A finding that entered, once, however often it was delivered.</summary>
/// <param name="Key">Its delivery key.</param>
/// <param name="Body">The event that holds it.</param>
/// <param name="Alone">What the rules make of it when nothing else is known; none for what cannot be read.</param>
sealed record EnteredFinding(string Key, string Body, TriageDecision? Alone);

/// <summary>All that is known after a run: what entered, what is stored, and what left.</summary>
sealed record ChaosRecord
{
    public required EstateIndex Estate { get; init; }

    public required ChaosPlan Plan { get; init; }

    public required ChaosOutcome Outcome { get; init; }

    public required ImmutableArray<EnteredFinding> Findings { get; init; }

    public required ImmutableArray<Incident> Incidents { get; init; }

    public required ImmutableArray<OutboxEntry> Outbox { get; init; }

    /// <summary>Keys of messages in the outbox whose document cannot be read, with how far they came.</summary>
    public required ImmutableArray<(string Key, string? State)> Unreadable { get; init; }

    /// <summary>The findings that were applied, by delivery key.</summary>
    public required ImmutableHashSet<string> Applied { get; init; }

    public required LocalCloudState State { get; init; }

    /// <summary>What went wrong with single calls: the call, what happened, and how often.</summary>
    public required ImmutableArray<(string Call, string Effect, int Count)> Faults { get; init; }

    /// <summary>What became of the month's bill; none where it was not looked at.</summary>
    public ClosedBill? Bill { get; init; }

    /// <summary>What becomes of the same bill where nothing goes wrong.</summary>
    public ClosedBill? UndisturbedBill { get; init; }

    /// <summary>What became of the files of the linkage; none where they were not looked at.</summary>
    public WatchedFiles? Files { get; init; }

    /// <summary>What becomes of the same files where nothing goes wrong.</summary>
    public WatchedFiles? UndisturbedFiles { get; init; }

    /// <summary>What the audits found out; none where they were not looked at.</summary>
    public HeldMornings? Audits { get; init; }

    /// <summary>What they find out where nothing goes wrong: the first morning, which knows of none before it, and one after it.</summary>
    public HeldMornings? UndisturbedAudits { get; init; }

    /// <summary>Content of the quarantine bucket by location (<c>s3://bucket/key</c>).</summary>
    public required IReadOnlyDictionary<string, byte[]> Quarantine { get; init; }

    /// <summary>Findings that the rules count in an incident.</summary>
    public IEnumerable<EnteredFinding> Counted => Findings.Where(finding => finding.Alone is { Disposition: Disposition.New });

    /// <summary>Bodies of which nothing, or not everything, could be read.</summary>
    public IEnumerable<string> Rejected => Findings.Where(finding => finding.Alone is null).Select(finding => finding.Body).Distinct(StringComparer.Ordinal);

    /// <summary>The place where a body is kept that could not be read; null where it is not.</summary>
    public string? LocationOf(string body)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        return Quarantine.Keys.FirstOrDefault(location => location.Contains(digest, StringComparison.Ordinal));
    }

    /// <summary>Looks at everything as it is now.</summary>
    public static async Task<ChaosRecord> ReadAsync(EstateCloud cloud, EstateIndex estate, ChaosPlan plan, ChaosOutcome outcome, CancellationToken cancellationToken)
    {
        var incidents = ImmutableArray.CreateBuilder<Incident>();
        var outbox = ImmutableArray.CreateBuilder<OutboxEntry>();
        var unreadable = ImmutableArray.CreateBuilder<(string, string?)>();
        var applied = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        await foreach (var item in cloud.Store.ScanAsync(cancellationToken))
        {
            var key = item[IncidentsTable.PartitionKey].S;
            if (key.StartsWith(IncidentsTable.DeliveryPrefix, StringComparison.Ordinal))
            {
                applied.Add(key[IncidentsTable.DeliveryPrefix.Length..]);
            }
            else if (key.StartsWith(IncidentsTable.FingerprintPrefix, StringComparison.Ordinal) && !item.ContainsKey(IncidentsTable.RecoveredAt))
            {
                incidents.Add(IncidentsTableReader.Incident(item));
            }
            else if (key.StartsWith(IncidentsTable.OutboxPrefix, StringComparison.Ordinal))
            {
                try
                {
                    outbox.Add(IncidentsTableReader.Entry(item));
                }
                catch (JsonException)
                {
                    unreadable.Add((key, item.GetValueOrDefault(IncidentsTable.OutboxState)?.S));
                }
            }
        }

        var state = cloud.Host.Snapshot();
        return new ChaosRecord
        {
            Estate = estate,
            Plan = plan,
            Outcome = outcome,
            Findings = [.. Read(plan.Events.Select(input => input.Body).Concat(SentByFunctions(state.Functions.First(function => function.Name == cloud.AlertTriage))), estate)],
            Incidents = incidents.ToImmutable(),
            Outbox = outbox.ToImmutable(),
            Unreadable = unreadable.ToImmutable(),
            Applied = applied.ToImmutable(),
            State = state,
            Faults = [.. FaultsOf(cloud)],
            Quarantine = state.Buckets.SelectMany(bucket => bucket.Value.Where(key => key.StartsWith("quarantine/", StringComparison.Ordinal)).Select(key => (bucket.Key, key)))
                .ToDictionary(found => $"s3://{found.Key}/{found.key}", found => cloud.Host.ReadObject(found.Key, found.key)!, StringComparer.Ordinal),
        };
    }

    static IEnumerable<(string Call, string Effect, int Count)> FaultsOf(EstateCloud cloud)
    {
        string Short(string? function) => ChaosFaults.Functions.FirstOrDefault(part => function?.Contains(part, StringComparison.Ordinal) == true) ?? function ?? "-";
        return cloud.Host.Chaos!.Happened.Select(strike => (Call: strike.Target.ToString(), Effect: strike.Kind.ToString()))
            .Concat(cloud.Host.Faults.Injected.Select(fault => (Call: $"{Short(fault.Call.Function)} {fault.Call.Operation}", Effect: NameOf(fault.Effect))))
            .CountBy(pair => pair).OrderBy(pair => pair.Key).Select(pair => (pair.Key.Call, pair.Key.Effect, pair.Value));
    }

    static string NameOf(FaultEffect effect) => effect is FaultEffect.ConnectionCut { AfterWork: true } ? "ConnectionCutAfterWork" : effect.GetType().Name;

    /// <summary>What the functions themselves put on the bus, as triage was given it.</summary>
    static IEnumerable<string> SentByFunctions(FunctionState triage)
    {
        foreach (var invocation in triage.Invocations)
        {
            using var document = JsonDocument.Parse(invocation.Payload);
            foreach (var record in document.RootElement.GetProperty("Records").EnumerateArray())
            {
                yield return record.GetProperty("body").GetString()!;
            }
        }
    }

    static IEnumerable<EnteredFinding> Read(IEnumerable<string> bodies, EstateIndex estate)
    {
        var engine = new TriageEngine(estate);
        var now = TimeProvider.System.GetUtcNow();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var body in bodies.Distinct(StringComparer.Ordinal))
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            var readings = AlertReader.Read(bytes);
            foreach (var (key, reading) in DeliveryKey.OfAll(bytes, readings.Length).Zip(readings).Where(finding => seen.Add(finding.First.Value)))
            {
                yield return new EnteredFinding(key.Value, body, reading is Reading.Normalised { Alert: var alert } ? engine.Decide(alert, null, now) : null);
            }
        }
    }
}
