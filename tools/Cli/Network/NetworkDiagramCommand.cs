using System.CommandLine;
using GovCloud.Cli.Estates;
using GovCloud.Documents.Network;

namespace GovCloud.Cli.Network;

/// <summary><c>gca network diagram</c>.</summary>
static class NetworkDiagramCommand
{
    public static Command Create(TimeProvider time)
    {
        var folder = EstateLocation.Argument();
        var file = new Option<string?>("--out") { Description = "Where the picture is written; without it, standard output.", HelpName = "FILE" };
        var language = LanguageOption.Create();
        var command = new Command(
            "diagram",
            "Draw the plan as an SVG for screens and A3 paper: accounts, VPCs, segments and on-premises networks; no routes. "
            + "Exit code 0: drawn; 1: errors, and nothing is drawn; 2: no such folder.")
        {
            folder,
            file,
            language,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (planned, code) = PlannedEstate.Load(parsed.GetRequiredValue(folder), time, error);
            return planned is null ? code : Run(planned, EstateLocation.TodayInJapan(time), parsed.GetValue(file), parsed.GetValue(language), output, error);
        });
        return command;
    }

    static int Run(PlannedEstate planned, DateOnly today, string? file, NetworkLanguage language, TextWriter output, TextWriter error)
    {
        PlannedEstate.WriteFindings(planned, planned.Findings, language, error);
        if (planned.Errors > 0)
        {
            error.WriteLine(language == NetworkLanguage.Ja ? "誤りがあるため、図は作らない。" : "Nothing was drawn, because there are errors.");
            return ExitCode.Problems;
        }

        var picture = NetworkDiagram.Render(EstateDrawing.Of(planned, today, language));
        if (file is null)
        {
            output.Write(picture);
            return ExitCode.Success;
        }

        try
        {
            File.WriteAllText(file, picture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: '{file}' was not written ({e.Message}).");
            return ExitCode.Problems;
        }

        return ExitCode.Success;
    }
}
