using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>What the plan needs of AWS, against the quotas. Counts assume one Transit Gateway and one Direct Connect gateway for each body.</summary>
static class QuotaChecks
{
    // Shared services, egress, on-premises and inspection have a route table each, besides those of bodies and shared-use vendors.
    const int CommonSegments = 4;

    const int WarnPercent = 80;

    public static IEnumerable<NetworkFinding> Check(Estate estate, AddressPlan plan)
    {
        var counts = Counts.Of(estate, plan);
        return
        [
            .. Against(estate, NetworkQuota.TransitGatewayAttachments, counts.Attachments, NetworkRules.Attachments, null, ""),
            .. Against(estate, NetworkQuota.TransitGatewayRouteTables, counts.Segments, NetworkRules.Routes, null, ""),
            .. Against(estate, NetworkQuota.TransitGatewayRoutes, counts.Routes, NetworkRules.Routes, null, ""),
            .. Against(estate, NetworkQuota.DirectConnectGateways, estate.Network.OnPremises.Select(r => r.Municipality).Distinct().Count(), NetworkRules.Gateways, null, ""),
            .. Lines(estate),
            .. Vpcs(estate, plan),
        ];
    }

    /// <summary>The prefixes that a body's line announces in each direction.</summary>
    public static ImmutableArray<DirectConnectBudget> Budgets(Estate estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var network = estate.Network;
        var shared = network.Pools.Where(p => p.Municipality is null).SelectMany(p => p.Cidrs).ToList();
        var own = network.Pools.Where(p => p.Municipality is not null).ToLookup(p => p.Municipality!.Value);
        var index = new EstateIndex(estate, "");
        var attached = network.ExistingVpcs.Where(v => v.Attached).Select(v => (v.Cidrs, Bodies: index.FindAccount(v.Account.ToString())?.Municipalities ?? [])).ToList();
        var existing = attached.SelectMany(v => v.Bodies, (v, body) => (body.Code, v.Cidrs)).SelectMany(v => v.Cidrs, (v, cidr) => (v.Code, cidr)).ToLookup(v => v.Code, v => v.cidr);
        var common = attached.Where(v => v.Bodies.IsEmpty).SelectMany(v => v.Cidrs).ToList();
        return
        [
            .. network.OnPremises.GroupBy(r => r.Municipality).OrderBy(g => g.Key).Select(line => new DirectConnectBudget(
                line.Key,
                CidrSet.Of(shared.Concat(own[line.Key].SelectMany(p => p.Cidrs)).Concat(existing[line.Key]).Concat(common)).Ranges,
                [.. line.SelectMany(r => r.Cidrs).Distinct().Order()])),
        ];
    }

    static IEnumerable<NetworkFinding> Lines(Estate estate)
    {
        foreach (var budget in Budgets(estate))
        {
            var subject = estate.Network.OnPremises.First(r => r.Municipality == budget.Municipality);
            var line = $"{estate.Municipalities.FirstOrDefault(m => m.Code == budget.Municipality)?.Name ?? ""} ({budget.Municipality})";
            foreach (var finding in Against(estate, NetworkQuota.DirectConnectAllowedPrefixes, budget.Outbound.Length, NetworkRules.Prefixes, subject, line)
                .Concat(Against(estate, NetworkQuota.DirectConnectOnPremisesPrefixes, budget.Inbound.Length, NetworkRules.Prefixes, subject, line))
                .Concat(Against(estate, NetworkQuota.VpcRouteTableRoutes, CidrSet.Of(budget.Inbound).Ranges.Length + budget.Outbound.Length + 1, NetworkRules.VpcRoutes, subject, line)))
            {
                yield return finding;
            }
        }
    }

    static IEnumerable<NetworkFinding> Vpcs(Estate estate, AddressPlan plan)
    {
        var accounts = estate.Accounts.ToDictionary(a => a.Id);
        var byAccount = plan.Lock.Allocations.Where(a => a.Freed is null).Select(a => a.Account).Concat(estate.Network.ExistingVpcs.Select(v => v.Account)).CountBy(a => a);
        foreach (var (account, count) in byAccount)
        {
            foreach (var finding in Against(estate, NetworkQuota.VpcsPerRegion, count, NetworkRules.VpcQuota, accounts.GetValueOrDefault(account), account.ToString()))
            {
                yield return finding;
            }
        }

        foreach (var vpc in estate.Network.ExistingVpcs)
        {
            foreach (var finding in Against(estate, NetworkQuota.VpcCidrs, vpc.Cidrs.Length, NetworkRules.SecondaryRange, vpc, vpc.Id).Where(f => f.Severity == NetworkSeverity.Error))
            {
                yield return finding;
            }
        }

        foreach (var allocation in plan.Lock.Allocations.Where(a => a.Freed is null))
        {
            foreach (var finding in Against(estate, NetworkQuota.SubnetsPerVpc, allocation.Subnets.Count(), NetworkRules.VpcQuota, null, allocation.Key.ToString()))
            {
                yield return finding;
            }
        }
    }

