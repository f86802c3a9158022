using System.Collections.Immutable;
using System.IO.Compression;

namespace GovCloud.CostFiles;

/// <summary>The files of a bill on disk.</summary>
public static class BillFolder
{
    const string DigestFile = "SHA256SUMS";

    /// <summary>
    /// Finds the files that a path means: those that manifests name, or all tables where there is no manifest. A chunk that is missing is a source that cannot be
    /// opened. Where a file SHA256SUMS lies in the folder, the files must be as it says.
    /// </summary>
    /// <param name="path">A CSV, packed or not, an archive of such, or a folder.</param>
    /// <exception cref="ExportException">There is nothing that could be an export, or a manifest or SHA256SUMS cannot be read.</exception>
    public static ImmutableArray<BillSource> Find(string path)
    {
        var container = ExportContainer.Find(path);
        var digests = Digests(path);
        return
        [
            .. container.Chunks.Select(c => SourceOf(c) with { Sha256 = digests?.GetValueOrDefault(c.Name, "none, for SHA256SUMS does not name it") }),
            .. container.Missing.Select(Missing),
        ];
    }

    static BillSource SourceOf(ExportChunk chunk) =>
        new(chunk.Name, chunk.Entry is not null && chunk.Path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? UnpackedBytes(chunk) : chunk.Bytes, chunk.OpenAsDelivered);

    static long UnpackedBytes(ExportChunk chunk)
    {
        using var zip = ZipFile.OpenRead(chunk.Path);
        return zip.GetEntry(chunk.Entry!)?.Length ?? -1;
    }

    static BillSource Missing(string key) => new(key, -1, () => throw new ExportException(key, "the manifest names it and it is not there; fetch the export again"));

    /// <summary>What <c>sha256sum</c> wrote: a digest, two characters, and the name within the folder.</summary>
    static Dictionary<string, string>? Digests(string path)
    {
        var file = Path.Combine(path, DigestFile);
        if (!File.Exists(file))
        {
            return null;
        }

        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (number, line) in File.ReadLines(file).Index())
        {
            const int DigestLength = 64;
            if (line.Length <= DigestLength + 2 || line[DigestLength] != ' ')
            {
                throw new ExportException(FormattableString.Invariant($"{DigestFile}:{number + 1}"), "it is no line such as sha256sum writes; make the file again");
            }

            digests[line[(DigestLength + 2)..].Replace("./", "", StringComparison.Ordinal)] = line[..DigestLength];
        }

        return digests;
    }
}
