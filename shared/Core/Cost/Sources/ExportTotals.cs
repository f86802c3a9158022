using System.Collections.Immutable;

namespace GovCloud.Cost.Sources;

/// <summary>What an export adds up to.</summary>
public sealed record ExportTotals
{
    /// <summary>Rows that were counted.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows of split cost allocation data, which repeat other rows' cost and count in no sum.</summary>
    public required long SplitRows { get; init; }

    /// <summary>Rows that could not be read and count in no sum.</summary>
    public required long RejectedRows { get; init; }

    /// <summary>Counted rows without an invoice id.</summary>
    public required long RowsWithoutInvoice { get; init; }

    /// <summary>The first of the rows that could not be read.</summary>
    public required ImmutableArray<RejectedRow> Rejected { get; init; }

    /// <summary>The sums.</summary>
    public required ImmutableArray<ExportLine> Lines { get; init; }

    /// <summary>The currencies, each once.</summary>
    public ImmutableArray<string> Currencies => [.. Lines.Select(l => l.Currency).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The months, such as 2026-10, each once.</summary>
    public ImmutableArray<string> Months => [.. Lines.Select(l => l.Month).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>What was billed in a currency.</summary>
    public ExactAmount BilledIn(string currency) => Total(Lines.Where(l => l.Currency == currency));

    /// <summary>What was billed in a currency, by something that lines have.</summary>
    /// <param name="currency">The currency: amounts of different currencies are never added.</param>
    /// <param name="key">What to group by.</param>
    /// <returns>In the order of the keys.</returns>
    public ImmutableArray<(string Key, long Rows, ExactAmount Billed)> BilledBy(string currency, Func<ExportLine, string> key) =>
    [
        .. Lines.Where(l => l.Currency == currency).GroupBy(key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, g.Sum(l => l.Rows), Total(g))),
    ];

    static ExactAmount Total(IEnumerable<ExportLine> lines) => lines.Aggregate(ExactAmount.Zero, (sum, line) => sum + line.Billed);
}

/// <summary>A sum of rows.</summary>
/// <param name="Account">The account that used it; where the row names none, the one that pays.</param>
/// <param name="Product">Product code or service name.</param>
/// <param name="ChargeType">The charge type in the format's own word.</param>
/// <param name="Currency">The currency; empty where the export states none.</param>
/// <param name="Month">The billing month, such as 2026-10.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Billed">What was billed.</param>
public sealed record ExportLine(string Account, string Product, string ChargeType, string Currency, string Month, long Rows, ExactAmount Billed)
{
    /// <summary>The charge type across the formats.</summary>
    public ChargeKind Kind => ChargeKinds.Of(ChargeType);
}

/// <summary>A row that could not be read.</summary>
/// <param name="File">The file.</param>
/// <param name="Row">Number of the row; the header is 1.</param>
/// <param name="Reason">Why.</param>
public sealed record RejectedRow(string File, long Row, string Reason);
