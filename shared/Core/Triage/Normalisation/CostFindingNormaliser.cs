namespace GovCloud.Triage.Normalisation;

/// <summary>Findings of our own watch over apportioned cost. They are Japanese already.</summary>
static class CostFindingNormaliser
{
    public const string Source = "govcloud-audit.cost";

    public static Reading Read(EventEnvelope envelope)
    {
        var detail = envelope.Detail;
        if (detail["type"].Text is not { } type || detail["resource"].Text is not { } resource)
        {
            return new Reading.Rejected("cost finding without type and resource");
        }

        return new Reading.Normalised(new Alert
        {
            Source = Source,
            Type = type,
            Category = AlertCategory.Cost,
            SourceSeverity = SeverityScales.Label(detail["severity"].Text) ?? Severity.Medium,
            Status = detail["active"].IsTrue ? AlertStatus.Active : AlertStatus.Resolved,
            // Not that of the envelope: an account decides who reads the amounts.
            Account = detail["account"].Text,
            Region = "global",
            Resource = resource,
            SourceTitle = detail["budget"].Text,
            UpdatedAt = detail["updatedAt"].Instant ?? envelope.Time,
            SourceId = envelope.Id,
            Facts = [.. detail["facts"].Items.Where(f => f.Has("label", "value")).Select(f => new AlertFact(f["label"].Text!, f["value"].Text!))],
        });
    }
}
