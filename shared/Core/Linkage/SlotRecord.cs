using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GovCloud.Linkage;

/// <summary>A slot as it is stored: what was seen, where it stands, and what was told about it.</summary>
public sealed record SlotRecord
{
    /// <summary>What was seen.</summary>
    public required SlotFacts Facts { get; init; }

    /// <summary>Where it stood when it was last written.</summary>
    public required LinkageState State { get; init; }

    /// <summary>Whether it became complete after it was due.</summary>
    public bool Late { get; init; }

    /// <summary>Data rows of the file that counts.</summary>
    public long? Rows { get; init; }

    /// <summary>What people have been told and is still so.</summary>
    public ImmutableArray<LinkageFinding> Raised { get; init; } = [];

    /// <summary>What is yet to be put on the bus, in order. Written together with what it tells about, so that nothing is lost between the two.</summary>
    public ImmutableArray<FindingNotice> Pending { get; init; } = [];

    /// <summary>The instant for which it was assessed. An event that comes late is judged by this instant, not by its own.</summary>
    public required DateTimeOffset AssessedAt { get; init; }

    /// <summary>Number of writes; each is conditional on the one before.</summary>
    public long Version { get; init; }

    /// <summary>The estate by which it was decided.</summary>
    public required string EstateDigest { get; init; }
}

/// <summary>A finding that begins or ends.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Active">False when it is mended.</param>
/// <param name="At">The instant of the decision.</param>
public sealed record FindingNotice(LinkageFinding Finding, bool Active, DateTimeOffset At);

/// <summary>Decides what is stored and told. Pure.</summary>
public static class LinkageDecision
{
    /// <summary>The record after new facts or after time has passed.</summary>
    /// <param name="profile">The interface.</param>
    /// <param name="expected">The slot's deadlines.</param>
    /// <param name="current">What is stored; none for a slot of which nothing was seen yet.</param>
    /// <param name="facts">What was seen, new facts included.</param>
    /// <param name="earlierRows">Data rows of the files before it.</param>
    /// <param name="now">The instant.</param>
    /// <param name="estateDigest">Digest of the estate in force.</param>
    /// <returns>The record to be stored, one version on; <paramref name="current"/> itself where nothing changed, and none where there is nothing to say.</returns>
    public static SlotRecord? Next(
        LinkageProfile profile, ExpectedFile expected, SlotRecord? current, SlotFacts facts, IReadOnlyCollection<long> earlierRows, DateTimeOffset now, string estateDigest)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(facts);
        var at = current?.AssessedAt > now ? current.AssessedAt : now;
        var assessment = SlotEvaluation.Of(profile, expected, facts, earlierRows, at);
        var notices = Notices(current?.Raised ?? [], assessment.Findings, at).ToImmutableArray();
        var known = current is not null && notices.IsEmpty && Same(current.Facts, facts) && current.State == assessment.State && current.Late == assessment.Late;
        if (known || (current is null && assessment.State == LinkageState.Expected && notices.IsEmpty && Same(facts, new SlotFacts { Slot = facts.Slot })))
        {
            return current;
        }

        return new SlotRecord
        {
            Facts = facts,
            State = assessment.State,
            Late = assessment.Late,
            Rows = assessment.Rows,
            Raised = assessment.Findings,
            Pending = [.. current?.Pending ?? [], .. notices],
            AssessedAt = at,
            Version = (current?.Version ?? 0) + 1,
            EstateDigest = estateDigest,
        };
    }

    /// <summary>The record after its notices were put on the bus.</summary>
    public static SlotRecord Told(SlotRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record with { Pending = [], Version = record.Version + 1 };
    }

    static IEnumerable<FindingNotice> Notices(ImmutableArray<LinkageFinding> before, ImmutableArray<LinkageFinding> after, DateTimeOffset at)
    {
        // What ends is told first: a slot that goes from missing to broken is never both.
        foreach (var ended in before.Where(b => !after.Any(a => IsSame(a, b))))
        {
            yield return new FindingNotice(ended, Active: false, at);
        }

        foreach (var begun in after.Where(a => !before.Any(b => IsSame(a, b) && a.Facts.SequenceEqual(b.Facts))))
        {
            yield return new FindingNotice(begun, Active: true, at);
        }
    }

    static bool IsSame(LinkageFinding one, LinkageFinding other) => one.Kind == other.Kind && one.Subject == other.Subject;

    static bool Same(SlotFacts one, SlotFacts other) =>
        one.Slot == other.Slot && SameVersions(one.Files, other.Files) && SameVersions(one.Markers, other.Markers)
        && one.Receipts.SequenceEqual(other.Receipts) && one.Deletions.SequenceEqual(other.Deletions);

    // An inspection of a version never changes: it is there or not yet.
    static bool SameVersions(ImmutableArray<FileVersion> one, ImmutableArray<FileVersion> other) =>
        one.Select(v => (v.Key, v.Version, v.Inspection is null)).SequenceEqual(other.Select(v => (v.Key, v.Version, v.Inspection is null)));
}

/// <summary>The JSON of stored slots and of findings on the bus, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SlotRecord))]
[JsonSerializable(typeof(FindingDetail))]
public sealed partial class LinkageJsonContext : JsonSerializerContext;
