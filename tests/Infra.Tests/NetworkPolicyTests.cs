using System.Text.Json.Nodes;
using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.Infra.Network;
using GovCloud.Network;

namespace GovCloud.Infra.Tests;

/// <summary>How the network's resources must be, in every template of the sample estate.</summary>
[Collection(Synthesis.Collection)]
public sealed class NetworkPolicyTests(Synthesis synthesis)
{
    NetworkTemplates Network => synthesis.Network;

    [Fact]
    public void The_gateway_associates_and_propagates_nothing_by_default()
    {
        var gateway = Network.Gateway.Only("AWS::EC2::TransitGateway");

        Assert.Equal(("disable", "disable"), (Text(gateway, "DefaultRouteTableAssociation"), Text(gateway, "DefaultRouteTablePropagation")));
        Assert.Equal("Retain", gateway.Body["DeletionPolicy"]!.GetValue<string>());
    }

    [Fact]
    public void Nothing_is_ever_propagated() => Assert.Empty(Network.OfType("AWS::EC2::TransitGatewayRouteTablePropagation"));

    [Fact]
    public void Everything_that_is_shared_names_accounts_of_the_estate()
    {
        var known = synthesis.SampleEstate.Accounts.Select(account => account.Id.ToString()).ToHashSet(StringComparer.Ordinal);

        Assert.All(Network.OfType("AWS::RAM::ResourceShare"), share => Assert.Subset(known, Texts(share["Principals"]).ToHashSet(StringComparer.Ordinal)));
    }

    [Fact]
    public void A_body_s_resolver_rule_is_shared_with_that_body_s_accounts_only()
    {
        var share = Assert.Single(Network.Endpoints.OfType("AWS::RAM::ResourceShare"), s => Text(s, "Name") == "katsushika-resolver-city-sendai-example-jp");

        var sendai = new EstateIndex(synthesis.SampleEstate, "");
        Assert.All(Texts(share["Principals"]), account => Assert.Contains(sendai.FindAccount(account)!.Municipalities, m => m.Code.ToString() == "041009"));
    }

