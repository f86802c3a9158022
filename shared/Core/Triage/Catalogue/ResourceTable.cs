using System.Text;

namespace GovCloud.Triage.Catalogue;

/// <summary>Reads the catalogue's data files, which are embedded beside this class: tab separated, one entry a line, <c>#</c> begins a comment line.</summary>
static class ResourceTable
{
    /// <summary>The entries of a file in their order.</summary>
    /// <exception cref="InvalidDataException">A line has another number of columns; the message names file and line.</exception>
    public static IEnumerable<string[]> Read(string file, int columns)
    {
        using var reader = new StreamReader(Open(file), Encoding.UTF8);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var entry = line.Split('\t');
            if (entry.Length != columns)
                throw new InvalidDataException($"{file}:{number}: {columns} columns are expected, {entry.Length} found.");
            yield return entry;
        }
    }

    /// <summary>The file as it is.</summary>
    public static Stream Open(string file) =>
        typeof(ResourceTable).Assembly.GetManifestResourceStream(typeof(ResourceTable), file)
        ?? throw new InvalidDataException($"The catalogue file '{file}' is not embedded.");
}
