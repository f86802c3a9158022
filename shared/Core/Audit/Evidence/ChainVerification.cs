using System.Collections.Immutable;
using System.Globalization;

namespace GovCloud.Audit.Evidence;

/// <summary>An entry as it lies in a bucket or folder.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Content">Its bytes.</param>
public sealed record StoredEntry(string Key, ReadOnlyMemory<byte> Content);

/// <summary>What is wrong with a chain.</summary>
public enum ChainFaultKind
{
    /// <summary>A number has no entry, though a later one has.</summary>
    Missing,

    /// <summary>An entry was changed.</summary>
    Altered,

    /// <summary>An entry lies under another number than its own.</summary>
    Reordered,

    /// <summary>Two entries claim the same number.</summary>
    Forked,

    /// <summary>The chain ends before the head that was published.</summary>
    Truncated,

    /// <summary>A file that an entry names is not there.</summary>
    FileMissing,

    /// <summary>A file is not what its entry says.</summary>
    FileAltered,
}

/// <summary>The first fault of a chain.</summary>
/// <param name="Kind">What.</param>
/// <param name="Sequence">The entry.</param>
/// <param name="Key">The object that it is about.</param>
/// <param name="Message">What is wrong, in Japanese.</param>
/// <param name="Remedy">What to do, in Japanese.</param>
public sealed record ChainFault(ChainFaultKind Kind, long Sequence, string Key, string Message, string Remedy);

/// <summary>What a verification found.</summary>
/// <param name="Chain">The chain.</param>
/// <param name="Entries">Entries that are sound, up to the first fault.</param>
/// <param name="Files">Files that are sound, up to the first fault.</param>
/// <param name="Head">The end of the sound part; none where the first entry is not sound.</param>
/// <param name="Fault">The first fault; none where all is sound.</param>
public sealed record ChainReport(string Chain, int Entries, int Files, ChainHead? Head, ChainFault? Fault);

/// <summary>Verifies a chain. Needs nothing but the bytes: no clock, no key, no network.</summary>
public static class ChainVerification
{
    /// <summary>Goes through a chain from its beginning to the first fault.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="stored">Everything that lies in the chain's folder, in any order; of a bucket every version, because there must be one.</param>
    /// <param name="read">Digest and length of a file by its key; none where it is not there.</param>
    /// <param name="published">Heads of this chain that were published. Without one, nobody can tell whether the last entries were cut off or replaced.</param>
    public static async Task<ChainReport> VerifyAsync(
        string chain, IEnumerable<StoredEntry> stored, Func<string, ValueTask<EvidenceFile?>> read, IReadOnlyCollection<ChainHead> published)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(published);
        var (links, broken) = Links(chain, stored, published);
        var files = 0;
        // An entry to which the next one does not lead back may be the one that was altered: what it says about files proves nothing.
        var proven = broken is { Kind: ChainFaultKind.Altered } ? links.Length - 1 : links.Length;
        for (var i = 0; i < proven; i++)
        {
            foreach (var file in links[i].Files)
            {
                if (FileFault(links[i].Sequence, file, await read(file.Key)) is { } fault)
                {
                    return new(chain, i, files, i == 0 ? null : links[i - 1].Head, fault);
                }

                files++;
            }
        }

