namespace GovCloud.Triage.Normalisation;

/// <summary>Amazon Macie findings, and the alerts of its predecessor.</summary>
/// <remarks>Source: Amazon Macie user guide, "EventBridge event schema for Macie findings". The names of what was found are never read: they may be personal data.</remarks>
static class MacieNormaliser
{
    public const string Source = "aws.macie";

    public static Reading Read(EventEnvelope envelope)
    {
        var detail = envelope.Detail;
        if (detail["type"].Text is not { } type)
        {
            return detail["risk-score"].Exists || detail["alert-arn"].Exists || detail["notification-type"].Exists
                ? Classic(envelope)
                : envelope.DetailType == "Macie Finding" ? new Reading.Rejected("Macie finding without type") : ServiceEventNormaliser.Read(envelope, AlertCategory.DataProtection);
        }

        var bucket = detail["resourcesAffected"]["s3Bucket"];
        return new Reading.Normalised(new Alert
        {
            Source = Source,
            Type = type,
            Category = AlertCategory.DataProtection,
            SourceSeverity = SeverityScales.Label(detail["severity"]["description"].Text) ?? Severity.Medium,
            Status = detail["archived"].IsTrue ? AlertStatus.Resolved : AlertStatus.Active,
            Account = Accounts.Choose(detail["accountId"].Text, envelope.Account),
            Region = detail["region"].Text ?? envelope.Region,
            Resource = bucket["arn"].Text ?? (bucket["name"].Text is { } name ? $"arn:aws:s3:::{name}" : null) ?? envelope.FirstResource ?? Accounts.AsResource(envelope.Account),
            SourceTitle = detail["title"].Text,
            UpdatedAt = detail["updatedAt"].Instant ?? envelope.Time,
            FirstObservedAt = detail["createdAt"].Instant,
            SourceId = detail["id"].Text ?? envelope.Id,
            Sample = detail["sample"].IsTrue,
            Facts = [new AlertFact("検出数", detail["count"].Text ?? "1")],
        });
    }

    static Reading Classic(EventEnvelope envelope)
    {
        var detail = envelope.Detail;
        return new Reading.Normalised(new Alert
        {
            Source = Source,
            Type = "Macie Alert",
            Category = AlertCategory.DataProtection,
            SourceSeverity = SeverityScales.Normalized(detail["risk-score"].Number),
            Status = AlertStatus.Active,
            Account = envelope.Account,
            Region = envelope.Region,
            // An alert of one trigger over many objects: the trigger is what stays the same.
            Resource = detail["trigger"]["rule-arn"].Text ?? detail["alert-arn"].Text ?? envelope.FirstResource ?? Accounts.AsResource(envelope.Account),
            SourceTitle = detail["name"].Text,
            UpdatedAt = envelope.Time,
            SourceId = detail["alert-arn"].Text ?? envelope.Id,
        });
    }
}
