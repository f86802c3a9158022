using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Network.Reachability;

/// <summary>What is wrong with the network whatever is reached: defaults, associations, contradicting routes, ways beside the Transit Gateway.</summary>
static class StructureChecks
{
    public static IEnumerable<ReachabilityFinding> Check(Fabric fabric, ImmutableArray<NetworkNode> nodes) =>
    [
        .. fabric.Tables.Where(IsDefault).Select(Defaults),
        .. fabric.Attachments.SelectMany(Attachment),
        .. fabric.Tables.SelectMany(Routes),
        .. fabric.Vpcs.SelectMany(Vpc),
        .. fabric.Peerings.Select(p => Peering(fabric, p)),
        .. Missing(fabric, nodes),
    ];

    /// <summary>The default table stands where its gateway stands.</summary>
    static bool IsDefault(TableUnit table) => table.Table.Resource.ToString() == table.Table.Gateway;

    static ReachabilityFinding Defaults(TableUnit table) => ReachabilityCheck.Of(
        ReachabilityRules.Defaults,
        [table.Table.Resource],
        $"{table.Table.Resource} は既定のルートテーブルを使う: 関連付け {table.Table.Associations.Length} 件、広報 {table.Table.Propagations.Length} 件が自動で加わる",
        $"{table.Table.Resource} uses its default table: {table.Table.Associations.Length} associations and {table.Table.Propagations.Length} propagations are made by themselves");

    static IEnumerable<ReachabilityFinding> Attachment(AttachmentUnit attachment)
    {
        var (key, resources) = (attachment.Attachment.Key, attachment.Attachment.Resource is { } resource ? new[] { resource } : []);
        if (attachment.Tables.Count != 1)
        {
            yield return ReachabilityCheck.Of(
                ReachabilityRules.Association,
                [.. resources, .. attachment.Tables.Select(t => t.Association)],
                $"アタッチメント {key} が {attachment.Tables.Count} 個のルートテーブルに関連付けられている: {ReachabilityCheck.List(attachment.Tables.Select(t => t.Association))}",
                $"attachment {key} is associated with {attachment.Tables.Count} route tables: {ReachabilityCheck.List(attachment.Tables.Select(t => t.Association))}");
        }
        else if (attachment.Tables[0].Table is { Entries.Count: 0 } empty)
        {
            yield return ReachabilityCheck.Of(
                ReachabilityRules.Association,
                [empty.Table.Resource, .. resources],
                $"アタッチメント {key} のルートテーブル {empty.Table.Resource} に経路が一つもない",
                $"route table {empty.Table.Resource} of attachment {key} has no route at all",
                severity: NetworkSeverity.Warning);
        }

        if (attachment is { Vpc.Vpc.Firewalls.Length: > 0, Attachment.ApplianceMode: false })
        {
            yield return ReachabilityCheck.Of(
                ReachabilityRules.Appliance,
                resources,
                $"ファイアウォールのあるVPC {attachment.Vpc.Vpc.Resource} のアタッチメント {key} でアプライアンスモードが有効でない",
                $"attachment {key} of {attachment.Vpc.Vpc.Resource}, which has a firewall, is not in appliance mode");
        }
    }

    static IEnumerable<ReachabilityFinding> Routes(TableUnit table)
    {
        foreach (var same in table.Table.Routes.GroupBy(r => r.Destination).Where(g => g.Count() > 1))
        {
            yield return Route(table, same.Select(r => r.Resource), $"宛先 {same.Key} の静的経路が {same.Count()} 個ある", $"{same.Count()} static routes to {same.Key}");
        }

        foreach (var route in table.Table.Routes.Where(r => !r.Known))
        {
            yield return Route(table, [route.Resource], $"{route.Destination} の経路はアタッチメントとブラックホールのどちらか一つでなければならない", $"the route to {route.Destination} must have an attachment or be a blackhole, and not both");
        }

        foreach (var (propagated, by) in table.Hidden.Where(h => !h.Propagated.Targets.All(t => t.Attachment.Attachment.Key == h.By.Attachment)))
        {
            yield return Route(
                table,
                [by.Resource, .. propagated.Targets.Select(t => t.Resource)],
                $"静的経路{(by.Attachment is null ? "(ブラックホール)" : "")} {by.Destination} が、広報された同じ宛先の経路を隠す",
                $"the static route{(by.Attachment is null ? " (blackhole)" : "")} to {by.Destination} hides the propagated one",
                by.Attachment is null ? NetworkSeverity.Error : NetworkSeverity.Warning);
        }

        foreach (var live in table.Entries.Values.Where(e => !e.Targets.IsEmpty))
        {
            var cells = table.Routes.Within(live.Prefix.First, live.Prefix.Last).Select(c => c.Value!).ToList();
            if (cells.TrueForAll(c => !ReferenceEquals(c, live)) && cells.Where(c => c.IsBlackhole).Select(c => c.Static!.Resource).Distinct().ToList() is { Count: > 0 } holes)
            {
                yield return Route(table, [.. holes, .. live.Targets.Select(t => t.Resource)], $"ブラックホールが経路 {live.Prefix} を全部隠す", $"blackholes hide all of the route to {live.Prefix}");
            }
        }
    }

