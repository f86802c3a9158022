using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>Which way a connection is opened.</summary>
public enum FlowDirection
{
    /// <summary>From a body's network to the cloud.</summary>
    FromOnPremises,

    /// <summary>From the cloud to a body's network.</summary>
    ToOnPremises,

    /// <summary>Within the cloud.</summary>
    WithinCloud,

    /// <summary>From the cloud to allowed domains in the internet.</summary>
    ToInternet,
}

/// <summary>A flow and how much it stands for.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Pairs">Pairs of networks.</param>
/// <param name="Sources">Networks that open connections.</param>
/// <param name="Destinations">Networks that answer.</param>
public sealed record FlowSummary(NetworkFlow Flow, int Pairs, int Sources, int Destinations);

/// <summary>The communication matrix (通信整理表): who may open connections to whom, pair by pair, and the rules that say so.</summary>
public sealed record CommunicationMatrix
{
    /// <summary>The pairs, in the order of the flows.</summary>
    public required ImmutableArray<IntendedFlow> Pairs { get; init; }

    /// <summary>The flows, in the order of the estate, also those that stand for nothing.</summary>
    public required ImmutableArray<FlowSummary> Rules { get; init; }

    /// <summary>The matrix of an estate.</summary>
    /// <param name="estate">A validated estate.</param>
    /// <param name="allocations">Its allocations.</param>
    public static CommunicationMatrix Of(Estate estate, AddressLock allocations)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var pairs = IntendedFlow.Of(estate, NetworkNode.Of(estate, allocations));
        var byFlow = pairs.ToLookup(p => p.Flow.Id, StringComparer.Ordinal);
        return new CommunicationMatrix
        {
            Pairs = pairs,
            Rules =
            [
                .. estate.Network.Flows.Select(flow => new FlowSummary(
                    flow,
                    byFlow[flow.Id].Count(),
                    byFlow[flow.Id].Select(p => p.From.Id).Distinct(StringComparer.Ordinal).Count(),
                    byFlow[flow.Id].Select(p => p.To.Id).Distinct(StringComparer.Ordinal).Count())),
            ],
        };
    }

    /// <summary>Which way a flow leads.</summary>
    public static FlowDirection DirectionOf(NetworkFlow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return (flow.From.Kind, flow.To.Kind) switch
        {
            (FlowPartyKind.OnPremises, _) => FlowDirection.FromOnPremises,
            (_, FlowPartyKind.OnPremises) => FlowDirection.ToOnPremises,
            (_, FlowPartyKind.Internet) => FlowDirection.ToInternet,
            _ => FlowDirection.WithinCloud,
        };
    }
}
