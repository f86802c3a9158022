using System.Text;
using System.Text.Json;
using GovCloud.Cost.Statements;
using GovCloud.Documents.Statements;

namespace GovCloud.Cli.Cost;

/// <summary>A statement's files on disk.</summary>
static class StatementFolder
{
    /// <summary>What stands against closing a draft; beside the statement and not part of it.</summary>
    public const string Obstacles = "obstacles.txt";

    /// <summary>The record's path of what somebody named: the record itself or its folder.</summary>
    public static string RecordPath(string path) => Directory.Exists(path) ? Path.Combine(path, StatementFiles.Record) : path;

    /// <summary>Reads a record.</summary>
    /// <returns>The bytes and the record; <see langword="null"/> after saying why there is none.</returns>
    public static (byte[] Bytes, StatementRecord Record)? Read(string path, TextWriter error)
    {
        var file = RecordPath(path);
        try
        {
            var bytes = File.ReadAllBytes(file);
            return (bytes, StatementRecords.Read(bytes));
        }
        catch (JsonException unreadable)
        {
            error.WriteLine($"error: {file}: it is no record of a statement: {unreadable.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: {file}: it cannot be read ({e.Message}); name the folder of a statement, or its {StatementFiles.Record}");
        }

        return null;
    }

    /// <summary>Writes the files of a record, the digests last. A folder that holds another statement is left as it is.</summary>
    /// <returns>The number of files; <see langword="null"/> after saying why they were not written.</returns>
    public static int? Write(string folder, ApportionmentRun run, TextWriter error)
    {
        var files = StatementFiles.Render(run.Record);
        try
        {
            var standing = Path.Combine(folder, StatementFiles.Record);
            if (File.Exists(standing) && !File.ReadAllBytes(standing).AsSpan().SequenceEqual(files.First(f => f.Name == StatementFiles.Record).Content.Span))
            {
                error.WriteLine($"error: '{folder}' holds another statement, which is kept; name another folder, or remove that one if it was never published");
                return null;
            }

            foreach (var file in files)
            {
                Replace(Path.Combine(folder, file.Name), file.Content);
            }

            var obstacles = Path.Combine(folder, Obstacles);
            File.Delete(obstacles);
            if (!run.Obstacles.IsEmpty)
            {
                Replace(obstacles, Encoding.UTF8.GetBytes(string.Join('\n', run.Obstacles) + "\n"));
            }

            return files.Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: '{folder}' was not written as a whole ({e.Message}); give the same command again");
            return null;
        }
    }

    static void Replace(string path, ReadOnlyMemory<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var draft = path + ".tmp";
        File.WriteAllBytes(draft, content.Span);
        File.Move(draft, path, overwrite: true);
    }
}