    static IEnumerable<NetworkFinding> Against(Estate estate, NetworkQuota quota, int count, NetworkRule rule, object? subject, string where)
    {
        var limit = NetworkQuotas.LimitOf(estate.Network, quota);
        if (count * 100L <= limit * (long)WarnPercent)
        {
            yield break;
        }

        var entry = NetworkQuotas.Of(quota);
        var prefix = where.Length > 0 ? where + ": " : "";
        var over = count > limit;
        if (!over && quota == NetworkQuota.VpcsPerRegion)
        {
            yield break;
        }

        yield return NetworkFinding.Of(
            rule,
            subject,
            FormattableString.Invariant($"{prefix}{entry.Japanese}が {count} で、上限 {limit} {(over ? "を超える" : "の80 %を超える")}。出典: {entry.Source}、{entry.AsOf:yyyy-MM-dd} 時点"),
            FormattableString.Invariant($"{prefix}{count} {entry.English}, {(over ? "over" : "above 80 % of")} the limit of {limit} ({entry.Source}, as of {entry.AsOf:yyyy-MM-dd})"))
            with
        { Severity = over ? rule.Severity : NetworkSeverity.Warning };
    }

    /// <summary>What the Transit Gateway carries.</summary>
    /// <param name="Attachments">VPCs that are attached, and one Direct Connect gateway for each body with a network of its own.</param>
    /// <param name="Segments">Route tables: bodies, vendors of accounts of several bodies, and the common ones.</param>
    /// <param name="Routes">
    /// Every range of a VPC in the table of its segment and in the common ones, every on-premises range in the tables of its body and the common ones, and
    /// every range of network accounts in all tables.
    /// </param>
    sealed record Counts(int Attachments, int Segments, int Routes)
    {
        public static Counts Of(Estate estate, AddressPlan plan)
        {
            var index = new EstateIndex(estate, "");
            var attached = plan.Lock.Allocations.Where(a => a is { Freed: null, Size.Attached: true }).Select(a => (a.Account, Ranges: a.Ranges.Length))
                .Concat(estate.Network.ExistingVpcs.Where(v => v.Attached).Select(v => (v.Account, Ranges: v.Cidrs.Length)))
                .Select(v => (Segment: SegmentOf(index.FindAccount(v.Account.ToString())), v.Ranges))
                .ToList();
            var lines = estate.Network.OnPremises.Select(r => r.Municipality).Distinct().Count();
            var segments = attached.Select(v => v.Segment).OfType<string>().Distinct(StringComparer.Ordinal).Count() + CommonSegments;
            var routes = attached.Sum(v => v.Ranges * (v.Segment is null ? segments : CommonSegments + 1))
                + (estate.Network.OnPremises.Sum(r => r.Cidrs.Length) * (CommonSegments + 1));
            return new Counts(attached.Count + lines, segments, routes);
        }

        /// <summary>A body's, a shared-use vendor's, or <see langword="null"/> for the common ones.</summary>
        static string? SegmentOf(AccountContext? context) => context switch
        {
            null or { Account.Purpose: not AccountPurpose.System } => null,
            { Municipalities: [var only] } => only.Code.ToString(),
            _ => context.System?.Vendor,
        };
    }
}

/// <summary>The prefixes of a body's line.</summary>
/// <param name="Municipality">The body.</param>
/// <param name="Outbound">From AWS to the body, as allowed prefixes of the association: its pools, the shared ones and its existing VPCs, aggregated.</param>
/// <param name="Inbound">From the body to AWS, as they are advertised.</param>
public sealed record DirectConnectBudget(MunicipalityCode Municipality, ImmutableArray<Cidr> Outbound, ImmutableArray<Cidr> Inbound);
