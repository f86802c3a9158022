using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using GovCloud.Adapters.Backup;
using GovCloud.Adapters.Messaging;
using GovCloud.Adapters.Storage;
using GovCloud.Audit;
using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.Hosting;
using GovCloud.Resilience.Checks;
using GovCloud.Resilience.Drills;
using GovCloud.Resilience.Facts;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.BackupAudit;

/// <summary>Every morning: reads the backups of every account, judges them, keeps the evidence, and tells triage what is wrong and what is mended.</summary>
sealed class BackupAuditHandler(EstateIndex estate, BackupReader accounts, EvidenceStore evidence, OperationsBus bus, TimeProvider time, ILogger logger)
{
    const int AtOnce = 8;

    public async ValueTask HandleAsync(ReadOnlyMemory<byte> input, Stream output, LambdaContext context, CancellationToken cancellationToken)
    {
        var request = JsonSerializer.Deserialize(input.Span, BackupAuditHandlerJson.Default.BackupAuditRequest) ?? new BackupAuditRequest();
        var whole = request.Accounts is not { Count: > 0 };
        AccountId[] targets = [.. estate.Estate.Accounts.Select(account => account.Id).Where(id => whole || request.Accounts!.Contains(id.ToString(), StringComparer.Ordinal))];
        var previous = await PreviousAsync();
        var readings = await ReadAsync(targets, cancellationToken);
        var current = Judge(readings, previous);
        // The time that is left after the deadline is for keeping what was found out.
        var findings = BackupFinding.Of(whole ? previous : null, current);
        var document = current.Write();
        var kept = whole ? await evidence.KeepAsync(current.At, document, CancellationToken.None) : null;
        var refused = await bus.PutAsync(EventNames.BackupFindings, "Backup Finding", findings.Select(finding => finding.Detail()), CancellationToken.None);
        if (refused > 0)
        {
            throw new InvalidOperationException($"{refused} of {findings.Length} findings could not be put on the bus. The next audit tells them again.");
        }

        if (whole)
        {
            // Last: a recovery that was not told must be found again.
            await evidence.MarkLatestAsync(document, CancellationToken.None);
        }

        if (kept is not null)
        {
            logger.Kept(kept.Keys[0], kept.Head);
        }

        var response = new BackupAuditResponse { Summary = current.Summary, Findings = findings.Length, Evidence = kept?.Keys[0], Head = kept?.Head.ToString() };
        await JsonSerializer.SerializeAsync(output, response, BackupAuditHandlerJson.Default.BackupAuditResponse, CancellationToken.None);
    }

    async Task<BackupReading[]> ReadAsync(AccountId[] targets, CancellationToken cancellationToken)
    {
        var readings = new BackupReading?[targets.Length];
        try
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, targets.Length), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (i, token) =>
                readings[i] = await accounts.ReadAsync(targets[i], token));
        }
        catch (OperationCanceledException)
        {
            // What was read is kept; the rest is unknown, which is told like everything else.
            logger.TimeRanOut(readings.Count(reading => reading is null));
        }

        return [.. targets.Select((target, i) => readings[i] ?? accounts.Unread(target, time.GetUtcNow(), "時間内に確認できなかった"))];
    }

    BackupAuditRecord Judge(BackupReading[] readings, BackupAuditRecord? previous)
    {
        // Where drills are recorded is a folder of people's, which a function has no way to.
        var drills = Readings.Unknown<ImmutableArray<DrillRecord>>("訓練の記録は gca backup audit --drills で確かめる");
        var forgotten = (previous?.Restores ?? []).ToLookup(restore => restore.Account, StringComparer.Ordinal);
        var checks = BackupChecks.All.Where(check => check.Definition.Id != BackupChecks.DrillHeld).ToImmutableArray();
        var results = readings.SelectMany(reading => AuditEngine.Judge(
            checks, BackupEvidence.Of(estate, Remembering(reading, forgotten[reading.Account.ToString()], previous is not null), drills), estate.Estate.Audit.Waivers));
        var now = time.GetUtcNow();
        var kept = now.AddDays(-estate.Estate.Backup.RestoredWithinDays);
        var restores = (previous?.Restores ?? []).Concat(readings.SelectMany(RecordedRestore.Of)).Where(restore => restore.Completed >= kept);
        return BackupAuditRecord.Of(results, restores, now, estate.Digest);
    }

    static BackupReading Remembering(BackupReading reading, IEnumerable<RecordedRestore> restores, bool remembered) => reading with
    {
        RestoresRemembered = remembered,
        Regions = [.. reading.Regions.Select((region, index) => index > 0 ? region : region with
        {
            RestoreJobs = region.RestoreJobs.Select<ImmutableArray<RestoreJob>>(jobs => [.. jobs, .. restores.Where(restore => jobs.All(job => job.Id != restore.Id)).Select(restore => restore.Job())]),
        })],
    };

    async Task<BackupAuditRecord?> PreviousAsync()
    {
        try
        {
            return await evidence.ReadLatestAsync(CancellationToken.None) is { } json ? BackupAuditRecord.Read(json) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException)
        {
            logger.PreviousUnreadable(unreadable);
            return null;
        }
    }
}

/// <summary>What the schedule and people send.</summary>
public sealed record BackupAuditRequest
{
    /// <summary>Only these accounts, by id; all where absent or empty. An audit of some keeps no evidence.</summary>
    public IReadOnlyList<string>? Accounts { get; init; }
}

/// <summary>What came of it.</summary>
public sealed record BackupAuditResponse
{
    /// <summary>Answers by outcome.</summary>
    public ImmutableSortedDictionary<string, int>? Summary { get; init; }

    /// <summary>Findings that were told.</summary>
    public int? Findings { get; init; }

    /// <summary>Key of the evidence.</summary>
    public string? Evidence { get; init; }

    /// <summary>The end of the chain of evidence, by which a later verification sees whether it was cut off.</summary>
    public string? Head { get; init; }
}

/// <summary>The JSON of the audit's inputs and outputs, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BackupAuditRequest))]
[JsonSerializable(typeof(BackupAuditResponse))]
public sealed partial class BackupAuditHandlerJson : JsonSerializerContext;
