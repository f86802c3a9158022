using System.Collections.Immutable;
using System.IO.Compression;

namespace GovCloud.CostFiles;

/// <summary>The files of a bill on disk.</summary>
public static class BillFolder
{
    /// <summary>The file that names the columns of a folder's files, which have no header then: as Athena unloads them. <c>gca cost athena</c> writes it.</summary>
    public const string ColumnsFile = "columns.csv";

    const string DigestFile = "SHA256SUMS";

    /// <summary>
    /// Finds the files that a path means: those that manifests name, or all tables where there is no manifest. A chunk that is missing is a source that cannot be
    /// opened. Where a file SHA256SUMS lies in the folder, the files must be as it says. Where <see cref="ColumnsFile"/> lies in it, all other files are its rows.
    /// </summary>
    /// <param name="path">A CSV, packed or not, an archive of such, or a folder.</param>
    /// <exception cref="ExportException">There is nothing that could be an export, or a manifest or SHA256SUMS cannot be read.</exception>
    public static ImmutableArray<BillSource> Find(string path)
    {
        var digests = Digests(path);
        if (File.Exists(Path.Combine(path, ColumnsFile)))
        {
            return Unloaded(path, digests);
        }

        var container = ExportContainer.Find(path);
        return
        [
            .. container.Chunks.Select(c => SourceOf(c) with { Sha256 = digests?.GetValueOrDefault(c.Name, "none, for SHA256SUMS does not name it") }),
            .. container.Missing.Select(Missing),
        ];
    }

    static ImmutableArray<BillSource> Unloaded(string folder, Dictionary<string, string>? digests)
    {
        ImmutableArray<string> columns = [.. File.ReadAllText(Path.Combine(folder, ColumnsFile)).Split([',', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        var files = new DirectoryInfo(folder).EnumerateFiles().Where(f => f.Name is not (ColumnsFile or DigestFile) && f.Name[0] != '.').OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
        return columns.IsEmpty || files.Count == 0
            ? throw new ExportException(folder, $"{ColumnsFile} names {columns.Length} columns and there are {files.Count} files of rows; fetch what Athena unloaded, and make {ColumnsFile} with gca cost athena")
            : [.. files.Select(f => new BillSource(f.Name, f.Length, f.OpenRead) { Header = columns, Sha256 = digests?.GetValueOrDefault(f.Name, "none, for SHA256SUMS does not name it") })];
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
