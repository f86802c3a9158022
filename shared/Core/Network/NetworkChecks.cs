using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>All rules of the address plan, on an estate and its plan. Near-linear in the number of ranges.</summary>
public static class NetworkChecks
{
    /// <summary>Checks.</summary>
    /// <param name="estate">A validated estate.</param>
    /// <param name="plan">The plan that was made for it.</param>
    /// <returns>What the planner found and what the checks found: errors first, then by rule and text.</returns>
    public static ImmutableArray<NetworkFinding> Check(Estate estate, AddressPlan plan)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(plan);
        return
        [
            .. plan.Findings
                .Concat(OverlapChecks.Check(estate, plan))
                .Concat(RangeChecks.Check(estate, plan))
                .Concat(QuotaChecks.Check(estate, plan))
                .Concat(LineChecks.Check(estate))
                .Concat(PrivateLinkChecks.Check(estate, plan))
                .OrderByDescending(f => f.Severity)
                .ThenBy(f => f.Rule.Id, StringComparer.Ordinal)
                .ThenBy(f => f.Message.English, StringComparer.Ordinal),
        ];
    }

    /// <summary>The prefixes that each body's line announces, by body.</summary>
    public static ImmutableArray<DirectConnectBudget> PrefixBudgets(Estate estate) => QuotaChecks.Budgets(estate);
}
