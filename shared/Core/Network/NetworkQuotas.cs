using System.Collections.Frozen;
using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>An AWS quota: what an account has by default, and what it can have.</summary>
/// <param name="Quota">Which.</param>
/// <param name="Default">Value without any request.</param>
/// <param name="Maximum">Highest value that AWS grants; the default where it is not adjustable, <see cref="int.MaxValue"/> where AWS names none.</param>
/// <param name="Source">Title of the AWS page.</param>
/// <param name="AsOf">When the page was last compared.</param>
/// <param name="Japanese">Name for people.</param>
/// <param name="English">Name in English.</param>
public sealed record NetworkQuotaEntry(NetworkQuota Quota, int Default, int Maximum, string Source, DateOnly AsOf, string Japanese, string English);

/// <summary>The one table of AWS quotas that an address plan is checked against. AWS changes them: a newer value goes here, a raised one into the estate.</summary>
public static class NetworkQuotas
{
    const string TransitGateway = "AWS Transit Gateway User Guide, Quotas";
    const string DirectConnect = "AWS Direct Connect User Guide, Quotas";
    const string Vpc = "Amazon VPC User Guide, Quotas";

    static readonly DateOnly AsOf = new(2026, 11, 21);

    static readonly FrozenDictionary<NetworkQuota, NetworkQuotaEntry> Table = new NetworkQuotaEntry[]
    {
        new(NetworkQuota.TransitGatewayAttachments, 5_000, 5_000, TransitGateway, AsOf, "Transit Gateway のアタッチメント数", "Transit Gateway attachments"),
        new(NetworkQuota.TransitGatewayRouteTables, 20, int.MaxValue, TransitGateway, AsOf, "Transit Gateway のルートテーブル数", "Transit Gateway route tables"),
        new(NetworkQuota.TransitGatewayRoutes, 10_000, int.MaxValue, TransitGateway, AsOf, "Transit Gateway の経路数(全ルートテーブルの合計)", "Transit Gateway routes of all tables"),
        new(NetworkQuota.DirectConnectGateways, 20, 20, TransitGateway, AsOf, "Transit Gateway に関連付ける Direct Connect Gateway の数", "Direct Connect gateways per Transit Gateway"),
        new(NetworkQuota.DirectConnectAllowedPrefixes, 200, 200, DirectConnect, AsOf, "AWS から庁内へ広報するプレフィックス数", "prefixes announced to on-premises"),
        new(NetworkQuota.DirectConnectOnPremisesPrefixes, 100, 100, DirectConnect, AsOf, "庁内から AWS へ広報するプレフィックス数", "prefixes announced from on-premises"),
        new(NetworkQuota.VpcCidrs, 5, 50, Vpc, AsOf, "VPC の IPv4 CIDR 数", "IPv4 ranges of a VPC"),
        new(NetworkQuota.VpcsPerRegion, 5, int.MaxValue, Vpc, AsOf, "リージョンごとの VPC 数", "VPCs of an account in a region"),
        new(NetworkQuota.SubnetsPerVpc, 200, int.MaxValue, Vpc, AsOf, "VPC のサブネット数", "subnets of a VPC"),
        new(NetworkQuota.VpcRouteTableRoutes, 50, 1_000, Vpc, AsOf, "VPC ルートテーブルの経路数", "routes of a VPC route table"),
        new(NetworkQuota.NetworkAclRules, 20, 40, Vpc, AsOf, "ネットワークACLのルール数(方向ごと)", "rules of a network ACL in each direction"),
        new(NetworkQuota.SecurityGroupRules, 60, 1_000, Vpc, AsOf, "セキュリティグループのルール数(方向ごと)", "rules of a security group in each direction"),
    }.ToFrozenDictionary(entry => entry.Quota);

    /// <summary>All entries, in the order of the enumeration.</summary>
    public static ImmutableArray<NetworkQuotaEntry> All { get; } = [.. Table.Values.OrderBy(entry => entry.Quota)];

    /// <summary>The entry of a quota.</summary>
    public static NetworkQuotaEntry Of(NetworkQuota quota) => Table[quota];

    /// <summary>The value that applies to an estate: its override, else the default.</summary>
    public static int LimitOf(EstateNetwork network, NetworkQuota quota)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.Quotas.FirstOrDefault(q => q.Quota == quota)?.Value ?? Of(quota).Default;
    }
}
