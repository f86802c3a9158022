using System.Collections.Immutable;
using System.Numerics;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Statements;
using GovCloud.Estates;

namespace GovCloud.Cost.Reconciliation;

/// <summary>Compares a bill with what others state for the same month (突合). They agree where they differ by no more than the other's rounding can make up.</summary>
public static class Reconciler
{
    /// <summary>The currency of amounts in yen.</summary>
    public const string Yen = "JPY";

    /// <summary>Compares.</summary>
    /// <param name="bill">The bill.</param>
    /// <param name="basis">Which of its costs the others state.</param>
    /// <param name="conversion">How the bill becomes yen, for what is stated in yen; none where nothing is.</param>
    /// <param name="stated">What others state.</param>
    /// <returns>The export itself, which agrees where nothing is missing from it, then the others in their order.</returns>
    public static ImmutableArray<ReconciledSource> Reconcile(CostBill bill, CostBasis basis, YenConversion? conversion, IEnumerable<StatedTotals> stated)
    {
        ArgumentNullException.ThrowIfNull(bill);
        ArgumentNullException.ThrowIfNull(stated);
        return
        [
            new ReconciledSource
            {
                Source = ReconciliationSource.Export,
                Reference = string.Join(", ", bill.Inputs.Select(i => i.Name)),
                Amount = bill.Total(basis),
                Agrees = bill.Problems.IsEmpty,
            },
            .. stated.Select(s => Compare(bill, basis, conversion, s)),
        ];
    }

    static ReconciledSource Compare(CostBill bill, CostBasis basis, YenConversion? conversion, StatedTotals stated)
    {
        var inYen = stated.Currency == Yen && bill.Lines.All(l => l.Currency != Yen);
        var isComparable = inYen ? conversion is not null : bill.Lines.All(l => l.Currency == stated.Currency);
        var (total, here) = (bill.Total(basis), bill.Lines.GroupBy(l => l.Account, StringComparer.Ordinal).ToDictionary(g => g.Key, g => Sum(g, basis), StringComparer.Ordinal));
        if (inYen && conversion is not null)
        {
            var factor = new YenFactor(conversion, total);
            total = factor.Of(total);
            here = here.ToDictionary(a => a.Key, a => factor.Of(a.Value), StringComparer.Ordinal);
        }

        var accounts = isComparable ? Differences(here, stated) : [];
        return new ReconciledSource
        {
            Source = stated.Source,
            Reference = stated.Reference,
            Amount = inYen ? null : stated.Total,
            Yen = stated.Currency == Yen ? (long)(stated.Total.ToUnits() / BigInteger.Pow(10, ExactAmount.Decimals)) : null,
            Accounts = accounts,
            Agrees = isComparable && accounts.IsEmpty && IsWithin(total, stated.Total, stated.Decimals, stated.RoundedParts * Math.Max(1, stated.Accounts.Count)),
        };
    }

    static ExactAmount Sum(IEnumerable<CostLine> lines, CostBasis basis) => lines.Aggregate(ExactAmount.Zero, (sum, line) => sum + line.On(basis));

    /// <summary>The accounts that differ. One that either side does not name counts as nothing there.</summary>
    static ImmutableArray<ReconciledAccount> Differences(Dictionary<string, ExactAmount> here, StatedTotals stated) => stated.Accounts.IsEmpty ? [] :
    [
        .. here.Keys.Union(stated.Accounts.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(a => new ReconciledAccount(a, here.GetValueOrDefault(a), stated.Accounts.GetValueOrDefault(a)))
            .Where(a => !IsWithin(a.Here, a.There, stated.Decimals, stated.RoundedParts)),
    ];

    // Sources do not say whether they round or cut: each part may be off by less than one unit of its last decimal.
    static bool IsWithin(ExactAmount here, ExactAmount there, int decimals, int parts)
    {
        var unit = BigInteger.Pow(10, Math.Max(0, ExactAmount.Decimals - decimals));
        var difference = BigInteger.Abs((here - there).ToUnits());
        return difference.IsZero || difference < unit * parts;
    }

    /// <summary>Yen for a unit of the bill's currency, exactly, as a fraction.</summary>
    sealed class YenFactor
    {
        readonly BigInteger numerator;
        readonly BigInteger denominator;

        public YenFactor(YenConversion conversion, ExactAmount total)
        {
            if (conversion.YenPerDollar is { } rate)
            {
                (numerator, denominator) = (ExactAmount.Parse(rate.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToUnits(), BigInteger.Pow(10, ExactAmount.Decimals));
            }
            else
            {
                var yen = (BigInteger)(conversion.InvoiceYen ?? 0) * BigInteger.Pow(10, ExactAmount.Decimals);
                (numerator, denominator) = total.Sign == 0 ? (BigInteger.Zero, BigInteger.One) : (yen, total.ToUnits());
            }
        }

        /// <summary>The yen of an amount, cut after the last decimal that is kept.</summary>
        public ExactAmount Of(ExactAmount amount) => ExactAmount.FromUnits(amount.ToUnits() * numerator / denominator);
    }
}
