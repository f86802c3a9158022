using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using GovCloud.Cost.Sources;

namespace GovCloud.CostFiles;

/// <summary>A file that holds rows of an export.</summary>
/// <param name="Name">Its name within what was named on the command line.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Entry">The entry within an archive; <see langword="null"/> for the file itself.</param>
/// <param name="Bytes">Its size as it lies there.</param>
public sealed record ExportChunk(string Name, string Path, string? Entry, long Bytes)
{
    /// <summary>Whether it lies in a table that is packed as <c>.csv.zip</c>, as a CUR delivers it.</summary>
    public bool IsInPackedTable => Entry is not null && Path.EndsWith(".csv.zip", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens the rows, uncompressed.</summary>
    /// <exception cref="ExportException">The file is not there any more or is damaged.</exception>
    public Stream Open() => Unpacked(Entry ?? Path, OpenAsDelivered());

    /// <summary>Opens the bytes as they were delivered; those of an entry as they come out of the archive.</summary>
    /// <exception cref="ExportException">The file is not there any more or is damaged.</exception>
    public Stream OpenAsDelivered()
    {
        try
        {
            return Entry is null ? File.OpenRead(Path) : OpenEntry();
        }
        catch (Exception failure) when (failure is InvalidDataException or FileNotFoundException)
        {
            throw new ExportException(Name, $"it cannot be opened ({failure.Message}); fetch it again", failure);
        }
    }

    Stream OpenEntry()
    {
        if (Path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            return ZipFile.OpenRead(Path).GetEntry(Entry!)!.Open();
        }

        var tar = new TarReader(Unpacked(Path, File.OpenRead(Path)));
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Name == Entry && entry.DataStream is { } content)
            {
                return content;
            }
        }

        throw new ExportException(Name, "it is not in the archive any more");
    }

    static Stream Unpacked(string name, Stream content) =>
        name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(content, CompressionMode.Decompress)
            : content;
}

/// <summary>What was named on the command line, as the files that it means.</summary>
public sealed record ExportContainer
{
    static readonly string[] TableNames = [".csv", ".csv.gz"];

    /// <summary>The files that are counted, by name.</summary>
    public required ImmutableArray<ExportChunk> Chunks { get; init; }

    /// <summary>Chunks that a manifest names and that are not there: the sums are not those of the export.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>Files beside a manifest that it does not name: left over from an earlier delivery, and not counted.</summary>
    public ImmutableArray<string> LeftOver { get; init; } = [];

    /// <summary>Manifests that were followed.</summary>
    public ImmutableArray<string> Manifests { get; init; } = [];

