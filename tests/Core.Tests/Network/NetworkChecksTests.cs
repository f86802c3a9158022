using System.Globalization;
using GovCloud.Estates;
using GovCloud.Network;
using static GovCloud.Core.Tests.Network.NetworkEstates;

namespace GovCloud.Core.Tests.Network;

public sealed class NetworkChecksTests
{
    static readonly EstateNetwork Clean = With(Request(1)) with { OnPremises = [Office("office", Katsushika, "10.200.0.0/16")] };

    static readonly AddressLock Recorded = Plan(Clean).Lock;

    [Fact]
    public void A_sound_network_has_no_finding() => Assert.Empty(Findings(Clean));

    public static TheoryData<string, Func<EstateNetwork, EstateNetwork>, string[]> Cases => new()
    {
        {
            "existing VPC in on-premises of another body",
            n => n with { OnPremises = [Office("office", Setagaya, "10.200.0.0/16")], ExistingVpcs = [Existing("old", 2, "10.200.4.0/24")] },
            ["NET001 E 世田谷区 庁内 庁舎 の 10.200.0.0/16 と 既存VPC old(account-2) の 10.200.4.0/24 が 10.200.4.0/24 で重複している(次の空きブロック: 10.4.4.0/24)"]
        },
        {
            "on-premises of two bodies",
            n => n with { OnPremises = n.OnPremises.Add(Office("other", Setagaya, "10.200.128.0/17")) },
            ["NET001 E 葛飾区 庁内 庁舎 の 10.200.0.0/16 と 世田谷区 庁内 庁舎 の 10.200.128.0/17 が 10.200.128.0/17 で重複している(次の空きブロック: —)"]
        },
        {
            "existing VPC moved onto an allocation",
            n => n with { ExistingVpcs = [Existing("old", 2, "10.4.0.0/22")] },
            ["NET002 E VPC 131229000001/main(account-1) の 10.4.0.0/22 と 既存VPC old(account-2) の 10.4.0.0/22 が 10.4.0.0/22 で重複している(次の空きブロック: 10.4.4.0/22)"]
        },
        {
            "held range around an existing VPC",
            n => n with { ExistingVpcs = [Existing("old", 2, "10.201.0.0/24")], Reserved = [new HeldRange { Id = "line", Cidr = Cidr.Parse("10.201.0.0/16"), Reason = "回線" }] },
            ["NET001 E 留保 line(回線) の 10.201.0.0/16 と 既存VPC old(account-2) の 10.201.0.0/24 が 10.201.0.0/24 で重複している(次の空きブロック: 10.4.4.0/24)"]
        },
        {
            "accepted overlap",
            n => n with
            {
                ExistingVpcs = [Existing("old", 2, "10.200.4.0/24")],
                AcceptedOverlaps = [new AcceptedOverlap { First = "old", Second = "office", Reachability = OverlapReachability.PrivateLink, Reason = "移行" }],
            },
            ["NET003 W 葛飾区 庁内 庁舎 と 既存VPC old(account-2) が 10.200.4.0/24 で重複している(PrivateLink で接続)"]
        },
        {
            "accepted overlap that is gone",
            n => n with { ExistingVpcs = [Existing("old", 2, "10.201.4.0/24")], AcceptedOverlaps = [new AcceptedOverlap { First = "old", Second = "office", Reachability = OverlapReachability.None, Reason = "移行" }] },
            ["NET003 W old と office はもう重複していない"]
        },
        {
            "overlapping pools",
            n => n with { Pools = n.Pools.Add(new AddressPool { Id = "z", Use = AddressUse.Verification, Cidrs = [Cidr.Parse("10.4.128.0/17")] }) },
            ["NET001 E プール pool の 10.4.0.0/16 とプール z の 10.4.128.0/17 が 10.4.128.0/17 で重複している", "NET008 W プール z の使用率が 100.0 % に達した(最大の空きブロック: —)"]
        },
        {
            "existing VPC too large",
            n => n with { ExistingVpcs = [Existing("old", 2, "10.8.0.0/15")] },
            ["NET005 E 既存VPC old の 10.8.0.0/15 は /16 から /28 の間にない"]
        },
        {
            "request too large",
            n => n with { Requests = n.Requests.Add(Request(2, application: 60_000)) },
            ["NET005 E 131229000002/main には /13 が必要で、VPCは /16 より大きくできない"]
        },
        {
            "link-local",
            n => n with { ExistingVpcs = [Existing("old", 2, "169.254.8.0/24")] },
            ["NET006 E 既存VPC old の 169.254.8.0/24 は 169.254.0.0/16(リンクローカル(メタデータ、DNS、時刻))と重なる。出典: Amazon VPC User Guide, VPC CIDR blocks"]
        },
        {
            "Docker and public addresses on-premises",
            n => n with { OnPremises = [Office("office", Katsushika, "172.17.0.0/24", "133.1.0.0/16")] },
            [
                "NET006 W 庁内 office の 133.1.0.0/16 は RFC 1918 の私用アドレスではない",
                "NET006 W 庁内 office の 172.17.0.0/24 は 172.17.0.0/16(Docker の既定、Cloud9 と SageMaker)と重なる。出典: Amazon VPC User Guide, VPC CIDR blocks",
            ]
        },
        {
            "secondary range of another family",
            n => n with { ExistingVpcs = [Existing("old", 2, "10.9.0.0/24", "192.168.0.0/24")] },
            ["NET007 E 既存VPC old の 192.168.0.0/24: プライマリ 10.9.0.0/24 のVPCに 192.168.0.0/16 の範囲は追加できない"]
        },
        {
            "secondary range beside an early one",
            n => n with { ExistingVpcs = [Existing("old", 2, "10.1.0.0/24", "10.0.0.0/24")] },
            ["NET007 E 既存VPC old の 10.0.0.0/24: プライマリが 10.0.0.0/15 にあるVPCに 10.0.0.0/16 の範囲は追加できない"]
        },
        {
            "too many ranges",
            n => n with { ExistingVpcs = [Existing("old", 2, [.. Enumerable.Range(0, 6).Select(i => string.Create(CultureInfo.InvariantCulture, $"10.9.{i}.0/24"))])] },
            ["NET007 E old: VPC の IPv4 CIDR 数が 6 で、上限 5 を超える。出典: Amazon VPC User Guide, Quotas、2026-11-21 時点"]
        },
        {
            "pool nearly full",
            n => n with { ExistingVpcs = [Existing("old", 2, "10.4.128.0/17"), Existing("older", 2, "10.4.64.0/18")], Reserved = [new HeldRange { Id = "h", Cidr = Cidr.Parse("10.4.32.0/19"), Reason = "予備" }] },
            ["NET008 W プール pool の使用率が 89.1 % に達した(最大の空きブロック: 10.4.16.0/20)"]
        },
        {
            "outside the designated range",
            n => n with { Designated = [new DesignatedRange { Cidr = Cidr.Parse("10.4.0.0/17") }], ExistingVpcs = [Existing("old", 2, "10.9.0.0/24")] },
            ["NET010 E プール pool の 10.4.0.0/16 は共用の指定CIDRの外にある", "NET010 E 既存VPC old の 10.9.0.0/24 は指定CIDRの外にある"]
        },
        {
            "designated for another body",
            n => n with { Designated = [new DesignatedRange { Cidr = Cidr.Parse("10.0.0.0/8"), Municipality = Setagaya }], Pools = [n.Pools[0] with { Municipality = Katsushika }] },
            ["NET010 E プール pool の 10.4.0.0/16 は団体 131229 の指定CIDRの外にある"]
        },
        {
            "exhausted",
            n => n with { Requests = n.Requests.Add(Request(2) with { Application = 10_000 }) },
            ["NET011 E 131229000002/main に必要な /16 の空きがプール pool にない(最大の空きブロック: 10.4.128.0/17)"]
        },
        { "duplicate", n => n with { Requests = n.Requests.Add(Request(1, 7)) }, ["NET012 E VPC 131229000001/main の要求が二つある"] },
        {
            "shrunk",
            n => n with { Requests = [Request(1, 49)] },
            [
                "NET013 E 131229000001/main の要求が割当時より小さい(記録: zones 2, application 50, data 20, endpoints 20, attached、要求: zones 2, application 49, data 20, endpoints 20, attached)",
            ]
        },
        {
            "moved pool",
            n => n with { Pools = [Pool("10.5.0.0/16")] },
            ["NET014 E 131229000001/main に割り当てた 10.4.0.0/22 がプール pool の範囲(10.5.0.0/16)にない"]
        },
        { "no pool", n => n with { Pools = [n.Pools[0] with { Municipality = Setagaya }], Requests = n.Requests.Add(Request(2)) }, ["NET016 E 131229000002/main のためのプールがない"] },
        {
            "other pool",
            n => n with { Pools = n.Pools.Add(new AddressPool { Id = "z", Use = AddressUse.Production, Cidrs = [Cidr.Parse("10.6.0.0/16")] }), Requests = [Request(1) with { Pool = "z" }] },
            ["NET017 E 131229000001/main はプール pool から割当済みで、要求は z を指す"]
        },
        { "one zone", n => n with { Requests = n.Requests.Add(Request(2) with { Zones = 1 }) }, ["TGW002 W VPC 131229000002/main は一つのAZにしかなく、AZ障害で止まる"] },
        {
            "routes into AWS",
            n => n with { OnPremises = [Office("office", Katsushika, [.. Enumerable.Range(0, 101).Select(i => string.Create(CultureInfo.InvariantCulture, $"10.200.{i}.0/25"))])] },
            [
                "DX001 E 葛飾区 (131229): 庁内から AWS へ広報するプレフィックス数が 101 で、上限 100 を超える。出典: AWS Direct Connect User Guide, Quotas、2026-11-21 時点",
                "TGW010 W 葛飾区 (131229): VPC ルートテーブルの経路数が 103 で、上限 50 を超える。出典: Amazon VPC User Guide, Quotas、2026-11-21 時点",
            ]
        },
        {
            "VPCs in one account",
            n => n with { ExistingVpcs = [.. Enumerable.Range(0, 5).Select(i => Existing($"old{i}", 1, string.Create(CultureInfo.InvariantCulture, $"10.9.{i}.0/24")))] },
            ["VPC001 W 131229000001: リージョンごとの VPC 数が 6 で、上限 5 を超える。出典: Amazon VPC User Guide, Quotas、2026-11-21 時点"]
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_broken_rule_is_found_and_nothing_else(string name, Func<EstateNetwork, EstateNetwork> change, string[] expected)
    {
        Assert.NotEmpty(name);
        Assert.Equal(expected, Findings(change(Clean), Recorded));
    }

    [Fact]
    public void Each_finding_speaks_English_too_and_has_a_remedy_in_both()
    {
        var network = Clean with { ExistingVpcs = [Existing("old", 2, "10.4.0.0/22")] };
        var estate = Of(network);
        var finding = Assert.Single(NetworkChecks.Check(estate, AddressPlanner.Plan(estate, Recorded, Today)));
        Assert.Equal("10.4.0.0/22 of VPC 131229000001/main (account-1) and 10.4.0.0/22 of existing VPC old (account-2) overlap in 10.4.0.0/22 (next free block: 10.4.4.0/22)", finding.Message.English);
        Assert.Same(network.ExistingVpcs[0], finding.Subject);
        Assert.All(NetworkRules.All, r => Assert.True(r.Remedy.Japanese.Length > 5 && r.Remedy.English.Length > 5 && r.Title.English.Length > 3, r.Id));
        Assert.Equal(NetworkRules.All.Select(r => r.Id).Distinct().Order(StringComparer.Ordinal), NetworkRules.All.Select(r => r.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_changed_record_is_found_and_never_made_good()
    {
        var tampered = new AddressLock { Allocations = [Recorded.Allocations[0] with { Ranges = [Recorded.Allocations[0].Ranges[0] with { Cidr = Cidr.Parse("10.4.64.0/22") }] }] };
        Assert.Contains($"NET015 E 131229000001/main の割当記録が手で変更されている(digest {Recorded.Allocations[0].Digest} が内容と合わない)", Findings(Clean, tampered));
        Assert.False(Plan(Clean with { Requests = [Request(1, 500)] }, tampered).Lock.Allocations[0].IsIntact);
        Assert.False(Plan(Clean with { Requests = [] }, tampered).Lock.Allocations[0].IsIntact);
    }

    [Fact]
    public void A_record_that_stands_twice_is_found() =>
        Assert.Equal(["NET015 E 記録に 131229000001/main が二つある"], Findings(Clean, new AddressLock { Allocations = [Recorded.Allocations[0], Recorded.Allocations[0]] }));

    [Fact]
    public void Growth_beyond_the_ranges_of_a_VPC_is_refused_with_the_reason()
    {
        var network = Clean with { Quotas = [new QuotaOverride { Quota = NetworkQuota.VpcCidrs, Value = 1, Source = "例", AsOf = Today }], Requests = [Request(1, 600)] };
        Assert.Equal(["NET007 E 131229000001/main は既に 1 個のCIDRを持ち、上限 1 に達している"], Findings(network, Recorded));
    }

    [Fact]
    public void Six_thousand_VPCs_on_one_gateway_are_refused()
    {
        var network = new EstateNetwork { Pools = [Pool("10.0.0.0/8")], Requests = [.. Enumerable.Range(1, 6_000).Select(i => Request(i))] };
        var found = Findings(network, accounts: 6_001).ToList();
        Assert.Contains("TGW001 E Transit Gateway のアタッチメント数が 6000 で、上限 5000 を超える。出典: AWS Transit Gateway User Guide, Quotas、2026-11-21 時点", found);
        Assert.Contains("TGW005 E Transit Gateway の経路数(全ルートテーブルの合計)が 30000 で、上限 10000 を超える。出典: AWS Transit Gateway User Guide, Quotas、2026-11-21 時点", found);
    }

    [Fact]
    public void A_raised_quota_counts()
    {
        var network = new EstateNetwork
        {
            Pools = [Pool("10.0.0.0/8")],
            Requests = [.. Enumerable.Range(1, 2_500).Select(i => Request(i))],
            Quotas = [new QuotaOverride { Quota = NetworkQuota.TransitGatewayRoutes, Value = 20_000, Source = "case", AsOf = Today }],
        };
        Assert.Empty(Findings(network, accounts: 2_501));
    }
}
