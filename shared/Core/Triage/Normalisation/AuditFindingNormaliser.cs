namespace GovCloud.Triage.Normalisation;

/// <summary>Findings of our own audits, which carry what an alert needs in its own words.</summary>
static class AuditFindingNormaliser
{
    public const string SourcePrefix = "govcloud-audit.";

    public static Reading Read(EventEnvelope envelope)
    {
        var detail = envelope.Detail;
        if (detail["type"].Text is not { Length: > 0 } type || detail["resource"].Text is not { Length: > 0 } resource)
        {
            return new Reading.Rejected("audit finding without type or resource");
        }

        return new Reading.Normalised(new Alert
        {
            Source = envelope.Source,
            Type = type,
            Category = Enum.TryParse<AlertCategory>(detail["category"].Text, ignoreCase: true, out var category) ? category : AlertCategory.Posture,
            SourceSeverity = SeverityScales.Label(detail["severity"].Text) ?? Severity.Medium,
            Status = detail["status"].Text is "resolved" ? AlertStatus.Resolved : AlertStatus.Active,
            Account = Accounts.Choose(detail["account"].Text, null, null),
            Region = detail["region"].Text ?? envelope.Region,
            Resource = resource,
            SourceTitle = detail["reason"].Text,
            UpdatedAt = detail["at"].Instant ?? envelope.Time,
            SourceId = envelope.Id,
            Facts = [new AlertFact("確認項目", detail["title"].Text ?? type), new AlertFact("理由", detail["reason"].Text ?? "")],
        });
    }
}
