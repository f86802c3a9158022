using System.CommandLine;
using GovCloud.Guardrails;
using Spectre.Console;

namespace GovCloud.Cli.Guardrails;

/// <summary><c>gca guardrails controls</c>.</summary>
static class ControlsCommand
{
    public static Command Create()
    {
        var version = new Argument<string>("VERSION") { Description = "A version such as v1.1.", DefaultValueFactory = _ => BaselineReleases.Latest.Version.ToString() };
        var command = new Command("controls", "List the controls of a version of the generic baseline (not official). Exit code 0: listed; 2: no such version.") { version };
        command.SetAction(parsed =>
        {
            var text = parsed.GetRequiredValue(version);
            if (!BaselineVersion.TryParse(text, out var wanted) || BaselineReleases.Find(wanted) is not { } release)
            {
                parsed.InvocationConfiguration.Error.WriteLine($"error: the baseline has no version {text}; there are {string.Join(", ", BaselineReleases.All.Select(one => one.Version))}.");
                return ExitCode.Misuse;
            }

            Write(release, parsed.InvocationConfiguration.Output);
            return ExitCode.Success;
        });
        return command;
    }

    static void Write(BaselineRelease release, TextWriter output)
    {
        var table = new Table { Title = new TableTitle($"{ControlCatalogue.BaselineTitle} {release.Version}({release.ReleasedOn:yyyy-MM-dd})".EscapeMarkup()), Border = TableBorder.Rounded };
        table.AddColumns("統制", "名称", "防ぐもの", "手段", "対応する基準", "この版の変更");
        foreach (var control in ControlCatalogue.Of(release.Version))
        {
            var change = control.Since == release.Version && release != BaselineReleases.All[0] ? "追加" : control.Changes.FirstOrDefault(one => one.Version == release.Version)?.Note ?? "";
            string[] cells = [control.Id, control.Title, control.Protects, GuardrailText.Of(control.Means), string.Join(", ", control.References), change];
            table.AddRow([.. cells.Select(cell => new Text(cell))]);
        }

        Terminal.Of(output).Write(table);
        output.WriteLine(release.Note);
    }
}
