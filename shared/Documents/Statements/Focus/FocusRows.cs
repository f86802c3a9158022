using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GovCloud.Cost;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;

namespace GovCloud.Documents.Statements.Focus;

/// <summary>
/// The apportionment as rows of FOCUS 1.3 with its Allocated columns. An origin is what a column took of one account, service and charge category; its rows make its
/// BilledCost and EffectiveCost to the last digit. List prices and the payer are not in the record, so those columns are empty.
/// </summary>
static class FocusRows
{
    // Beyond it, origins are no longer kept apart by account and service: 1,700 bodies would make gigabytes.
    const int MostRows = 200_000;
    const int RatioDecimals = 18;

    static readonly BigInteger RatioUnit = BigInteger.Pow(10, RatioDecimals);
    static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly ImmutableArray<string> Headings =
    [
        "BillingPeriodStart", "BillingPeriodEnd", "ChargePeriodStart", "ChargePeriodEnd", "BillingCurrency", "BilledCost", "EffectiveCost", "ChargeCategory", "ChargeClass",
        "ChargeDescription", "ServiceName", "ServiceProviderName", "HostProviderName", "ProviderName", "PublisherName", "InvoiceIssuerName", "SubAccountId",
        "AllocatedMethodId", "AllocatedMethodDetails", "AllocatedResourceId", "AllocatedResourceName", "AllocatedTags", "x_OriginId", "x_OriginBilledCost",
    ];

    public static byte[] Write(StatementView statement)
    {
        var vectors = BearerVectors.Of(statement);
        var fine = Origins(statement, coarse: false);
        var origins = fine.Count * (long)statement.Record.Bodies.Length <= MostRows ? fine : Origins(statement, coarse: true);
        var text = new StringBuilder("\uFEFF");
        CsvText.Append(text, Headings);
        foreach (var origin in origins)
        {
            Append(text, statement, origin, vectors[origin.Column.Index]);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static List<Origin> Origins(StatementView statement, bool coarse) =>
    [
        .. statement.Columns.SelectMany(column => column.Column.Lines
            .GroupBy(l => (Account: coarse ? "" : l.Account, Service: coarse ? "" : l.Service, Category: CategoryOf(l.Kind), l.Owner))
            .Select((g, index) => new Origin(
                column,
                string.Create(CultureInfo.InvariantCulture, $"{statement.Split.Month}/{column.Id}/{index + 1}"),
                g.Key.Account,
                g.Key.Service,
                g.Key.Category,
                g.Key.Owner,
                g.Aggregate(ExactAmount.Zero, (sum, l) => sum + l.Billed),
                g.Aggregate(ExactAmount.Zero, (sum, l) => sum + l.Amortised)))),
    ];

    static void Append(StringBuilder text, StatementView statement, Origin origin, BigInteger[] vector)
    {
        var ratios = origin.Owner is { } owner ? [.. statement.Record.Bodies.Select(b => b.Municipality == owner ? BearerVectors.One : BigInteger.Zero)] : vector;
        var (billed, effective, shown) = (BearerVectors.Split(origin.Billed, ratios), BearerVectors.Split(origin.Effective, ratios), Shown(ratios));
        var (start, end) = (Time(statement.Split.Month.First), Time(statement.Split.Month.Next.First));
        foreach (var (index, body) in statement.Record.Bodies.Index())
        {
            if (ratios[index].IsZero && billed[index].Sign == 0)
            {
                continue;
            }

            CsvText.Append(text,
            [
                start, end, start, end, origin.Column.Column.Lines[0].Currency, billed[index].ToString(), effective[index].ToString(), origin.Category, "",
                $"{origin.Column.Title}の按分", origin.Service, "AWS", "AWS", "AWS", "AWS", "AWS", origin.Account,
                MethodIdOf(origin.Column), Details(origin.Column, body.Municipality, shown[index], statement.Split.Currency),
                body.Municipality.ToString(), body.Name, Tags(statement, origin.Column), origin.Id, origin.Billed.ToString(),
            ]);
        }
    }

    static string Time(DateOnly day) => day.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture);

    static string CategoryOf(ChargeKind kind) => kind switch
    {
        ChargeKind.Tax => "Tax",
        ChargeKind.Credit => "Credit",
        ChargeKind.Refund => "Adjustment",
        ChargeKind.Fee or ChargeKind.Subscription or ChargeKind.SavingsPlanUpfrontFee or ChargeKind.SavingsPlanRecurringFee or ChargeKind.ReservationRecurringFee => "Purchase",
        _ => "Usage",
    };

    /// <summary>The methods of the column's parts, such as <c>even+driver</c>.</summary>
    static string MethodIdOf(ColumnView column) => string.Join('+', column.Parts.Select(p => WordOf(p.Part.Rule.Method)));

    static string WordOf(SplitMethod method) => JsonNamingPolicy.KebabCaseLower.ConvertName(method.ToString());

    /// <summary>Ratios cut to the decimals that are written; what that leaves over goes to the largest, so that they make 1.</summary>
    static decimal[] Shown(BigInteger[] ratios)
    {
        var cut = ratios.Select(r => r * RatioUnit / BearerVectors.One).ToArray();
        cut[Array.IndexOf(ratios, ratios.Max())] += RatioUnit - cut.Aggregate(BigInteger.Zero, (sum, c) => sum + c);
        return [.. cut.Select(c => (decimal)c / (decimal)RatioUnit)];
    }

    /// <summary>The ratio, and the driver's value where the column goes by one driver alone. Of a mixture the drivers' values stand in properties of our own.</summary>
    static string Details(ColumnView column, MunicipalityCode body, decimal ratio, string currency)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Json))
        {
            json.WriteStartObject();
            json.WriteStartArray("Elements");
            json.WriteStartObject();
            json.WriteNumber("AllocatedRatio", ratio);
            if (column.Parts is [var only] && only.WeightOf(body) is { } weight)
            {
                json.WriteString("UsageUnit", Sheets.BodyCalculation.UnitOf(only, currency));
                json.WritePropertyName("UsageQuantity");
                json.WriteRawValue(weight.Value.ToString());
            }

            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartArray("x_Parts");
            foreach (var part in column.Parts)
            {
                Part(json, part, body);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    static void Part(Utf8JsonWriter json, PartView part, MunicipalityCode body)
    {
        json.WriteStartObject();
        json.WriteString("Method", WordOf(part.Part.Rule.Method));
        json.WriteNumber("Percent", part.Part.Rule.Percent);
        if (part.Part.Driver is { } driver)
        {
            json.WriteString("Driver", driver.Id);
        }

        if (part.WeightOf(body) is { } weight)
        {
            json.WriteString("Value", weight.Value.ToString());
            json.WriteString("Weight", weight.Weight.ToString());
            json.WriteString("AllWeights", part.Total.ToString());
        }

        json.WriteEndObject();
    }

    static string Tags(StatementView statement, ColumnView column)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Json))
        {
            json.WriteStartObject();
            json.WriteString("CostClass", column.Title);
            json.WriteString("Estate", statement.Record.Estate);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>What is split into rows together.</summary>
    sealed record Origin(ColumnView Column, string Id, string Account, string Service, string Category, MunicipalityCode? Owner, ExactAmount Billed, ExactAmount Effective);
}
