using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Network.Reachability;

/// <summary>Something that is wrong with the synthesised network, and what makes it so.</summary>
/// <param name="Finding">What is wrong.</param>
/// <param name="Resources">The resources that cause it.</param>
public sealed record ReachabilityFinding(NetworkFinding Finding, ImmutableArray<ResourceName> Resources);

/// <summary>What the templates make possible, beside what was intended.</summary>
/// <param name="Matrix">Who reaches whom.</param>
/// <param name="Findings">Differences and mistakes: errors first, then by rule and text.</param>
/// <param name="Impossible">Flows that are not possible, or in part only.</param>
public sealed record ReachabilityReport(ReachabilityMatrix Matrix, ImmutableArray<ReachabilityFinding> Findings, ImmutableArray<IntendedFlow> Impossible);

/// <summary>Compares what the templates make possible with what the flows of the estate intend. Nothing else must be possible, and all of it must be.</summary>
public static class ReachabilityCheck
{
    /// <summary>Computes and compares.</summary>
    /// <param name="network">The templates' network.</param>
    /// <param name="nodes">The nodes of the estate.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="intended">Its flows, pair by pair.</param>
    /// <param name="cancellationToken">Stops the computation.</param>
    public static ReachabilityReport Compare(
        TemplateNetwork network, ImmutableArray<NetworkNode> nodes, IEnumerable<NetworkLine> lines, ImmutableArray<IntendedFlow> intended, CancellationToken cancellationToken = default)
    {
        var engine = new ReachabilityEngine(network, nodes, lines);
        return Compare(engine, engine.Compute(cancellationToken), nodes, intended);
    }

    /// <summary>Compares what was computed.</summary>
    public static ReachabilityReport Compare(ReachabilityEngine engine, ReachabilityMatrix matrix, ImmutableArray<NetworkNode> nodes, ImmutableArray<IntendedFlow> intended)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(matrix);
        var missed = IntendedChecks.Check(engine, matrix, intended).ToList();
        var findings = matrix.Problems.Select(Problem)
            .Concat(StructureChecks.Check(engine.Fabric, nodes))
            .Concat(new UnintendedChecks(engine, matrix, intended).Check())
            .Concat(missed.Select(m => m.Finding));
        return new ReachabilityReport(
            matrix,
            [
                .. findings
                    .OrderByDescending(f => f.Finding.Severity)
                    .ThenBy(f => f.Finding.Rule.Id, StringComparer.Ordinal)
                    .ThenBy(f => f.Finding.Message.English, StringComparer.Ordinal),
            ],
            [.. missed.Select(m => m.Flow)]);
    }

    internal static ReachabilityFinding Of(NetworkRule rule, IEnumerable<ResourceName> resources, string japanese, string english, object? subject = null, NetworkSeverity? severity = null)
    {
        var finding = NetworkFinding.Of(rule, subject, japanese, english);
        return new ReachabilityFinding(severity is { } other ? finding with { Severity = other } : finding, [.. resources.Distinct()]);
    }

    /// <summary>The resources of a way as they are shown at the end of a message.</summary>
    internal static string List(IEnumerable<ResourceName> resources) => string.Join(", ", resources.Distinct());

    static ReachabilityFinding Problem(TemplateProblem problem)
    {
        var resource = problem.Resource is { } name ? $"{name}: " : "";
        return Of(ReachabilityRules.Unknown, problem.Resource is { } r ? [r] : [], resource + problem.Text.Japanese, resource + problem.Text.English);
    }
}
