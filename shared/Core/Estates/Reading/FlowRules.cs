using GovCloud.Network;

namespace GovCloud.Estates.Reading;

/// <summary>Every flow is possible, allowed and needed.</summary>
sealed class FlowRules
{
    readonly RuleContext context;
    readonly List<NetworkFlow> sound = [];

    FlowRules(RuleContext context) => this.context = context;

    EstateNetwork Network => context.Estate.Network;

    /// <summary>Checks all flows.</summary>
    /// <param name="context">The estate.</param>
    /// <param name="index">The estate's accounts; <see langword="null"/> where references have been reported: then nothing is concluded from them.</param>
    public static void Check(RuleContext context, EstateIndex? index)
    {
        var rules = new FlowRules(context);
        var parties = new FlowPartyRules(context, index);
        foreach (var flow in rules.Network.Flows.Where(f => context.Sound(f, nameof(f.Id), nameof(f.From), nameof(f.To), nameof(f.Ports), nameof(f.BetweenMunicipalities), nameof(f.BetweenEnvironments))))
        {
            // Both sides are looked at before the verdict, so that all is reported at once.
            if (parties.Check(flow.From, opens: true) & parties.Check(flow.To, opens: false) & rules.CheckPorts(flow))
            {
                rules.sound.Add(flow);
            }
        }

        rules.CheckInternet();
        rules.CheckShadows();
        if (index is not null)
        {
            new FlowPairRules(context).Check(rules.sound);
        }
    }

    bool CheckPorts(NetworkFlow flow)
    {
        var fine = true;
        if (flow.Ports.IsEmpty)
        {
            context.Error(EstateRules.FlowPorts, flow, nameof(flow.Ports), $"flow \"{flow.Id}\" names no port and allows nothing; name some, or write any");
            fine = false;
        }

        foreach (var (i, text) in flow.Ports.Index())
        {
            var problem = !PortRange.TryParse(text, out var ports) ? "has a port above 65535, or ends before it begins; correct the numbers"
                : flow.To.Kind == FlowPartyKind.Internet && ports.Protocol != TransportProtocol.Tcp ? "cannot be held to 'allowedDomains': only HTTP and TLS name the domain they want; write tcp/443 or the like"
                : null;
            if (problem is not null)
            {
                context.Problems.Error(EstateRules.FlowPorts, context.Map.At(flow, nameof(flow.Ports), i), $"'{text}' of flow \"{flow.Id}\" {problem}");
                fine = false;
            }
        }

        return fine;
    }

    void CheckInternet()
    {
        if (!context.Sound(Network, nameof(Network.Requests), nameof(Network.AllowedDomains)))
        {
            return;
        }

        foreach (var flow in sound.Where(f => f.To.Kind == FlowPartyKind.Internet))
        {
            if (Network.Requests.All(r => r.Role != VpcRole.Egress))
            {
                context.Error(
                    EstateRules.VpcRole, flow, nameof(flow.To), $"flow \"{flow.Id}\" leads to the internet, and no VPC has the role egress; add a request with 'role: egress' of the network account, or remove the flow");
            }

            if (Network.AllowedDomains.IsEmpty)
            {
                context.Error(EstateRules.FlowParty, flow, nameof(flow.To), $"flow \"{flow.Id}\" leads to the internet, where nothing is allowed; name the domains in 'allowedDomains', or remove the flow");
            }
        }
    }

    void CheckShadows()
    {
        for (var i = 0; i < sound.Count; i++)
        {
            // Of two equal flows the later is the one too many.
            var by = sound.Where((other, j) => j != i && Covers(other, sound[i]) && (j < i || !Covers(sound[i], other))).FirstOrDefault();
            if (by is not null)
            {
                context.Problems.Warning(EstateRules.FlowShadowed, context.Map.At(sound[i]), $"flow \"{sound[i].Id}\" allows nothing that flow \"{by.Id}\" does not allow already; remove one of them");
            }
        }
    }

    static bool Covers(NetworkFlow wide, NetworkFlow narrow) =>
        Covers(wide.From, narrow.From) && Covers(wide.To, narrow.To)
        && (wide.BetweenMunicipalities is not null || narrow.BetweenMunicipalities is null)
        && (wide.BetweenEnvironments is not null || narrow.BetweenEnvironments is null)
        && IntendedFlow.PortsOf(wide) is var ports && IntendedFlow.PortsOf(narrow).All(p => ports.Any(w => w.Contains(p)));

    static bool Covers(FlowParty wide, FlowParty narrow) =>
        wide.Kind == narrow.Kind
        && (wide.Municipality is null || wide.Municipality == narrow.Municipality)
        && (wide.System is null || wide.System == narrow.System)
        && (wide.Environment is null || wide.Environment == narrow.Environment)
        && (wide.Account is null || wide.Account == narrow.Account)
        && (wide.Vpc is null || wide.Vpc == narrow.Vpc)
        && (wide.Network is null || wide.Network == narrow.Network);
}
