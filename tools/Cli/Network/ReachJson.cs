using System.Text.Encodings.Web;
using System.Text.Json;
using GovCloud.Network.Reachability;

namespace GovCloud.Cli.Network;

/// <summary>The matrix and its findings for programs.</summary>
static class ReachJson
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(ReachedEstate reached, IReadOnlyCollection<ReachCell> cells) => JsonSerializer.Serialize(
        new
        {
            errors = reached.Errors,
            findings = Findings(reached.Report),
            nodes = reached.Nodes.Select(n => new { id = n.Id, segment = ReachWords.SegmentOf(n, reached.Planned.Estate), cidrs = n.Cidrs.Select(c => c.ToString()) }),
            pairs = cells.Select(c => new
            {
                from = c.From.Id,
                to = c.To.Id,
                state = JsonNamingPolicy.KebabCaseLower.ConvertName(c.State.ToString()),
                intended = c.Intended.Ranges.Select(p => p.ToString()),
                computed = c.Computed.Ranges.Select(p => p.ToString()),
                regions = reached.Report.Matrix.Find(c.From.Id, c.To.Id)?.Regions.Select(Region),
            }),
        },
        Options);

    /// <summary>The findings alone, as they stand in the output of the check.</summary>
    public static IEnumerable<object> Findings(ReachabilityReport report) => report.Findings.Select(f => new
    {
        id = f.Finding.Rule.Id,
        severity = PlannedEstate.WordOf(f.Finding.Severity),
        message = f.Finding.Message,
        remedy = f.Finding.Rule.Remedy,
        resources = f.Resources.Select(r => r.ToString()),
    });

    static object Region(ReachRegion region) => new
    {
        sources = region.Sources.Ranges.Select(c => c.ToString()),
        destinations = region.Destinations.Ranges.Select(c => c.ToString()),
        oneWay = region.OneWay.ToString(),
        network = region.Network.ToString(),
        ports = region.Ports.ToString(),
        inspected = region.Inspected,
    };
}
