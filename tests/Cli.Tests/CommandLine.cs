namespace GovCloud.Cli.Tests;

/// <summary>The command line in this process, at a fixed time, and the repository it runs in.</summary>
static class CommandLine
{
    /// <summary>Runs one command line on 2026-11-21 at noon in Japan.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await GcaCommand.RunAsync(args, output, error, new FixedTime(), CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>The root of the repository.</summary>
    public static string Repository()
    {
        var current = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(current.FullName, "GovCloudAutomation.sln")))
        {
            current = current.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
        }

        return current.FullName;
    }

    sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);
    }
}
