using System.Collections.Immutable;
using static GovCloud.Network.NetworkSeverity;

namespace GovCloud.Network;

/// <summary>The rules of the address plan.</summary>
public static class NetworkRules
{
    /// <summary>Two parties use the same addresses.</summary>
    public static readonly NetworkRule Overlap = Rule(
        "NET001", Error, "アドレス範囲の重複", "Overlapping ranges", "一方を空きブロックへ移すか、避けられなければ acceptedOverlaps に PrivateLink などの接続方法を書く", "move one of them to the free block, or name PrivateLink or the like in acceptedOverlaps where that is impossible");

    /// <summary>Two VPCs of one Transit Gateway have the same range: AWS propagates the first only and says nothing.</summary>
    public static readonly NetworkRule Identical = Rule(
        "NET002", Error, "同一CIDRの二重利用", "Identical ranges", "一方を空きブロックへ移す。AWSは後から接続した方の経路を黙って広報しない", "move one of them to the free block; AWS silently does not propagate the route of the one attached later");

    /// <summary>An overlap that is accepted, or that no longer exists.</summary>
    public static readonly NetworkRule Accepted = Rule(
        "NET003", Warning, "承認済みの重複", "Accepted overlap", "両者の経路を同じルートテーブルへ広報しない。重複が解消したら acceptedOverlaps から消す", "never propagate both into one route table; remove it from acceptedOverlaps once it is gone");

    /// <summary>A VPC or subnet that AWS does not allow.</summary>
    public static readonly NetworkRule Size = Rule(
        "NET005", Error, "VPC・サブネットの大きさ", "Size of VPC or subnet", "VPCとサブネットは /16 から /28 の間にする。大きすぎる要求はVPCを分ける", "keep VPCs and subnets between /16 and /28; split a request that is larger into several VPCs");

    /// <summary>Ranges that AWS or common tools use themselves.</summary>
    public static readonly NetworkRule ReservedRange = Rule(
        "NET006", Error, "予約済みの範囲", "Reserved range", "RFC 1918 の別の範囲を使う", "use another range of RFC 1918");

    /// <summary>Ranges that AWS does not let one VPC have together.</summary>
    public static readonly NetworkRule SecondaryRange = Rule(
        "NET007", Error, "セカンダリCIDRの制約", "Secondary ranges", "同じ系統の範囲をプールに加えるか、VPCを分ける", "add a range of the same family to the pool, or request a second VPC");

    /// <summary>A pool that is nearly used up.</summary>
    public static readonly NetworkRule PoolFill = Rule(
        "NET008", Warning, "プールの残りが少ない", "Pool nearly used up", "指定CIDRの追加を申請し、プールの cidrs に加える", "apply for another designated range and add it to the pool's cidrs");

    /// <summary>Addresses of a BGP session that AWS does not allow, or that somebody else uses.</summary>
    public static readonly NetworkRule Peering = Rule(
        "NET009", Error, "対向アドレス", "Peering addresses", "169.254.0.0/16 か RFC 1918 から、他と重ならない /30 か /31 を選び、両側の機器に設定する", "choose a /30 or /31 of 169.254.0.0/16 or RFC 1918 that nobody else uses, and configure it on both routers");

    /// <summary>A range outside those that were designated.</summary>
    public static readonly NetworkRule Designated = Rule(
        "NET010", Error, "指定CIDRの範囲外", "Outside the designated ranges", "指定CIDRの中に収めるか、指定を受けた範囲を designated に加える", "stay inside the designated ranges, or add the one that was given to 'designated'");

    /// <summary>No block is left for a request.</summary>
    public static readonly NetworkRule Exhausted = Rule(
        "NET011", Error, "プールの枯渇", "Pool exhausted", "プールの cidrs に範囲を加えるか、要求を小さくする", "add a range to the pool's cidrs, or ask for less");

    /// <summary>One VPC is asked for twice.</summary>
    public static readonly NetworkRule Duplicate = Rule(
        "NET012", Error, "要求の重複", "Duplicate request", "一つを消すか、vpc に別の名前を付ける", "remove one of them, or give it another name in 'vpc'");

    /// <summary>A request asks for less than was allocated.</summary>
    public static readonly NetworkRule Shrunk = Rule(
        "NET013", Error, "要求の縮小", "Shrunk request", "元の数に戻す。AWSのサブネットは縮小できない。小さくするなら別名のVPCを要求して移行し、古い要求を消す", "restore the former number: subnets cannot shrink; to give addresses back, request a VPC of another name, move, then remove this request");

    /// <summary>A pool no longer holds what was allocated from it.</summary>
    public static readonly NetworkRule MovedPool = Rule(
        "NET014", Error, "プールの移動", "Moved pool", "プールの元の範囲を戻し、新しい範囲は cidrs に追加する", "restore the pool's former range, and add the new one to its cidrs");

    /// <summary>A recorded allocation was changed.</summary>
    public static readonly NetworkRule ChangedLock = Rule(
        "NET015", Error, "割当記録の改変", "Changed allocation", "network.lock.json を版管理から元に戻す。割当は要求を変えて計画し直す", "restore network.lock.json from version control; change the request and plan again instead");

