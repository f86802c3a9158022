using GovCloud.Estates;

namespace GovCloud.Core.Tests.Estates;

/// <summary>EST604 to EST616: flows, lines, roles, zones, names, PrivateLink, allowed replacements.</summary>
public sealed class EstateConnectionRuleTests
{
    /// <summary>A network of two bodies in which everything fits.</summary>
    const string Yaml = """
        profile: { name: small, title: 例, operator: operator, operationsAccount: "012345678901" }
        municipalities:
          - { code: "131229", name: 葛飾区, slug: katsushika, itDepartment: it }
          - { code: "131121", name: 世田谷区, slug: setagaya, itDepartment: it-s }
        organisations:
          - { id: operator, name: 運用, kind: operator, calendar: desk, mail: [a@example.jp] }
          - { id: vendor, name: 事業者, kind: vendor, calendar: desk, mail: [v@example.jp] }
          - { id: it, name: 情報, kind: it-department, municipality: "131229", calendar: desk, mail: [b@example.jp] }
          - { id: it-s, name: 情報, kind: it-department, municipality: "131121", calendar: desk, mail: [c@example.jp] }
        systems:
          - { id: tax, name: 税務, usage: dedicated, vendor: vendor, municipalities: ["131229"] }
          - { id: care, name: 介護, usage: dedicated, vendor: vendor, municipalities: ["131121"] }
        accounts:
          - { id: "012345678901", name: operations, environment: production, purpose: operations }
          - { id: "012345678902", name: network, environment: production, purpose: network }
          - { id: "131229000001", name: tax-production, environment: production, system: tax }
          - { id: "131229000002", name: tax-verification, environment: verification, system: tax }
          - { id: "131121000001", name: care-production, environment: production, system: care }
        calendars: [{ id: desk, name: 平日, open: 8:30, close: 17:15 }]
        responsibilities: [{ responsible: operator }]
        notification: { mailFrom: a@example.jp }
        network:
          pools: [{ id: all, use: production, cidrs: [10.1.0.0/16] }]
          onPremises:
            - { id: office, name: 本庁舎, municipality: "131229", cidrs: [10.200.0.0/16] }
            - { id: office-s, name: 本庁舎, municipality: "131121", cidrs: [10.210.0.0/16] }
          requests:
            - { account: "012345678901" }
            - { account: "012345678902", vpc: egress, role: egress }
            - { account: "012345678902", vpc: endpoints, role: endpoints }
            - { account: "131229000001" }
            - { account: "131229000002" }
            - { account: "131121000001", zones: 3 }
          transitGateway: { asn: 64512 }
          zones: [apne1-az4, apne1-az1, apne1-az2]
          lines:
            - { id: line, municipality: "131229", name: 回線, gatewayAsn: 64601, gatewayId: 00000000-0000-4000-8000-000000000001 }
            - { id: line-s, municipality: "131121", name: 回線, gatewayAsn: 64602, gatewayId: 00000000-0000-4000-8000-000000000002 }
          flows:
            - { id: online, from: { kind: on-premises }, to: { kind: workload }, ports: [tcp/443], purpose: 業務 }
            - { id: updates, from: { system: tax }, to: { kind: internet }, ports: [tcp/443], purpose: 更新 }
          allowedDomains: [{ domain: example.com, reason: 更新 }]
          centralEndpoints: [ssm]
          forwardedDomains: [{ domain: city.example.jp, municipality: "131229", servers: [10.200.0.53] }]
          privateZones: [{ domain: cloud.example.jp }]
          privateLinks:
            - { id: link, provider: "131229000001", targets: [10.1.0.10], ports: [tcp/443], consumers: ["131121000001"], purpose: 照会 }
          allowedReplacements: [{ subject: zones, reason: 移設, until: 2027-03-31 }]

        """;

