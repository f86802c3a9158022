using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using GovCloud.Triage;
using Spectre.Console;

namespace GovCloud.Cli.Triage;

/// <summary>Writes decisions for people and for programs. Rows are written as they are decided.</summary>
static class TriageOutput
{
    static readonly JsonSerializerOptions Json = new(TriageRowJson.Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>One array, one element a line.</summary>
    public static void WriteJson(IEnumerable<TriageRow> rows, TextWriter output)
    {
        var type = (System.Text.Json.Serialization.Metadata.JsonTypeInfo<TriageRow>)Json.GetTypeInfo(typeof(TriageRow));
        output.Write('[');
        var first = true;
        foreach (var row in rows)
        {
            output.Write(first ? "\n" : ",\n");
            output.Write(JsonSerializer.Serialize(row, type));
            first = false;
        }

        output.WriteLine(first ? "]" : "\n]");
    }

    public static void WriteTable(IEnumerable<TriageRow> rows, TextWriter output)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("#", "結果", "重大度", "事象", "リソース", "アカウント", "団体 / システム", "主担当", "規則");
        var number = 0;
        foreach (var row in rows)
        {
            number++;
            table.AddRow(new[]
            {
                number.ToString(CultureInfo.InvariantCulture),
                Labels.Of(Enum.Parse<Disposition>(row.Disposition, ignoreCase: true)),
                row.Severity is { } severity ? Labels.Of(Enum.Parse<Severity>(severity, ignoreCase: true)) : "—",
                row.Title is { } title ? $"{title}\n{row.Type}" : $"{row.File}#{row.Index.ToString(CultureInfo.InvariantCulture)}",
                row.Resource ?? "—",
                row.Account ?? "—",
                $"{row.Municipality ?? "—"}\n{row.System ?? "—"}",
                row.Responsible ?? "—",
                row.Disposition == "quarantined" ? row.Reason : row.Reason[..row.Reason.IndexOf(':', StringComparison.Ordinal)],
            }.Select(Markup.Escape).ToArray());
        }

        Terminal.Of(output).Write(table);
    }

    public static void WriteSummary(TriageRun run, TextWriter error)
    {
        var findings = run.Dispositions.Values.Sum();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{run.Events} events, {findings} findings, {run.Incidents} incidents\n");
        foreach (var disposition in Enum.GetValues<Disposition>())
        {
            text.Append(CultureInfo.InvariantCulture, $"  {disposition.ToString().ToLowerInvariant(),-12}{run.Dispositions.GetValueOrDefault(disposition),8}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"  {"generic",-12}{run.Generic,8}  ({Percent(run.Generic, findings)})\n");
        foreach (var (source, count) in run.Sources)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {source,-28}{count.Findings,8}{(count.Generic > 0 ? $"  generic {count.Generic}" : "")}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"messages: {run.Messages} ({PerThousand(run.Messages, run.Events)} per 1,000 events); without folding {run.MessagesUnfolded} ({PerThousand(run.MessagesUnfolded, run.Events)})");
        error.WriteLine(text);
    }

    static string Percent(int part, int whole) => whole == 0 ? "0 %" : (100.0 * part / whole).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    static string PerThousand(int part, int whole) => whole == 0 ? "0" : (1000.0 * part / whole).ToString("0", CultureInfo.InvariantCulture);
}
