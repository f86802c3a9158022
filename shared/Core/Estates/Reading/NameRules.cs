using GovCloud.Network;

namespace GovCloud.Estates.Reading;

/// <summary>Names can be resolved as the estate says: by servers that are reached, and in one way.</summary>
static class NameRules
{
    public static void Check(RuleContext context)
    {
        var network = context.Estate.Network;
        var zones = network.PrivateZones.Where(z => context.Sound(z, nameof(z.Domain))).DistinctBy(z => z.Domain, StringComparer.Ordinal).ToDictionary(z => z.Domain, StringComparer.Ordinal);
        foreach (var domain in network.ForwardedDomains.Where(d => context.Sound(d, nameof(d.Domain))))
        {
            CheckDot(context, domain, nameof(domain.Domain), domain.Domain);
            if (zones.TryGetValue(domain.Domain, out var zone))
            {
                context.Error(
                    EstateRules.NameResolution, domain, nameof(domain.Domain), $"'{domain.Domain}' is forwarded and is a private zone at {context.Map.At(zone, nameof(zone.Domain))}; one of the two would never answer: remove it");
            }

            if (context.Sound(domain, nameof(domain.Municipality), nameof(domain.Servers)) && context.Sound(network, nameof(network.OnPremises)))
            {
                CheckServers(context, network, domain);
            }
        }

        foreach (var zone in network.PrivateZones.Where(z => context.Sound(z, nameof(z.Domain))))
        {
            CheckDot(context, zone, nameof(zone.Domain), zone.Domain);
        }
    }

    static void CheckDot(RuleContext context, object record, string property, string domain)
    {
        if (domain.StartsWith('.'))
        {
            context.Error(EstateRules.NameResolution, record, property, $"'{domain}' begins with a dot; a name and all below it are meant anyway: write {domain[1..]}");
        }
    }

    static void CheckServers(RuleContext context, EstateNetwork network, ForwardedDomain domain)
    {
        if (domain.Servers.IsEmpty)
        {
            context.Error(EstateRules.NameResolution, domain, nameof(domain.Servers), $"'{domain.Domain}' is forwarded to no server; name at least one in 'servers', better two");
        }

        var own = CidrSet.Of(network.OnPremises.Where(r => r.Municipality == domain.Municipality).SelectMany(r => r.Cidrs));
        foreach (var (i, server) in domain.Servers.Index())
        {
            if (!own.Contains(AddressOf(server)))
            {
                // A server in AWS would be the Resolver itself, which would ask itself for ever.
                context.Problems.Error(
                    EstateRules.NameResolution,
                    context.Map.At(domain, nameof(domain.Servers), i),
                    $"server {server} of '{domain.Domain}' is outside the on-premises networks of body {domain.Municipality}, and nothing would lead there; correct it or add its range to 'onPremises'");
            }
        }
    }

    /// <summary>A dotted address as a range of one.</summary>
    internal static Cidr AddressOf(string dotted) => Cidr.Parse(dotted + "/32");
}
