using Spectre.Console;

namespace GovCloud.Cli;

/// <summary>Tables and colours on a terminal; plain text of a fixed width in a pipe or file.</summary>
static class Terminal
{
    const int WidthOfFiles = 220;

    public static IAnsiConsole Of(TextWriter output)
    {
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) };
        if (ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected)
        {
            return AnsiConsole.Create(settings);
        }

        settings.Ansi = AnsiSupport.No;
        settings.ColorSystem = ColorSystemSupport.NoColors;
        var console = AnsiConsole.Create(settings);
        console.Profile.Width = WidthOfFiles;
        return console;
    }
}