    /// <summary>The case, the text that is replaced, its replacement, the problems.</summary>
    public static TheoryData<string, string, string, string> Parties => new()
    {
        {
            "internet opens", "{ kind: on-premises }, to: { kind: workload }", "{ kind: internet }, to: { kind: workload }",
            "40:35: error EST604: the internet never opens a connection; name it in 'to', or remove the flow"
        },
        {
            "account of a body's network", "from: { kind: on-premises }", "from: { kind: on-premises, account: \"131229000001\" }",
            "40:57: error EST604: kind on-premises cannot be narrowed by 'account': networks of bodies belong to no account, system or environment; remove it or correct 'kind'"
        },
        {
            "part of the internet", "{ kind: internet }", "{ kind: internet, municipality: \"131229\" }",
            "41:81: error EST604: kind internet cannot be narrowed by 'municipality': what may be reached there stands in 'allowedDomains'; remove it or correct 'kind'"
        },
        {
            "endpoints of a body", "to: { kind: workload }", "to: { kind: endpoints, municipality: \"131229\" }",
            "40:87: error EST604: kind endpoints cannot be narrowed by 'municipality': such VPCs serve all bodies and both environments; remove it or correct 'kind'"
        },
        {
            "system that the body does not use", "to: { kind: workload }", "to: { system: tax, municipality: \"131121\" }",
            "40:83: error EST604: no account is of kind workload, municipality 131121, system tax; correct the combination, or add the account to 'accounts'"
        },
        {
            "environment without account", "to: { kind: workload }", "to: { system: care, environment: verification }",
            "40:64: error EST604: no account is of kind workload, system care, environment verification; correct the combination, or add the account to 'accounts'"
        },
        {
            "account of another kind", "to: { kind: workload }", "to: { account: \"012345678901\" }",
            "40:65: error EST604: account 012345678901 is of purpose operations and never of kind workload; correct one of the two"
        },
        {
            "VPC of nobody", "to: { kind: workload }", "to: { system: tax, vpc: mian }",
            "40:74: error EST604: no VPC \"mian\" is of kind workload, system tax; did you mean 'main'?"
        },
        {
            "network of another body", "from: { kind: on-premises }", "from: { kind: on-premises, network: office, municipality: \"131121\" }",
            "40:57: error EST604: network \"office\" is of body 131229, not of 131121; correct one of the two"
        },
        {
            "maintenance without VPC", "from: { kind: on-premises }", "from: { kind: maintenance }",
            "40:35: error EST610: there is no VPC of role maintenance; add a request with 'role: maintenance' of the network account, or remove the flow"
        },
        {
            "endpoints in another account", "to: { kind: workload }", "to: { kind: endpoints, account: \"131229000001\" }",
            "40:82: error EST604: account 131229000001 has no VPC of role endpoints; remove 'account' or name 012345678902"
        },
    };

