using System.Collections.Immutable;

namespace GovCloud.Infra.Network;

/// <summary>A forwarding rule of the Resolver that accounts associate with their VPCs.</summary>
/// <param name="Id">Unique id, made from the domain.</param>
/// <param name="Domain">What is forwarded.</param>
/// <param name="Servers">The body's servers; empty for the Resolver's own inbound endpoint, which knows the central names.</param>
/// <param name="Accounts">Who may use it, and does.</param>
sealed record SharedRule(string Id, string Domain, ImmutableArray<string> Servers, ImmutableArray<AccountId> Accounts)
{
    /// <summary>
    /// The rules of an estate: a body's own domains and zones for the accounts that carry its data, the names of the central endpoints one by one for those with a flow
    /// to them. A rule for the whole of a region's names would also take the names of file systems away from the VPC that alone can resolve them.
    /// </summary>
    internal static IEnumerable<SharedRule> Of(NetworkPlan plan)
    {
        var network = plan.Estate.Network;
        foreach (var domain in network.ForwardedDomains)
        {
            yield return new SharedRule(IdOf(domain.Domain), domain.Domain.TrimStart('.'), domain.Servers, AccountsOf(plan, [domain.Municipality]));
        }

        foreach (var zone in network.PrivateZones)
        {
            yield return new SharedRule(IdOf(zone.Domain), zone.Domain.TrimStart('.'), [], AccountsOf(plan, zone.Municipalities));
        }

        var users = plan.Topology.Flows
            .Where(f => f.To.Role == VpcRole.Endpoints && f.From.Account is not null)
            .Select(f => f.From.Account!.Account.Id).Distinct().Order(Comparer<AccountId>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))).ToImmutableArray();
        foreach (var service in network.CentralEndpoints)
        {
            yield return new SharedRule(IdOf($"aws.{service}"), CentralEndpoints.DomainOf(service, plan.Region), [], users);
        }
    }

    static ImmutableArray<AccountId> AccountsOf(NetworkPlan plan, ImmutableArray<MunicipalityCode> bodies) =>
    [
        .. plan.Topology.Vpcs
            .Where(v => v.Node.Role == VpcRole.Workload && !v.Node.Municipalities.IsEmpty && (bodies.IsEmpty || v.Node.Municipalities.Any(bodies.Contains)))
            .Select(v => v.Node.Account!.Account.Id).Distinct(),
    ];

    static string IdOf(string domain) => domain.TrimStart('.').Replace('.', '-');
}
