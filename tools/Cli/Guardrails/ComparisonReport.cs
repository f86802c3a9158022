using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using GovCloud.Guardrails;
using Spectre.Console;

namespace GovCloud.Cli.Guardrails;

/// <summary>How a comparison is written.</summary>
enum ComparisonFormat
{
    /// <summary>For people at a terminal.</summary>
    Table,

    /// <summary>For programs.</summary>
    Json,

    /// <summary>For a change request.</summary>
    Markdown,
}

/// <summary>Writes what differs between two templates.</summary>
static class ComparisonReport
{
    const int LongestValue = 60;

    static readonly JsonWriterOptions Written = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Option<ComparisonFormat> Format() => new("--format") { Description = "table: for people; json: for programs; markdown: for a change request.", DefaultValueFactory = _ => ComparisonFormat.Table };

    /// <summary>Writes the changes; the exit code says whether something is loosened or to be looked at.</summary>
    public static int Write(string before, string after, ImmutableArray<TemplateChange> changes, ComparisonFormat format, TextWriter output)
    {
        switch (format)
        {
            case ComparisonFormat.Json:
                WriteJson(before, after, changes, output);
                break;
            case ComparisonFormat.Markdown:
                WriteMarkdown(before, after, changes, output);
                break;
            default:
                WriteTable(before, after, changes, output);
                break;
        }

        return changes.Any(change => change.Judgement != ChangeJudgement.Tightened) ? ExitCode.Problems : ExitCode.Success;
    }

    static string Summary(ImmutableArray<TemplateChange> changes) => changes.IsEmpty
        ? "差分はありません"
        : string.Join("、", Enum.GetValues<ChangeJudgement>().Select(judgement => $"{GuardrailText.Of(judgement)} {changes.Count(change => change.Judgement == judgement)} 件"));

    static void WriteTable(string before, string after, ImmutableArray<TemplateChange> changes, TextWriter output)
    {
        var table = new Table { Title = new TableTitle($"{before} → {after}: {Summary(changes)}".EscapeMarkup()), Border = TableBorder.Rounded };
        table.AddColumns("判定", "種類", "対象", "項目", "変更前", "変更後", "理由");
        foreach (var change in changes)
        {
            table.AddRow([.. Cells(change).Select(cell => new Text(cell))]);
        }

        Terminal.Of(output).Write(table);
    }

    static void WriteMarkdown(string before, string after, ImmutableArray<TemplateChange> changes, TextWriter output)
    {
        output.WriteLine($"# テンプレートの比較: {before} → {after}");
        output.WriteLine();
        output.WriteLine(Summary(changes) + "。");
        if (changes.IsEmpty)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine("| 判定 | 種類 | 対象 | 項目 | 変更前 | 変更後 | 理由 |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var change in changes)
        {
            output.WriteLine($"| {string.Join(" | ", Cells(change).Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |");
        }
    }

    static string[] Cells(TemplateChange change) =>
    [
        GuardrailText.Of(change.Judgement), GuardrailText.Of(change.Kind), Target(change), change.Path, Short(change.Before), Short(change.After), change.Reason,
    ];

    static string Target(TemplateChange change)
    {
        var control = change.Control is { } id && ControlCatalogue.Find(id) is { } known ? $" [{known.Title}]" : "";
        return change.ResourceType is { } type ? $"{change.Element} ({type}){control}" : change.Element;
    }

    static string Short(string? value) => value is null ? "" : value.Length <= LongestValue ? value : value[..LongestValue] + "…";

    static void WriteJson(string before, string after, ImmutableArray<TemplateChange> changes, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Written))
        {
            json.WriteStartObject();
            json.WriteString("before", before);
            json.WriteString("after", after);
            json.WriteStartArray("changes");
            foreach (var change in changes)
            {
                WriteJson(json, change);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }

    static void WriteJson(Utf8JsonWriter json, TemplateChange change)
    {
        json.WriteStartObject();
        json.WriteString("judgement", JsonNamingPolicy.CamelCase.ConvertName(change.Judgement.ToString()));
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(change.Kind.ToString()));
        json.WriteString("element", change.Element);
        json.WriteString("resourceType", change.ResourceType);
        json.WriteString("control", change.Control);
        json.WriteString("path", change.Path);
        json.WriteString("before", change.Before);
        json.WriteString("after", change.After);
        json.WriteString("reason", change.Reason);
        json.WriteEndObject();
    }
}
