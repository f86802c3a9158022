namespace GovCloud.Triage.Normalisation;

/// <summary>Findings of our own linkage watch. They are Japanese already, and hold neither contents nor personal data.</summary>
static class LinkageNormaliser
{
    public const string Source = "govcloud.linkage";

    public static Reading Read(EventEnvelope envelope)
    {
        var detail = envelope.Detail;
        if (detail["kind"].Text is not { } kind || detail["resource"].Text is not { } resource)
        {
            return new Reading.Rejected("linkage finding without kind and resource");
        }

        return new Reading.Normalised(new Alert
        {
            Source = Source,
            Type = $"Linkage {kind}",
            Category = AlertCategory.Operation,
            SourceSeverity = SeverityScales.Label(detail["severity"].Text) ?? Severity.Medium,
            Status = detail["active"].IsTrue ? AlertStatus.Active : AlertStatus.Resolved,
            Account = Accounts.Choose(detail["account"].Text, envelope.Account),
            Region = detail["region"].Text ?? envelope.Region,
            Resource = resource,
            SourceTitle = detail["title"].Text,
            UpdatedAt = detail["updatedAt"].Instant ?? envelope.Time,
            SourceId = envelope.Id,
            Facts = [.. detail["facts"].Items.Where(f => f.Has("label", "value")).Select(f => new AlertFact(f["label"].Text!, f["value"].Text!))],
        });
    }
}