    /// <summary>Finds the files.</summary>
    /// <param name="path">A CSV, packed or not, an archive of such, or a folder.</param>
    /// <exception cref="ExportException">There is nothing that could be an export, or a manifest cannot be read.</exception>
    public static ExportContainer Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Directory.Exists(path) && !File.Exists(path))
        {
            throw new ExportException(path, "there is no such file or folder");
        }

        var found = Directory.Exists(path) ? Files(path) : IsArchive(path) ? Entries(path) : [new ExportChunk(Path.GetFileName(path), path, Entry: null, new FileInfo(path).Length)];
        var manifests = found.Where(f => f.Name.EndsWith(ExportManifest.FileNameEnd, StringComparison.OrdinalIgnoreCase)).ToArray();
        var tables = found.Except(manifests).SelectMany(Tables).ToImmutableArray();
        var container = manifests.Length == 0 ? new ExportContainer { Chunks = tables } : Follow(manifests, tables);
        return container.Chunks.IsEmpty && container.Missing.IsEmpty
            ? throw new ExportException(path, "there is no CSV in it; expected are .csv, .csv.gz, .csv.zip or an archive of such, with or without a manifest")
            : container;
    }

    static bool IsArchive(string path) =>
        path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tar", StringComparison.OrdinalIgnoreCase);

    static ImmutableArray<ExportChunk> Files(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => new ExportChunk(Path.GetRelativePath(folder, f).Replace('\\', '/'), f, Entry: null, new FileInfo(f).Length)),
    ];

    static ImmutableArray<ExportChunk> Entries(string archive)
    {
        if (archive.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            using var zip = ZipFile.OpenRead(archive);
            return [.. zip.Entries.Where(e => e.Name.Length > 0).Select(e => new ExportChunk(e.FullName, archive, e.FullName, e.CompressedLength))];
        }

        var entries = ImmutableArray.CreateBuilder<ExportChunk>();
        using var content = archive.EndsWith(".tar", StringComparison.OrdinalIgnoreCase)
            ? (Stream)File.OpenRead(archive)
            : new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        using var tar = new TarReader(content);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            {
                entries.Add(new ExportChunk(entry.Name, archive, entry.Name, entry.Length));
            }
        }

        return entries.ToImmutable();
    }

    /// <summary>A file as tables: a packed one may hold several.</summary>
    static IEnumerable<ExportChunk> Tables(ExportChunk file) =>
        TableNames.Any(end => file.Name.EndsWith(end, StringComparison.OrdinalIgnoreCase)) ? [file]
        : file.Entry is null && file.Name.EndsWith(".csv.zip", StringComparison.OrdinalIgnoreCase) ? Entries(file.Path).Select(e => e with { Name = $"{file.Name}/{e.Name}" })
        : [];

    /// <summary>Only what the manifests name counts. Copies of one manifest are one; a delivery that a manifest further up has replaced is left over.</summary>
    static ExportContainer Follow(ExportChunk[] manifests, ImmutableArray<ExportChunk> tables)
    {
        var current = manifests.Select(m => (File: m, Manifest: Read(m), Folder: FolderOf(m.Name)))
            .OrderBy(m => m.Folder.Length).ThenBy(m => m.Folder, StringComparer.Ordinal).ToList();
        current = [.. current.Where((m, i) => !current.Take(i).Any(above => m.Folder.StartsWith(above.Folder, StringComparison.Ordinal) || above.Manifest.Delivery == m.Manifest.Delivery))];
        var chunks = new List<ExportChunk>();
        var missing = new List<string>();
        foreach (var key in current.SelectMany(m => m.Manifest.Chunks).Distinct(StringComparer.Ordinal))
        {
            // Copies of a chunk must not count twice: the one whose path fits best is meant. A packed one may hold several tables.
            var candidates = tables.Select(t => (Table: t, Fit: Fit(t, key))).Where(t => t.Fit > 0).ToList();
            if (candidates.Count == 0)
            {
                missing.Add(key);
                continue;
            }

            var best = candidates.MaxBy(c => c.Fit);
            chunks.AddRange(candidates.Where(c => c.Table.Path == best.Table.Path && (c.Table == best.Table || c.Table.IsInPackedTable)).Select(c => c.Table));
        }

        return new ExportContainer
        {
            Chunks = [.. chunks.Distinct().OrderBy(c => c.Name, StringComparer.Ordinal)],
            Missing = [.. missing],
            LeftOver = [.. tables.Except(chunks).Select(c => c.Name)],
            Manifests = [.. current.Select(m => m.File.Name)],
        };
    }

    static string FolderOf(string name) => name[..(name.LastIndexOf('/') + 1)];

    /// <summary>How many parts of the paths are the same, from the end: a copy of a part of a bucket is found too. 0 unless the file names are the same.</summary>
    static int Fit(ExportChunk table, string key)
    {
        var (name, wanted) = (table.Name.Split('/'), key.Split('/'));
        var packed = table.IsInPackedTable ? 1 : 0;
        return Enumerable.Range(1, Math.Min(name.Length - packed, wanted.Length)).TakeWhile(i => name[^(i + packed)] == wanted[^i]).Count();
    }

    static ExportManifest Read(ExportChunk file)
    {
        using var content = file.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        try
        {
            return ExportManifest.Read(bytes.ToArray());
        }
        catch (FormatException unreadable)
        {
            throw new ExportException(file.Name, $"{unreadable.Message}; fetch the manifest again, or name the CSV itself", unreadable);
        }
    }
}
