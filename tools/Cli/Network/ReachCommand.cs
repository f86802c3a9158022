using System.CommandLine;
using GovCloud.Cli.Estates;
using GovCloud.Network;

namespace GovCloud.Cli.Network;

/// <summary>Who reads a matrix.</summary>
enum ReachFormat
{
    /// <summary>People.</summary>
    Table,

    /// <summary>Programs.</summary>
    Json,

    /// <summary>Spreadsheets: UTF-8 with byte-order mark, a line for each pair.</summary>
    Csv,
}

/// <summary><c>gca network reach</c>.</summary>
static class ReachCommand
{
    sealed record Choices(string Templates, ReachFormat Format, string? Page, string? From, string? To, bool Explain, NetworkLanguage Language);

    public static Command Create(TimeProvider time)
    {
        var folder = EstateLocation.Argument();
        var templates = ReachAssembly.Option(required: true);
        var format = new Option<ReachFormat>("--format")
        {
            Description = "table: segments and pairs for people; json: one object; csv: a line for each pair, for spreadsheets.",
            DefaultValueFactory = _ => ReachFormat.Table,
        };
        var page = new Option<string?>("--html") { Description = "Also write the matrix as one self-contained page.", HelpName = "FILE" };
        var from = new Option<string?>("--from") { Description = "Only from nodes whose id or account's name holds this text.", HelpName = "NODE" };
        var to = new Option<string?>("--to") { Description = "Only to nodes whose id or account's name holds this text.", HelpName = "NODE" };
        var explain = new Option<bool>("--explain") { Description = "Show the way of each pair, hop by hop, there and back. Needs --from and --to." };
        var language = LanguageOption.Create();
        var command = new Command(
            "reach",
            "Show who reaches whom in the synthesised templates, beside what the flows intend. "
            + "Exit code 0: exactly what is intended; 1: differences; 2: no such folder.")
        {
            folder, templates, format, page, from, to, explain, language,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var choices = new Choices(
                parsed.GetRequiredValue(templates)!, parsed.GetValue(format), parsed.GetValue(page), parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(explain), parsed.GetValue(language));
            if (choices.Explain && (choices.From is null || choices.To is null))
            {
                error.WriteLine("error: --explain needs --from and --to.");
                return ExitCode.Misuse;
            }

            var (planned, code) = PlannedEstate.Load(parsed.GetRequiredValue(folder), time, error);
            return planned is null ? code : Run(planned, choices, output, error);
        });
        return command;
    }

    static int Run(PlannedEstate planned, Choices choices, TextWriter output, TextWriter error)
    {
        if (planned.Errors > 0)
        {
            PlannedEstate.WriteFindings(planned, planned.Findings, choices.Language, error);
            return ExitCode.Problems;
        }

        if (ReachedEstate.Of(planned, choices.Templates, error, CancellationToken.None) is not { } reached)
        {
            return ExitCode.Misuse;
        }

        if (choices.Page is { } file && !Write(file, ReachPage.Of(reached, choices.Language), error))
        {
            return ExitCode.Problems;
        }

        var (from, to) = (Filter(choices.From, reached), Filter(choices.To, reached));
        if (from.Count == 0 || to.Count == 0)
        {
            error.WriteLine($"error: no node fits '{(from.Count == 0 ? choices.From : choices.To)}'. Remedy: use the id or a part of it, as shown by 'gca network plan'.");
            return ExitCode.Misuse;
        }

        var cells = reached.Cells(from.Contains, to.Contains).ToList();
        switch (choices.Format)
        {
            case ReachFormat.Json:
                output.WriteLine(ReachJson.Of(reached, cells));
                break;
            case ReachFormat.Csv:
                ReachCsv.Write(reached, cells, output);
                break;
            default:
                new ReachTables(reached, output).Write(cells, whole: choices.From is null && choices.To is null);
                break;
        }

        if (choices.Explain)
        {
            ReachTables.Explain(reached, from, to, choices.Language, output);
        }

        reached.WriteFindings(choices.Templates, choices.Language, error);
        return reached.Errors == 0 ? ExitCode.Success : ExitCode.Problems;
    }

    static HashSet<NetworkNode> Filter(string? text, ReachedEstate reached)
    {
        var exact = reached.Nodes.Where(n => text is not null && (n.Id == text || n.Account?.Account.Name == text)).ToList();
        IEnumerable<NetworkNode> found = exact.Count > 0 ? exact
            : reached.Nodes.Where(n => text is null || n.Id.Contains(text, StringComparison.Ordinal) || n.Account?.Account.Name.Contains(text, StringComparison.Ordinal) == true);
        return new HashSet<NetworkNode>(found, ReferenceEqualityComparer.Instance);
    }

    static bool Write(string file, string text, TextWriter error)
    {
        try
        {
            File.WriteAllText(file, text);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: '{file}' was not written ({e.Message}).");
            return false;
        }
    }
}
