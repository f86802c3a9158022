using System.Collections.Immutable;
using GovCloud.Network;
using GovCloud.Network.Reachability;

namespace GovCloud.Cli.Network;

/// <summary>How what is reached compares with what is intended.</summary>
enum ReachState
{
    /// <summary>Nothing, as intended.</summary>
    Apart,

    /// <summary>Exactly what is intended.</summary>
    AsIntended,

    /// <summary>Less than intended.</summary>
    Impossible,

    /// <summary>More than intended.</summary>
    Unintended,

    /// <summary>More than intended, between parties that share no body.</summary>
    NotIsolated,

    /// <summary>Not known.</summary>
    Unknown,
}

/// <summary>What one node may reach of another, and what it does reach.</summary>
/// <param name="From">Who opens the connection.</param>
/// <param name="To">Who answers.</param>
/// <param name="Intended">Ports of the flows.</param>
/// <param name="Computed">Ports that the templates open. Between parties without a flow that share no body, those that the security groups alone would close count as well.</param>
/// <param name="State">The comparison.</param>
sealed record ReachCell(NetworkNode From, NetworkNode To, PortSet Intended, PortSet Computed, ReachState State);

/// <summary>An estate with what its templates make reachable.</summary>
sealed class ReachedEstate
{
    readonly Dictionary<(string, string), PortSet> intended;
    readonly HashSet<(string, string)> missed;

    ReachedEstate(PlannedEstate planned, TemplateNetwork network, CancellationToken cancellationToken)
    {
        Planned = planned;
        var nodes = NetworkNode.Of(planned.Estate, planned.Plan.Lock);
        var flows = IntendedFlow.Of(planned.Estate, nodes);
        Engine = new ReachabilityEngine(network, nodes, planned.Estate.Network.Lines);
        Report = ReachabilityCheck.Compare(Engine, Engine.Compute(cancellationToken), nodes, flows);
        Nodes = [.. nodes.Where(n => n is { Attached: true, Kind: not null })];
        intended = flows.GroupBy(f => (f.From.Id, f.To.Id)).ToDictionary(g => g.Key, g => PortSet.Of(g.SelectMany(f => f.Ports)));
        missed = [.. Report.Impossible.Select(f => (f.From.Id, f.To.Id))];
    }

    public PlannedEstate Planned { get; }

    public ReachabilityEngine Engine { get; }

    public ReachabilityReport Report { get; }

    /// <summary>The sides of connections.</summary>
    public ImmutableArray<NetworkNode> Nodes { get; }

    public int Errors => Report.Findings.Count(f => f.Finding.Severity == NetworkSeverity.Error);

    /// <summary>Reads the templates and computes; <see langword="null"/> after saying why that is impossible.</summary>
    public static ReachedEstate? Of(PlannedEstate planned, string folder, TextWriter error, CancellationToken cancellationToken) =>
        ReachAssembly.Read(folder, error) is { } templates ? new ReachedEstate(planned, TemplateNetwork.Read(templates), cancellationToken) : null;

    public ReachCell Cell(NetworkNode from, NetworkNode to)
    {
        var wanted = intended.GetValueOrDefault((from.Id, to.Id), PortSet.Empty);
        var pair = Report.Matrix.Find(from.Id, to.Id);
        var apart = !IntendedFlow.ShareMunicipality(from, to);
        var strictly = apart && wanted.IsEmpty && !intended.ContainsKey((to.Id, from.Id));
        var computed = (strictly ? pair?.OneWay : pair?.Ports) ?? PortSet.Empty;
        var state = !computed.Except(wanted).IsEmpty ? apart ? ReachState.NotIsolated : ReachState.Unintended
            : Report.Matrix.IsUnknown(from.Id, to.Id) ? ReachState.Unknown
            : missed.Contains((from.Id, to.Id)) ? ReachState.Impossible
            : wanted.IsEmpty ? ReachState.Apart : ReachState.AsIntended;
        return new ReachCell(from, to, wanted, computed, state);
    }

    /// <summary>All pairs of which one of the two says something.</summary>
    public IEnumerable<ReachCell> Cells(Func<NetworkNode, bool> isFrom, Func<NetworkNode, bool> isTo) =>
        from one in Nodes.Where(isFrom)
        from other in Nodes.Where(isTo)
        where one.Id != other.Id
        let cell = Cell(one, other)
        where cell.State != ReachState.Apart
        select cell;

    /// <summary>Writes findings one a line, those of resources with their template, then their number.</summary>
    public void WriteFindings(string folder, NetworkLanguage language, TextWriter error)
    {
        foreach (var (finding, resources) in Report.Findings)
        {
            var place = finding.Subject is not null ? Planned.PlaceOf(finding).ToString()
                : resources.IsEmpty ? folder
                : Path.Combine(folder, resources[0].Stack + ".template.json");
            var separator = language == NetworkLanguage.Ja ? "。" : "; ";
            error.WriteLine($"{place}: {PlannedEstate.WordOf(finding.Severity)} {finding.Rule.Id}: {finding.Message.In(language)}{separator}{finding.Rule.Remedy.In(language)}");
        }

        if (Report.Findings.Length > 0)
        {
            error.WriteLine($"{Estates.EstateLocation.Count(Errors, "error")}, {Estates.EstateLocation.Count(Report.Findings.Length - Errors, "warning")}");
        }
    }
}
