using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Budgets;

namespace GovCloud.Infra.Budgets;

/// <summary>
/// Accounts that share one template of budgets: a row for each account with the names and amounts of its budgets. A template of its own for each account
/// would be a thousand files to synthesise and to review.
/// </summary>
/// <param name="Accounts">The accounts, at least one.</param>
/// <param name="Slots">The budgets that the template has; each account uses those that it has an amount for.</param>
sealed record BudgetBatch(ImmutableArray<string> Accounts, ImmutableArray<BudgetSlot> Slots)
{
    /// <summary>The most accounts in one template: CloudFormation allows 200 rows in a mapping.</summary>
    internal const int MostAccounts = 150;

    /// <summary>Allots the accounts in the estate's order, so that an account added at the end changes the last template only.</summary>
    internal static ImmutableArray<BudgetBatch> Of(Estate estate, ImmutableArray<PlannedBudget> budgets)
    {
        var byAccount = budgets.Where(b => b.Watch == BudgetWatch.Account).ToLookup(b => b.Accounts[0].Account.Id);
        return
        [
            .. estate.Accounts.Where(a => byAccount.Contains(a.Id)).Chunk(MostAccounts)
                .Select(accounts => new BudgetBatch(
                    [.. accounts.Select(a => a.Id.ToString())],
                    SlotsOf([.. accounts.Select(a => (a.Id.ToString(), byAccount[a.Id].ToImmutableArray()))]))),
        ];
    }

    /// <summary>Budgets of equal thresholds share a slot, because notifications cannot come from a mapping; a second one of an account takes another.</summary>
    static ImmutableArray<BudgetSlot> SlotsOf(ImmutableArray<(string Account, ImmutableArray<PlannedBudget> Budgets)> accounts) =>
    [
        .. accounts
            .SelectMany(a => a.Budgets.GroupBy(Signature, StringComparer.Ordinal).SelectMany(g => g.Select((budget, ordinal) => (Key: (g.Key, ordinal), a.Account, Budget: budget))))
            .GroupBy(x => x.Key)
            .OrderBy(g => g.Key.Item1, StringComparer.Ordinal)
            .ThenBy(g => g.Key.ordinal)
            .Select((g, number) => new BudgetSlot
            {
                Number = number + 1,
                Thresholds = g.First().Budget.Thresholds,
                Budgets = g.ToImmutableSortedDictionary(x => x.Account, x => x.Budget, StringComparer.Ordinal),
            }),
    ];

    static string Signature(PlannedBudget budget) => string.Join(',', budget.Thresholds.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Measure}{t.Percent:0000}")));
}

/// <summary>One budget of a template.</summary>
sealed record BudgetSlot
{
    /// <summary>1, 2, …</summary>
    public required int Number { get; init; }

    /// <summary>When somebody is told.</summary>
    public required ImmutableArray<BudgetThreshold> Thresholds { get; init; }

    /// <summary>The budgets by account; accounts without one are not in it.</summary>
    public required ImmutableSortedDictionary<string, PlannedBudget> Budgets { get; init; }
}
