namespace GovCloud.Network.Reachability;

/// <summary>What happens to a packet, in words.</summary>
public static class ReachText
{
    /// <summary>A step.</summary>
    public static NetworkText Of(ReachHopKind kind) => kind switch
    {
        ReachHopKind.Source => new("送信元", "sent from"),
        ReachHopKind.GroupOutbound => new("セキュリティグループ(送信)が許可", "security group lets out"),
        ReachHopKind.AclOutbound => new("ネットワークACL(送信)が許可", "network ACL lets out"),
        ReachHopKind.Route => new("VPCの経路", "route"),
        ReachHopKind.Attachment => new("アタッチメント", "attachment"),
        ReachHopKind.Association => new("ルートテーブルの関連付け", "association with table"),
        ReachHopKind.TransitRoute => new("Transit Gateway の静的経路", "static route"),
        ReachHopKind.Propagation => new("Transit Gateway の広報経路", "propagated route"),
        ReachHopKind.Nat => new("NATゲートウェイ", "NAT gateway"),
        ReachHopKind.Firewall => new("ファイアウォール", "firewall"),
        ReachHopKind.InternetGateway => new("インターネットゲートウェイ", "internet gateway"),
        ReachHopKind.AclInbound => new("ネットワークACL(受信)が許可", "network ACL lets in"),
        ReachHopKind.GroupInbound => new("セキュリティグループ(受信)が許可", "security group lets in"),
        ReachHopKind.Delivered => new("到達", "delivered to"),
        ReachHopKind.NoRoute => new("停止: VPCのルートテーブルに経路がない", "stopped: no route in"),
        ReachHopKind.NoAttachment => new("停止: VPCがアタッチされていない", "stopped: no attachment of"),
        ReachHopKind.NoZone => new("停止: 送信元のAZにアタッチメントのサブネットがない", "stopped: no subnet in the sender's zone in"),
        ReachHopKind.NoAssociation => new("停止: アタッチメントがどのルートテーブルにも関連付けられていない", "stopped: no association of"),
        ReachHopKind.NoTransitRoute => new("停止: Transit Gateway のルートテーブルに経路がない", "stopped: no route in Transit Gateway table"),
        ReachHopKind.Blackhole => new("停止: ブラックホール", "stopped: blackhole"),
        ReachHopKind.Outside => new("停止: 宛先でないところへ出る", "stopped: leaves for somewhere else through"),
        ReachHopKind.NoSubnet => new("停止: その宛先のサブネットがない", "stopped: no such subnet in"),
        ReachHopKind.Denied => new("停止: 許可されていない", "stopped: denied by"),
        ReachHopKind.Loop => new("停止: 経路が循環している", "stopped: routes go in circles"),
        _ => new("不明: 経路の行き先が分からない", "unknown target of"),
    };
}
