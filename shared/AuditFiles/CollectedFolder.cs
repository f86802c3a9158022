namespace GovCloud.AuditFiles;

/// <summary>Reads what was collected from disk.</summary>
public static class CollectedFolder
{
    /// <summary>Larger than any answer that AWS's command line prints of one account.</summary>
    const long LargestFile = 512L << 20;

    /// <summary>Reads files, and folders with everything below them.</summary>
    /// <param name="paths">Files and folders. Results name them from the last part of each on, so that they do not depend on where it lies.</param>
    /// <exception cref="IOException">A path does not exist or cannot be read.</exception>
    public static CollectedAnswers Read(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        List<string> roots = [.. paths.Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))).Distinct(StringComparer.Ordinal)];
        var unique = roots.Select(Path.GetFileName).Distinct(StringComparer.Ordinal).Count() == roots.Count;
        return new(roots.SelectMany(root => Files(root).Select(file => (File: file, Name: unique ? Path.GetRelativePath(Path.GetDirectoryName(root) ?? root, file) : file)))
            .DistinctBy(file => file.File, StringComparer.Ordinal)
            .Select(file => ReadFile(file.File, file.Name.Replace('\\', '/'))));
    }

    static IEnumerable<string> Files(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal)
        : File.Exists(path) ? [path] : throw new FileNotFoundException($"there is no file or folder '{path}'");

    static CollectedFile ReadFile(string path, string name) => new FileInfo(path).Length > LargestFile
        ? new() { Input = new(name, ""), Documents = [], NotUnderstood = "512 MB を超えています" }
        : FileContents.Read(name, File.ReadAllBytes(path));
}
