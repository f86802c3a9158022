using GovCloud.Diff;
using GovCloud.Estates;
using GovCloud.Network;
using GovCloud.Triage;
using static GovCloud.Core.Tests.Diff.DiffEstates;

namespace GovCloud.Core.Tests.Diff;

/// <summary>What changes mean, and which of them need somebody who answers for them.</summary>
public sealed class EstateDiffTests
{
    /// <summary>The case, the change of the estate, the subjects that need permission.</summary>
    public static TheoryData<string, Func<Estate, Estate>, string> NeedPermission => new()
    {
        { "a VPC grows", e => With(e, n => n with { Requests = [.. n.Requests.Select(r => r with { Application = 200 })] }), "" },
        { "a VPC is gone", e => With(e, n => n with { Requests = n.Requests.RemoveAt(0) }), "vpc:131229000001/main" },
        { "a VPC is renamed", e => With(e, n => n with { Requests = n.Requests.SetItem(0, n.Requests[0] with { Vpc = "other" }) }), "vpc:131229000001/main" },
        { "a VPC is detached", e => With(e, n => n with { Requests = n.Requests.SetItem(0, n.Requests[0] with { Attached = false }) }), "segment, vpc:131229000001/main" },
        { "a VPC gets a role", e => With(e, n => n with { Requests = n.Requests.SetItem(2, n.Requests[2] with { Role = VpcRole.Maintenance }) }), "vpc:131229000003/main" },
        { "an existing VPC is reordered", e => With(e, n => n with { ExistingVpcs = [n.ExistingVpcs[0] with { Cidrs = [.. n.ExistingVpcs[0].Cidrs.Reverse()] }] }), "vpc:old" },
        { "an existing VPC gets a range", e => With(e, n => n with { ExistingVpcs = [n.ExistingVpcs[0] with { Cidrs = n.ExistingVpcs[0].Cidrs.Add(Cidr.Parse("10.9.2.0/24")) }] }), "" },
        { "a flow is closed", e => With(e, n => n with { Flows = n.Flows.RemoveAt(0) }), "flow:online" },
        { "a port is closed", e => With(e, n => n with { Flows = n.Flows.SetItem(0, n.Flows[0] with { Ports = ["tcp/8000-8010"] }) }), "flow:online" },
        { "a port is opened", e => With(e, n => n with { Flows = n.Flows.SetItem(0, n.Flows[0] with { Ports = ["tcp/443", "tcp/8000-8080", "udp/53"] }) }), "" },
        { "the purpose is said better", e => With(e, n => n with { Flows = n.Flows.SetItem(0, n.Flows[0] with { Purpose = "窓口" }) }), "" },
        { "a line is gone", e => With(e, n => n with { Lines = [] }), "line:line, on-premises:office" },
        { "a line gets another VLAN", e => With(e, n => n with { Lines = [n.Lines[0] with { Vlan = 9 }] }), "line:line" },
        { "a line gets another name", e => With(e, n => n with { Lines = [n.Lines[0] with { Name = "新" }] }), "" },
        { "another gateway number", e => With(e, n => n with { TransitGateway = n.TransitGateway! with { Asn = 64_999 } }), "transit-gateway" },
        { "the id of the gateway is known", e => With(e, n => n with { TransitGateway = n.TransitGateway! with { Id = "tgw-0123456789abcdef0" } }), "" },
        { "a zone is added at the end", e => With(e, n => n with { Zones = n.Zones.Add("apne1-az2") }), "" },
        { "zones are exchanged", e => With(e, n => n with { Zones = [.. n.Zones.Reverse()] }), "zones" },
        { "a domain is no longer allowed", e => With(e, n => n with { AllowedDomains = [] }), "domain:example.com" },
        { "an endpoint is gone", e => With(e, n => n with { CentralEndpoints = [] }), "endpoint:ssm" },
        { "another region", e => e with { Profile = e.Profile with { PrimaryRegion = "ap-northeast-3" } }, "region" },
        { "an account is forgotten", e => e with { Accounts = e.Accounts.RemoveAt(4) }, "" },
        { "an account is issued", e => e with { Accounts = e.Accounts.Add(e.Accounts[0] with { Id = Account(9), Name = "new" }) }, "" },
    };

