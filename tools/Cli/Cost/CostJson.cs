using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.Cost.Statements;

namespace GovCloud.Cli.Cost;

/// <summary>Apportioned cost for programs. Yen are whole numbers; amounts of the bill's currency are text, for a JSON number would be read as binary floating point.</summary>
static class CostJson
{
    static readonly JsonSerializerOptions Options = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(ApportionmentRun run)
    {
        var (record, split) = (run.Record, run.Record.Split);
        return Text(new JsonObject
        {
            ["estate"] = record.Estate,
            ["month"] = split.Month.ToString(),
            ["revision"] = record.Revision,
            ["currency"] = split.Currency,
            ["total"] = split.Total.ToString(),
            ["yen"] = split.Yen,
            ["yenPerDollar"] = split.Conversion.YenPerDollar,
            ["conversionSource"] = split.Conversion.Source,
            ["bodies"] = Array(record.Bodies.Select(b => new JsonObject
            {
                ["municipality"] = b.Municipality.ToString(),
                ["name"] = b.Name,
                ["yen"] = split.YenOf(b.Municipality),
            })),
            ["columns"] = Array(split.Columns.Select(c => new JsonObject
            {
                ["id"] = c.Id,
                ["pool"] = c.Pool,
                ["title"] = StatementNames.TitleOf(record, c),
                ["amount"] = c.Amount.ToString(),
                ["yen"] = c.Yen,
                ["shares"] = new JsonObject(c.Shares.Select(s => KeyValuePair.Create(s.Municipality.ToString(), (JsonNode?)s.Yen))),
            })),
            ["rest"] = new JsonObject { ["amount"] = split.Rest.ToString(), ["percent"] = CostWords.Percent(split.Rest, split.Total).TrimEnd('%') },
            ["notes"] = Array(split.Notes.Select(n => (JsonNode?)n.Message)),
            ["reconciliation"] = Reconciliation(record),
            ["corrections"] = record.Corrections.Sum(c => c.Difference),
            ["obstacles"] = Array(run.Obstacles.Select(o => (JsonNode?)o)),
            ["inputs"] = Array(record.Inputs.Select(i => new JsonObject { ["name"] = i.Name, ["sha256"] = i.Sha256, ["rows"] = i.Rows, ["billed"] = i.Billed.ToString() })),
            ["rulesDigest"] = record.RulesDigest,
            ["inputDigest"] = record.InputDigest,
            ["recordDigest"] = StatementRecords.Digest(StatementRecords.Write(record)),
        });
    }

    /// <summary>What a bill was compared with.</summary>
    public static JsonArray Reconciliation(StatementRecord record) => Reconciliation(record.Reconciliation);

    /// <summary>What a bill was compared with.</summary>
    public static JsonArray Reconciliation(IEnumerable<ReconciledSource> sources) => Array(sources.Select(source => new JsonObject
    {
        ["source"] = JsonNamingPolicy.KebabCaseLower.ConvertName(source.Source.ToString()),
        ["reference"] = source.Reference,
        ["amount"] = source.Amount?.ToString(),
        ["yen"] = source.Yen,
        ["agrees"] = source.Agrees,
        ["accounts"] = Array(source.Accounts.Select(a => new JsonObject
        {
            ["account"] = a.Account,
            ["here"] = a.Here.ToString(),
            ["there"] = a.There.ToString(),
            ["difference"] = (a.Here - a.There).ToString(),
        })),
    }));

    /// <summary>A list.</summary>
    public static JsonArray Array(IEnumerable<JsonNode?> items) => new([.. items]);

    /// <summary>The text, with Japanese as it is.</summary>
    public static string Text(JsonNode json) => json.ToJsonString(Options);
}
