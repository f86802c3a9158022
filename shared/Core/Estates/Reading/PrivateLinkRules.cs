using GovCloud.Network;

namespace GovCloud.Estates.Reading;

/// <summary>Services through PrivateLink have a provider, consumers and TCP ports; overlaps that rely on one have one.</summary>
static class PrivateLinkRules
{
    public static void Check(RuleContext context)
    {
        var network = context.Estate.Network;
        if (context.Incomplete || !context.Sound(network, nameof(network.PrivateLinks), nameof(network.Requests), nameof(network.ExistingVpcs)))
        {
            return;
        }

        var accounts = network.Requests.Select(r => r.Account).Concat(network.ExistingVpcs.Select(v => v.Account)).ToHashSet();
        foreach (var service in network.PrivateLinks.Where(s => context.Sound(s, nameof(s.Id), nameof(s.Provider), nameof(s.Vpc), nameof(s.Targets), nameof(s.Ports), nameof(s.Consumers))))
        {
            CheckProvider(context, network, service);
            CheckPorts(context, service);
            CheckConsumers(context, service, accounts);
        }

        foreach (var overlap in network.AcceptedOverlaps.Where(o => context.Sound(o, nameof(o.First), nameof(o.Second), nameof(o.Reachability)) && o.Reachability == OverlapReachability.PrivateLink))
        {
            CheckOverlap(context, network, overlap);
        }
    }

    static void CheckProvider(RuleContext context, EstateNetwork network, PrivateLink service)
    {
        var existing = network.ExistingVpcs.FirstOrDefault(v => v.Account == service.Provider && v.Id == service.Vpc);
        if (existing is null && !network.Requests.Any(r => r.Account == service.Provider && r.Vpc == service.Vpc))
        {
            context.Error(EstateRules.PrivateLink, service, nameof(service.Vpc), $"account {service.Provider}, which offers \"{service.Id}\", has no VPC \"{service.Vpc}\"; request it in 'requests', or name another in 'vpc'");
        }

        if (service.Targets.IsEmpty)
        {
            context.Error(EstateRules.PrivateLink, service, nameof(service.Targets), $"\"{service.Id}\" leads to no server; name at least one in 'targets'");
        }

        foreach (var (i, target) in service.Targets.Index())
        {
            if (existing is not null && !existing.Cidrs.Any(c => c.Contains(NameRules.AddressOf(target))))
            {
                context.Problems.Error(
                    EstateRules.PrivateLink, context.Map.At(service, nameof(service.Targets), i), $"target {target} of \"{service.Id}\" is outside VPC \"{existing.Id}\" ({string.Join(", ", existing.Cidrs)}); correct one of the two");
            }
        }
    }

    static void CheckPorts(RuleContext context, PrivateLink service)
    {
        if (service.Ports.IsEmpty)
        {
            context.Error(EstateRules.PrivateLink, service, nameof(service.Ports), $"\"{service.Id}\" offers no port; name at least one such as tcp/443");
        }

        foreach (var (i, text) in service.Ports.Index())
        {
            if (!PortRange.TryParse(text, out var ports) || ports.Protocol != TransportProtocol.Tcp || ports.First != ports.Last)
            {
                context.Problems.Error(EstateRules.PrivateLink, context.Map.At(service, nameof(service.Ports), i), $"'{text}' of \"{service.Id}\" is not one TCP port, and a listener has one; write each on its own, such as tcp/443");
            }
        }
    }

    static void CheckConsumers(RuleContext context, PrivateLink service, HashSet<AccountId> accounts)
    {
        if (service.Consumers.IsEmpty)
        {
            context.Error(EstateRules.PrivateLink, service, nameof(service.Consumers), $"nobody uses \"{service.Id}\"; name at least one account in 'consumers', or remove the service");
        }

        foreach (var (i, consumer) in service.Consumers.Index())
        {
            var at = context.Map.At(service, nameof(service.Consumers), i);
            if (consumer == service.Provider)
            {
                context.Problems.Error(EstateRules.PrivateLink, at, $"account {consumer} offers \"{service.Id}\" and cannot be its consumer; remove it from 'consumers'");
            }
            else if (!accounts.Contains(consumer))
            {
                context.Problems.Error(EstateRules.PrivateLink, at, $"account {consumer}, which uses \"{service.Id}\", has no VPC for the endpoint; request one in 'requests', or remove it from 'consumers'");
            }
        }
    }

    /// <summary>An overlap that is to be bridged needs a bridge between these two.</summary>
    static void CheckOverlap(RuleContext context, EstateNetwork network, AcceptedOverlap overlap)
    {
        var (first, second) = (OwnerOf(network, overlap.First), OwnerOf(network, overlap.Second));
        var bridged = network.PrivateLinks.Any(s =>
            (s.Provider == first && (second is not { } user || s.Consumers.Contains(user)))
            || (s.Provider == second && (first is not { } other || s.Consumers.Contains(other))));
        if (!bridged)
        {
            context.Error(
                EstateRules.PrivateLink,
                overlap,
                nameof(overlap.Reachability),
                $"\"{overlap.First}\" and \"{overlap.Second}\" are to reach each other through PrivateLink, and no service in 'privateLinks' leads from one to the other; add it, or write 'reachability: none'");
        }
    }

    /// <summary>The account of a VPC; none for a network of a body.</summary>
    static AccountId? OwnerOf(EstateNetwork network, string id) =>
        network.ExistingVpcs.FirstOrDefault(v => v.Id == id)?.Account ?? network.Requests.FirstOrDefault(r => $"{r.Account}/{r.Vpc}" == id)?.Account;
}
