using System.CommandLine;
using System.Text.Json;
using GovCloud.Cli.Estates;
using GovCloud.Documents.Network;
using GovCloud.Network;

namespace GovCloud.Cli.Network;

/// <summary><c>gca network flows</c>.</summary>
static class NetworkFlowsCommand
{
    public static Command Create(TimeProvider time)
    {
        var folder = EstateLocation.Argument();
        var file = DocumentOutput.FileOption();
        var format = new Option<DocumentFormat>("--format")
        {
            Description = "table: for people; json: one object; csv: the pairs, for spreadsheets; xlsx: pairs and rules, needs --out.",
            DefaultValueFactory = _ => DocumentFormat.Table,
        };
        var language = LanguageOption.Create();
        var command = new Command(
            "flows",
            "Write the communication matrix (通信整理表): every pair of networks that may talk, its ports, purpose and rule. Exit code 0: written; 1: errors, and nothing is written; 2: no such folder.")
        {
            folder,
            format,
            file,
            language,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (planned, code) = PlannedEstate.Load(parsed.GetRequiredValue(folder), time, error);
            return planned is null
                ? code
                : Run(planned, EstateLocation.TodayInJapan(time), parsed.GetValue(format), parsed.GetValue(file), parsed.GetValue(language), output, error);
        });
        return command;
    }

    static int Run(PlannedEstate planned, DateOnly today, DocumentFormat format, string? file, NetworkLanguage language, TextWriter output, TextWriter error)
    {
        if (!PlannedEstate.Usable(planned, language, error))
        {
            return ExitCode.Problems;
        }

        var matrix = CommunicationMatrix.Of(planned.Estate, planned.Plan.Lock);
        var document = format == DocumentFormat.Table
            ? CommunicationSheets.Brief(planned.Estate, matrix, language.Drawing(), today)
            : CommunicationSheets.Of(planned.Estate, matrix, language.Drawing(), today);
        return DocumentOutput.Write(document, () => Json(matrix), format, file, output, error);
    }

    static string Json(CommunicationMatrix matrix) => NetworkJson.Write(new
    {
        rules = matrix.Rules.Select(r => new
        {
            id = r.Flow.Id,
            direction = JsonNamingPolicy.KebabCaseLower.ConvertName(CommunicationMatrix.DirectionOf(r.Flow).ToString()),
            ports = IntendedFlow.PortsOf(r.Flow).Select(p => p.ToString()),
            purpose = r.Flow.Purpose,
            betweenMunicipalities = r.Flow.BetweenMunicipalities,
            betweenEnvironments = r.Flow.BetweenEnvironments,
            pairs = r.Pairs,
            sources = r.Sources,
            destinations = r.Destinations,
        }),
        pairs = matrix.Pairs.Select(p => new { flow = p.Flow.Id, from = Side(p.From), to = Side(p.To), ports = p.Ports.Select(x => x.ToString()) }),
    });

    static object Side(NetworkNode node) => new
    {
        id = node.Id,
        kind = node.Kind is { } kind ? JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()) : null,
        municipalities = node.Municipalities.Select(m => m.ToString()),
        system = node.Account?.System?.Id,
        environment = node.Environment is { } environment ? JsonNamingPolicy.KebabCaseLower.ConvertName(environment.ToString()) : null,
        account = node.Account?.Account.Id.ToString(),
        cidrs = node.Cidrs.Select(c => c.ToString()),
    };
}
