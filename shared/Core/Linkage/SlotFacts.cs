using System.Collections.Immutable;

namespace GovCloud.Linkage;

/// <summary>A version of an object that came for a slot.</summary>
public sealed record FileVersion
{
    /// <summary>The object's key.</summary>
    public required string Key { get; init; }

    /// <summary>The version's id; the entity tag where the bucket keeps none.</summary>
    public required string Version { get; init; }

    /// <summary>Digest of the content as S3 gives it: equal tags are equal contents.</summary>
    public required string ETag { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>When S3 had it, to the second.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Orders the versions of one key.</summary>
    public string Sequencer { get; init; } = "";

    /// <summary>What was found inside; none until it was looked at.</summary>
    public FileInspection? Inspection { get; init; }
}

/// <summary>What was found inside a file: numbers and judgements, never a part of its contents.</summary>
public sealed record FileInspection
{
    /// <summary>Data rows; none where the file was too large to be counted.</summary>
    public long? Rows { get; init; }

    /// <summary>Rows that header, trailer or marker declare; none where they declare none.</summary>
    public long? Declared { get; init; }

    /// <summary>What is wrong with the contents.</summary>
    public ImmutableArray<FileDefect> Defects { get; init; } = [];
}

/// <summary>What can be wrong with a file. Ordered as they are told.</summary>
public enum FileDefect
{
    /// <summary>Fewer bytes than agreed.</summary>
    TooSmall,

    /// <summary>More bytes than agreed.</summary>
    TooLarge,

    /// <summary>The bytes are not of the agreed encoding.</summary>
    Encoding,

    /// <summary>A byte order mark is there and must not, or the other way round.</summary>
    ByteOrderMark,

    /// <summary>The first line is not the agreed one.</summary>
    Header,

    /// <summary>A quoted field does not end: the file is cut off.</summary>
    CutOff,

    /// <summary>The number of rows is to be declared and is not there.</summary>
    NoRowCount,

    /// <summary>The file has another number of rows than is declared.</summary>
    RowCount,
}

/// <summary>A consumer took a file.</summary>
/// <param name="Consumer">The consuming system.</param>
/// <param name="At">When.</param>
public sealed record FileReceipt(string Consumer, DateTimeOffset At);

/// <summary>An object was deleted by hand.</summary>
/// <param name="Key">Its key.</param>
/// <param name="At">When.</param>
public sealed record FileDeletion(string Key, DateTimeOffset At);

/// <summary>
/// Everything that was seen of a slot, as sets. Adding is commutative, associative and idempotent, so that neither the order of events nor their
/// repetition matters; all else is derived from it.
/// </summary>
public sealed record SlotFacts
{
    /// <summary>More versions than anybody sends in earnest; older ones are forgotten, so that an endless loop somewhere cannot fill the item.</summary>
    public const int MostVersions = 40;

    /// <summary>The slot.</summary>
    public required FileSlot Slot { get; init; }

    /// <summary>Versions of data files, oldest first.</summary>
    public ImmutableArray<FileVersion> Files { get; init; } = [];

    /// <summary>Versions of markers, oldest first.</summary>
    public ImmutableArray<FileVersion> Markers { get; init; } = [];

    /// <summary>Receipts: the latest of each consumer.</summary>
    public ImmutableArray<FileReceipt> Receipts { get; init; } = [];

    /// <summary>Deletions by hand: the latest of each key.</summary>
    public ImmutableArray<FileDeletion> Deletions { get; init; } = [];

    /// <summary>With a version of the data file.</summary>
    public SlotFacts WithFile(FileVersion version) => this with { Files = Add(Files, version) };

    /// <summary>With a version of the marker.</summary>
    public SlotFacts WithMarker(FileVersion version) => this with { Markers = Add(Markers, version) };

    /// <summary>With a receipt.</summary>
    public SlotFacts WithReceipt(FileReceipt receipt) => this with
    {
        Receipts = [.. Receipts.Add(receipt).GroupBy(r => r.Consumer, StringComparer.Ordinal).Select(g => g.MaxBy(r => r.At)!).OrderBy(r => r.Consumer, StringComparer.Ordinal)],
    };

    /// <summary>With a deletion.</summary>
    public SlotFacts WithDeletion(FileDeletion deletion) => this with
    {
        Deletions = [.. Deletions.Add(deletion).GroupBy(d => d.Key, StringComparer.Ordinal).Select(g => g.MaxBy(d => d.At)!).OrderBy(d => d.Key, StringComparer.Ordinal)],
    };

    /// <summary>The data files that are there, oldest first.</summary>
    internal IEnumerable<FileVersion> PresentFiles => Files.Where(IsPresent);

    /// <summary>The markers that are there, oldest first.</summary>
    internal IEnumerable<FileVersion> PresentMarkers => Markers.Where(IsPresent);

    bool IsPresent(FileVersion version) => !Deletions.Any(deletion => deletion.Key == version.Key && deletion.At >= version.At);

    static ImmutableArray<FileVersion> Add(ImmutableArray<FileVersion> versions, FileVersion added)
    {
        var known = versions.FirstOrDefault(v => v.Key == added.Key && v.Version == added.Version);
        // The same version twice: what was found inside is kept, whichever came first.
        var merged = known is null ? versions.Add(added) : versions.Replace(known, added with { Inspection = known.Inspection ?? added.Inspection });
        return
        [
            .. merged.OrderBy(v => v.At).ThenBy(v => v.Sequencer, StringComparer.Ordinal).ThenBy(v => v.Key, StringComparer.Ordinal).ThenBy(v => v.Version, StringComparer.Ordinal)
                .TakeLast(MostVersions),
        ];
    }
}
