using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GovCloud.Estates;
using GovCloud.Network;
using GovCloud.Network.Reachability;

namespace GovCloud.Infra.Tests;

/// <summary>What the synthesised network makes possible is exactly what the flows intend, and a template broken by hand is caught.</summary>
[Collection(Synthesis.Collection)]
public sealed class NetworkReachabilityTests(Synthesis synthesis)
{
    const string Tax = "131229001601/main";
    const string Elderly = "131121002501/main";

    [Fact]
    public void The_sample_makes_possible_exactly_what_is_intended()
    {
        var report = Check(synthesis.SampleEstate, Templates(synthesis.SampleFolder));

        Assert.Empty(report.Findings.Select(f => f.Finding.Message.English));
        Assert.Empty(report.Matrix.Unknown);
        Assert.Equal(
            Intended(synthesis.SampleEstate).Select(f => $"{f.From.Id} {f.To.Id}").Distinct().Order(),
            report.Matrix.Pairs.Where(p => !p.Ports.IsEmpty).Select(p => $"{p.From.Id} {p.To.Id}").Order());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Estates_of_other_flows_make_possible_exactly_what_is_intended(int seed)
    {
        var estate = WithOtherFlows(seed);
        var report = Check(estate, Templates(synthesis.Synthesise($"flows-{seed}", estate, synthesis.SampleLock)));

        Assert.Empty(report.Findings.Where(f => f.Finding.Severity == NetworkSeverity.Error).Select(f => f.Finding.Message.English));
        Assert.Empty(report.Impossible);
    }

    public static TheoryData<int> Seeds => [1, 2, 3];

    [Fact]
    public void An_attachment_in_the_table_of_another_body_is_caught() => Catches(
        r => r.Type == "AWS::EC2::TransitGatewayRouteTableAssociation" && r.Stack.Contains("setagaya-late-elderly-production", StringComparison.Ordinal),
        r => r.Properties["TransitGatewayRouteTableId"] = TableOf(Tax),
        "TGW009",
        "GovCloud-NetworkRouting-setagaya-late-elderly-production/Association");

    [Fact]
    public void A_stray_propagation_is_caught_with_open_acls_and_routes() => Catches(
        Propagate,
        "TGW009",
        "Stray",
        Elderly,
        Tax);

    [Fact]
    public void A_blackhole_over_a_live_route_is_caught() => Catches(
        stacks => AddRoute(stacks, TableOf(Tax), "Hole", RangeOf(synthesis.SampleLock, "131229090101/endpoints"), blackhole: true), "TGW007", "Hole");

    [Fact]
    public void Default_tables_are_caught() => Catches(
        r => r.Type == "AWS::EC2::TransitGateway", r => r.Properties["DefaultRouteTablePropagation"] = "enable", "TGW004");

    [Fact]
    public void A_firewall_without_appliance_mode_is_caught() => Catches(
        r => r.Type == "AWS::EC2::TransitGatewayVpcAttachment" && r.Stack.EndsWith("egress", StringComparison.Ordinal), r => r.Properties.Remove("Options"), "TGW006");

    [Fact]
    public void A_missing_return_route_is_caught() => Catches(
        r => r.Type == "AWS::EC2::Route" && r.Stack.EndsWith("Spoke-setagaya-late-elderly-production", StringComparison.Ordinal) && r.Text("DestinationCidrBlock") == "10.32.0.0/16",
        r => r.Properties["DestinationCidrBlock"] = "10.33.0.0/16",
        "TGW009");

    [Fact]
    public void An_acl_that_lets_nothing_in_is_caught() => Catches(
        r => r.Type == "AWS::EC2::NetworkAclEntry" && r.Stack.EndsWith("Spoke-setagaya-late-elderly-production", StringComparison.Ordinal) && r.Text("CidrBlock") == "10.32.0.0/16",
        r => r.Properties["RuleAction"] = "deny",
        "REACH002");

    [Fact]
    public void A_resource_that_is_not_understood_makes_the_result_unknown()
    {
        var stacks = Stacks();
        stacks.First().Value["Resources"]!["Vpn"] = new JsonObject { ["Type"] = "AWS::EC2::VPNConnection", ["Properties"] = new JsonObject() };
        var report = Check(synthesis.SampleEstate, Written(stacks));

        Assert.Contains(report.Findings, f => f.Finding.Rule.Id == "REACH003" && f.Resources.Any(r => r.LogicalId == "Vpn"));
        Assert.True(report.Matrix.IsUnknown(Tax, Elderly));
    }

    void Catches(Func<Part, bool> which, Action<Part> how, string rule, params string[] named) => Catches(
        stacks =>
        {
            var parts = Parts(stacks).Where(which).ToList();
            Assert.NotEmpty(parts);
            parts.ForEach(how);
        },
        rule,
        named);

    void Catches(Action<SortedDictionary<string, JsonObject>> how, string rule, params string[] named)
    {
        var stacks = Stacks();
        how(stacks);
        var findings = Check(synthesis.SampleEstate, Written(stacks)).Findings;

        Assert.Contains(findings, f => f.Finding.Rule.Id == rule && named.All(n => f.Finding.Message.English.Contains(n, StringComparison.Ordinal)));
    }

    /// <summary>Both VPCs know the way to each other and let everything pass; only the tables of the Transit Gateway kept them apart.</summary>
    void Propagate(SortedDictionary<string, JsonObject> stacks)
    {
        foreach (var (here, there, stack) in new[] { (Tax, Elderly, "GovCloud-Spoke-katsushika-tax-production"), (Elderly, Tax, "GovCloud-Spoke-setagaya-late-elderly-production") })
        {
            foreach (var entry in Parts(stacks).Where(p => p.Stack == stack && p.Type == "AWS::EC2::NetworkAclEntry").ToList())
            {
                entry.Properties["RuleAction"] = "allow";
                entry.Properties["CidrBlock"] = "0.0.0.0/0";
            }

            foreach (var route in Parts(stacks).Where(p => p.Stack == stack && p.Type == "AWS::EC2::Route").ToList())
            {
                route.Properties["DestinationCidrBlock"] = "0.0.0.0/0";
            }

            Resources(stacks, "GovCloud-NetworkRouting-network")["Stray" + here[..6]] = new JsonObject
            {
                ["Type"] = "AWS::EC2::TransitGatewayRouteTablePropagation",
                ["Properties"] = new JsonObject { ["TransitGatewayRouteTableId"] = TableOf(here), ["TransitGatewayAttachmentId"] = $"{{{{resolve:ssm:/govcloud/network/attachments/{there}}}}}" },
            };
        }
    }

    static void AddRoute(SortedDictionary<string, JsonObject> stacks, JsonNode table, string id, string cidr, bool blackhole) =>
        Resources(stacks, "GovCloud-NetworkRouting-network")[id] = new JsonObject
        {
            ["Type"] = "AWS::EC2::TransitGatewayRoute",
            ["Properties"] = new JsonObject { ["TransitGatewayRouteTableId"] = table, ["DestinationCidrBlock"] = cidr, ["Blackhole"] = blackhole },
        };

    static string RangeOf(AddressLock allocations, string node) => allocations.Allocations.Single(a => a.Key.ToString() == node).Ranges[0].Cidr.ToString();

    /// <summary>The table that routes a node's packets, as its association names it.</summary>
    JsonNode TableOf(string node) => Parts(Stacks())
        .Single(p => p.Type == "AWS::EC2::TransitGatewayRouteTableAssociation" && p.Text("TransitGatewayAttachmentId", "Ref") is { } parameter
            && p.Template["Parameters"]![parameter]!["Default"]!.GetValue<string>().EndsWith(node, StringComparison.Ordinal))
        .Properties["TransitGatewayRouteTableId"]!.DeepClone();

    SortedDictionary<string, JsonObject> Stacks() =>
        new(Templates(synthesis.SampleFolder).ToDictionary(t => t.Name, t => JsonNode.Parse(t.Json)!.AsObject(), StringComparer.Ordinal), StringComparer.Ordinal);

    static IEnumerable<Part> Parts(SortedDictionary<string, JsonObject> stacks) =>
        stacks.SelectMany(s => s.Value["Resources"]!.AsObject(), (s, r) => new Part(s.Key, s.Value, r.Value!.AsObject()));

    static JsonObject Resources(SortedDictionary<string, JsonObject> stacks, string stack) => stacks[stack]["Resources"]!.AsObject();

    static IEnumerable<StackTemplate> Written(SortedDictionary<string, JsonObject> stacks) => stacks.Select(s => new StackTemplate(s.Key, s.Value.ToJsonString()));

    static List<StackTemplate> Templates(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.template.json").Order(StringComparer.Ordinal).Select(f => new StackTemplate(Path.GetFileName(f)[..^".template.json".Length], File.ReadAllText(f))),
    ];

    ReachabilityReport Check(Estate estate, IEnumerable<StackTemplate> templates) => ReachabilityCheck.Compare(
        TemplateNetwork.Read(templates), NetworkNode.Of(estate, synthesis.SampleLock), estate.Network.Lines, Intended(estate));

    ImmutableArray<IntendedFlow> Intended(Estate estate) => IntendedFlow.Of(estate, NetworkNode.Of(estate, synthesis.SampleLock));

    /// <summary>Other flows between the same nodes: each seed takes another part of the sample's and adds its own.</summary>
    Estate WithOtherFlows(int seed)
    {
        var network = synthesis.SampleEstate.Network;
        FlowPartyKind[] kinds = [FlowPartyKind.Workload, FlowPartyKind.OnPremises, FlowPartyKind.Operations, FlowPartyKind.Maintenance, FlowPartyKind.Endpoints];
        string[] ports = ["tcp/443", "tcp/8000-8080", "udp/53", "tcp/22"];
        var added = Enumerable.Range(0, 4).Select(i => new NetworkFlow
        {
            Id = $"added-{i}",
            From = new FlowParty { Kind = kinds[(seed + (i * 2)) % kinds.Length] },
            To = new FlowParty { Kind = kinds[((seed * 3) + i) % kinds.Length], Environment = (seed + i) % 3 == 0 ? DeploymentEnvironment.Production : null },
            Ports = [ports[(seed + i) % ports.Length]],
            Purpose = "例",
        });
        return synthesis.SampleEstate with
        {
            Network = network with
            {
                // The Resolver's rules stand on flows that are not there now.
                ForwardedDomains = [],
                Flows = [.. network.Flows.Where((_, i) => (i + seed) % 3 != 0), .. added.Where(f => f.From.Kind != f.To.Kind || f.From.Kind == FlowPartyKind.Workload)],
            },
        };
    }

    sealed record Part(string Stack, JsonObject Template, JsonObject Body)
    {
        public string Type => Body[nameof(Type)]!.GetValue<string>();

        public JsonObject Properties => Body[nameof(Properties)]?.AsObject() ?? [];

        public string? Text(string property, string? within = null) =>
            (within is null ? Properties[property] : (Properties[property] as JsonObject)?[within]) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
    }
}
