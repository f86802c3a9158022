using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Network;

namespace GovCloud.Diff;

/// <summary>Traffic that becomes possible or impossible, pair by pair, summed up by what people call the two sides.</summary>
static class TrafficDiff
{
    sealed record Allowed(PartyNames Names, Dictionary<string, NetworkNode> Attached, Dictionary<(string From, string To), List<IntendedFlow>> Pairs);

    sealed record Difference(string Subject, string Flow, NetworkText From, NetworkText To, string Ports);

    public static IEnumerable<EstateChange> Of(DescribedEstate before, DescribedEstate after)
    {
        var (old, now) = (Read(before), Read(after));
        return [.. Differences(now, old, opened: true), .. Differences(old, now, opened: false)];
    }

    static Allowed Read(DescribedEstate described)
    {
        var nodes = NetworkNode.Of(described.Estate, described.Allocations);
        var pairs = new Dictionary<(string, string), List<IntendedFlow>>();
        foreach (var flow in IntendedFlow.Of(described.Estate, nodes))
        {
            var key = (flow.From.Id, flow.To.Id);
            (pairs.TryGetValue(key, out var known) ? known : pairs[key] = []).Add(flow);
        }

        return new Allowed(new PartyNames(described.Estate), nodes.Where(n => n.Attached).ToDictionary(n => n.Id, StringComparer.Ordinal), pairs);
    }

    /// <summary>What one side allows and the other does not.</summary>
    static IEnumerable<EstateChange> Differences(Allowed has, Allowed lacks, bool opened)
    {
        var differences = new List<Difference>();
        foreach (var (key, flows) in has.Pairs)
        {
            var rest = lacks.Pairs.TryGetValue(key, out var others) ? others.SelectMany(f => f.Ports).ToList() : [];
            foreach (var flow in flows)
            {
                var ports = PortSet.Minus(flow.Ports, rest);
                if (!ports.IsEmpty)
                {
                    rest.AddRange(flow.Ports);
                    differences.Add(new Difference(SubjectOf(flow, lacks), flow.Flow.Id, has.Names.Of(flow.From), has.Names.Of(flow.To), string.Join(", ", ports)));
                }
            }
        }

        return differences.GroupBy(d => (d.Subject, d.Flow, d.Ports)).SelectMany(alike => BySmallerSide([.. alike]).Select(g => Change(g, opened)));
    }

    /// <summary>One sentence for each network of the side that has fewer: four offices, not a hundred systems.</summary>
    static IEnumerable<List<Difference>> BySmallerSide(List<Difference> alike)
    {
        var bySource = alike.Select(d => d.From).Distinct().Count() <= alike.Select(d => d.To).Distinct().Count();
        return alike.GroupBy(d => bySource ? d.From : d.To).Select(g => g.ToList());
    }

    /// <summary>What is answered for: the network that comes or goes, else the flow that says something else.</summary>
    static string SubjectOf(IntendedFlow flow, Allowed other)
    {
        foreach (var node in new[] { flow.From, flow.To })
        {
            if (!other.Attached.ContainsKey(node.Id))
            {
                return $"{(node.Account is null ? "on-premises" : "vpc")}:{node.Id}";
            }
        }

        return $"flow:{flow.Flow.Id}";
    }

    static EstateChange Change(List<Difference> alike, bool opened)
    {
        var first = alike[0];
        var (from, to) = (Side(alike.Select(d => d.From), "送信元"), Side(alike.Select(d => d.To), "宛先"));
        var count = alike.Count.ToString(CultureInfo.InvariantCulture);
        var (japanese, english) = opened ? ("が通るようになる", "becomes possible") : ("が通らなくなる", "becomes impossible");
        return new EstateChange
        {
            Kind = opened ? ChangeKind.Added : ChangeKind.Removed,
            Area = ChangeArea.Traffic,
            Subject = first.Subject,
            Text = new(
                $"{from.Name.Japanese}から{to.Name.Japanese}へ {first.Ports} {japanese}({count}組、通信要件 {first.Flow})",
                $"{first.Ports} from {from.Name.English} to {to.Name.English} {english} ({count} {(alike.Count == 1 ? "pair" : "pairs")}, flow {first.Flow})"),
            Details = [.. from.All, .. to.All],
            Interrupts = !opened,
        };
    }

    /// <summary>A side of which there are several is counted, and told in detail.</summary>
    static (NetworkText Name, ImmutableArray<NetworkText> All) Side(IEnumerable<NetworkText> networks, string japanese)
    {
        ImmutableArray<NetworkText> all = [.. networks.Distinct()];
        var count = all.Length.ToString(CultureInfo.InvariantCulture);
        return all.Length == 1 ? (all[0], []) : (new($"{count}の{japanese}", $"{count} networks"), all);
    }
}
