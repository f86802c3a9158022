using GovCloud.Network.Reachability;

namespace GovCloud.Core.Tests.Network.Reachability;

/// <summary>What cannot be understood is named and makes the result unknown; nothing is left out silently.</summary>
public sealed class TemplateReadingTests
{
    [Fact]
    public void References_are_followed_through_exports_joins_parameters_and_attributes()
    {
        var stacks = Networks.InOrder().Stacks
            .Change("kt", "Application", "VpcId", """{"Fn::GetAtt":["Flows","VpcId"]}""")
            .Change("kt", "ToK0", "DestinationCidrBlock", """{"Fn::Join":["",["10.1.1",".0/24"]]}""")
            .Change("kt", "ToK1", "DestinationCidrBlock", """{"Fn::Sub":"10.16.0.0/16"}""")
            .Change("kt", "ApplicationTable", "SubnetId", """{"Fn::GetAtt":"Application.SubnetId"}""");

        Assert.Empty(stacks.Read().Problems);
        Assert.Empty((Networks.InOrder() with { Stacks = stacks }).Findings());
    }

    [Theory]
    [InlineData("EC2::VPNConnection", "{}")]
    [InlineData("EC2::TransitGatewayPeeringAttachment", "{}")]
    [InlineData("EC2::TransitGatewayConnect", "{}")]
    [InlineData("EC2::ClientVpnEndpoint", "{}")]
    [InlineData("VpcLattice::ServiceNetworkVpcAssociation", "{}")]
    [InlineData("CloudFormation::Stack", "{}")]
    public void A_type_that_may_make_paths_and_is_not_understood_makes_everything_unknown(string type, string properties)
    {
        var matrix = Networks.InOrder().Broken(s => s.Add("kt", "Strange", type, properties)).Matrix();

        Assert.Contains(matrix.Problems, p => p.Resource == new ResourceName("kt", "Strange"));
        Assert.True(matrix.IsUnknown("st", "s-office"));
    }

    [Theory]
    [InlineData("kt", "ToK0", "DestinationCidrBlock", """{"Fn::If":["Wide","0.0.0.0/0","10.0.0.0/8"]}""")]
    [InlineData("kt", "ToK0", "DestinationCidrBlock", """{"Ref":"Nowhere"}""")]
    [InlineData("kt", "AclIn100", "CidrBlock", """{"Fn::ImportValue":"nowhere"}""")]
    [InlineData("kt", "Application", "CidrBlock", """{"Fn::Select":[0,{"Fn::Cidr":["10.1.0.0/24",2,7]}]}""")]
    [InlineData("kt", "Flows", "SecurityGroupIngress", """[{"IpProtocol":"tcp","FromPort":1,"ToPort":2,"SourcePrefixListId":"pl-0123456789abcdef0"}]""")]
    [InlineData("kt", "Flows", "SecurityGroupIngress", """{"Fn::If":["Wide",[],[]]}""")]
    [InlineData("kt", "Vpc", "CidrBlock", """{"Ref":"Parameter"}""")]
    public void A_value_that_cannot_be_resolved_makes_its_vpc_unknown_and_no_other(string stack, string id, string property, string value)
    {
        var matrix = Networks.InOrder().Broken(s => s.Change(stack, id, property, value)).Matrix();

        Assert.Contains(matrix.Problems, p => p.Resource == new ResourceName(stack, id));
        Assert.True(matrix.IsUnknown("kt", "st"));
        Assert.False(matrix.IsUnknown("st", "s-office"));
    }

    [Fact]
    public void A_route_with_a_target_that_is_not_understood_makes_its_vpc_unknown()
    {
        var matrix = Networks.InOrder().Broken(s => s.Route("kt", "Strange", "10.50.0.0/16", """ "NetworkInterfaceId":"eni-1" """)).Matrix();

        Assert.Contains(matrix.Problems, p => p.Resource == new ResourceName("kt", "Strange"));
        Assert.True(matrix.IsUnknown("kt", "st"));
    }

