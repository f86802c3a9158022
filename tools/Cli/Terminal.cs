using Spectre.Console;
using Spectre.Console.Rendering;

namespace GovCloud.Cli;

/// <summary>Tables and colours on a terminal; plain text of a fixed width in a pipe or file.</summary>
static class Terminal
{
    const int WidthOfFiles = 220;

    /// <summary>Writes a table of numbers on lines as long as it needs: Spectre.Console 0.49 fails on a heading in Japanese that it makes narrower than a word.</summary>
    public static void WriteTable(this IAnsiConsole console, Table table)
    {
        const int Widest = 10_000;
        var width = console.Profile.Width;
        console.Profile.Width = Widest;
        var needed = ((IRenderable)table).Measure(RenderOptions.Create(console, console.Profile.Capabilities), Widest).Max;
        console.Profile.Width = Math.Max(width, needed);
        console.Write(table);
        console.Profile.Width = width;
    }

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
