using System.Collections.Immutable;
using GovCloud.Network;

namespace GovCloud.Estates.Reading;

/// <summary>
/// What flows mean pair by pair: none, too much, or nothing that needs the reason it gives. Networks of the same bodies and environment behave alike, so
/// two of each stand for all of them and the number of accounts does not matter.
/// </summary>
sealed class FlowPairRules(RuleContext context)
{
    const int RepresentativesOfClass = 2;

    readonly ImmutableArray<NetworkNode> nodes = NetworkNode.Of(context.Estate, Wanted(context.Estate.Network));

    public void Check(IEnumerable<NetworkFlow> flows)
    {
        foreach (var flow in flows)
        {
            var pairs = Pairs(flow);
            if (pairs.Any(p => p.Attached && (p.Bodies || flow.BetweenMunicipalities is not null) && (p.Environments || flow.BetweenEnvironments is not null)))
            {
                CheckReasons(flow, pairs);
            }
            else if (!CheckIsolation(flow, [.. pairs]))
            {
                context.Problems.Warning(
                    EstateRules.FlowWithoutPair,
                    context.Map.At(flow),
                    $"flow \"{flow.Id}\" stands for no pair of networks, because no VPC is requested, attached or reached by a line on one side; complete 'requests' or 'lines', or remove the flow");
            }
        }
    }

    /// <summary>Reports sides that are named and share nothing; <see langword="false"/> where that is not the reason for the lack of pairs.</summary>
    bool CheckIsolation(NetworkFlow flow, List<Pair> pairs)
    {
        if (pairs.Count == 0 || !NamesBodies(flow.From) || !NamesBodies(flow.To) || flow.BetweenMunicipalities is not null || pairs.Exists(p => p.Bodies))
        {
            return CheckEnvironments(flow, pairs);
        }

        context.Error(
            EstateRules.FlowIsolation,
            flow,
            nameof(flow.To),
            $"flow \"{flow.Id}\" leads from {Bodies(pairs.Select(p => p.From))} to {Bodies(pairs.Select(p => p.To))}, which share no body; correct one side, or write why they may talk to each other in 'betweenMunicipalities'");
        return true;
    }

    bool CheckEnvironments(NetworkFlow flow, List<Pair> pairs)
    {
        if (flow.BetweenEnvironments is not null || flow.From.Environment is not { } from || flow.To.Environment is not { } to || from == to || !pairs.Exists(p => p.Bodies || flow.BetweenMunicipalities is not null))
        {
            return false;
        }

        context.Error(
            EstateRules.FlowIsolation,
            flow,
            nameof(flow.To),
            $"flow \"{flow.Id}\" leads from {RuleContext.Word(from)} to {RuleContext.Word(to)}; correct one side, or write why the environments may talk to each other in 'betweenEnvironments'");
        return true;
    }

    void CheckReasons(NetworkFlow flow, IEnumerable<Pair> pairs)
    {
        if (flow.BetweenMunicipalities is not null && pairs.All(p => p.Bodies || !p.Attached))
        {
            context.Warning(EstateRules.FlowReason, flow, nameof(flow.BetweenMunicipalities), $"no pair of flow \"{flow.Id}\" lacks a common body; remove 'betweenMunicipalities', which would allow such pairs later");
        }

        if (flow.BetweenEnvironments is not null && pairs.All(p => p.Environments || !p.Attached))
        {
            context.Warning(EstateRules.FlowReason, flow, nameof(flow.BetweenEnvironments), $"no pair of flow \"{flow.Id}\" crosses environments; remove 'betweenEnvironments', which would allow such pairs later");
        }
    }

    /// <summary>Made as they are looked at: mostly the first few tell enough.</summary>
    IEnumerable<Pair> Pairs(NetworkFlow flow)
    {
        var targets = Representatives(flow.To);
        return Representatives(flow.From).SelectMany(from => targets.Where(to => to.Id != from.Id).Select(to => new Pair(
            from,
            to,
            IntendedFlow.ShareMunicipality(from, to),
            from.Environment is null || to.Environment is null || from.Environment == to.Environment)));
    }

    List<NetworkNode> Representatives(FlowParty party) =>
    [
        .. nodes.Where(n => IntendedFlow.Fits(party, n))
            .GroupBy(n => (string.Join(',', n.Municipalities), n.Environment, n.Attached))
            .SelectMany(g => g.Take(RepresentativesOfClass)),
    ];

    /// <summary>The requests as a lock without addresses: flows are about who, not where.</summary>
    static AddressLock Wanted(EstateNetwork network) => new()
    {
        Allocations =
        [
            .. network.Requests.DistinctBy(r => new VpcKey(r.Account, r.Vpc)).Select(r => new VpcAllocation
            {
                Account = r.Account,
                Vpc = r.Vpc,
                Pool = "",
                RequestedBy = "",
                Size = AddressPlanner.SizeOf(r, network.Standard),
                Ranges = [],
                Digest = "",
            }),
        ],
    };

    static bool NamesBodies(FlowParty party) => party.Municipality is not null || party.System is not null || party.Account is not null || party.Network is not null;

    static string Bodies(IEnumerable<NetworkNode> side) => string.Join(", ", side.SelectMany(n => n.Municipalities).Distinct().Order());

    sealed record Pair(NetworkNode From, NetworkNode To, bool Bodies, bool Environments)
    {
        public bool Attached => From.Attached && To.Attached;
    }
}