        return new(chain, links.Length, files, links is [.., var last] ? last.Head : null, broken);
    }

    /// <summary>The sound links from the beginning, and what is wrong with the next.</summary>
    static (ImmutableArray<ChainEntry> Links, ChainFault? Fault) Links(string chain, IEnumerable<StoredEntry> stored, IReadOnlyCollection<ChainHead> published)
    {
        var ordered = stored.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();
        var links = ImmutableArray.CreateBuilder<ChainEntry>();
        foreach (var entry in ordered)
        {
            if (LinkFault(chain, links.Count == 0 ? null : links[^1], entry, ordered, published, out var link) is { } fault)
            {
                return (links.ToImmutable(), fault);
            }

            links.Add(link!);
        }

        var beyond = published.Where(head => head.Chain == chain && head.Sequence > links.Count).MaxBy(head => head.Sequence);
        return (links.ToImmutable(), beyond is null ? null : Fault(
            ChainFaultKind.Truncated, links.Count + 1, ChainEntry.KeyOf(chain, links.Count + 1),
            $"公表された最新の証跡は{beyond.Sequence}番ですが、{links.Count}番までしかありません",
            "末尾が削除されたか、写しが古い可能性があります。バケットの全バージョンと削除マーカーを確認し、最新の写しで検証し直してください"));
    }

    static ChainFault? LinkFault(
        string chain, ChainEntry? last, StoredEntry stored, List<StoredEntry> all, IReadOnlyCollection<ChainHead> published, out ChainEntry? link)
    {
        var expected = (last?.Sequence ?? 0) + 1;
        link = null;
        try
        {
            link = ChainEntry.Read(stored.Content);
        }
        catch (FormatException broken)
        {
            return Fault(ChainFaultKind.Altered, expected, stored.Key, $"{expected}番の記録が書き換えられています({broken.Message})", Restore);
        }

        var entry = link;
        if (entry.Chain != chain)
        {
            return Fault(ChainFaultKind.Altered, expected, stored.Key, $"別の証跡({entry.Chain})の記録が置かれています", Restore);
        }

        if (stored.Key != ChainEntry.KeyOf(chain, entry.Sequence))
        {
            var twin = all.Any(other => other.Key == ChainEntry.KeyOf(chain, entry.Sequence));
            return Fault(
                twin ? ChainFaultKind.Forked : ChainFaultKind.Reordered, entry.Sequence, stored.Key,
                twin ? $"{entry.Sequence}番の記録が二つあります" : $"{entry.Sequence}番の記録が別の番号の場所にあります", Restore);
        }

        if (entry.Sequence == last?.Sequence)
        {
            return Fault(ChainFaultKind.Forked, entry.Sequence, stored.Key, $"{entry.Sequence}番の記録にバージョンが二つあります", Restore);
        }

        if (entry.Sequence != expected)
        {
            return Fault(ChainFaultKind.Missing, expected, ChainEntry.KeyOf(chain, expected), $"{expected}番の記録がありません(次は{entry.Sequence}番)", Restore);
        }

        if (entry.Previous != (last?.Digest ?? ChainEntry.Genesis(chain)))
        {
            return Fault(
                ChainFaultKind.Altered, expected, stored.Key,
                last is null ? "最初の記録が書き換えられています" : $"{expected}番の記録は、{last.Sequence}番の記録につながりません。どちらかが書き換えられています", Restore);
        }

        var head = published.FirstOrDefault(head => head.Chain == chain && head.Sequence == expected && head.Digest != entry.Digest);
        return head is null ? null : Fault(
            ChainFaultKind.Altered, expected, stored.Key, $"{expected}番の記録が、公表された値({head.Digest[..12]}…)と異なります。ここまでのどれかが書き換えられています", Restore);
    }

    static ChainFault? FileFault(long sequence, EvidenceFile expected, EvidenceFile? found) =>
        found is null ? Fault(ChainFaultKind.FileMissing, sequence, expected.Key, $"{sequence}番の記録にあるファイルがありません", Restore)
        : found.Digest == expected.Digest && found.Bytes == expected.Bytes ? null
        : Fault(
            ChainFaultKind.FileAltered, sequence, expected.Key,
            string.Create(CultureInfo.InvariantCulture, $"ファイルが書き換えられています({expected.Bytes}バイト → {found.Bytes}バイト)"), Restore);

    const string Restore = "バケットの以前のバージョンから元に戻し、誰がいつ変えたかをCloudTrailで調べてください。ここから後は証拠として扱わないでください";

    static ChainFault Fault(ChainFaultKind kind, long sequence, string key, string message, string remedy) => new(kind, sequence, key, message, remedy);
}
