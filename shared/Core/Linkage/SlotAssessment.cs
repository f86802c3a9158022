using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Linkage;

/// <summary>Where a slot stands. Exactly one at any instant.</summary>
public enum LinkageState
{
    /// <summary>予定: nothing is there, and it is not yet due.</summary>
    Expected,

    /// <summary>未着: nothing is there, and it should be.</summary>
    Missing,

    /// <summary>到着: the data is there, its marker is not, and it is not yet due.</summary>
    Arrived,

    /// <summary>未完了: the data is there, its marker is not, and it should be.</summary>
    Incomplete,

    /// <summary>不良: the latest file is not as agreed.</summary>
    Broken,

    /// <summary>完了: complete and sound; not everybody has taken it.</summary>
    Complete,

    /// <summary>未取得: complete, and somebody has not taken it in time.</summary>
    Unconsumed,

    /// <summary>取得済み: everybody has taken it.</summary>
    Consumed,
}

/// <summary>What follows from what was seen of a slot, at an instant.</summary>
public sealed record SlotAssessment
{
    /// <summary>Where it stands.</summary>
    public required LinkageState State { get; init; }

    /// <summary>Whether it became complete after it was due (遅延).</summary>
    public bool Late { get; init; }

    /// <summary>The file that counts: the latest one that is there.</summary>
    public FileVersion? File { get; init; }

    /// <summary>When it became complete.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Data rows, where they were counted.</summary>
    public long? Rows => File?.Inspection?.Rows;

    /// <summary>What is to be told, each once.</summary>
    public ImmutableArray<LinkageFinding> Findings { get; init; } = [];
}

/// <summary>Derives where a slot stands. Pure: profile, facts, history and instant in, assessment out.</summary>
public static class SlotEvaluation
{
    /// <summary>Fewer earlier files are no measure.</summary>
    public const int LeastHistory = 3;

    /// <summary>A marker follows its file within minutes; a file that came late is not told as incomplete before that.</summary>
    public static readonly TimeSpan MarkerGrace = TimeSpan.FromMinutes(30);

    /// <summary>Assesses a slot.</summary>
    /// <param name="profile">The interface.</param>
    /// <param name="expected">The slot's deadlines.</param>
    /// <param name="facts">What was seen.</param>
    /// <param name="earlierRows">Data rows of the files before it.</param>
    /// <param name="now">The instant.</param>
    public static SlotAssessment Of(LinkageProfile profile, ExpectedFile expected, SlotFacts facts, IReadOnlyCollection<long> earlierRows, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(earlierRows);
        var overdue = expected.Due is { } due && now >= due;
        if (facts.PresentFiles.LastOrDefault() is not { } file)
        {
            return new SlotAssessment
            {
                State = overdue ? LinkageState.Missing : LinkageState.Expected,
                Findings = overdue ? [LinkageFinding.Of(LinkageFindingKind.Missing, expected)] : [],
            };
        }

        var completion = Completion.Of(profile.Definition, file, facts);
        var defects = Defects(profile.Definition, file, completion.Marker);
        var assessment = new SlotAssessment { State = LinkageState.Complete, File = file, CompletedAt = completion.At, Late = completion.At > expected.Due };
        var findings = Duplicates(expected, facts).ToList();
        if (!defects.IsEmpty)
        {
            return assessment with { State = LinkageState.Broken, Findings = [LinkageFinding.Broken(expected, file, defects), .. findings] };
        }

        if (completion.At is not { } at)
        {
            var incomplete = overdue && now >= file.At + MarkerGrace;
            return assessment with
            {
                State = incomplete ? LinkageState.Incomplete : LinkageState.Arrived,
                Findings = incomplete ? [LinkageFinding.Of(LinkageFindingKind.Incomplete, expected), .. findings] : [.. findings],
            };
        }

        return Taken(assessment, expected, facts, at, now, [.. findings, .. RowAnomaly(profile.Definition, expected, file, earlierRows)]);
    }

