using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>Servers behind PrivateLink are in the VPC that offers them. Of existing VPCs the estate's own rules know that.</summary>
static class PrivateLinkChecks
{
    public static IEnumerable<NetworkFinding> Check(Estate estate, AddressPlan plan)
    {
        var planned = plan.Lock.Allocations.Where(a => a.Freed is null).ToDictionary(a => a.Key);
        foreach (var service in estate.Network.PrivateLinks)
        {
            if (!planned.TryGetValue(new VpcKey(service.Provider, service.Vpc), out var vpc))
            {
                continue;
            }

            foreach (var target in service.Targets.Where(t => !vpc.Ranges.Any(r => r.Cidr.Contains(Cidr.Parse(t + "/32")))))
            {
                var ranges = string.Join(", ", vpc.Ranges.Select(r => r.Cidr));
                yield return NetworkFinding.Of(
                    NetworkRules.PrivateLinkTarget,
                    service,
                    $"PrivateLink {service.Id} の提供先 {target} は提供側VPC {vpc.Key}({ranges})の外にある",
                    $"target {target} of PrivateLink {service.Id} is outside the offering VPC {vpc.Key} ({ranges})");
            }
        }
    }
}