    static ReachabilityFinding Route(TableUnit table, IEnumerable<ResourceName> resources, string japanese, string english, NetworkSeverity severity = NetworkSeverity.Error)
    {
        var list = resources.ToList();
        return ReachabilityCheck.Of(
            ReachabilityRules.Routes,
            list,
            $"ルートテーブル {table.Table.Resource}: {japanese}({ReachabilityCheck.List(list)})",
            $"route table {table.Table.Resource}: {english} ({ReachabilityCheck.List(list)})",
            severity: severity);
    }

    static IEnumerable<ReachabilityFinding> Vpc(VpcUnit vpc)
    {
        var (name, node) = (vpc.Vpc.Resource, vpc.Site!.Node);
        if (node.Id == name.ToString())
        {
            yield return ReachabilityCheck.Of(
                ReachabilityRules.Differs,
                [name],
                $"VPC {name}({vpc.Vpc.Node ?? $"タグ {TemplateReader.NodeTag} なし"})は環境定義にない",
                $"VPC {name} ({vpc.Vpc.Node ?? $"no tag {TemplateReader.NodeTag}"}) is not in the estate");
        }
        else if (!CidrSet.Of(node.Cidrs).Ranges.SequenceEqual(CidrSet.Of(vpc.Vpc.Cidrs).Ranges))
        {
            yield return ReachabilityCheck.Of(
                ReachabilityRules.Differs,
                [name],
                $"{node.Id} の範囲が違う: 計画は {string.Join(' ', node.Cidrs)}、テンプレート({name})は {string.Join(' ', vpc.Vpc.Cidrs)}",
                $"ranges of {node.Id} differ: {string.Join(' ', node.Cidrs)} planned, {string.Join(' ', vpc.Vpc.Cidrs)} in {name}");
        }

        if (node.Role != VpcRole.Egress)
        {
            foreach (var gateway in vpc.Vpc.InternetGateways)
            {
                yield return ReachabilityCheck.Of(
                    ReachabilityRules.Beside,
                    [gateway],
                    $"{UnintendedChecks.Name(node).Japanese} にインターネットゲートウェイが付いている: {gateway}",
                    $"{UnintendedChecks.Name(node).English} has an internet gateway: {gateway}");
            }
        }
    }

    static ReachabilityFinding Peering(Fabric fabric, VpcPeering peering)
    {
        var (one, other) = (NodeOf(fabric, peering.Requester), peering.Accepter is { } accepter ? NodeOf(fabric, accepter) : new NetworkText("不明なVPC", "an unknown VPC"));
        return ReachabilityCheck.Of(
            ReachabilityRules.Beside,
            [peering.Resource],
            $"{one.Japanese} と {other.Japanese} がVPCピアリングで直接つながる: {peering.Resource}",
            $"{one.English} and {other.English} are peered directly: {peering.Resource}");
    }

    static NetworkText NodeOf(Fabric fabric, ResourceName vpc) =>
        fabric.Vpcs.FirstOrDefault(v => v.Vpc.Resource == vpc)?.Site is { } site ? UnintendedChecks.Name(site.Node) : new NetworkText(vpc.ToString(), vpc.ToString());

    static IEnumerable<ReachabilityFinding> Missing(Fabric fabric, ImmutableArray<NetworkNode> nodes)
    {
        var there = fabric.Sites.Select(s => s.Node.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var node in nodes.Where(n => n.Attached && n.Kind != FlowPartyKind.Internet && !there.Contains(n.Id)))
        {
            yield return ReachabilityCheck.Of(
                ReachabilityRules.Differs,
                [],
                $"{UnintendedChecks.Name(node).Japanese} へのアタッチメントがどのテンプレートにもない",
                $"no template has an attachment of {UnintendedChecks.Name(node).English}",
                (object?)node.Existing);
        }

        if (fabric.Gateways.IsEmpty && fabric.Attachments.Count > 0)
        {
            yield return ReachabilityCheck.Of(
                ReachabilityRules.Defaults,
                [],
                "既存の Transit Gateway の既定のルートテーブルと、テンプレートにない経路は検証できない",
                "the default table of the existing Transit Gateway, and routes that no template has, cannot be seen",
                severity: NetworkSeverity.Warning);
        }
    }
}
