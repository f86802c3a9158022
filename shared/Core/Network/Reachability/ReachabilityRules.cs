using System.Collections.Immutable;
using static GovCloud.Network.NetworkSeverity;

namespace GovCloud.Network.Reachability;

/// <summary>The rules of the synthesised network.</summary>
public static class ReachabilityRules
{
    /// <summary>An attachment without exactly one route table.</summary>
    public static readonly NetworkRule Association = Rule(
        "TGW003", Error, "アタッチメントの関連付け", "Association", "アタッチメントをちょうど一つのルートテーブルに関連付ける", "associate the attachment with exactly one route table");

    /// <summary>A gateway that puts every attachment into its default table.</summary>
    public static readonly NetworkRule Defaults = Rule(
        "TGW004", Error, "既定のルートテーブル", "Default route table", "DefaultRouteTableAssociation と DefaultRouteTablePropagation を disable にする", "set DefaultRouteTableAssociation and DefaultRouteTablePropagation to disable");

    /// <summary>A firewall VPC whose answers may come back through another zone.</summary>
    public static readonly NetworkRule Appliance = Rule(
        "TGW006", Error, "アプライアンスモード", "Appliance mode", "ファイアウォールのVPCのアタッチメントで ApplianceModeSupport を enable にする", "set ApplianceModeSupport of the firewall VPC's attachment to enable");

    /// <summary>Routes that contradict or hide each other.</summary>
    public static readonly NetworkRule Routes = Rule(
        "TGW007", Error, "矛盾する経路", "Contradicting routes", "重複・余分な静的経路を消す", "remove the duplicate or superfluous static route");

    /// <summary>Bodies that are not apart, or answers that do not come back.</summary>
    public static readonly NetworkRule Isolation = Rule(
        "TGW009", Error, "団体間の分離・往復の経路", "Isolation and return paths", "原因のリソースを直す。必要な通信なら理由を添えて flows に書く", "mend the resources named as cause; a connection that is needed belongs into 'flows', with its reason");

    /// <summary>A connection that is possible and that no flow allows.</summary>
    public static readonly NetworkRule Unintended = Rule(
        "REACH001", Error, "意図しない通信", "Unintended connection", "原因のリソースを直すか、必要な通信なら flows に書く", "mend the resources named as cause, or write the connection into 'flows' if it is needed");

    /// <summary>A flow that is not possible.</summary>
    public static readonly NetworkRule Impossible = Rule(
        "REACH002", Error, "できない通信", "Impossible flow", "止まっている箇所の経路・ACL・セキュリティグループを直す", "mend the route, network ACL or security group where it stops");

    /// <summary>Something that is not understood.</summary>
    public static readonly NetworkRule Unknown = Rule(
        "REACH003", Error, "検証できない", "Not known", "解決できる値にするか、検証できる種別のリソースに替える", "use a value that can be resolved, or a type of resource that can be verified");

    /// <summary>Templates of another estate.</summary>
    public static readonly NetworkRule Differs = Rule(
        "REACH004", Error, "環境定義とテンプレートの不一致", "Templates differ from the estate", "テンプレートを合成し直す(npx cdk synth)", "synthesise the templates again (npx cdk synth)");

    /// <summary>A way beside the Transit Gateway.</summary>
    public static readonly NetworkRule Beside = Rule(
        "REACH005", Error, "Transit Gateway を通らない経路", "Path beside the Transit Gateway", "VPCピアリング・インターネットゲートウェイを消す。インターネットへは egress のVPCから出る", "remove the peering or internet gateway; the way to the internet is the egress VPC");

    /// <summary>A way to the internet that no firewall sees.</summary>
    public static readonly NetworkRule Uninspected = Rule(
        "REACH006", Error, "ファイアウォールを通らない通信", "Uninspected connection", "インターネットへの経路をファイアウォールのエンドポイントに向ける", "route the way to the internet through the firewall's endpoints");

    /// <summary>All rules, by id.</summary>
    public static ImmutableArray<NetworkRule> All { get; } =
        [Unintended, Impossible, Unknown, Differs, Beside, Uninspected, Association, Defaults, Appliance, Routes, Isolation];

    static NetworkRule Rule(string id, NetworkSeverity severity, string japanese, string english, string remedy, string englishRemedy) =>
        new(id, severity, new NetworkText(japanese, english), new NetworkText(remedy, englishRemedy));
}
