using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Organization;

/// <summary>What a plan needs of AWS, against the quotas of a day, and what the policies must not do.</summary>
public static class OrganizationChecks
{
    /// <summary>The most accounts of one stack. CloudFormation creates them one after the other, and a stack that takes longer than the credentials live fails half-way.</summary>
    public const int MostAccountsPerStack = 150;

    const int WarnPercent = 80;

    /// <summary>Everything that is wrong, errors first in the order of their ids.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="today">The day whose quotas apply.</param>
    public static ImmutableArray<OrganizationFinding> Check(OrganizationPlan plan, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return
        [
            .. PoliciesPerNode(plan, today)
                .Concat(Policies(plan, today))
                .Concat(Size(plan, today))
                .Concat(TurnedOff(plan.Estate))
                .Concat(Stacks(plan))
                .Concat(GlobalEventRule(plan))
                .OrderBy(finding => finding.Rule.IsError ? 0 : 1)
                .ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>The service control policies of a unit itself: AWS's FullAWSAccess, ours, and those of others.</summary>
    public static int CountOn(OrganizationPlan plan, OrganizationUnit unit)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(unit);
        return 1 + plan.Estate.Organization.OtherPolicies + plan.Policies.OfType<OrganizationPolicy.ServiceControl>().Count(policy => policy.Targets.Contains(unit.Key, StringComparer.Ordinal));
    }

    static IEnumerable<OrganizationFinding> PoliciesPerNode(OrganizationPlan plan, DateOnly today) =>
        plan.Units.SelectMany(unit => Against(
            plan.Estate, OrganizationQuota.ServiceControlPoliciesPerNode, today, CountOn(plan, unit), OrganizationRules.PoliciesPerNode, new($"OU {unit.Label}({unit.Key})", $"unit {unit.Key}"), warns: false));

    static IEnumerable<OrganizationFinding> Policies(OrganizationPlan plan, DateOnly today)
    {
        foreach (var policy in plan.Policies)
        {
            var quota = policy is OrganizationPolicy.ServiceControl ? OrganizationQuota.ServiceControlPolicyCharacters : OrganizationQuota.TagPolicyCharacters;
            foreach (var finding in Against(plan.Estate, quota, today, policy.Document.Length, OrganizationRules.PolicyLength, new(policy.Name, policy.Name), warns: true))
            {
                yield return finding;
            }
        }

        foreach (var policy in plan.Policies.OfType<OrganizationPolicy.ServiceControl>())
        {
            foreach (var finding in Statements(policy))
            {
                yield return finding;
            }
        }
    }

    /// <summary>What a service control policy must not do, whoever wrote it.</summary>
    public static IEnumerable<OrganizationFinding> Statements(OrganizationPolicy.ServiceControl policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        foreach (var statement in policy.Statements)
        {
            if (!statement.HitsEverybody && !statement.HasExemption)
            {
                yield return new OrganizationFinding(
                    OrganizationRules.NobodyExempt,
                    new($"{policy.Name} の {statement.Sid} は誰も例外にしない。デプロイや緊急対応も止まる", $"{statement.Sid} of {policy.Name} lets nobody pass, neither deployment nor emergency"));
            }

            if (statement.Conditions.Any(condition => condition.Key == ConditionKeys.RequestedRegion)
                && GlobalServices.Indispensable.Where(needed => !(statement.AllBut && statement.Actions.Contains(needed, StringComparer.Ordinal))).ToArray() is { Length: > 0 } hit)
            {
                yield return new OrganizationFinding(
                    OrganizationRules.GlobalServices,
                    new($"{policy.Name} の {statement.Sid} はグローバルサービスも止める: {string.Join("、", hit)}", $"{statement.Sid} of {policy.Name} hits global services: {string.Join(", ", hit)}"));
            }
        }
    }

    static IEnumerable<OrganizationFinding> Size(OrganizationPlan plan, DateOnly today)
    {
        // The management account counts, too.
        var accounts = plan.Placements.Length + 1;
        var whole = new OrganizationText("組織", "the organization");
        return Against(plan.Estate, OrganizationQuota.OrganizationalUnits, today, plan.Units.Length, OrganizationRules.Size, whole, warns: true)
            .Concat(Against(plan.Estate, OrganizationQuota.Accounts, today, accounts, OrganizationRules.Size, whole, warns: true));
    }

    static IEnumerable<OrganizationFinding> TurnedOff(Estate estate) => estate.Organization.PoliciesTurnedOff.Select(policy => new OrganizationFinding(
        OrganizationRules.TurnedOff, new($"ポリシー {policy.Policy} は使わない: {policy.Reason}", $"policy {policy.Policy} is turned off: {policy.Reason}"), policy));

    static IEnumerable<OrganizationFinding> Stacks(OrganizationPlan plan) =>
        from stack in plan.Placements.Where(placement => placement.Entry is not null).GroupBy(placement => placement.Entry!.Stack ?? "", StringComparer.Ordinal)
        where stack.Count() > MostAccountsPerStack
        select new OrganizationFinding(
            OrganizationRules.AccountsPerStack,
            new(
                FormattableString.Invariant($"スタック {(stack.Key.Length > 0 ? stack.Key : "(指定なし)")} のアカウントが {stack.Count()} 件で、上限 {MostAccountsPerStack} 件を超える"),
                FormattableString.Invariant($"stack {(stack.Key.Length > 0 ? stack.Key : "(none named)")} has {stack.Count()} accounts, over the limit of {MostAccountsPerStack}")),
            stack.Last().Entry);

    static IEnumerable<OrganizationFinding> GlobalEventRule(OrganizationPlan plan)
    {
        const string GlobalRegion = "us-east-1";
        var organization = plan.Estate.Organization;
        var stopped = plan.Estate.Profile.GlobalEventRule && organization.ExemptRoles.IsEmpty
            && organization.AdditionalRegions.All(region => region.Region != GlobalRegion) && plan.Policies.Any(policy => policy.Kind == ControlPolicy.JapaneseRegions);
        return stopped
            ? [new OrganizationFinding(OrganizationRules.GlobalEventRule, new($"globalEventRule のスタックは {GlobalRegion} に置くが、そこでは誰もデプロイできない", $"the stack of 'globalEventRule' goes to {GlobalRegion}, where nobody may deploy"), plan.Estate.Profile)]
            : [];
    }

    static IEnumerable<OrganizationFinding> Against(Estate estate, OrganizationQuota quota, DateOnly today, int count, OrganizationRule rule, OrganizationText where, bool warns)
    {
        var limit = OrganizationQuotas.LimitOf(estate.Organization, quota, today);
        var over = count > limit;
        if (!over && (!warns || count * 100L <= limit * (long)WarnPercent))
        {
            yield break;
        }

        var entry = OrganizationQuotas.Of(quota);
        yield return new OrganizationFinding(
            over ? rule : rule with { IsError = false },
            new(
                FormattableString.Invariant($"{where.Japanese}: {entry.Text.Japanese}が {count} で、上限 {limit} {(over ? "を超える" : "の80 %を超える")}。出典: {entry.Source}、{entry.AsOf:yyyy-MM-dd} 時点"),
                FormattableString.Invariant($"{where.English}: {count} {entry.Text.English}, {(over ? "over" : "above 80 % of")} the limit of {limit} ({entry.Source}, as of {entry.AsOf:yyyy-MM-dd})")));
    }
}
