using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.Cost.Sources;
using GovCloud.CostFiles;

namespace GovCloud.Cli.Cost;

/// <summary>An inspected export for programs. Amounts are text: a JSON number would be read as binary floating point.</summary>
static class CostInspectJson
{
    static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(ExportInspection inspection)
    {
        var totals = inspection.Totals;
        var currencies = totals.Currencies;
        var json = new JsonObject
        {
            ["schema"] = string.Join(", ", inspection.Formats.Select(ExportFormats.NameOf)),
            ["period"] = totals.Months.Length > 1 ? $"{totals.Months[0]}/{totals.Months[^1]}" : totals.Months.FirstOrDefault(),
            ["rows"] = totals.Rows,
            ["complete"] = inspection.Complete,
            ["splitRows"] = totals.SplitRows,
            ["rejectedRows"] = totals.RejectedRows,
            ["rowsWithoutInvoice"] = totals.RowsWithoutInvoice,
        };
        // One currency, as a bill has it, stands at the top; of several, none is the total.
        if (currencies is [var only])
        {
            Describe(json, totals, only);
        }
        else
        {
            json["currency"] = null;
            json["total"] = null;
            json["byCurrency"] = new JsonArray([.. currencies.Select(currency =>
            {
                var part = new JsonObject();
                Describe(part, totals, currency);
                return (JsonNode)part;
            })]);
        }

        json["files"] = Texts(inspection.Container.Chunks.Select(c => c.Name));
        json["missing"] = Texts(inspection.Container.Missing);
        json["leftOver"] = Texts(inspection.Container.LeftOver);
        json["unreadable"] = Texts(inspection.Unreadable);
        json["rejected"] = Texts(totals.Rejected.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.File}:{r.Row}: {r.Reason}")));
        return json.ToJsonString(Options);
    }

    static void Describe(JsonObject json, ExportTotals totals, string currency)
    {
        json["currency"] = currency;
        json["total"] = totals.BilledIn(currency).ToString();
        json["byAccount"] = Sums(totals, currency, l => l.Account);
        json["byChargeType"] = Sums(totals, currency, l => l.ChargeType);
        json["byProduct"] = Sums(totals, currency, l => l.Product);
    }

    static JsonObject Sums(ExportTotals totals, string currency, Func<ExportLine, string> key) =>
        new(totals.BilledBy(currency, key).Select(sum => KeyValuePair.Create(sum.Key, (JsonNode?)sum.Billed.ToString())));

    static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode?)t)]);
}
