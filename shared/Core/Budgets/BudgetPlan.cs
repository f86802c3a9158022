using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Budgets;

/// <summary>What the estate's budgets become: in which account each is watched, in which currency and at which thresholds.</summary>
public static class BudgetPlan
{
    /// <summary>AWS Budgets: notifications of one budget.</summary>
    public const int MostThresholds = 5;

    /// <summary>What is used where the estate names no threshold: 80 % and 100 % of what was spent, and 100 % of the forecast.</summary>
    public static readonly ImmutableArray<BudgetThreshold> UsualThresholds =
    [
        new() { Measure = BudgetMeasure.Actual, Percent = 80 },
        new() { Measure = BudgetMeasure.Actual, Percent = 100 },
        new() { Measure = BudgetMeasure.Forecast, Percent = 100 },
    ];

    /// <summary>
    /// One entry for each budget of the estate, and for each account that has none of its own, in the order of accounts and ids. A budget of several
    /// accounts is watched by the payer in an organization of one's own; in Government Cloud, where the payer is the Digital Agency, no AWS budget can
    /// see more than one account, and it is judged from collected cost instead.
    /// </summary>
    public static ImmutableArray<PlannedBudget> Of(EstateIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        var estate = index.Estate;
        var accounts = estate.Accounts.Select(a => index.FindAccount(a.Id.ToString())!).ToImmutableArray();
        var monthly = estate.Budgets.Monthly.Select(b => Monthly(estate, b, accounts)).ToImmutableArray();
        var named = estate.Budgets.Monthly.Where(b => b.Account is not null).Select(b => b.Account!.Value).ToHashSet();
        return [.. accounts.Where(c => !named.Contains(c.Account.Id)).SelectMany(c => Standard(estate, c)), .. monthly];
    }

    /// <summary>The accounts that a budget is about.</summary>
    public static bool Covers(MonthlyBudget budget, AccountContext account)
    {
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentNullException.ThrowIfNull(account);
        return (budget.Environments.IsEmpty || budget.Environments.Contains(account.Environment))
            && (budget.Account is not { } id || id == account.Account.Id)
            && (budget.System is null || budget.System == account.System?.Id)
            && (budget.Vendor is null || budget.Vendor == account.System?.Vendor)
            && (budget.Municipality is not { } code || (account.Municipalities.Length == 1 && account.Municipalities[0].Code == code));
    }

    /// <summary>The budget that an AWS budget's name stands for; <see langword="null"/> for a name that is not ours.</summary>
    public static PlannedBudget? Find(ImmutableArray<PlannedBudget> budgets, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var id = name.Split('.')[0];
        return budgets.FirstOrDefault(b => b.Id == id);
    }

    /// <summary>Dollars, to the cent.</summary>
    /// <exception cref="InvalidOperationException">An amount in yen and no rate: the estate was not validated.</exception>
    public static decimal Dollars(int amount, Currency currency, ExchangeRate? rate) => currency == Currency.Usd
        ? amount
        : Math.Round((decimal)amount / Known(rate), 2, MidpointRounding.ToZero);

    /// <summary>Whole yen; <see langword="null"/> where the amount is in dollars and the estate has no rate.</summary>
    public static long? Yen(int amount, Currency currency, ExchangeRate? rate) => (currency, rate) switch
    {
        (Currency.Jpy, _) => amount,
        (_, null) => null,
        _ => (long)amount * rate.YenPerDollar,
    };

    static int Known(ExchangeRate? rate) => rate?.YenPerDollar ?? throw new InvalidOperationException("The estate was not validated: an amount in yen needs 'budgets.rate'.");

    static IEnumerable<PlannedBudget> Standard(Estate estate, AccountContext account)
    {
        var row = estate.Budgets.Accounts.FirstOrDefault(r =>
            (r.Environments.IsEmpty || r.Environments.Contains(account.Environment)) && (r.Purposes.IsEmpty || r.Purposes.Contains(account.Account.Purpose)));
        return row is null ? [] :
        [
            new PlannedBudget
            {
                Id = row.Id,
                Scope = BudgetScope.Account,
                Accounts = [account],
                Watch = BudgetWatch.Account,
                Currency = row.Currency,
                Dollars = Dollars(row.Amount, row.Currency, estate.Budgets.Rate),
                Yen = Yen(row.Amount, row.Currency, estate.Budgets.Rate),
                Thresholds = Thresholds(estate, []),
                Contacts = row.Contacts,
            },
        ];
    }

