using GovCloud.Estates;

namespace GovCloud.Core.Tests.Estates;

/// <summary>EST114 and EST601 to EST603: the section network.</summary>
public sealed class EstateNetworkRuleTests
{
    /// <summary>The case, the text that is replaced, its replacement, the problems.</summary>
    public static TheoryData<string, string, string, string> Cases => new()
    {
        {
            "not a range",
            "cidrs: [10.1.0.0/16]",
            "cidrs: [10.1.0/16]",
            "e.yaml:84:15: error EST114: 'cidrs': '10.1.0/16' is not an IPv4 range: write four numbers of 0 to 255 without leading zeros and a prefix length of 0 to 32, such as 10.0.0.0/16"
        },
        {
            "host bits",
            "cidrs: [10.1.0.0/16]",
            "cidrs: [10.1.2.0/16]",
            "e.yaml:84:15: error EST114: 'cidrs': '10.1.2.0/16' has bits set behind its prefix, which AWS would drop silently; the range that holds this address is 10.1.0.0/16"
        },
        {
            "range twice",
            "cidrs: [10.1.0.0/16]",
            "cidrs: [10.1.0.0/16, 10.1.0.0/16]",
            "e.yaml:84:28: error EST204: 'cidrs' names \"10.1.0.0/16\" twice; remove one"
        },
        {
            "no range",
            "cidrs: [10.1.0.0/16]",
            "cidrs: []",
            "e.yaml:84:14: error EST601: pool \"pool-a\" has no range; name at least one in 'cidrs', or remove it"
        },
        {
            "unknown pool",
            "      pool: pool-a",
            "      pool: pool-b",
            "e.yaml:92:13: error EST201: 'pool' refers to \"pool-b\", which 'network.pools' does not have; did you mean 'pool-a'?"
        },
        {
            "unknown account",
            "    - account: \"012345678901\"\n      pool",
            "    - account: \"012345678999\"\n      pool",
            "e.yaml:91:16: error EST201: 'account' refers to \"012345678999\", which 'accounts' does not have; did you mean '012345678901'?\n"
            + "e.yaml:99:15: error EST602: 'second' names \"012345678901/main\", which has no ranges in 'network'; did you mean '012345678999/main'?"
        },
        {
            "overlap with itself",
            "second: 012345678901/main",
            "second: old",
            "e.yaml:99:15: error EST602: \"old\" cannot overlap itself; name the other party in 'second'"
        },
        {
            "overlap of nobody",
            "first: old",
            "first: zzz",
            "e.yaml:98:14: error EST602: 'first' names \"zzz\", which has no ranges in 'network'; write the id of an existing VPC or on-premises range, or account/vpc of a request"
        },
        {
            "quota beyond AWS",
            "value: 10",
            "value: 51",
            "e.yaml:104:14: error EST603: AWS grants at most 50 of vpc-cidrs (Amazon VPC User Guide, Quotas); write what was granted"
        },
        {
            "quota of tomorrow",
            "asOf: 2026-04-01",
            "asOf: 2026-11-21",
            "e.yaml:106:13: error EST603: 'asOf' 2026-11-21 is in the future; write the day on which the quota was seen"
        },
        {
            "unknown quota",
            "quota: vpc-cidrs",
            "quota: vpc-cidr",
            "e.yaml:103:14: error EST104: 'vpc-cidr' is none of the words of 'quota': transit-gateway-attachments, transit-gateway-route-tables, transit-gateway-routes, "
            + "direct-connect-gateways, direct-connect-allowed-prefixes, direct-connect-on-premises-prefixes, vpc-cidrs, vpcs-per-region, subnets-per-vpc, vpc-route-table-routes, network-acl-rules, security-group-rules; did you mean 'vpc-cidrs'?"
        },
        {
            "vpc id",
            "account: \"012345678901\"\n      cidrs",
            "account: \"012345678901\"\n      vpcId: vpc-1\n      cidrs",
            "e.yaml:96:14: error EST111: 'vpcId' must be the id of a VPC: vpc- and 8 or 17 hexadecimal digits, not 'vpc-1'"
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_broken_rule_is_reported_with_place_and_remedy(string name, string old, string replacement, string expected)
    {
        Assert.NotEmpty(name);
        Assert.Equal(expected, string.Join('\n', SmallEstate.ProblemsWith(old, replacement)));
    }

    [Fact]
    public void Records_know_where_they_stand()
    {
        var result = SmallEstate.Read(SmallEstate.Yaml);
        Assert.Equal(new SourcePosition("e.yaml", 81, 7), result.Places.Find(result.Estate!.Network.Pools[0]));
        Assert.Null(result.Places.Find(new object()));
    }
}
