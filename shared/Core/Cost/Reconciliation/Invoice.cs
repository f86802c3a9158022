using System.Collections.Immutable;
using System.Numerics;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Statements;

namespace GovCloud.Cost.Reconciliation;

/// <summary>An invoice (請求書) of a month, in dollars, in yen or in both.</summary>
public sealed record Invoice
{
    /// <summary>The file.</summary>
    public required string Name { get; init; }

    /// <summary>Digest of the file in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The month.</summary>
    public required CostMonth Month { get; init; }

    /// <summary>Numbers of the invoice (請求書番号), where it states them.</summary>
    public ImmutableArray<string> Numbers { get; init; } = [];

    /// <summary>Yen for a dollar, where it states one rate.</summary>
    public decimal? YenPerDollar { get; init; }

    /// <summary>The lines, an account each; an account may have several.</summary>
    public required ImmutableArray<InvoiceLine> Lines { get; init; }

    /// <summary>Decimals of its amounts in dollars.</summary>
    public int UsdDecimals { get; init; } = 2;

    /// <summary>What is wrong with it. An invoice with any of these is not used.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>The total in yen; none where a line has none.</summary>
    public long? Yen => Lines.IsEmpty || Lines.Any(l => l.Yen is null)
        ? null
        : (long)(Lines.Aggregate(ExactAmount.Zero, (sum, l) => sum + l.Yen!.Value).ToUnits() / BigInteger.Pow(10, ExactAmount.Decimals));

    /// <summary>How a bill becomes yen by this invoice: by its yen, or else by its rate; none where it states neither.</summary>
    public YenConversion? Conversion => (Yen, YenPerDollar) switch
    {
        ({ } yen, _) => new YenConversion { InvoiceYen = yen, Source = Reference },
        (_, { } rate) => new YenConversion { YenPerDollar = rate, Source = Reference },
        _ => null,
    };

    /// <summary>What it states, for comparing with a bill: in each currency that all its lines have.</summary>
    public ImmutableArray<StatedTotals> Stated() =>
    [
        .. Lines.All(l => l.Usd is not null) ? [StatedIn("USD", UsdDecimals, l => l.Usd!.Value)] : ImmutableArray<StatedTotals>.Empty,
        .. Yen is not null ? [StatedIn(Reconciler.Yen, 0, l => l.Yen!.Value)] : ImmutableArray<StatedTotals>.Empty,
    ];

    string Reference => Numbers.IsEmpty ? Name : $"{Name} ({string.Join(", ", Numbers)})";

    StatedTotals StatedIn(string currency, int decimals, Func<InvoiceLine, ExactAmount> amount) => new()
    {
        Source = ReconciliationSource.Invoice,
        Reference = Reference,
        Currency = currency,
        Total = Lines.Aggregate(ExactAmount.Zero, (sum, l) => sum + amount(l)),
        Accounts = Lines.GroupBy(l => l.Account, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(g => g.Key, g => g.Aggregate(ExactAmount.Zero, (sum, l) => sum + amount(l)), StringComparer.Ordinal),
        Decimals = decimals,
        RoundedParts = Lines.GroupBy(l => l.Account, StringComparer.Ordinal).Select(g => g.Count()).DefaultIfEmpty(1).Max(),
    };
}

/// <summary>A line of an invoice.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Account">The account; empty for the row of totals.</param>
/// <param name="Usd">Dollars, where it states them.</param>
/// <param name="Yen">Whole yen, where it states them.</param>
public sealed record InvoiceLine(long Line, string Account, ExactAmount? Usd, ExactAmount? Yen);
