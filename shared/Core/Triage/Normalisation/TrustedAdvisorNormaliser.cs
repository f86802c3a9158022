namespace GovCloud.Triage.Normalisation;

/// <summary>Trusted Advisor check items.</summary>
/// <remarks>Source: AWS Support user guide, "Monitoring AWS Trusted Advisor check results with Amazon EventBridge".</remarks>
static class TrustedAdvisorNormaliser
{
    public const string Source = "aws.trustedadvisor";

    public static Reading Read(EventEnvelope envelope)
    {
        var detail = envelope.Detail;
        if (detail["check-name"].Text is not { } check)
        {
            return new Reading.Rejected("Trusted Advisor event without check-name");
        }

        var exposed = check.Contains("Exposed Access Keys", StringComparison.OrdinalIgnoreCase);
        var item = detail["check-item-detail"];
        return new Reading.Normalised(new Alert
        {
            Source = Source,
            Type = $"Trusted Advisor: {check}",
            Category = exposed ? AlertCategory.Threat : AlertCategory.Advice,
            SourceSeverity = exposed ? Severity.Critical : detail["status"].Text?.ToUpperInvariant() switch
            {
                "ERROR" => Severity.High,
                "WARN" => Severity.Medium,
                _ => Severity.Info,
            },
            Status = string.Equals(detail["status"].Text, "OK", StringComparison.OrdinalIgnoreCase) ? AlertStatus.Resolved : AlertStatus.Active,
            Account = envelope.Account,
            Region = item["Region"].Text ?? envelope.Region,
            Resource = detail["resource_id"].Text ?? item["Access Key ID"].Text ?? item["Instance ID"].Text ?? detail["uuid"].Text ?? Accounts.AsResource(envelope.Account),
            SourceTitle = check,
            UpdatedAt = envelope.Time,
            SourceId = detail["uuid"].Text ?? envelope.Id,
            Facts = item["Estimated Monthly Savings"].Text is { } savings ? [new AlertFact("月額の削減見込み", savings)] : [],
        });
    }
}
