using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using GovCloud.Estates;

namespace GovCloud.EstateFiles;

/// <summary>An estate as a folder of YAML files.</summary>
public static class EstateFolder
{
    /// <summary>Larger files are refused: no estate needs them, and somebody pointed at the wrong folder.</summary>
    const long MaximumBytes = 16 * 1024 * 1024;

    static readonly EnumerationOptions WholeTree = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 16, // a link to a folder above would never end
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
        IgnoreInaccessible = false,
    };

    /// <summary>Reads and validates the estate in a folder.</summary>
    /// <param name="folder">The folder, as people name it; positions begin with it.</param>
    /// <param name="today">Today in Japan.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    [RequiresUnreferencedCode("Reflects over the records of the estate: for tools and synthesis, never for a trimmed function.")]
    public static EstateReadResult Load(string folder, DateOnly today) => EstateReader.Read(Read(folder), today);

    /// <summary>Reads every <c>*.yaml</c> and <c>*.yml</c> under a folder, in ordinal order of the paths. Hidden files are left out.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static EstateSources Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        }

        var name = folder.Length > 1 ? folder.TrimEnd('/', Path.DirectorySeparatorChar) : folder;
        var files = FilesOf(folder, name, out var problem).Select(path => ReadFile(path, Path.Combine(name, path))).ToList();
        if (files.Count == 0 && problem is null)
        {
            problem = new EstateProblem(
                EstateRules.NoFiles, EstateProblemSeverity.Error, new SourcePosition(name, 1, 1), "the folder holds no *.yaml file; name the folder of an estate, such as estates/katsushika");
        }

        return new EstateSources
        {
            Name = name,
            Documents = [.. files.Select(f => f.Root).OfType<SourceNode.Mapping>()],
            Problems = [.. files.SelectMany(f => f.Problems), .. problem is null ? ImmutableArray<EstateProblem>.Empty : [problem]],
            Incomplete = problem is not null || files.Exists(f => f.Incomplete),
        };

        EstateFile ReadFile(string path, string shown)
        {
            try
            {
                var file = new FileInfo(Path.Combine(folder, path));
                return file.Length > MaximumBytes
                    ? EstateFile.Unreadable(shown, EstateRules.Unreadable, "the file is larger than 16 MiB; is it part of the estate?")
                    : EstateFile.Parse(shown, File.ReadAllBytes(file.FullName));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return EstateFile.Unreadable(shown, EstateRules.Unreadable, $"the file cannot be read ({e.Message}); check its permissions");
            }
        }
    }

    static List<string> FilesOf(string folder, string name, out EstateProblem? problem)
    {
        problem = null;
        try
        {
            return
            [
                .. Directory.EnumerateFiles(folder, "*", WholeTree)
                    .Where(path => Path.GetExtension(path) is ".yaml" or ".yml")
                    .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = new EstateProblem(
                EstateRules.Unreadable, EstateProblemSeverity.Error, new SourcePosition(name, 1, 1), $"the folder cannot be listed ({e.Message}); check its permissions");
            return [];
        }
    }
}
