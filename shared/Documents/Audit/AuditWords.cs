using System.Globalization;
using GovCloud.Audit;

namespace GovCloud.Documents.Audit;

/// <summary>Wording of audits in Japanese.</summary>
public static class AuditWords
{
    /// <summary>How many results there are of each outcome, in one line.</summary>
    public static string Summary(AuditRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return string.Create(CultureInfo.InvariantCulture, $"{run.Results.Length} 件: {string.Join("、", AuditOutcomes.All.Select(kind => $"{kind.Label()} {run.Count(kind)}"))}");
    }

    /// <summary>Who accepts a failure until when, or accepted it until it ended.</summary>
    public static string Waiver(AuditResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result switch
        {
            { Outcome: Waived { Waiver: var waiver } } => string.Create(CultureInfo.InvariantCulture, $"{waiver.Owner}、{waiver.Until:yyyy-MM-dd}まで: {waiver.Reason}"),
            { EndedWaiver: { } ended } => string.Create(CultureInfo.InvariantCulture, $"{ended.Owner} の例外承認は{ended.Until:yyyy-MM-dd}に終わりました"),
            _ => "",
        };
    }
}
