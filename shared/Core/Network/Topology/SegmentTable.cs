using System.Collections.Immutable;

namespace GovCloud.Network;

/// <summary>A route of a Transit Gateway route table.</summary>
/// <param name="Destination">The range.</param>
/// <param name="Target">Where it leads; <see langword="null"/> for a blackhole.</param>
public sealed record TransitRoute(Cidr Destination, NetworkAttachment? Target);

/// <summary>The routes of a segment: static ones only, to those that its attachments have flows with.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Routes">By destination. No destination stands twice.</param>
public sealed record SegmentTable(NetworkSegment Segment, ImmutableArray<TransitRoute> Routes)
{
    /// <summary>The route that a packet takes: the most specific one.</summary>
    /// <returns><see langword="null"/> where there is none: it is dropped.</returns>
    public TransitRoute? Find(Cidr destination) => Routes.Where(r => r.Destination.Contains(destination)).MaxBy(r => r.Destination.PrefixLength);
}
