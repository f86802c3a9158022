using GovCloud.Estates;
using GovCloud.Network;
using static GovCloud.Core.Tests.Network.NetworkEstates;

namespace GovCloud.Core.Tests.Network;

/// <summary>NET009, NET019, TGW008, DX003, and what lines do to other ranges.</summary>
public sealed class LineChecksTests
{
    static readonly NetworkLine Line = new()
    {
        Id = "line",
        Municipality = Katsushika,
        Name = "専用線",
        GatewayAsn = 64_601,
        RouterAsn = 65_001,
        Vlan = 101,
        ConnectionId = "dxcon-fexample1",
        Peering = Cidr.Parse("169.254.100.0/30"),
    };

    static readonly EstateNetwork Clean = NetworkEstates.With(Request(1)) with
    {
        OnPremises = [Office("office", Katsushika, "10.200.0.0/16")],
        TransitGateway = new TransitGateway { Asn = 64_512 },
        Lines = [Line],
    };

    public static TheoryData<string, Func<EstateNetwork, EstateNetwork>, string[]> Cases => new()
    {
        { "wide", With(Line with { Peering = Cidr.Parse("169.254.100.0/29") }), ["NET009 E 回線 line の対向アドレス 169.254.100.0/29 は /30 でも /31 でもない"] },
        { "metadata", With(Line with { Peering = Cidr.Parse("169.254.169.254/31") }), ["NET009 E 回線 line の対向アドレス 169.254.169.254/31 はAWSが自ら使う範囲と重なる"] },
        { "tunnels", With(Line with { Peering = Cidr.Parse("169.254.5.0/30") }), ["NET009 E 回線 line の対向アドレス 169.254.5.0/30 はAWSが自ら使う範囲と重なる"] },
        { "public", With(Line with { Peering = Cidr.Parse("8.8.8.0/30") }), ["NET009 E 回線 line の対向アドレス 8.8.8.0/30 は私用アドレスではない"] },
        {
            "the same twice",
            n => n with { Lines = [Line, Line with { Id = "second", Vlan = 102, Peering = Cidr.Parse("169.254.100.2/31") }] },
            ["NET009 E 回線 line と second の対向アドレスが 169.254.100.2/31 で重なる"]
        },
        {
            "in a VPC",
            With(Line with { Peering = Cidr.Parse("10.4.0.0/30") }),
            ["NET001 E VPC 131229000001/main(account-1) の 10.4.0.0/22 と 回線 line の対向アドレス の 10.4.0.0/30 が 10.4.0.0/30 で重複している(次の空きブロック: 10.4.4.0/22)"]
        },
        { "number of the Transit Gateway", With(Line with { GatewayAsn = 64_512 }), ["TGW008 E 回線 line の Direct Connect Gateway と Transit Gateway のAS番号が同じ 64512 で、関連付けできない"] },
        { "number of the router", With(Line with { RouterAsn = 64_601 }), ["TGW008 E 回線 line の庁内ルーターと Direct Connect Gateway のAS番号が同じ 64601 で、BGPセッションが確立しない"] },
        {
            "two numbers of one gateway",
            n => n with { Lines = [Line with { GatewayId = "g" }, Line with { Id = "second", GatewayId = "g", GatewayAsn = 64_602, Vlan = 102, Peering = null }] },
            ["TGW008 E 回線 line と second は同じ Direct Connect Gateway を使うのに、そのAS番号が 64601 と 64602 で食い違う"]
        },
        {
            "one VLAN for two",
            n => n with { Lines = [Line, Line with { Id = "second", Peering = null }] },
            ["DX003 E 回線 line と second は接続 dxcon-fexample1 の同じVLAN 101 を使っている"]
        },
        {
            "target outside",
            n => n with { PrivateLinks = [Service("10.4.3.255"), Service("10.4.4.0") with { Id = "far" }] },
            ["NET019 E PrivateLink far の提供先 10.4.4.0 は提供側VPC 131229000001/main(10.4.0.0/22)の外にある"]
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_broken_rule_is_found(string name, Func<EstateNetwork, EstateNetwork> change, string[] expected)
    {
        Assert.NotEmpty(name);
        Assert.Equal(expected, Findings(change(Clean), Plan(Clean).Lock));
    }

    [Fact]
    public void A_sound_line_has_no_finding() => Assert.Empty(Findings(Clean));

    [Fact]
    public void Existing_VPCs_of_a_body_are_announced_to_it()
    {
        var budget = Assert.Single(NetworkChecks.PrefixBudgets(Of(Clean with { ExistingVpcs = [Existing("old", 2, "10.9.0.0/24"), Existing("apart", 3, "10.9.1.0/24") with { Attached = false }] })));
        Assert.Equal("10.4.0.0/16 10.9.0.0/24", string.Join(' ', budget.Outbound));
    }

    static Func<EstateNetwork, EstateNetwork> With(NetworkLine line) => n => n with { Lines = [line] };

    static PrivateLink Service(string target) =>
        new() { Id = "near", Provider = Account(1), Targets = [target], Ports = ["tcp/443"], Consumers = [Account(2)], Purpose = "照会" };
}
