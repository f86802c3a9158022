using System.CommandLine;
using GovCloud.EstateFiles;
using GovCloud.Estates;

namespace GovCloud.Cli.Estates;

/// <summary>
/// Where the estate is. One convention for all commands: those about the estate itself take its folder as an argument, all others take
/// <c>--estate</c>; both default to the sample estate.
/// </summary>
static class EstateLocation
{
    public const string Default = "estates/katsushika";

    const string Description = "Folder of the estate's YAML files.";

    static readonly TimeSpan JapanOffset = TimeSpan.FromHours(9);

    /// <summary>The argument of <c>gca estate …</c>.</summary>
    public static Argument<string> Argument() => new("DIR") { Description = Description, DefaultValueFactory = _ => DefaultFolder() };

    /// <summary>The option of every other command.</summary>
    public static Option<string> Option() => new("--estate") { Description = Description, HelpName = "DIR", DefaultValueFactory = _ => DefaultFolder() };

    /// <summary>Reads the estate as of today in Japan. <see langword="null"/> after saying so where there is no such folder: <see cref="ExitCode.Misuse"/>.</summary>
    public static EstateReadResult? Load(string folder, TimeProvider time, TextWriter error)
    {
        if (Directory.Exists(folder))
        {
            return EstateFolder.Load(folder, TodayInJapan(time));
        }

        error.WriteLine(File.Exists(folder)
            ? $"error: '{folder}' is a file; name the folder of an estate, such as {Default}."
            : $"error: there is no folder '{folder}'; name the folder of an estate, such as {Default}, seen from {Directory.GetCurrentDirectory()}.");
        return null;
    }

    /// <summary>The day on which estates and plans are judged.</summary>
    public static DateOnly TodayInJapan(TimeProvider time) => DateOnly.FromDateTime(time.GetUtcNow().ToOffset(JapanOffset).DateTime);

    /// <summary>Writes problems one a line, then their number.</summary>
    public static void WriteProblems(EstateReadResult result, TextWriter error)
    {
        foreach (var problem in result.Problems)
        {
            error.WriteLine(problem);
        }

        var errors = result.Problems.Count(p => p.Severity == EstateProblemSeverity.Error);
        if (result.Problems.Length > 0)
        {
            error.WriteLine($"{Count(errors, "error")}, {Count(result.Problems.Length - errors, "warning")}");
        }
    }

    /// <summary>The sample estate below the current folder, else that of the repository this program was built in.</summary>
    static string DefaultFolder()
    {
        if (Directory.Exists(Default))
        {
            return Default;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, Default)))
            {
                return Path.Combine(folder.FullName, Default);
            }
        }

        return Default;
    }

    /// <summary>A number with its noun.</summary>
    public static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
