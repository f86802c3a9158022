using System.Collections.Immutable;
using GovCloud.Budgets;

namespace GovCloud.Estates.Reading;

/// <summary>Somebody is told about every budget, once for each threshold, and every amount can be given to AWS.</summary>
static class BudgetRules
{
    public static void Check(RuleContext context, DateOnly today)
    {
        var budgets = context.Estate.Budgets;
        CheckThresholds(context, budgets, nameof(budgets.Thresholds), budgets.Thresholds, "all budgets");
        foreach (var budget in budgets.Accounts)
        {
            CheckContacts(context, budget, nameof(budget.Contacts), budget.Contacts, budget.Id);
            CheckCurrency(context, budget, budget.Currency, budget.Id);
        }

        foreach (var budget in budgets.Monthly)
        {
            CheckContacts(context, budget, nameof(budget.Contacts), budget.Contacts, budget.Id);
            CheckCurrency(context, budget, budget.Currency, budget.Id);
            CheckThresholds(context, budget, nameof(budget.Thresholds), budget.Thresholds, $"budget \"{budget.Id}\"");
            CheckScope(context, budget);
            if (budgets.Accounts.Any(a => a.Id == budget.Id) && budget.Id is { Length: > 0 })
            {
                context.Error(EstateRules.BudgetScope, budget, nameof(budget.Id), $"\"{budget.Id}\" is also the id of a budget in 'budgets.accounts', and the two would have one name in AWS; rename one");
            }
        }

        if (budgets.Rate is { } rate && rate.AsOf > today && context.Sound(rate, nameof(rate.AsOf)))
        {
            context.Error(EstateRules.BudgetRate, rate, nameof(rate.AsOf), FormattableString.Invariant($"'asOf' {rate.AsOf:yyyy-MM-dd} is in the future; write the day that the rate is of"));
        }

        CheckExports(context, budgets);
    }

    static void CheckContacts(RuleContext context, object budget, string property, ImmutableArray<string> contacts, string id)
    {
        if (contacts.IsEmpty && context.Sound(budget, property))
        {
            context.Error(EstateRules.BudgetContact, budget, property, $"nobody is told about budget \"{id}\"; name at least one organisation in 'contacts'");
        }
    }

    static void CheckCurrency(RuleContext context, object budget, Currency currency, string id)
    {
        if (currency == Currency.Jpy && context.Estate.Budgets.Rate is null && context.Sound(budget, nameof(MonthlyBudget.Currency)) && context.Sound(context.Estate.Budgets, nameof(EstateBudgets.Rate)))
        {
            context.Error(EstateRules.BudgetRate, budget, nameof(MonthlyBudget.Currency), $"budget \"{id}\" is in yen and AWS Budgets knows dollars only; write 'budgets.rate', or the amount in usd");
        }
    }

    static void CheckThresholds(RuleContext context, object record, string property, ImmutableArray<BudgetThreshold> thresholds, string what)
    {
        if (thresholds.Any(t => !context.Sound(t, nameof(t.Measure), nameof(t.Percent))))
        {
            return;
        }

        if (thresholds.Length > BudgetPlan.MostThresholds)
        {
            context.Error(EstateRules.BudgetThreshold, record, property, $"{what} would tell {thresholds.Length} thresholds; AWS Budgets knows {BudgetPlan.MostThresholds} for one budget, so remove some");
        }

        foreach (var again in thresholds.Where((t, i) => thresholds.IndexOf(t) < i))
        {
            context.Problems.Error(EstateRules.BudgetThreshold, context.Map.At(again), $"{what} names {RuleContext.Word(again.Measure)} {again.Percent} % twice; remove one");
        }
    }

    static void CheckScope(RuleContext context, MonthlyBudget budget)
    {
        if (!context.Sound(budget, nameof(budget.Account), nameof(budget.System), nameof(budget.Vendor), nameof(budget.Municipality)))
        {
            return;
        }

        var named = new object?[] { budget.Account, budget.System, budget.Vendor, budget.Municipality }.Count(scope => scope is not null);
        if (named != 1)
        {
            context.Error(
                EstateRules.BudgetScope,
                budget,
                nameof(budget.Id),
                $"budget \"{budget.Id}\" is about {(named == 0 ? "nothing" : "several things")}; name exactly one of 'account', 'system', 'vendor' and 'municipality'");
        }
    }

    static void CheckExports(RuleContext context, EstateBudgets budgets)
    {
        var profile = context.Estate.Profile;
        if (budgets.Exports is not null && profile is { Organization: OrganizationMode.Gcas, GlobalEventRule: false } && context.Sound(budgets, nameof(budgets.Exports)))
        {
            context.Error(
                EstateRules.CostExports,
                budgets,
                nameof(budgets.Exports),
                "data exports can be made in us-east-1 only, where this estate deploys nothing; have it allowed and write 'globalEventRule: true' in the profile, or remove 'exports' and import files by hand");
        }
    }
}
