using System.Collections.Immutable;
using GovCloud.Budgets;
using GovCloud.Estates;

namespace GovCloud.Cost.Tracking;

/// <summary>Whose cost is followed through the month: a municipality, system, vendor or account, in one environment or both.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id; of a municipality its code.</param>
/// <param name="Environment">The environment, where a budget is about one only.</param>
public sealed record CostSubject(BudgetScope Kind, string Id, DeploymentEnvironment? Environment = null)
{
    /// <summary>Every municipality, system, vendor of systems and account of an estate, and whatever else its budgets are about.</summary>
    public static ImmutableArray<CostSubject> Of(EstateIndex estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var all = estate.Estate;
        return
        [
            .. all.Municipalities.Select(m => new CostSubject(BudgetScope.Municipality, m.Code.ToString()))
                .Concat(all.Systems.Select(s => new CostSubject(BudgetScope.System, s.Id)))
                .Concat(all.Systems.Select(s => new CostSubject(BudgetScope.Vendor, s.Vendor)))
                .Concat(all.Accounts.Select(a => new CostSubject(BudgetScope.Account, a.Id.ToString())))
                .Concat(BudgetPlan.Of(estate).Select(b => Of(all, b)))
                .Distinct(),
        ];
    }

    /// <summary>What a budget is about.</summary>
    public static CostSubject Of(Estate estate, PlannedBudget budget)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(budget);
        var written = estate.Budgets.Monthly.FirstOrDefault(b => b.Id == budget.Id);
        var environments = written is null ? [] : written.Environments.Distinct().ToImmutableArray();
        var id = budget.Scope switch
        {
            BudgetScope.System => written!.System!,
            BudgetScope.Vendor => written!.Vendor!,
            BudgetScope.Municipality => written!.Municipality!.Value.ToString(),
            _ => written?.Account?.ToString() ?? budget.Accounts[0].Account.Id.ToString(),
        };
        return new CostSubject(budget.Scope, id, environments is [var only] ? only : null);
    }

    /// <summary>Its name for people.</summary>
    public string NameIn(EstateIndex estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var name = Kind switch
        {
            BudgetScope.Municipality => estate.Estate.Municipalities.FirstOrDefault(m => m.Code.ToString() == Id)?.Name,
            BudgetScope.System => estate.Estate.Systems.FirstOrDefault(s => s.Id == Id)?.Name,
            BudgetScope.Vendor => estate.Organisation(Id)?.Name,
            _ => estate.FindAccount(Id)?.Account.Name,
        };
        var environment = Environment switch
        {
            DeploymentEnvironment.Production => "(本番)",
            DeploymentEnvironment.Verification => "(検証)",
            _ => "",
        };
        return (name ?? Id) + environment;
    }

    /// <summary>Such as <c>system/insurance</c> or <c>system/common-db/production</c>.</summary>
    public override string ToString() => string.Join('/', new[] { Kind.ToString().ToLowerInvariant(), Id, Environment?.ToString().ToLowerInvariant() }.OfType<string>());
}
