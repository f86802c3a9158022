using System.Collections.Immutable;

namespace GovCloud.Triage.Normalisation;

/// <summary>Amazon Inspector findings as Inspector sends them itself.</summary>
/// <remarks>Source: Amazon Inspector user guide, "Amazon EventBridge event schema for Amazon Inspector events".</remarks>
static class InspectorNormaliser
{
    public const string Source = "aws.inspector2";

    public static Reading Read(EventEnvelope envelope)
    {
        var detail = envelope.Detail;
        if (!detail["findingArn"].Exists && !detail["packageVulnerabilityDetails"].Exists)
        {
            return envelope.DetailType == "Inspector2 Finding"
                ? new Reading.Rejected("Inspector finding without findingArn")
                : ServiceEventNormaliser.Read(envelope, AlertCategory.Vulnerability);
        }

        var resource = detail["resources"].First;
        return new Reading.Normalised(new Alert
        {
            Source = Source,
            Type = detail["packageVulnerabilityDetails"]["vulnerabilityId"].Text ?? detail["title"].Text ?? detail["type"].Text ?? "Inspector Finding",
            Category = AlertCategory.Vulnerability,
            SourceSeverity = SeverityScales.Label(detail["severity"].Text) ?? Severity.Medium,
            Status = detail["status"].Text switch
            {
                "CLOSED" => AlertStatus.Resolved,
                "SUPPRESSED" => AlertStatus.Suppressed,
                _ => AlertStatus.Active,
            },
            Account = Accounts.Choose(detail["awsAccountId"].Text, envelope.Account),
            Region = resource["region"].Text ?? envelope.Region,
            Resource = Resource(resource["id"].Text, resource["type"].Text, resource["region"].Text ?? envelope.Region, detail["awsAccountId"].Text ?? envelope.Account)
                ?? envelope.FirstResource ?? Accounts.AsResource(envelope.Account),
            SourceTitle = detail["title"].Text ?? detail["description"].Text,
            UpdatedAt = detail["updatedAt"].Instant ?? detail["lastObservedAt"].Instant ?? envelope.Time,
            FirstObservedAt = detail["firstObservedAt"].Instant,
            SourceId = detail["findingArn"].Text,
            Facts = Facts(detail),
        });
    }

    static string? Resource(string? id, string? type, string? region, string? account) =>
        type == "AWS_EC2_INSTANCE" && id is not null && !id.StartsWith("arn:", StringComparison.Ordinal) ? $"arn:aws:ec2:{region}:{account}:instance/{id}" : id;

    static ImmutableArray<AlertFact> Facts(JsonView detail)
    {
        var facts = ImmutableArray.CreateBuilder<AlertFact>(4);
        var package = detail["packageVulnerabilityDetails"]["vulnerablePackages"].First;
        facts.AddText("Inspector スコア", detail["inspectorScore"].Text);
        facts.AddText("パッケージ", package["name"].Text);
        facts.AddText("修正版", package["fixedInVersion"].Text ?? (detail["fixAvailable"].Text == "YES" ? "あり" : null));
        facts.AddText("悪用の確認", detail["exploitAvailable"].Text);
        return facts.ToImmutable();
    }
}
