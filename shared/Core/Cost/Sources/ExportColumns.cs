using System.Collections.Immutable;

namespace GovCloud.Cost.Sources;

/// <summary>
/// Where an export's columns stand. Found by name, in any order; columns that are not needed may be missing. -1 where a column is not there.
/// </summary>
/// <remarks>Sources: the CUR and CUR 2.0 table dictionaries of AWS Data Exports, and the column definitions of FOCUS 1.0 to 1.3.</remarks>
public sealed record ExportColumns
{
    /// <summary>The format.</summary>
    public required ExportFormat Format { get; init; }

    /// <summary>What was billed: unblended cost, or FOCUS BilledCost.</summary>
    public required int BilledCost { get; init; }

    /// <summary>LineItemType, or FOCUS ChargeCategory.</summary>
    public required int ChargeType { get; init; }

    /// <summary>The account that used it; the payer where the export has no such column.</summary>
    public required int UsageAccount { get; init; }

    /// <summary>The account that pays.</summary>
    public int PayerAccount { get; init; } = -1;

    /// <summary>Product code, or FOCUS ServiceName.</summary>
    public int Product { get; init; } = -1;

    /// <summary>The currency.</summary>
    public int Currency { get; init; } = -1;

    /// <summary>Beginning of the billing period, in UTC.</summary>
    public int PeriodStart { get; init; } = -1;

    /// <summary>The invoice; blank until the month is final.</summary>
    public int InvoiceId { get; init; } = -1;

    /// <summary>The resource whose cost a row splits (split cost allocation data): such rows repeat cost that other rows carry.</summary>
    public int SplitParent { get; init; } = -1;

    /// <summary>The operation, which marks split rows in exports without <see cref="SplitParent"/>.</summary>
    public int Operation { get; init; } = -1;

    /// <summary>Finds the columns.</summary>
    /// <param name="header">Names as they stand in the first row.</param>
    /// <returns>The columns, or the sentence that says why this is no export and what would make it one.</returns>
    public static (ExportColumns? Columns, string? Problem) Detect(IReadOnlyList<string> header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < header.Count; i++)
        {
            if (!places.TryAdd(header[i].Trim('\uFEFF', ' '), i) && IsRead(header[i]))
            {
                return (null, $"the column '{header[i]}' stands twice; export again, or remove one");
            }
        }

        int At(string name) => places.GetValueOrDefault(name, -1);
        return places.Keys switch
        {
            _ when At("BilledCost") >= 0 || At("ChargeCategory") >= 0 => Focus(At),
            _ when places.Keys.Any(k => k.StartsWith("lineItem/", StringComparison.OrdinalIgnoreCase)) => Legacy(At),
            _ when places.Keys.Any(k => k.StartsWith("line_item_", StringComparison.OrdinalIgnoreCase)) => Cur2(At),
            _ => (null, "the header is of no format that is known: expected are columns such as lineItem/UnblendedCost (CUR), line_item_unblended_cost (CUR 2.0) or BilledCost (FOCUS)"),
        };
    }

    static bool IsRead(string name) =>
        name is "BilledCost" or "ChargeCategory" or "SubAccountId" or "lineItem/UnblendedCost" or "lineItem/LineItemType" or "lineItem/UsageAccountId"
            or "line_item_unblended_cost" or "line_item_line_item_type" or "line_item_usage_account_id";

    static (ExportColumns?, string?) Legacy(Func<string, int> at) => Complete(
        new ExportColumns
        {
            Format = ExportFormat.CurLegacy,
            BilledCost = at("lineItem/UnblendedCost"),
            ChargeType = at("lineItem/LineItemType"),
            UsageAccount = at("lineItem/UsageAccountId"),
            PayerAccount = at("bill/PayerAccountId"),
            Product = at("lineItem/ProductCode"),
            Currency = at("lineItem/CurrencyCode"),
            PeriodStart = First(at("bill/BillingPeriodStartDate"), at("lineItem/UsageStartDate")),
            InvoiceId = at("bill/InvoiceId"),
            SplitParent = at("splitLineItem/ParentResourceId"),
            Operation = at("lineItem/Operation"),
        },
        ("lineItem/UnblendedCost", c => c.BilledCost), ("lineItem/UsageAccountId", c => c.UsageAccount));

    static (ExportColumns?, string?) Cur2(Func<string, int> at) => Complete(
        new ExportColumns
        {
            Format = ExportFormat.Cur2,
            BilledCost = at("line_item_unblended_cost"),
            ChargeType = at("line_item_line_item_type"),
            UsageAccount = at("line_item_usage_account_id"),
            PayerAccount = at("bill_payer_account_id"),
            Product = at("line_item_product_code"),
            Currency = at("line_item_currency_code"),
            PeriodStart = First(at("bill_billing_period_start_date"), at("line_item_usage_start_date")),
            InvoiceId = at("bill_invoice_id"),
            SplitParent = at("split_line_item_parent_resource_id"),
            Operation = at("line_item_operation"),
        },
        ("line_item_unblended_cost", c => c.BilledCost), ("line_item_usage_account_id", c => c.UsageAccount));

    static (ExportColumns?, string?) Focus(Func<string, int> at) => Complete(
        new ExportColumns
        {
            Format = FocusVersion(at),
            BilledCost = at("BilledCost"),
            ChargeType = at("ChargeCategory"),
            UsageAccount = First(at("SubAccountId"), at("BillingAccountId")),
            PayerAccount = at("BillingAccountId"),
            Product = at("ServiceName"),
            Currency = at("BillingCurrency"),
            PeriodStart = First(at("BillingPeriodStart"), at("ChargePeriodStart")),
            InvoiceId = at("InvoiceId"),
        },
        ("BilledCost", c => c.BilledCost), ("ChargeCategory", c => c.ChargeType));

    // Columns that a version brought: FOCUS states no version in the file.
    static ExportFormat FocusVersion(Func<string, int> at) => at switch
    {
        _ when First(at("AllocatedMethodId"), at("ContractApplied"), at("ServiceProviderName"), at("HostProviderName")) >= 0 => ExportFormat.Focus13,
        _ when First(at("PricingCurrency"), at("BillingAccountType"), at("SubAccountType"), at("InvoiceId")) >= 0 => ExportFormat.Focus12,
        _ when First(at("CapacityReservationId"), at("CommitmentDiscountQuantity"), at("ServiceSubcategory"), at("SkuMeter")) >= 0 => ExportFormat.Focus11,
        _ => ExportFormat.Focus10,
    };

    static int First(params ReadOnlySpan<int> places)
    {
        foreach (var place in places)
        {
            if (place >= 0)
            {
                return place;
            }
        }

        return -1;
    }

    static (ExportColumns?, string?) Complete(ExportColumns columns, params ImmutableArray<(string Name, Func<ExportColumns, int> Place)> needed)
    {
        var missing = needed.Where(n => n.Place(columns) < 0).Select(n => n.Name).ToArray();
        return missing.Length == 0
            ? (columns, null)
            : (null, $"the export ({ExportFormats.NameOf(columns.Format)}) lacks the column{(missing.Length > 1 ? "s" : "")} {string.Join(", ", missing)}; add {(missing.Length > 1 ? "them" : "it")} to the export's definition");
    }
}
