using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GovCloud.Estates;
using GovCloud.LocalCloud;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Functions;
using GovCloud.Triage;

namespace GovCloud.Cli.Day;

/// <summary>All that is known after a day: what entered, what the rules make of it, what is stored, and what left.</summary>
sealed record DayRecord
{
    public required EstateIndex Estate { get; init; }

    public required DateOnly Day { get; init; }

    public required ImmutableArray<ScenarioStep> Steps { get; init; }

    public required ImmutableArray<EnteredInput> Entered { get; init; }

    /// <summary>Each finding once, however often it was delivered.</summary>
    public required ImmutableArray<JudgedFinding> Findings { get; init; }

    public required StoredDay Stored { get; init; }

    public required LocalCloudState State { get; init; }

    public required FunctionState AlertTriage { get; init; }

    public required FunctionState Notifier { get; init; }

    /// <summary>Name of the queue of alerts.</summary>
    public required string AlertQueue { get; init; }

    /// <summary>Content of the quarantine bucket by location (<c>s3://bucket/key</c>).</summary>
    public required IReadOnlyDictionary<string, byte[]> Quarantine { get; init; }

    /// <summary>Real time from the first step to the last message.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Looks at everything as it is now.</summary>
    public static async Task<DayRecord> ReadAsync(
        EstateCloud cloud, EstateIndex estate, DateOnly day, ImmutableArray<ScenarioStep> steps, ImmutableArray<EnteredInput> entered, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        var stored = await cloud.Store.ReadAsync(cancellationToken);
        var state = cloud.Host.Snapshot();
        var triage = state.Functions.First(function => function.Name == cloud.AlertTriage);
        var all = entered.AddRange(SentByOthers(triage, entered, cloud.Clock.GetUtcNow()));
        return new DayRecord
        {
            Estate = estate,
            Day = day,
            Steps = steps,
            Entered = all,
            Findings = IncidentReplay.Of(all, stored, estate),
            Stored = stored,
            State = state,
            AlertTriage = triage,
            Notifier = state.Functions.First(function => function.Name == cloud.Notifier),
            AlertQueue = cloud.AlertQueue,
            Quarantine = state.Buckets.SelectMany(bucket => bucket.Value.Where(key => key.StartsWith("quarantine/", StringComparison.Ordinal)).Select(key => (bucket.Key, key)))
                .ToDictionary(found => $"s3://{found.Key}/{found.key}", found => cloud.Host.ReadObject(found.Key, found.key)!, StringComparer.Ordinal),
            Elapsed = elapsed,
        };
    }

    /// <summary>How many findings came to a disposition.</summary>
    public int Count(Disposition disposition) => Findings.Count(finding => (finding.Decision?.Disposition ?? Disposition.Quarantined) == disposition);

    /// <summary>Messages that Slack took.</summary>
    public IEnumerable<SlackPost> AcceptedPosts => State.SlackPosts.Where(post => post.Status == 200);

    /// <summary>The queues that hold only what went wrong: all but the one of alerts.</summary>
    public IEnumerable<QueueState> DeadLetterQueues => State.Queues.Where(queue => queue.Name != AlertQueue);

    /// <summary>The place where an input is kept that could not be read; null where it is not.</summary>
    public string? LocationOf(EnteredInput input)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(input.Body)));
        return Quarantine.Keys.FirstOrDefault(location => location.Contains(digest, StringComparison.Ordinal));
    }

    /// <summary>Messages of the queue that were given back because something failed.</summary>
    public int ReturnedMessages => AlertTriage.Invocations.Sum(Returned);

    /// <summary>What others than the scenario sent, as the function was given it.</summary>
    static IEnumerable<EnteredInput> SentByOthers(FunctionState triage, ImmutableArray<EnteredInput> entered, DateTimeOffset now)
    {
        var known = entered.Select(input => input.Body).ToHashSet(StringComparer.Ordinal);
        foreach (var body in triage.Invocations.SelectMany(Bodies).Where(known.Add))
        {
            yield return EnteredInput.Of(new ScenarioStep.QueueMessage(now, "手元から送られたイベント", body), body, now);
        }
    }

    static IEnumerable<string> Bodies(Invocation invocation)
    {
        using var document = JsonDocument.Parse(invocation.Payload);
        return document.RootElement.TryGetProperty("Records", out var records)
            ? [.. records.EnumerateArray().Select(record => record.GetProperty("body").GetString()!)]
            : [];
    }

    static int Returned(Invocation invocation)
    {
        if (!invocation.Succeeded || invocation.Response.Length == 0)
        {
            return 0;
        }

        using var document = JsonDocument.Parse(invocation.Response);
        return document.RootElement.TryGetProperty("batchItemFailures", out var failures) ? failures.GetArrayLength() : 0;
    }
}