    [Fact]
    public void Every_attachment_of_the_estate_is_associated_exactly_once_and_with_its_own_segment()
    {
        var topology = NetworkTopology.Of(synthesis.SampleEstate, synthesis.SampleLock);

        Assert.Equal(
            topology.Segments.All.SelectMany(s => s.Attachments).Select(a => $"{NetworkNames.AttachmentParameter(a.Id)} {NetworkNames.SegmentExport(a.Segment)}").Order(StringComparer.Ordinal),
            Network.Routing.SelectMany(t => t.OfType("AWS::EC2::TransitGatewayRouteTableAssociation").Select(a => $"{Recorded(t, a)} {Table(a)}")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_routes_of_the_templates_are_those_of_the_topology()
    {
        var topology = NetworkTopology.Of(synthesis.SampleEstate, synthesis.SampleLock);

        Assert.Equal(
            topology.Tables.SelectMany(t => t.Routes.Where(r => r.Target is not null)
                .Select(r => $"{NetworkNames.SegmentExport(t.Segment.Name)} {r.Destination} {NetworkNames.AttachmentParameter(r.Target!.Id)}")).Order(StringComparer.Ordinal),
            Network.Routing.SelectMany(t => t.OfType("AWS::EC2::TransitGatewayRoute").Select(r => $"{Table(r)} {Text(r, "DestinationCidrBlock")} {Recorded(t, r)}")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Blackholes_stand_with_the_tables_so_that_they_are_there_before_any_route() => Assert.All(
        Network.Segments.SelectMany(t => t.OfType("AWS::EC2::TransitGatewayRoute")), route => Assert.True(route["Blackhole"]!.GetValue<bool>()));

    [Fact]
    public void Every_subnet_has_a_route_table_and_a_network_ACL_of_ours() => Assert.All(Network.All, template => Assert.All(template.OfType("AWS::EC2::Subnet"), subnet =>
    {
        Assert.Single(template.OfType("AWS::EC2::SubnetRouteTableAssociation"), a => Reference(a["SubnetId"]) == subnet.Id);
        Assert.Single(template.OfType("AWS::EC2::SubnetNetworkAclAssociation"), a => Reference(a["SubnetId"]) == subnet.Id);
        Assert.False(subnet["MapPublicIpOnLaunch"]!.GetValue<bool>());
        Assert.StartsWith("apne1-az", Text(subnet, "AvailabilityZoneId"), StringComparison.Ordinal);
    }));

    [Fact]
    public void Every_VPC_is_kept_logged_and_named_after_its_node() => Assert.All(Network.All, template => Assert.All(template.OfType("AWS::EC2::VPC"), vpc =>
    {
        Assert.Equal("Retain", vpc.Body["DeletionPolicy"]!.GetValue<string>());
        Assert.Single(template.OfType("AWS::EC2::FlowLog"), log => Reference(log["ResourceId"]) == vpc.Id && Text(log, "TrafficType") == "ALL");
        Assert.Contains(vpc["Tags"]!.AsArray(), tag => tag!["Key"]!.GetValue<string>() == NetworkNames.NodeTag);
    }));

    [Fact]
    public void Only_the_egress_VPC_has_a_gateway_to_the_internet()
    {
        Assert.Single(Network.OfType("AWS::EC2::InternetGateway"));
        var vpc = Reference(Network.Egress.Only("AWS::EC2::VPCGatewayAttachment")["VpcId"]);
        Assert.StartsWith("egress", vpc, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_goes_to_the_internet_passes_the_firewall_of_its_zone_there_and_back()
    {
        var egress = Network.Egress;

        Assert.Equal(2, egress.OfType("AWS::NetworkFirewall::Firewall").Count);
        Assert.Equal("enable", Text(egress.Named("AWS::EC2::TransitGatewayVpcAttachment", "egress"), "Options.ApplianceModeSupport"));
        foreach (var zone in (string[])["1", "2"])
        {
            Assert.Contains($"egressFirewallZone{zone}", egress.Named("AWS::EC2::Route", $"egressTransit{zone}Default")["VpcEndpointId"]!.ToJsonString(), StringComparison.Ordinal);
            Assert.All(
                egress.OfType("AWS::EC2::Route").Where(r => r.Id.StartsWith($"egressNat{zone}", StringComparison.Ordinal) && r["GatewayId"] is null),
                route => Assert.Contains($"egressFirewallZone{zone}", route["VpcEndpointId"]!.ToJsonString(), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_firewall_drops_what_is_not_allowed_and_knows_whom_it_guards()
    {
        var policy = Network.Egress.Only("AWS::NetworkFirewall::FirewallPolicy");
        var rules = Network.Egress.Only("AWS::NetworkFirewall::RuleGroup");

        Assert.Equal("""["aws:drop_established","aws:alert_established"]""", policy["FirewallPolicy.StatefulDefaultActions"]!.ToJsonString());
        Assert.Equal("STRICT_ORDER", Text(policy, "FirewallPolicy.StatefulEngineOptions.RuleOrder"));
        Assert.Equal([".ubuntu.com", "hooks.slack.com"], Texts(rules["RuleGroup.RulesSource.RulesSourceList.Targets"]));
        Assert.NotEmpty(Texts(rules["RuleGroup.RuleVariables.IPSets.HOME_NET.Definition"]));
    }

    [Fact]
    public void The_resolver_has_fixed_addresses_in_two_zones() => Assert.All(Network.Endpoints.OfType("AWS::Route53Resolver::ResolverEndpoint"), endpoint =>
        Assert.Equal(2, endpoint["IpAddresses"]!.AsArray().Select(a => a!["Ip"]!.GetValue<string>()).Distinct(StringComparer.Ordinal).Count()));

    [Fact]
    public void Every_central_endpoint_has_a_zone_serves_the_estate_only_and_waits_for_the_fixed_addresses()
    {
        var endpoints = Network.Endpoints.OfType("AWS::EC2::VPCEndpoint").Where(e => Text(e, "VpcEndpointType") == "Interface").ToList();

        Assert.Equal(synthesis.SampleEstate.Network.CentralEndpoints.Length, endpoints.Count);
        Assert.All(endpoints, endpoint =>
        {
            Assert.False(endpoint["PrivateDnsEnabled"]!.GetValue<bool>());
            Assert.NotNull(endpoint["PolicyDocument.Statement"]![0]!["Condition"]!["StringEquals"]!["aws:PrincipalAccount"]);
            Assert.Equal(2, endpoint.Body["DependsOn"]!.AsArray().Count);
        });
        Assert.Contains(Network.Endpoints.OfType("AWS::Route53::HostedZone"), z => Text(z, "Name") == "api.ecr.ap-northeast-1.amazonaws.com");
    }

    [Fact]
    public void No_security_group_answers_everybody_and_none_leaves_the_outgoing_rules_to_AWS() => Assert.All(Network.OfType("AWS::EC2::SecurityGroup"), group =>
    {
        Assert.DoesNotContain(group["SecurityGroupIngress"]?.AsArray() ?? [], rule => rule!["CidrIp"]!.GetValue<string>() == "0.0.0.0/0");
        Assert.NotEmpty(group["SecurityGroupEgress"]!.AsArray());
    });

    [Fact]
    public void Nothing_comes_into_the_VPC_of_remote_maintenance()
    {
        var group = Network.Maintenance.Named("AWS::EC2::SecurityGroup", "maintenanceFlows");

        Assert.Empty(group["SecurityGroupIngress"]?.AsArray() ?? []);
        Assert.Equal("SSM-SessionManagerRunShell", Text(Network.Maintenance.Only("AWS::SSM::Document"), "Name"));
    }

    [Fact]
    public void Every_template_fits_CloudFormation_and_is_protected()
    {
        Assert.All(Network.All, template =>
        {
            Assert.InRange(template.Resources.Count, 1, 500);
            Assert.InRange(template.Json["Parameters"]?.AsObject().Count ?? 0, 0, 200);
            Assert.InRange(template.Json["Outputs"]?.AsObject().Count ?? 0, 0, 200);
            Assert.InRange(template.Bytes, 1, 1_000_000);
        });
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(synthesis.SampleFolder, "manifest.json")))!["artifacts"]!.AsObject();
        Assert.All(Network.ByStack.Keys, stack => Assert.True(manifest[stack]!["properties"]!["terminationProtection"]!.GetValue<bool>(), stack));
    }

    [Fact]
    public void An_estate_without_a_gateway_has_no_network_stack() => Assert.Empty(new NetworkTemplates(synthesis.SmallFolder).All);

    [Fact]
    public void An_existing_gateway_is_used_and_not_made()
    {
        var estate = synthesis.SampleEstate;
        var existing = new TransitGateway { Id = "tgw-0123456789abcdef0", Existing = true };

        var network = new NetworkTemplates(synthesis.Synthesise("existing", estate with { Network = estate.Network with { TransitGateway = existing } }, synthesis.SampleLock));

        Assert.Empty(network.OfType("AWS::EC2::TransitGateway"));
        Assert.All(network.OfType("AWS::EC2::TransitGatewayVpcAttachment").Concat(network.OfType("AWS::EC2::TransitGatewayRouteTable")), r => Assert.Equal(existing.Id, Text(r, "TransitGatewayId")));
    }

    [Fact]
    public void An_existing_gateway_without_its_id_is_refused()
    {
        var estate = synthesis.SampleEstate;

        var refused = Assert.Throws<SynthInputException>(() => NetworkPlan.Of(estate with { Network = estate.Network with { TransitGateway = new TransitGateway { Existing = true } } }, synthesis.SampleLock));

        Assert.Contains("Remedy: set network.transitGateway.id.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_that_lacks_a_request_stops_synthesis_with_the_command_that_mends_it()
    {
        var empty = Directory.CreateTempSubdirectory("govcloud-lock-").FullName;

        var refused = Assert.Throws<SynthInputException>(() => AddressLockFile.Read(empty, synthesis.SampleEstate, new DateOnly(2026, 11, 21)));

        Assert.EndsWith("Remedy: gca network plan --write", refused.Message, StringComparison.Ordinal);
        Directory.Delete(empty);
    }

    [Fact]
    public void A_PrivateLink_service_lets_in_its_consumers_and_nobody_else()
    {
        var estate = synthesis.SampleEstate;
        var link = new PrivateLink
        {
            Id = "common-db",
            Provider = AccountId.Parse("131229090001"),
            Targets = ["10.96.52.10"],
            Ports = ["tcp/443"],
            Consumers = [AccountId.Parse("041009000101")],
            Purpose = "例",
        };

        var network = new NetworkTemplates(synthesis.Synthesise("link", estate with { Network = estate.Network with { PrivateLinks = [link] } }, synthesis.SampleLock));

        var permissions = Assert.Single(network.OfType("AWS::EC2::VPCEndpointServicePermissions"));
        Assert.EndsWith(":iam::041009000101:root", Assert.Single(permissions["AllowedPrincipals"]!.AsArray())!["Fn::Join"]![1]!.AsArray()[^1]!.GetValue<string>(), StringComparison.Ordinal);
        var endpoint = Assert.Single(network.ByStack["GovCloud-Spoke-sendai-residents-production"].OfType("AWS::EC2::VPCEndpoint"), e => Text(e, "VpcEndpointType") == "Interface");
        Assert.Contains(endpoint["Tags"]!.AsArray(), t => t!["Key"]!.GetValue<string>() == "govcloud:private-link");
        Assert.False(Assert.Single(network.OfType("AWS::EC2::VPCEndpointService"))["AcceptanceRequired"]!.GetValue<bool>());
    }

    static string Text(Resource resource, string path) => resource[path]!.GetValue<string>();

    static IEnumerable<string> Texts(JsonNode? node) => node!.AsArray().Select(text => text!.GetValue<string>());

    static string? Reference(JsonNode? node) => node?["Ref"]?.GetValue<string>();

    static string Table(Resource resource) => resource["TransitGatewayRouteTableId"]!["Fn::ImportValue"]!.GetValue<string>();

    static string Recorded(Template template, Resource resource) =>
        template.Json["Parameters"]![Reference(resource["TransitGatewayAttachmentId"])!]!["Default"]!.GetValue<string>();
}
