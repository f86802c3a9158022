using System.Collections.Immutable;

namespace GovCloud.Network.Reachability;

/// <summary>A rule of a network ACL or a security group.</summary>
/// <param name="Resource">The resource that says so; <see langword="null"/> for what AWS adds by itself.</param>
/// <param name="Peer">The other side's addresses.</param>
/// <param name="Ports">Destination ports.</param>
/// <param name="Allows"><see langword="false"/> for a rule that denies.</param>
/// <param name="Number">Order within a network ACL; 0 in security groups.</param>
public sealed record AccessRule(ResourceName? Resource, Cidr Peer, PortSet Ports, bool Allows = true, int Number = 0);

/// <summary>Rules in the order in which they are asked: the first that fits decides; what none fits is dropped.</summary>
public sealed class AccessRules
{
    static readonly Cidr Everywhere = new(0, 0);
    readonly uint[] starts;
    readonly PortSet?[] allowed;

    /// <summary>Puts rules in their order.</summary>
    public AccessRules(IEnumerable<AccessRule> rules)
    {
        Rules = [.. rules.OrderBy(r => r.Number)];
        starts = Cuts.Merged(Cuts.Of(Rules.Select(r => r.Peer)));
        allowed = new PortSet?[starts.Length];
    }

    /// <summary>The rules that allow everything, as a network ACL of which the templates say nothing.</summary>
    public static AccessRules Open { get; } = new([new AccessRule(null, Everywhere, PortSet.All)]);

    /// <summary>The rules.</summary>
    public ImmutableArray<AccessRule> Rules { get; }

    internal uint[] Starts => starts;

    /// <summary>What may pass from or to an address.</summary>
    public PortSet Allowed(uint address)
    {
        var cell = Cuts.CellOf(starts, address);
        return allowed[cell] ??= Decide(starts[cell]);
    }

    /// <summary>The resources that let some of the ports pass.</summary>
    public IEnumerable<ResourceName> Allowing(uint address, PortSet ports)
    {
        var open = ports;
        foreach (var rule in Rules.Where(r => Holds(r, address)))
        {
            if (rule.Allows && rule.Resource is { } resource && !rule.Ports.Intersect(open).IsEmpty)
            {
                yield return resource;
            }

            open = open.Except(rule.Ports);
        }
    }

    static bool Holds(AccessRule rule, uint address) => rule.Peer.First <= address && address <= rule.Peer.Last;

    PortSet Decide(uint address)
    {
        var (result, open) = (PortSet.Empty, PortSet.All);
        foreach (var rule in Rules.Where(r => Holds(r, address)))
        {
            result = rule.Allows ? result.Union(rule.Ports.Intersect(open)) : result;
            open = open.Except(rule.Ports);
        }

        // One value for "everything" makes the arithmetic that follows free.
        return result.Equals(PortSet.All) ? PortSet.All : result;
    }
}