    [Fact]
    public void An_attachment_that_nothing_names_makes_the_nodes_of_its_table_unknown()
    {
        var matrix = Networks.InOrder().Broken(s => s.Change("Routing", Stacks.IdOf("Propagation", "S", "st"), "TransitGatewayAttachmentId", "\"tgw-attach-1\"")).Matrix();

        Assert.True(matrix.IsUnknown("st", "s-office"));
        Assert.False(matrix.IsUnknown("kt", "kd"));
    }

    [Fact]
    public void A_conditional_resource_is_unknown()
    {
        var template = """{"Resources":{"Peering":{"Type":"AWS::EC2::VPCPeeringConnection","Condition":"Wanted","Properties":{"VpcId":{"Ref":"Vpc"},"PeerVpcId":{"Ref":"Vpc"}}},"Vpc":{"Type":"AWS::EC2::VPC","Properties":{"CidrBlock":"10.0.0.0/24"}}}}""";

        Assert.Contains(TemplateNetwork.Read([new StackTemplate("s", template)]).Problems, p => p.Text.English.Contains("condition", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    public void A_template_that_is_no_template_is_a_problem(string text) =>
        Assert.Contains("s", Assert.Single(TemplateNetwork.Read([new StackTemplate("s", text)]).Problems).Text.English, StringComparison.Ordinal);

    [Fact]
    public void A_group_without_rules_for_what_leaves_lets_everything_out_and_one_rule_ends_that()
    {
        static PortSet Out(string security, Action<Stacks>? more = null)
        {
            var stacks = new Stacks().Vpc("v", "10.0.0.0/24", "10.0.0.0/25", "10.0.0.240/28", security);
            more?.Invoke(stacks);
            return stacks.Read().Vpcs[0].Egress!.Allowed(0x0A_10_00_01);
        }

        Assert.Equal(PortSet.All, Out(Stacks.Open));
        Assert.Equal(PortSet.Of(GovCloud.Network.PortRange.Tcp(443)), Out(Stacks.Groups("", Stacks.Rule("10.0.0.0/8", 443))));
        Assert.Equal(
            PortSet.Of(GovCloud.Network.PortRange.Tcp(80)),
            Out(Stacks.Open, s => s.Add("v", "Rule", "EC2::SecurityGroupEgress", """{"GroupId":{"Fn::GetAtt":["Flows","GroupId"]},"IpProtocol":"tcp","FromPort":80,"ToPort":80,"CidrIp":"10.0.0.0/8"}""")));
    }

    [Fact]
    public void Prefix_lists_of_the_templates_are_read()
    {
        var stacks = Networks.InOrder().Stacks
            .Add("kt", "Offices", "EC2::PrefixList", """{"Entries":[{"Cidr":"10.16.0.0/16"}]}""")
            .Change("kt", "Flows", "SecurityGroupIngress", """[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"SourcePrefixListId":{"Fn::GetAtt":["Offices","PrefixListId"]}}]""");

        Assert.Empty((Networks.InOrder() with { Stacks = stacks }).Findings());
    }

    [Fact]
    public void The_default_acl_lets_everything_pass_but_what_a_template_denies_before()
    {
        var stacks = new Stacks().Vpc("v", "10.0.0.0/24", "10.0.0.0/25", "10.0.0.240/28")
            .Add("v", "Deny", "EC2::NetworkAclEntry", """{"NetworkAclId":{"Fn::GetAtt":["Vpc","DefaultNetworkAcl"]},"RuleNumber":50,"Protocol":6,"RuleAction":"deny","Egress":false,"CidrBlock":"10.0.0.0/8","PortRange":{"From":22,"To":22}}""");
        var acl = stacks.Read().Vpcs[0].Subnets.Single(s => s.Resource.LogicalId == "Transit").Acl;

        Assert.Equal(PortSet.All.Except(PortSet.Of(GovCloud.Network.PortRange.Tcp(22))), acl.Inbound.Allowed(0x0A_00_00_01));
        Assert.Equal(PortSet.All, acl.Inbound.Allowed(0xC0_00_00_01));
        Assert.Equal(PortSet.All, acl.Outbound.Allowed(0x0A_00_00_01));
    }
}
