namespace GovCloud.Triage.Normalisation;

/// <summary>IAM Access Analyzer: access from outside and unused access.</summary>
/// <remarks>Source: IAM user guide, "Monitoring AWS Identity and Access Management Access Analyzer with Amazon EventBridge".</remarks>
static class AccessAnalyzerNormaliser
{
    public const string Source = "aws.access-analyzer";

    /// <summary>Type of findings on access from outside; its copy in Security Hub has the same.</summary>
    public const string ExternalAccess = "IAM Access Analyzer: External Access";

    public static Reading Read(EventEnvelope envelope)
    {
        var detail = envelope.Detail;
        if (detail["resource"].Text is not { } resource)
        {
            return envelope.DetailType.Contains("Finding", StringComparison.Ordinal)
                ? new Reading.Rejected("Access Analyzer finding without resource")
                : ServiceEventNormaliser.Read(envelope, AlertCategory.Access);
        }

        var kind = detail["findingType"].Text;
        var unused = kind?.StartsWith("Unused", StringComparison.Ordinal) == true;
        var resolved = detail["isDeleted"].IsTrue || detail["status"].Text is "RESOLVED" or "ARCHIVED";
        return new Reading.Normalised(new Alert
        {
            Source = Source,
            Type = unused ? $"IAM Access Analyzer: {kind}" : ExternalAccess,
            Category = AlertCategory.Access,
            SourceSeverity = unused ? Severity.Low : detail["isPublic"].IsTrue ? Severity.High : Severity.Medium,
            Status = resolved ? AlertStatus.Resolved : AlertStatus.Active,
            Account = Accounts.Choose(detail["accountId"].Text, detail["resourceOwnerAccount"].Text, envelope.Account),
            Region = detail["region"].Text ?? envelope.Region,
            Resource = resource,
            SourceTitle = detail["resourceType"].Text,
            UpdatedAt = detail["updatedAt"].Instant ?? detail["analyzedAt"].Instant ?? envelope.Time,
            FirstObservedAt = detail["createdAt"].Instant,
            SourceId = detail["id"].Text ?? envelope.FirstResource,
            Facts = [new AlertFact("公開", detail["isPublic"].IsTrue ? "誰でもアクセス可能" : "特定の外部先"), new AlertFact("リソースの種類", detail["resourceType"].Text ?? "")],
        });
    }
}