    /// <summary>The case, the text that is replaced, its replacement, the problems.</summary>
    public static TheoryData<string, string, string, string> Flows => new()
    {
        {
            "to another body", "from: { kind: on-premises }, to: { kind: workload }", "from: { kind: on-premises, municipality: \"131229\" }, to: { system: care }",
            "40:78: error EST605: flow \"online\" leads from 131229 to 131121, which share no body; correct one side, or write why they may talk to each other in 'betweenMunicipalities'"
        },
        {
            "to another environment", "from: { kind: on-premises }, to: { kind: workload }", "from: { system: tax, environment: production }, to: { system: tax, environment: verification }",
            "40:73: error EST605: flow \"online\" leads from production to verification; correct one side, or write why the environments may talk to each other in 'betweenEnvironments'"
        },
        { "port above all", "[tcp/443], purpose: 業務", "[tcp/443, tcp/65536], purpose: 業務", "40:91: error EST606: 'tcp/65536' of flow \"online\" has a port above 65535, or ends before it begins; correct the numbers" },
        { "end before beginning", "[tcp/443], purpose: 業務", "[tcp/90-80], purpose: 業務", "40:82: error EST606: 'tcp/90-80' of flow \"online\" has a port above 65535, or ends before it begins; correct the numbers" },
        { "no port", "[tcp/443], purpose: 業務", "[], purpose: 業務", "40:81: error EST606: flow \"online\" names no port and allows nothing; name some, or write any" },
        {
            "names that nothing checks", "[tcp/443], purpose: 更新", "[udp/443], purpose: 更新",
            "41:77: error EST606: 'udp/443' of flow \"updates\" cannot be held to 'allowedDomains': only HTTP and TLS name the domain they want; write tcp/443 or the like"
        },
        {
            "the same twice", "    - { id: updates,", "    - { id: again, from: { kind: on-premises }, to: { kind: workload }, ports: [tcp/443], purpose: 業務 }\n    - { id: updates,",
            "41:7: warning EST607: flow \"again\" allows nothing that flow \"online\" does not allow already; remove one of them"
        },
        {
            "a part of another", "    - { id: online,", "    - { id: part, from: { kind: on-premises, municipality: \"131229\" }, to: { system: tax }, ports: [tcp/443], purpose: 業務 }\n    - { id: online,",
            "40:7: warning EST607: flow \"part\" allows nothing that flow \"online\" does not allow already; remove one of them"
        },
        {
            "no pair", "    - { id: online,", "    - { id: none, from: { kind: operations }, to: { kind: operations }, ports: [tcp/22], purpose: 保守 }\n    - { id: online,",
            "40:7: warning EST608: flow \"none\" stands for no pair of networks, because no VPC is requested, attached or reached by a line on one side; complete 'requests' or 'lines', or remove the flow"
        },
        {
            "reason without need", "ports: [tcp/443], purpose: 業務 }", "ports: [tcp/443], purpose: 業務, betweenEnvironments: 移行 }",
            "40:126: warning EST609: no pair of flow \"online\" crosses environments; remove 'betweenEnvironments', which would allow such pairs later"
        },
        {
            "body without need", "from: { system: tax }, to: { kind: internet }, ports: [tcp/443], purpose: 更新 }", "from: { system: tax }, to: { kind: internet }, ports: [tcp/443], purpose: 更新, betweenMunicipalities: 共同 }",
            "41:123: warning EST609: no pair of flow \"updates\" lacks a common body; remove 'betweenMunicipalities', which would allow such pairs later"
        },
        {
            "no way out", ", role: egress", "",
            "41:49: error EST610: flow \"updates\" leads to the internet, and no VPC has the role egress; add a request with 'role: egress' of the network account, or remove the flow"
        },
        {
            "nothing allowed", "[{ domain: example.com, reason: 更新 }]", "[]",
            "41:49: error EST604: flow \"updates\" leads to the internet, where nothing is allowed; name the domains in 'allowedDomains', or remove the flow"
        },
    };