    [Theory]
    [MemberData(nameof(NeedPermission))]
    public void Replacements_and_interruptions_are_errors_under_a_stable_name(string name, Func<Estate, Estate> change, string expected)
    {
        Assert.NotEmpty(name);
        var after = change(Sample);
        var diff = Compare(Sample, after);
        Assert.NotEmpty(diff.Changes);
        string[] needed = [.. diff.Changes.Where(c => c.IsError).Select(c => c.Subject).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(expected.Replace("segment, ", "", StringComparison.Ordinal), string.Join(", ", needed));

        var permitted = With(after, n => n with { AllowedReplacements = [.. needed.Select(s => new AllowedReplacement { Subject = s, Reason = "合意", Until = new DateOnly(2027, 3, 31) })] });
        Assert.Equal(0, Compare(Sample, permitted).Errors);
        Assert.Empty(Compare(Sample, permitted).Unused);
    }

    [Fact]
    public void Traffic_is_told_by_bodies_and_systems()
    {
        var opened = Compare(With(Sample, n => n with { Flows = [] }), Sample).Changes.Where(c => c.Area == ChangeArea.Traffic);
        Assert.Equal(
            [
                "葛飾区の庁内(本庁舎)から2の宛先へ tcp/443, tcp/8000-8010 が通るようになる(3組、通信要件 online)",
            ],
            opened.Select(c => c.Text.Japanese));
        Assert.Equal(["葛飾区の税務(本番)", "葛飾区の税務(検証)"], opened.Single().Details.Select(d => d.Japanese));
        Assert.Equal("tcp/443, tcp/8000-8010 from on-premises (本庁舎) of 葛飾区 to 2 networks becomes possible (3 pairs, flow online)", opened.Single().Text.English);
    }

    [Fact]
    public void Only_the_ports_that_differ_are_told()
    {
        var narrower = With(Sample, n => n with { Flows = [n.Flows[0] with { Ports = ["tcp/443", "tcp/8003-8004"] }] });
        Assert.Contains("tcp/8000-8002, tcp/8005-8010 が通らなくなる", Compare(Sample, narrower).Changes.Single(c => c.Area == ChangeArea.Traffic).Text.Japanese, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flow_that_says_the_same_in_another_way_opens_and_closes_nothing()
    {
        var split = With(Sample, n => n with { Flows = [n.Flows[0] with { Ports = ["tcp/8000-8005"] }, n.Flows[0] with { Id = "second", Ports = ["tcp/443", "tcp/8006-8010"] }] });
        Assert.DoesNotContain(Compare(Sample, split).Changes, c => c.Area == ChangeArea.Traffic);
    }

    [Fact]
    public void A_new_account_says_what_has_to_be_done_and_an_absent_one_that_nothing_is_deleted()
    {
        var more = Sample with { Accounts = Sample.Accounts.Add(Sample.Accounts[0] with { Id = Account(9), Name = "new" }) };
        Assert.Equal("アカウント new(131229000009) を追加する。まだなければ、申請と払い出しが要る(gca accounts request)", Assert.Single(Compare(Sample, more).Changes).Text.Japanese);
        Assert.Equal("アカウント new(131229000009) を削除する。記述から外れるだけで、AWSのアカウントは削除も移動もされない", Assert.Single(Compare(more, Sample).Changes).Text.Japanese);
    }

    [Fact]
    public void A_primary_range_that_changes_replaces_the_VPC()
    {
        var moved = Sample with { Network = Sample.Network with { Pools = [Sample.Network.Pools[0] with { Cidrs = [Cidr.Parse("10.64.0.0/16")] }] } };
        var changes = Compare(Sample, moved).Changes.Where(c => c.Area == ChangeArea.Vpcs).ToList();
        Assert.Equal(3, changes.Count);
        Assert.All(changes, c => Assert.True(c is { Kind: ChangeKind.Replaced, IsError: true }));
        Assert.Contains("のCIDRが 10.4.0.0/22 から 10.64.0.0/22 に変わり、VPCを作り直す", changes[0].Text.Japanese, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_the_matrix_is_told_by_category_and_role()
    {
        Responsibility[] rows = [new() { Categories = [AlertCategory.Threat], Usage = [UsageMode.Shared], Responsible = Role.Vendor }, .. Sample.Responsibilities];
        var changes = Compare(Sample, Sample with { Responsibilities = [.. rows] }).Changes;
        Assert.Equal(["responsibilities を変更する", "共同利用のアラート(脅威検知)の通知先が変わる"], changes.Select(c => c.Text.Japanese));
        Assert.Equal("主担当 運用管理補助者、支援 —、情報共有 — → 主担当 ASP、支援 —、情報共有 —", changes[1].Details.Single().Japanese);
        Assert.Equal("1行 → 2行(増えた行 1、消えた行 0)", changes[0].Details.Single().Japanese);
    }

    [Fact]
    public void Permission_that_nothing_needs_is_told()
    {
        var after = With(Sample, n => n with { AllowedReplacements = [new AllowedReplacement { Subject = "zones", Reason = "移設", Until = new DateOnly(2027, 3, 31) }] });
        Assert.Equal("zones", Assert.Single(Compare(Sample, after).Unused).Subject);
    }
}
