using System.Collections.Immutable;
using GovCloud.Cost.Statements;

namespace GovCloud.Cost.Reconciliation;

/// <summary>What somebody else than the export states for a month.</summary>
public sealed record StatedTotals
{
    /// <summary>Who states it.</summary>
    public required ReconciliationSource Source { get; init; }

    /// <summary>Where it was read: a file with the invoice's number, or the operation.</summary>
    public required string Reference { get; init; }

    /// <summary>The currency of its amounts: that of the bill, or JPY.</summary>
    public required string Currency { get; init; }

    /// <summary>The total as it is stated.</summary>
    public required ExactAmount Total { get; init; }

    /// <summary>By account; empty where only the total is stated.</summary>
    public ImmutableSortedDictionary<string, ExactAmount> Accounts { get; init; } = ImmutableSortedDictionary<string, ExactAmount>.Empty;

    /// <summary>Decimals that amounts are rounded to: 2 for cents, 0 for yen.</summary>
    public required int Decimals { get; init; }

    /// <summary>How many rounded amounts make up an account's amount, and those of all accounts the total.</summary>
    public int RoundedParts { get; init; } = 1;

    /// <summary>The totals of Cost Explorer by account.</summary>
    /// <param name="reference">The operation with its metric.</param>
    /// <param name="currency">The currency.</param>
    /// <param name="amounts">Account and amount as text, whose decimals show what it was rounded to.</param>
    public static StatedTotals OfAccounts(string reference, string currency, IEnumerable<(string Account, string Amount)> amounts)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        var read = amounts.Select(a => (a.Account, Amount: ExactAmount.Parse(a.Amount), Decimals: DecimalsOf(a.Amount))).ToList();
        var accounts = read.GroupBy(a => a.Account, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(g => g.Key, g => g.Aggregate(ExactAmount.Zero, (sum, a) => sum + a.Amount), StringComparer.Ordinal);
        return new StatedTotals
        {
            Source = ReconciliationSource.CostExplorer,
            Reference = reference,
            Currency = currency,
            Total = accounts.Values.Aggregate(ExactAmount.Zero, (sum, a) => sum + a),
            Accounts = accounts,
            // An amount with few decimals may be exact: the longest shows where the source rounds.
            Decimals = read.Select(a => a.Decimals).DefaultIfEmpty(0).Max(),
            RoundedParts = read.GroupBy(a => a.Account, StringComparer.Ordinal).Select(g => g.Count()).DefaultIfEmpty(1).Max(),
        };
    }

    static int DecimalsOf(string amount)
    {
        var exact = ExactAmount.Parse(amount).ToString();
        var point = exact.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? 0 : exact.Length - point - 1;
    }
}
