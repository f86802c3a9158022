using System.CommandLine;
using System.Text.Json;
using GovCloud.Resilience.Drills;

namespace GovCloud.Cli.Dr;

/// <summary>What the commands about drills share.</summary>
static class DrillOptions
{
    public static Option<string> Folder() => new("--drills") { Description = "Folder with the records.", HelpName = "DIR", DefaultValueFactory = _ => "drills" };

    public static Argument<string> Id() => new("ID") { Description = "The drill: its file's name without .json." };

    public static Option<DateTimeOffset?> At() => new("--at") { Description = "When it happened, such as 2026-11-21T10:00+09:00; now when absent.", HelpName = "TIME" };

    /// <summary>Reads a record, changes it and writes it again.</summary>
    public static int Change(ParseResult parsed, string folder, string id, Func<DrillRecord, DrillRecord> change)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        try
        {
            DrillFiles.Write(folder, change(DrillFiles.Read(folder, id)));
            output.WriteLine(DrillFiles.PathOf(folder, id));
            return ExitCode.Success;
        }
        catch (InvalidOperationException refused)
        {
            error.WriteLine($"error: {refused.Message}");
            return ExitCode.Problems;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            error.WriteLine($"error: {DrillFiles.PathOf(folder, id)}: {unreadable.Message}");
            return ExitCode.Misuse;
        }
    }
}
