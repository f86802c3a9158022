using GovCloud.Estates;
using GovCloud.Network;

namespace GovCloud.Cli.Network;

/// <summary>Words and signs of the matrix for the staff of bodies.</summary>
static class ReachWords
{
    public static string SignOf(ReachState state) => state switch
    {
        ReachState.Apart => "・",
        ReachState.AsIntended => "○",
        ReachState.Impossible => "▲",
        ReachState.Unintended => "×",
        ReachState.NotIsolated => "‼",
        _ => "?",
    };

    public static string LabelOf(ReachState state) => state switch
    {
        ReachState.Apart => "通信できない(意図どおり)",
        ReachState.AsIntended => "意図どおり通信できる",
        ReachState.Impossible => "意図した通信ができない",
        ReachState.Unintended => "意図しない通信ができる",
        ReachState.NotIsolated => "別の団体へ通信できる",
        _ => "検証できない",
    };

    /// <summary>The bodies and use that a node belongs to: nodes of one segment are shown together.</summary>
    public static string SegmentOf(NetworkNode node, Estate estate)
    {
        var bodies = string.Join('・', node.Municipalities.Select(code => estate.Municipalities.FirstOrDefault(m => m.Code == code)?.Name ?? code.ToString()));
        return node.Kind switch
        {
            FlowPartyKind.OnPremises => $"{bodies} 庁内",
            FlowPartyKind.Internet => "インターネット",
            FlowPartyKind.Endpoints => "集約エンドポイント",
            FlowPartyKind.Maintenance => "リモート保守",
            FlowPartyKind.Operations => "運用・ログ",
            _ => $"{(bodies.Length == 0 ? "団体なし" : bodies)} {(node.Environment == DeploymentEnvironment.Verification ? "検証" : "本番")}",
        };
    }

    public static string NameOf(NetworkNode node, Estate estate) =>
        node.Account is { } account ? $"{account.Account.Name}/{node.Vpc}"
        : node.Kind == FlowPartyKind.Internet ? "インターネット"
        : estate.Network.OnPremises.FirstOrDefault(r => r.Id == node.Id)?.Name ?? node.Id;
}
