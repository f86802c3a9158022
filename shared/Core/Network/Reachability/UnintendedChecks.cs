using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Estates;

namespace GovCloud.Network.Reachability;

/// <summary>
/// Nothing is possible that no flow allows. Between parties that share no body not even routes and network ACLs may let anything pass, whatever the security
/// groups say, for those are changed every day; between others the security groups count.
/// </summary>
sealed class UnintendedChecks(ReachabilityEngine engine, ReachabilityMatrix matrix, ImmutableArray<IntendedFlow> intended)
{
    const int RangesShown = 4;

    readonly Dictionary<(string, string), PortSet> allowed = intended
        .GroupBy(f => (f.From.Id, f.To.Id))
        .ToDictionary(g => g.Key, g => PortSet.Of(g.SelectMany(f => f.Ports)));

    public IEnumerable<ReachabilityFinding> Check() => matrix.Pairs.SelectMany(Check);

    IEnumerable<ReachabilityFinding> Check(PairReach pair)
    {
        var ports = allowed.GetValueOrDefault((pair.From.Id, pair.To.Id), PortSet.Empty);
        var apart = !IntendedFlow.ShareMunicipality(pair.From, pair.To);
        var strictly = apart && ports.IsEmpty && !allowed.ContainsKey((pair.To.Id, pair.From.Id));
        var extra = pair.Regions
            .Select(r => (Region: r, Ports: (strictly ? r.OneWay : r.Ports).Except(ports)))
            .Where(r => !r.Ports.IsEmpty)
            .ToList();
        if (extra.Count > 0)
        {
            yield return Finding(pair, extra, apart);
        }

        if (pair.To.Kind == FlowPartyKind.Internet && pair.Regions.Where(r => !r.Inspected && !r.Ports.IsEmpty).ToList() is { Count: > 0 } open)
        {
            var resources = engine.Explain(pair.From.Id, pair.To.Id).Resources.ToList();
            var ranges = string.Join(", ", open.SelectMany(r => r.Sources.Ranges));
            yield return ReachabilityCheck.Of(
                ReachabilityRules.Uninspected,
                resources,
                $"{Name(pair.From).Japanese} の {ranges} からインターネットへ、ファイアウォールを通らずに出られる。経路: {ReachabilityCheck.List(resources)}",
                $"{ranges} of {Name(pair.From).English} reaches the internet without a firewall, through {ReachabilityCheck.List(resources)}");
        }
    }

    ReachabilityFinding Finding(PairReach pair, List<(ReachRegion Region, PortSet Ports)> extra, bool apart)
    {
        var all = extra.Aggregate(PortSet.Empty, (ports, e) => ports.Union(e.Ports));
        var resources = engine.Explain(pair.From.Id, pair.To.Id, all).Resources.ToList();
        var shown = string.Join("; ", extra.Take(RangesShown).Select(e => Ranges(e.Region, e.Ports)));
        var more = extra.Count > RangesShown ? string.Create(CultureInfo.InvariantCulture, $" +{extra.Count - RangesShown}") : "";
        var (from, to) = (Name(pair.From), Name(pair.To));
        var oneWay = extra.TrueForAll(e => e.Region.Network.IsEmpty);
        return ReachabilityCheck.Of(
            apart ? ReachabilityRules.Isolation : ReachabilityRules.Unintended,
            resources,
            $"{from.Japanese} から {to.Japanese} へ、flows にない通信が{(oneWay ? "片方向に" : "")}できる: {shown}{more}。原因: {ReachabilityCheck.List(resources)}",
            $"{from.English} reaches {to.English}{(oneWay ? " one way" : "")} and no flow allows it: {shown}{more}; caused by {ReachabilityCheck.List(resources)}");
    }

    static string Ranges(ReachRegion region, PortSet ports) => $"{Short(region.Sources)} → {Short(region.Destinations)} {ports}";

    static string Short(CidrSet set) => set.Ranges.Length <= RangesShown
        ? string.Join(' ', set.Ranges)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', set.Ranges.Take(RangesShown))} +{set.Ranges.Length - RangesShown}");

    /// <summary>A node as people know it: id, and the bodies whose data it carries.</summary>
    internal static NetworkText Name(NetworkNode node)
    {
        var bodies = string.Join('・', node.Account?.Municipalities.IsDefaultOrEmpty == false && !node.Municipalities.IsEmpty
            ? node.Account.Municipalities.Select(m => m.Name)
            : node.Municipalities.Select(m => m.ToString()));
        var codes = string.Join(", ", node.Municipalities);
        return new NetworkText(bodies.Length == 0 ? node.Id : $"{node.Id}({bodies})", codes.Length == 0 ? node.Id : $"{node.Id} ({codes})");
    }
}
