using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Audit;

namespace GovCloud.Resilience.Checks;

/// <summary>Where the answers of a slice of a shared audit are kept.</summary>
public sealed record RecordedPart
{
    /// <summary>Name of the run.</summary>
    public required string Run { get; init; }

    /// <summary>The object's name within the run; the SHA-256 of its contents is a part of it, so that it never changes.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the object's bytes in lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The accounts whose answers are there.</summary>
    public required ImmutableArray<string> Accounts { get; init; }
}

/// <summary>What the closing of a shared audit needs of a slice: small, because all are in memory at once.</summary>
public sealed record BackupTally
{
    /// <summary>When its accounts were judged, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where its answers are.</summary>
    public required RecordedPart Part { get; init; }

    /// <summary>Answers by outcome.</summary>
    public required ImmutableSortedDictionary<string, int> Summary { get; init; }

    /// <summary>How many findings triage was told.</summary>
    public required int Findings { get; init; }

    /// <summary>Reads a tally.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static BackupTally Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, BackupAuditJson.Default.BackupTally) ?? throw new JsonException("The tally is null.");

    /// <summary>Writes a tally.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, BackupAuditJson.Default.BackupTally);
}

/// <summary>Puts the slices of a shared audit together.</summary>
public static class BackupMerge
{
    /// <summary>
    /// The evidence of a run from the slices that came in, in any order and any number of times. An account of the estate that is in none of them is unknown,
    /// and what was known of it before stays known where it was.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="tallies">What came in.</param>
    /// <param name="unheard">The answers about accounts that are in none of the slices: nothing but unknown.</param>
    /// <param name="previous">The evidence of the run before; none where there is none.</param>
    public static BackupAuditRecord Merge(this SweepRun run, IEnumerable<BackupTally> tallies, IEnumerable<AuditResult> unheard, BackupAuditRecord? previous)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(tallies);
        var came = tallies.GroupBy(tally => tally.Part.Name, StringComparer.Ordinal).Select(same => same.First()).OrderBy(tally => tally.Part.Name, StringComparer.Ordinal).ToList();
        var record = BackupAuditRecord.Of(unheard, [], run.At, run.EstateDigest);
        var missing = record.Answers.Select(answer => answer.Account).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return record with
        {
            Summary = came.SelectMany(tally => tally.Summary).Concat(record.Summary)
                .GroupBy(pair => pair.Key, StringComparer.Ordinal).ToImmutableSortedDictionary(group => group.Key, group => group.Sum(pair => pair.Value), StringComparer.Ordinal),
            Restores = [.. (previous?.Restores ?? []).Where(restore => missing.Contains(restore.Account))],
            Retentions = [.. (previous?.Retentions ?? []).Where(retention => missing.Contains(retention.Account))],
            Parts =
            [
                .. came.Select(tally => tally.Part),
                .. (previous?.Parts ?? []).Where(part => part.Accounts.Any(missing.Contains)).Select(part => part with { Accounts = [.. part.Accounts.Where(missing.Contains)] }),
            ],
        };
    }
}
