using System.Collections.Immutable;
using GovCloud.Cost.Apportioning;

namespace GovCloud.Cost.Sources;

/// <summary>Where the columns stand that a bill is read from, besides those that every reading needs. -1 where a column is not there.</summary>
/// <remarks>Sources: the CUR and CUR 2.0 table dictionaries of AWS Data Exports, and the column definitions of FOCUS 1.0 to 1.3.</remarks>
public sealed record BillColumns
{
    /// <summary>The columns that every reading needs.</summary>
    public required ExportColumns Export { get; init; }

    /// <summary>The seller, such as AWS Marketplace; in FOCUS who issues the invoice.</summary>
    public required int BillingEntity { get; init; }

    /// <summary>What the amortised cost is computed from.</summary>
    public required AmortisedColumns Amortised { get; init; }

    /// <summary>The tags that were asked for, in the order of the request.</summary>
    public required ImmutableArray<TagColumn> Tags { get; init; }

    /// <summary>The column that holds all tags as a JSON object; only where a tag that was asked for has no column of its own.</summary>
    public required int TagMap { get; init; }

    /// <summary>Usage type.</summary>
    public int UsageType { get; init; } = -1;

    /// <summary>Unit of the quantity.</summary>
    public int Unit { get; init; } = -1;

    /// <summary>Price of a unit.</summary>
    public int UnitPrice { get; init; } = -1;

    /// <summary>The quantity.</summary>
    public int Quantity { get; init; } = -1;

    /// <summary>Finds the columns.</summary>
    /// <param name="header">Names as they stand in the first row.</param>
    /// <param name="request">What is read.</param>
    /// <returns>The columns, or the sentence that says why this is no export and what would make it one.</returns>
    public static (BillColumns? Columns, string? Problem) Detect(IReadOnlyList<string> header, BillRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (export, problem) = ExportColumns.Detect(header);
        if (export is null)
        {
            return (null, problem);
        }

        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < header.Count; i++)
        {
            places.TryAdd(header[i].Trim('\uFEFF', ' '), i);
        }

        int At(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (places.TryGetValue(name, out var place))
                {
                    return place;
                }
            }

            return -1;
        }

        var columns = export.Format switch
        {
            ExportFormat.CurLegacy => Legacy(export, At, request.UnitPrices),
            ExportFormat.Cur2 => Cur2(export, At, request.UnitPrices),
            _ => Focus(export, At, request.UnitPrices),
        };
        var tags = request.TagKeys.Select(key => TagColumn.Find(key, header)).ToImmutableArray();
        return (columns with { Tags = tags, TagMap = tags.Any(t => t.Place < 0) ? columns.TagMap : -1 }, null);
    }

    delegate int Finder(params ReadOnlySpan<string> names);

    static BillColumns Legacy(ExportColumns export, Finder at, bool unitPrices) => new()
    {
        Export = export,
        BillingEntity = at("bill/BillingEntity"),
        Amortised = AmortisedColumns.Legacy(n => at(n)),
        Tags = [],
        TagMap = -1,
        UsageType = unitPrices ? at("lineItem/UsageType") : -1,
        Unit = unitPrices ? at("pricing/unit") : -1,
        UnitPrice = unitPrices ? at("lineItem/UnblendedRate") : -1,
        Quantity = unitPrices ? at("lineItem/UsageAmount") : -1,
    };

    static BillColumns Cur2(ExportColumns export, Finder at, bool unitPrices) => new()
    {
        Export = export,
        BillingEntity = at("bill_billing_entity"),
        Amortised = AmortisedColumns.Cur2(n => at(n)),
        Tags = [],
        TagMap = at("resource_tags", "tags"),
        UsageType = unitPrices ? at("line_item_usage_type") : -1,
        Unit = unitPrices ? at("pricing_unit") : -1,
        UnitPrice = unitPrices ? at("line_item_unblended_rate") : -1,
        Quantity = unitPrices ? at("line_item_usage_amount") : -1,
    };

    // What a contract agrees is what is paid: the list price stands in only where there is no such column.
    static BillColumns Focus(ExportColumns export, Finder at, bool unitPrices) => new()
    {
        Export = export,
        BillingEntity = at("InvoiceIssuerName", "InvoiceIssuer", "ProviderName"),
        Amortised = new AmortisedColumns { Effective = at("EffectiveCost"), IsFocus = true },
        Tags = [],
        TagMap = at("Tags"),
        UsageType = unitPrices ? at("x_UsageType", "SkuMeter", "SkuId") : -1,
        Unit = unitPrices ? at("PricingUnit") : -1,
        UnitPrice = unitPrices ? at("ContractedUnitPrice", "ListUnitPrice") : -1,
        Quantity = unitPrices ? at("PricingQuantity") : -1,
    };
}