    static PlannedBudget Monthly(Estate estate, MonthlyBudget budget, ImmutableArray<AccountContext> accounts)
    {
        ImmutableArray<AccountContext> covered = [.. accounts.Where(a => Covers(budget, a))];
        return new PlannedBudget
        {
            Id = budget.Id,
            Scope = budget switch
            {
                { Account: not null } => BudgetScope.Account,
                { System: not null } => BudgetScope.System,
                { Vendor: not null } => BudgetScope.Vendor,
                _ => BudgetScope.Municipality,
            },
            Accounts = covered,
            Watch = covered.Length == 1 ? BudgetWatch.Account
                : estate.Profile.Organization == OrganizationMode.Owned ? BudgetWatch.Payer
                : BudgetWatch.CollectedCost,
            Currency = budget.Currency,
            Dollars = Dollars(budget.Amount, budget.Currency, estate.Budgets.Rate),
            Yen = Yen(budget.Amount, budget.Currency, estate.Budgets.Rate),
            Thresholds = Thresholds(estate, budget.Thresholds),
            Contacts = budget.Contacts,
        };
    }

    static ImmutableArray<BudgetThreshold> Thresholds(Estate estate, ImmutableArray<BudgetThreshold> own)
    {
        var chosen = !own.IsEmpty ? own : !estate.Budgets.Thresholds.IsEmpty ? estate.Budgets.Thresholds : UsualThresholds;
        return [.. chosen.OrderBy(t => t.Measure).ThenBy(t => t.Percent)];
    }
}

/// <summary>A budget as it is watched.</summary>
public sealed record PlannedBudget
{
    /// <summary>Id in the estate.</summary>
    public required string Id { get; init; }

    /// <summary>What it is about.</summary>
    public required BudgetScope Scope { get; init; }

    /// <summary>The accounts whose cost counts; may be none yet.</summary>
    public required ImmutableArray<AccountContext> Accounts { get; init; }

    /// <summary>Who watches it.</summary>
    public required BudgetWatch Watch { get; init; }

    /// <summary>The currency in which the estate states the amount; the other is converted by its planning rate.</summary>
    public Currency Currency { get; init; }

    /// <summary>The amount for a month in dollars, to the cent.</summary>
    public required decimal Dollars { get; init; }

    /// <summary>The amount for a month in yen; unknown where it is in dollars and the estate has no rate.</summary>
    public required long? Yen { get; init; }

    /// <summary>When somebody is told, by measure and percent.</summary>
    public required ImmutableArray<BudgetThreshold> Thresholds { get; init; }

    /// <summary>Who is told besides those whom the responsibility matrix names.</summary>
    public required ImmutableArray<string> Contacts { get; init; }

    /// <summary>
    /// The budget's name in AWS: the id and the thresholds, such as <c>tax.a80.a100.f100</c>. CloudFormation replaces a budget whose notifications change
    /// and makes the new one first, which fails while the old one has the name.
    /// </summary>
    public string Name => string.Join('.', Thresholds.Select(t => FormattableString.Invariant($"{(t.Measure == BudgetMeasure.Actual ? 'a' : 'f')}{t.Percent}")).Prepend(Id));
}

/// <summary>What a budget is about.</summary>
public enum BudgetScope
{
    /// <summary>An account.</summary>
    Account,

    /// <summary>A system.</summary>
    System,

    /// <summary>A vendor.</summary>
    Vendor,

    /// <summary>A municipality.</summary>
    Municipality,
}

/// <summary>Who watches a budget.</summary>
public enum BudgetWatch
{
    /// <summary>AWS Budgets in the one account.</summary>
    Account,

    /// <summary>AWS Budgets in the payer's account.</summary>
    Payer,

    /// <summary>Nobody in AWS can: it is judged from the cost that is collected.</summary>
    CollectedCost,
}
