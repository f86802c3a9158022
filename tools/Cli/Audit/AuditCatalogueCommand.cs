using System.CommandLine;
using GovCloud.Audit;
using GovCloud.Documents.Audit;
using GovCloud.Triage;

namespace GovCloud.Cli.Audit;

/// <summary><c>gca audit catalogue</c>.</summary>
static class AuditCatalogueCommand
{
    public static Command Create()
    {
        var format = new Option<CatalogueFormat>("--format") { Description = "table: for people; json: for programs; markdown and html: for manuals.", DefaultValueFactory = _ => CatalogueFormat.Table };
        var file = new Option<string?>("--out") { Description = "File to write; standard output when absent.", HelpName = "FILE" };
        var command = new Command("catalogue", "List all checks: what they demand and why, how bad it is, what they read, how to mend it, and the rules that they come from (検査一覧).") { format, file };
        command.SetAction(parsed => AuditOutput.Write(parsed.GetValue(file), Text(parsed.GetValue(format), parsed), parsed.InvocationConfiguration));
        return command;
    }

    static byte[] Text(CatalogueFormat format, ParseResult parsed) => format switch
    {
        CatalogueFormat.Json => AuditOutput.Bytes(AuditJson.Catalogue(AuditCatalogue.All) + "\n"),
        CatalogueFormat.Markdown => AuditOutput.Bytes(CatalogueMarkdown.Write(AuditCatalogue.All)),
        CatalogueFormat.Html => AuditOutput.Bytes(AuditPage.Catalogue(AuditCatalogue.All)),
        _ => AuditOutput.Table(
            "監査の検査一覧", ["番号", "重大度", "求める状態"], AuditCatalogue.All.Select(check => new[] { check.Id, Labels.Of(check.Severity), check.Title }), parsed.InvocationConfiguration.Output),
    };
}

/// <summary>Who reads the catalogue.</summary>
enum CatalogueFormat
{
    /// <summary>People, on a terminal.</summary>
    Table,

    /// <summary>Programs.</summary>
    Json,

    /// <summary>Manuals.</summary>
    Markdown,

    /// <summary>A browser.</summary>
    Html,
}