    static SlotAssessment Taken(SlotAssessment assessment, ExpectedFile expected, SlotFacts facts, DateTimeOffset completedAt, DateTimeOffset now, ImmutableArray<LinkageFinding> findings)
    {
        var waiting = expected.Consumers.Where(consumer => !facts.Receipts.Any(r => r.Consumer == consumer.System && r.At >= assessment.File!.At)).ToList();
        if (waiting.Count == 0)
        {
            // Everybody has it: what was odd about it is of no consequence any more.
            return assessment with { State = LinkageState.Consumed };
        }

        var late = waiting.Where(consumer => now >= DeadlineOf(consumer, expected, completedAt)).ToList();
        return assessment with
        {
            State = late.Count > 0 ? LinkageState.Unconsumed : LinkageState.Complete,
            Findings = [.. late.Select(consumer => LinkageFinding.Unconsumed(expected, consumer.System)), .. findings],
        };
    }

    /// <summary>A file that came late moves its consumers' deadlines by as much: their time for taking it stays what was agreed.</summary>
    static DateTimeOffset? DeadlineOf(ConsumerDeadline consumer, ExpectedFile expected, DateTimeOffset completedAt) =>
        consumer.By is { } by && expected.Due is { } due && completedAt > due ? completedAt + (by - due)
        : consumer.By is { } agreed && expected.Due is null && completedAt > agreed ? completedAt.AddDays(1)
        : consumer.By;

    static IEnumerable<LinkageFinding> Duplicates(ExpectedFile expected, SlotFacts facts)
    {
        var present = facts.PresentFiles.ToList();
        if (present.Select(file => file.Key).Distinct(StringComparer.Ordinal).Count() > 1 || present.Select(file => file.ETag).Distinct(StringComparer.Ordinal).Count() < present.Count)
        {
            yield return LinkageFinding.Of(LinkageFindingKind.Duplicate, expected);
        }
    }

    static ImmutableArray<FileDefect> Defects(LinkageInterface profile, FileVersion file, FileVersion? marker)
    {
        var format = profile.Format;
        var defects = new SortedSet<FileDefect>(file.Inspection?.Defects ?? []);
        if (file.Size < format.MinimumBytes)
        {
            defects.Add(FileDefect.TooSmall);
        }

        if (file.Size > format.MaximumBytes)
        {
            defects.Add(FileDefect.TooLarge);
        }

        var told = format.RowCount == RowCountSource.Marker ? marker?.Inspection : file.Inspection;
        if (format.RowCount != RowCountSource.None && told is not null)
        {
            if (told.Declared is null)
            {
                defects.Add(FileDefect.NoRowCount);
            }
            else if (file.Inspection?.Rows is { } rows && rows != told.Declared)
            {
                defects.Add(FileDefect.RowCount);
            }
        }

        return [.. defects];
    }

    static IEnumerable<LinkageFinding> RowAnomaly(LinkageInterface profile, ExpectedFile expected, FileVersion file, IReadOnlyCollection<long> earlierRows)
    {
        var tolerance = profile.Format.RowTolerancePercent;
        if (tolerance == 0 || profile.Coverage == LinkageCoverage.Difference || earlierRows.Count < LeastHistory || file.Inspection?.Rows is not { } rows)
        {
            yield break;
        }

        var sorted = earlierRows.Order().ToList();
        var median = (sorted[(sorted.Count - 1) / 2] + (double)sorted[sorted.Count / 2]) / 2;
        if (Math.Abs(rows - median) * 100 > median * tolerance)
        {
            yield return LinkageFinding.Rows(expected, rows, median);
        }
    }
}

/// <summary>Whether a file is complete, since when, and by which marker.</summary>
readonly record struct Completion(DateTimeOffset? At, FileVersion? Marker)
{
    public static Completion Of(LinkageInterface profile, FileVersion file, SlotFacts facts)
    {
        if (profile.Marker.Rule == MarkerRule.None)
        {
            return new Completion(file.At, null);
        }

        var marker = facts.PresentMarkers.LastOrDefault();
        return (marker, profile.Marker.Order) switch
        {
            (null, _) => new Completion(null, null),
            // The marker of an earlier transfer says nothing about a file that came after it.
            (_, MarkerOrder.AfterData) when marker.At < file.At => new Completion(null, null),
            _ => new Completion(marker.At > file.At ? marker.At : file.At, marker),
        };
    }
}