    /// <summary>A request for which there is no pool.</summary>
    public static readonly NetworkRule NoPool = Rule(
        "NET016", Error, "プールがない", "No pool", "その団体と用途のプールを pools に加えるか、要求に pool を書く", "add a pool of this body and use, or name one in the request");

    /// <summary>A request names another pool than it was allocated from.</summary>
    public static readonly NetworkRule OtherPool = Rule(
        "NET017", Error, "プールの変更", "Changed pool", "元のプールに戻す。移すなら別名のVPCを要求する", "name the former pool; to move, request a VPC of another name");

    /// <summary>The lock does not have what the estate asks for.</summary>
    public static readonly NetworkRule LockBehind = Rule(
        "NET018", Warning, "割当記録が古い", "Lock behind the estate", "gca network plan --write を実行し、network.lock.json を登録する", "run gca network plan --write and commit network.lock.json");

    /// <summary>A server behind PrivateLink that is not in the offering VPC.</summary>
    public static readonly NetworkRule PrivateLinkTarget = Rule(
        "NET019", Error, "PrivateLinkの提供先", "Targets of PrivateLink", "targets を提供側VPCの中のアドレスにする", "name addresses of the offering VPC in 'targets'");

    /// <summary>Too many attachments.</summary>
    public static readonly NetworkRule Attachments = Rule(
        "TGW001", Error, "アタッチメント数の上限", "Attachments", "Transit Gateway を分けるか、小さなVPCをまとめる", "use a second Transit Gateway, or put small VPCs together");

    /// <summary>A VPC in one zone.</summary>
    public static readonly NetworkRule SingleZone = Rule(
        "TGW002", Warning, "単一AZのVPC", "VPC in one zone", "zones を2以上にする", "set 'zones' to two or more");

    /// <summary>Too many route tables or routes.</summary>
    public static readonly NetworkRule Routes = Rule(
        "TGW005", Error, "ルートテーブル・経路数の上限", "Route tables and routes", "上限緩和を申請して quotas に書くか、範囲を集約する", "apply for a higher quota and write it into 'quotas', or use fewer and wider ranges");

    /// <summary>Autonomous system numbers with which no BGP session or association comes up.</summary>
    public static readonly NetworkRule AutonomousSystems = Rule(
        "TGW008", Error, "AS番号の重複", "Autonomous system numbers", "Transit Gateway、Direct Connect Gateway、庁内ルーターに別々のAS番号を割り当てる", "give Transit Gateway, Direct Connect gateway and the body's router a number each");

    /// <summary>Too many routes in a VPC's route table.</summary>
    public static readonly NetworkRule VpcRoutes = Rule(
        "TGW010", Warning, "VPCルートテーブルの経路数", "Routes of a VPC", "庁内の範囲を集約する", "announce fewer and wider on-premises ranges");

    /// <summary>Too many prefixes on the line to a body.</summary>
    public static readonly NetworkRule Prefixes = Rule(
        "DX001", Error, "Direct Connect のプレフィックス数", "Direct Connect prefixes", "範囲を集約する。庁内から100を超えるとBGPセッションが切れる", "aggregate the ranges; beyond 100 from on-premises the BGP session goes down");

    /// <summary>Too many lines on one Transit Gateway.</summary>
    public static readonly NetworkRule Gateways = Rule(
        "DX002", Error, "Direct Connect Gateway の数", "Direct Connect gateways", "回線を共用するか、Transit Gateway を分ける", "share lines, or use a second Transit Gateway");

    /// <summary>Two virtual interfaces of one connection have the same VLAN.</summary>
    public static readonly NetworkRule Vlans = Rule(
        "DX003", Error, "VLAN番号の重複", "VLANs of a connection", "同じ接続の仮想インターフェースには別々のVLAN番号を割り当てる", "give each virtual interface of a connection a VLAN of its own");

    /// <summary>Too many VPCs, ranges or subnets in one place.</summary>
    public static readonly NetworkRule VpcQuota = Rule(
        "VPC001", Warning, "VPCの上限", "VPC quotas", "上限緩和を申請して quotas に書く", "apply for a higher quota and write it into 'quotas'");

    /// <summary>All rules, by id.</summary>
    public static ImmutableArray<NetworkRule> All { get; } =
    [
        Prefixes, Gateways, Vlans, Overlap, Identical, Accepted, Size, ReservedRange, SecondaryRange, PoolFill, Peering, Designated, Exhausted, Duplicate, Shrunk, MovedPool,
        ChangedLock, NoPool, OtherPool, LockBehind, PrivateLinkTarget, Attachments, SingleZone, Routes, AutonomousSystems, VpcRoutes, VpcQuota,
    ];

    static NetworkRule Rule(string id, NetworkSeverity severity, string japanese, string english, string remedy, string englishRemedy) =>
        new(id, severity, new NetworkText(japanese, english), new NetworkText(remedy, englishRemedy));
}