    /// <summary>The case, the text that is replaced, its replacement, the problems.</summary>
    public static TheoryData<string, string, string, string> Topology => new()
    {
        { "gateway of nobody", "{ asn: 64512 }", "{ asn: 64512, existing: true }", "34:43: error EST612: a Transit Gateway that is there already needs its 'id'; write it, or remove 'existing'" },
        { "line to nowhere", "  transitGateway: { asn: 64512 }\n", "", "36:7: error EST612: line \"line\" leads to no Transit Gateway; add 'transitGateway', or remove the line\ne.yaml:37:7: error EST612: line \"line-s\" leads to no Transit Gateway; add 'transitGateway', or remove the line" },
        { "line of nobody", "    - { id: office-s, name: 本庁舎, municipality: \"131121\", cidrs: [10.210.0.0/16] }\n", "", "37:35: error EST611: line \"line-s\" announces nothing, because body 131121 has no on-premises network; add it to 'onPremises', or remove the line" },
        {
            "network without line", "    - { id: line-s, municipality: \"131121\", name: 回線, gatewayAsn: 64602, gatewayId: 00000000-0000-4000-8000-000000000002 }\n", "",
            "26:48: warning EST611: nothing reaches on-premises network \"office-s\", because body 131121 has no line; add one to 'lines', or hold the range in 'reserved'"
        },
        {
            "two bodies on one gateway", "00000000-0000-4000-8000-000000000002", "00000000-0000-4000-8000-000000000001",
            "37:83: error EST611: lines \"line\" and \"line-s\" of two bodies share a Direct Connect gateway, where they cannot be kept apart; use a gateway for each body\n"
            + "e.yaml:38:85: error EST611: lines \"line-s\" and \"line\" of two bodies share a Direct Connect gateway, where they cannot be kept apart; use a gateway for each body"
        },
        { "role twice", "vpc: endpoints, role: endpoints", "vpc: endpoints, role: egress", "30:56: error EST610: VPC 012345678902/endpoints has the role egress, which 012345678902/egress has already; one VPC has it\ne.yaml:43:21: error EST610: there are central endpoints and no VPC of role endpoints; add a request with 'role: endpoints' of the network account, or remove 'centralEndpoints'" },
        { "role in a system's account", "- { account: \"131229000001\" }", "- { account: \"131229000001\", vpc: x, role: maintenance }", "31:48: error EST610: VPC 131229000001/x has the role maintenance in an account of purpose system; request it in the network account, or remove 'role'\ne.yaml:47:7: error EST615: account 131229000001, which offers \"link\", has no VPC \"main\"; request it in 'requests', or name another in 'vpc'" },
        { "too few zones", "[apne1-az4, apne1-az1, apne1-az2]", "[apne1-az4, apne1-az1]", "35:10: error EST613: VPC 131121000001/main needs 3 zones, and 'zones' names 2; name more at the end, or ask for fewer" },
        { "zone of another region", "apne1-az2]", "apne3-az2]", "35:33: error EST613: 'apne3-az2' is no zone of ap-northeast-1, whose zones are called apne1-azN; correct it" },
        { "zone twice", "apne1-az2]", "apne1-az1]", "35:33: error EST204: 'zones' names \"apne1-az1\" twice; remove one" },
        { "endpoint twice", "[ssm]", "[ssm, ssm]", "43:27: error EST204: 'centralEndpoints' names \"ssm\" twice; remove one" },
    };

    /// <summary>The case, the text that is replaced, its replacement, the problems.</summary>
    public static TheoryData<string, string, string, string> Names => new()
    {
        { "server elsewhere", "[10.200.0.53]", "[10.200.0.53, 10.210.0.53]", "44:96: error EST614: server 10.210.0.53 of 'city.example.jp' is outside the on-premises networks of body 131229, and nothing would lead there; correct it or add its range to 'onPremises'" },
        { "no server", "[10.200.0.53]", "[]", "44:82: error EST614: 'city.example.jp' is forwarded to no server; name at least one in 'servers', better two" },
        { "forwarded and private", "cloud.example.jp", "city.example.jp", "44:32: error EST614: 'city.example.jp' is forwarded and is a private zone at e.yaml:45:28; one of the two would never answer: remove it" },
        { "dot", "cloud.example.jp", ".example.jp", "45:28: error EST614: '.example.jp' begins with a dot; a name and all below it are meant anyway: write example.jp" },
        { "own consumer", "consumers: [\"131121000001\"]", "consumers: [\"131229000001\"]", "47:97: error EST615: account 131229000001 offers \"link\" and cannot be its consumer; remove it from 'consumers'" },
        { "consumer without VPC", "    - { account: \"131121000001\", zones: 3 }\n", "", "46:97: error EST615: account 131121000001, which uses \"link\", has no VPC for the endpoint; request one in 'requests', or remove it from 'consumers'" },
        { "nobody uses it", "consumers: [\"131121000001\"]", "consumers: []", "47:96: error EST615: nobody uses \"link\"; name at least one account in 'consumers', or remove the service" },
        { "provider without VPC", "{ id: link,", "{ id: link, vpc: other,", "47:24: error EST615: account 131229000001, which offers \"link\", has no VPC \"other\"; request it in 'requests', or name another in 'vpc'" },
        { "range of ports", "ports: [tcp/443], consumers", "ports: [tcp/80-81], consumers", "47:75: error EST615: 'tcp/80-81' of \"link\" is not one TCP port, and a listener has one; write each on its own, such as tcp/443" },
        {
            "overlap without service", "  privateLinks:", "  existingVpcs: [{ id: old, account: \"131229000002\", cidrs: [10.1.0.0/24] }]\n  acceptedOverlaps: [{ first: old, second: office, reachability: private-link, reason: 移行 }]\n  privateLinks:",
            "47:66: error EST615: \"old\" and \"office\" are to reach each other through PrivateLink, and no service in 'privateLinks' leads from one to the other; add it, or write 'reachability: none'"
        },
        {
            "target outside", "{ id: link,", "{ id: link, vpc: old,", "47:24: error EST615: account 131229000001, which offers \"link\", has no VPC \"old\"; request it in 'requests', or name another in 'vpc'"
        },
        { "allowed for ever", "2027-03-31", "2026-11-19", "48:62: error EST616: the replacement of \"zones\" was allowed until 2026-11-19; remove the entry once it is done, or agree on a later end" },
    };

