using System.Collections.Immutable;
using GovCloud.Network;

namespace GovCloud.Infra.Network;

/// <summary>What one stack of routes is about: the attachments of an account, or a line.</summary>
/// <param name="StackName">Its name.</param>
/// <param name="Attachments">The attachments.</param>
/// <param name="Routes">The routes that lead to them, in whatever table they are.</param>
sealed record AttachmentRouting(string StackName, ImmutableArray<NetworkAttachment> Attachments, ImmutableArray<(NetworkSegment Segment, TransitRoute Route)> Routes)
{
    /// <summary>Owners of the tables that are written to.</summary>
    public required ImmutableArray<string> Owners { get; init; }

    /// <summary>
    /// One for each account with attachments, and for each line. So an account is added or removed by a stack of its own, and one whose attachment is not there yet
    /// holds up nobody else.
    /// </summary>
    internal static IEnumerable<AttachmentRouting> Of(NetworkPlan plan)
    {
        var owners = plan.Topology.Segments.All.ToDictionary(s => s.Name, s => s.Owner, StringComparer.Ordinal);
        var routes = plan.Topology.Tables
            .SelectMany(t => t.Routes, (t, route) => (t.Segment, Route: route))
            .Where(r => r.Route.Target is not null)
            .ToLookup(r => r.Route.Target!.Id, StringComparer.Ordinal);
        return plan.Topology.Segments.All
            .SelectMany(s => s.Attachments)
            .GroupBy(a => a.Vpc is { } vpc ? NetworkNames.RoutingStack(vpc.Account!.Account.Name) : NetworkNames.LineStack(a.Line!.Id), StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g =>
            {
                var to = g.SelectMany(a => routes[a.Id]).ToImmutableArray();
                return new AttachmentRouting(NetworkStacks.Legal(g.Key), [.. g], to)
                {
                    Owners = [.. g.Select(a => owners[a.Segment]).Concat(to.Select(r => r.Segment.Owner)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                };
            });
    }
}
