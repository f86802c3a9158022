using GovCloud.Estates;

namespace GovCloud.Documents.Network;

/// <summary>The words of a drawing in one language.</summary>
sealed record DrawingLabels
{
    static readonly DrawingLabels japanese = new()
    {
        Heading = "ネットワーク構成図(アドレス計画)",
        Sample = "例",
        PlannedOn = "計画日",
        Unrecorded = "割当台帳に未記録の変更: {0} 件",
        Sites = "庁内ネットワーク(オンプレミス)",
        Gateway = "Transit Gateway(セグメント)",
        Vpcs = "AWSアカウントとVPC",
        SiteSegment = "庁内セグメント",
        BodySegment = "団体セグメント",
        SharedSegment = "共同利用セグメント",
        CommonSegment = "共通セグメント",
        Production = "本番",
        Verification = "検証",
        Detached = "TGW未接続",
        Existing = "既存",
        Attachments = "{0} 接続",
        Legend = "凡例",
        DetachedInWords = "TGWに接続しないVPC",
        VpcLine = "VPCのTGW接続(所属セグメントごと)",
        SiteLine = "庁内との接続",
        Caution = "経路は未反映: この図はアドレス計画だけを示す。セグメント間の通信可否(ルートテーブル)は、まだテンプレートから計算していない。",
    };

    static readonly DrawingLabels english = new()
    {
        Heading = "Network diagram (address plan)",
        Sample = "Sample (例)",
        PlannedOn = "Planned on",
        Unrecorded = "Changes not in the lock: {0}",
        Sites = "On-premises networks",
        Gateway = "Transit Gateway (segments)",
        Vpcs = "AWS accounts and VPCs",
        SiteSegment = "On-premises segment",
        BodySegment = "Municipality segment",
        SharedSegment = "Shared-use segment",
        CommonSegment = "Common segment",
        Production = "Prod",
        Verification = "Verif",
        Detached = "not attached",
        Existing = "existing",
        Attachments = "{0} att.",
        Legend = "Legend",
        DetachedInWords = "VPC without attachment",
        VpcLine = "attachments of VPCs, by segment",
        SiteLine = "connection to on-premises",
        Caution = "Routes are not shown: this is the address plan only. What passes between segments is not yet computed from templates (経路は未反映).",
    };

    public required string Heading { get; init; }

    public required string Sample { get; init; }

    public required string PlannedOn { get; init; }

    public required string Unrecorded { get; init; }

    public required string Sites { get; init; }

    public required string Gateway { get; init; }

    public required string Vpcs { get; init; }

    public required string SiteSegment { get; init; }

    public required string BodySegment { get; init; }

    public required string SharedSegment { get; init; }

    public required string CommonSegment { get; init; }

    public required string Production { get; init; }

    public required string Verification { get; init; }

    public required string Detached { get; init; }

    public required string Existing { get; init; }

    public required string Attachments { get; init; }

    public required string Legend { get; init; }

    public required string DetachedInWords { get; init; }

    public required string VpcLine { get; init; }

    public required string SiteLine { get; init; }

    public required string Caution { get; init; }

    public static DrawingLabels In(DrawingLanguage language) => language == DrawingLanguage.Japanese ? japanese : english;

    public string Of(DeploymentEnvironment environment) => environment == DeploymentEnvironment.Production ? Production : Verification;

    public string Of(DrawnSegment segment) => segment switch
    {
        DrawnSegment.Municipality => BodySegment,
        DrawnSegment.Shared => SharedSegment,
        _ => CommonSegment,
    };
}