    [Theory]
    [MemberData(nameof(Parties))]
    [MemberData(nameof(Flows))]
    [MemberData(nameof(Topology))]
    [MemberData(nameof(Names))]
    public void A_broken_rule_is_reported_with_place_and_remedy(string name, string old, string replacement, string expected)
    {
        Assert.NotEmpty(name);
        Assert.Equal(expected.Length == 0 ? "" : "e.yaml:" + expected, string.Join('\n', SmallEstate.Read(With(old, replacement)).Problems));
    }

    [Fact]
    public void What_fits_together_is_not_reported() => Assert.Empty(SmallEstate.Read(Yaml).Problems);

    [Theory]
    [InlineData("betweenMunicipalities", "from: { kind: on-premises, municipality: \"131229\" }, to: { system: care }")]
    [InlineData("betweenEnvironments", "from: { system: tax, environment: production }, to: { system: tax, environment: verification }")]
    public void A_flow_across_a_border_is_possible_with_a_reason(string key, string sides) =>
        Assert.Empty(SmallEstate.Read(With("from: { kind: on-premises }, to: { kind: workload }, ports: [tcp/443], purpose: 業務", $"{sides}, ports: [tcp/443], purpose: 業務, {key}: 協定")).Problems);

    [Fact]
    public void A_PrivateLink_target_outside_an_existing_VPC_is_reported()
    {
        var yaml = With("  privateLinks:", "  existingVpcs: [{ id: old, account: \"131229000001\", cidrs: [10.2.0.0/24] }]\n  privateLinks:").Replace("{ id: link,", "{ id: link, vpc: old,", StringComparison.Ordinal);
        Assert.Equal("e.yaml:48:65: error EST615: target 10.1.0.10 of \"link\" is outside VPC \"old\" (10.2.0.0/24); correct one of the two", Assert.Single(SmallEstate.Read(yaml).Problems).ToString());
    }

    [Fact]
    public void Flows_are_not_judged_by_accounts_that_are_wrong_themselves() =>
        Assert.DoesNotContain(SmallEstate.Read(With("environment: verification, system: tax", "environment: verification, system: tex")).Problems, p => string.CompareOrdinal(p.Id, EstateRules.FlowParty) >= 0);

    static string With(string old, string replacement)
    {
        var index = Yaml.IndexOf(old, StringComparison.Ordinal);
        Assert.True(index >= 0, $"'{old}' does not occur");
        return string.Concat(Yaml.AsSpan(0, index), replacement, Yaml.AsSpan(index + old.Length));
    }
}
