using System.Globalization;
using GovCloud.Network;

namespace GovCloud.Diff;

/// <summary>Traffic that becomes possible or impossible, pair by pair, summed up by what people call the two sides.</summary>
static class TrafficDiff
{
    sealed record Side(NetworkNames Names, Dictionary<string, NetworkNode> Attached, Dictionary<(string From, string To), List<IntendedFlow>> Pairs);

    sealed record Difference(string Subject, string Flow, NetworkText From, NetworkText To, string Ports);

    public static IEnumerable<EstateChange> Of(DescribedEstate before, DescribedEstate after)
    {
        var (old, now) = (Read(before), Read(after));
        return [.. Differences(now, old, opened: true), .. Differences(old, now, opened: false)];
    }

    static Side Read(DescribedEstate described)
    {
        var nodes = NetworkNode.Of(described.Estate, described.Allocations);
        var pairs = new Dictionary<(string, string), List<IntendedFlow>>();
        foreach (var flow in IntendedFlow.Of(described.Estate, nodes))
        {
            var key = (flow.From.Id, flow.To.Id);
            (pairs.TryGetValue(key, out var known) ? known : pairs[key] = []).Add(flow);
        }

        return new Side(new NetworkNames(described.Estate), nodes.Where(n => n.Attached).ToDictionary(n => n.Id, StringComparer.Ordinal), pairs);
    }

    /// <summary>What one side allows and the other does not.</summary>
    static IEnumerable<EstateChange> Differences(Side has, Side lacks, bool opened)
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

        return differences.CountBy(d => d).Select(d => Change(d.Key, d.Value, opened));
    }

    /// <summary>What is answered for: the network that comes or goes, else the flow that says something else.</summary>
    static string SubjectOf(IntendedFlow flow, Side other)
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

    static EstateChange Change(Difference difference, int pairs, bool opened)
    {
        var count = pairs.ToString(CultureInfo.InvariantCulture);
        var (japanese, english) = opened ? ("が通るようになる", "becomes possible") : ("が通らなくなる", "becomes impossible");
        return new EstateChange
        {
            Kind = opened ? ChangeKind.Added : ChangeKind.Removed,
            Area = ChangeArea.Traffic,
            Subject = difference.Subject,
            Text = new(
                $"{difference.From.Japanese}から{difference.To.Japanese}へ {difference.Ports} {japanese}({count}組、通信要件 {difference.Flow})",
                $"{difference.Ports} from {difference.From.English} to {difference.To.English} {english} ({count} {(pairs == 1 ? "pair" : "pairs")}, flow {difference.Flow})"),
            Interrupts = !opened,
        };
    }
}
