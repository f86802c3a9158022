using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>What networks and sides of flows are called in documents that people read.</summary>
/// <param name="estate">A validated estate.</param>
public sealed class PartyNames(Estate estate)
{
    readonly Dictionary<MunicipalityCode, string> bodies = estate.Municipalities.ToDictionary(m => m.Code, m => m.Name);
    readonly Dictionary<string, string> systems = estate.Systems.ToDictionary(s => s.Id, s => s.Name, StringComparer.Ordinal);
    readonly Dictionary<string, string> networks = estate.Network.OnPremises.ToDictionary(r => r.Id, r => r.Name, StringComparer.Ordinal);

    /// <summary>A body's name; its code where the estate does not have it.</summary>
    public string Municipality(MunicipalityCode code) => bodies.GetValueOrDefault(code) ?? code.ToString();

    /// <summary>The bodies whose data a network carries.</summary>
    public NetworkText Municipalities(NetworkNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Municipalities.IsEmpty
            ? new("共通", "common")
            : new(string.Join('、', node.Municipalities.Select(Municipality)), string.Join(", ", node.Municipalities.Select(Municipality)));
    }

    /// <summary>What a network is: a system's name, the body's own network, a common function.</summary>
    public NetworkText System(NetworkNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Kind switch
        {
            FlowPartyKind.OnPremises => new($"庁内({networks.GetValueOrDefault(node.Id) ?? node.Id})", $"on-premises ({networks.GetValueOrDefault(node.Id) ?? node.Id})"),
            FlowPartyKind.Operations when node.Account?.Account.Purpose == AccountPurpose.LogArchive => new("ログ保管", "log archive"),
            FlowPartyKind.Workload when node.Account?.System is { } system => new(system.Name, system.Name),
            { } kind => WordOf(kind),
            null => new("インターネット出口", "egress"),
        };
    }

    /// <summary>本番, 検証; a dash where it serves both.</summary>
    public static NetworkText Environment(DeploymentEnvironment? environment) => environment switch
    {
        DeploymentEnvironment.Production => new("本番", "production"),
        DeploymentEnvironment.Verification => new("検証", "verification"),
        _ => new("—", "—"),
    };

    /// <summary>A network in a sentence: 葛飾区の国民健康保険(本番).</summary>
    public NetworkText Of(NetworkNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var (system, whose, environment) = (System(node), Municipalities(node), Environment(node.Environment));
        var suffix = node.Environment is null ? new NetworkText("", "") : new($"({environment.Japanese})", $" ({environment.English})");
        return node.Municipalities.IsEmpty
            ? new(system.Japanese + suffix.Japanese, system.English + suffix.English)
            : new($"{whose.Japanese}の{system.Japanese}{suffix.Japanese}", $"{system.English}{suffix.English} of {whose.English}");
    }

    /// <summary>A side of a flow as the rule says it: 業務システム(税務、本番).</summary>
    public NetworkText Of(FlowParty party)
    {
        ArgumentNullException.ThrowIfNull(party);
        var kind = WordOf(party.Kind);
        List<NetworkText> parts = [];
        Add(party.Municipality is { } body ? Municipality(body) : null);
        Add(party.System is { } system ? systems.GetValueOrDefault(system) ?? system : null);
        Add(party.Network is { } network ? networks.GetValueOrDefault(network) ?? network : null);
        if (party.Environment is { } environment)
        {
            parts.Add(Environment(environment));
        }

        Add(party.Account?.ToString());
        Add(party.Vpc);
        return parts.Count == 0
            ? kind
            : new($"{kind.Japanese}({string.Join('、', parts.Select(p => p.Japanese))})", $"{kind.English} ({string.Join(", ", parts.Select(p => p.English))})");

        void Add(string? text)
        {
            if (text is not null)
            {
                parts.Add(new(text, text));
            }
        }
    }

    /// <summary>Ports as they are asked for in forms: TCP 443、UDP 53.</summary>
    public static string Ports(IEnumerable<PortRange> ports) => string.Join("、", ports.Select(p => p.Protocol switch
    {
        TransportProtocol.Any => "ANY",
        TransportProtocol.Icmp => "ICMP",
        _ => p.ToString().ToUpperInvariant().Replace('/', ' '),
    }));

    static NetworkText WordOf(FlowPartyKind kind) => kind switch
    {
        FlowPartyKind.Workload => new("業務システム", "systems"),
        FlowPartyKind.OnPremises => new("庁内", "on-premises"),
        FlowPartyKind.Operations => new("運用管理", "operations"),
        FlowPartyKind.Maintenance => new("リモート保守", "remote maintenance"),
        FlowPartyKind.Endpoints => new("集約エンドポイント・DNS", "central endpoints and DNS"),
        _ => new("インターネット(許可ドメイン)", "internet (allowed domains)"),
    };
}
