using System.Collections.Immutable;
using GovCloud.Triage.Catalogue;

namespace GovCloud.Triage.Normalisation;

/// <summary>AWS Config: compliance changes, configuration items, and the input of custom rules.</summary>
/// <remarks>Source: AWS Config developer guide, "Example notifications" and "Monitoring with EventBridge".</remarks>
static class ConfigNormaliser
{
    public const string Source = "aws.config";

    /// <summary>One name for a rule: the control it implements where Security Hub has one, else its name without generated parts.</summary>
    public static string TypeOf(string rule)
    {
        return SecurityControls.TryFind(rule, out var control) ? control : SecurityControls.StripConfigSuffix(rule);
    }

    public static Reading Read(EventEnvelope envelope)
    {
        var detail = envelope.Detail;
        if (detail["newEvaluationResult"].Exists || envelope.DetailType == "Config Rules Compliance Change")
        {
            return Compliance(envelope);
        }

        return detail["configurationItem"].Exists || detail["configurationItemSummary"].Exists
            ? Item(envelope, detail)
            : ServiceEventNormaliser.Read(envelope, AlertCategory.Posture);
    }

    /// <summary>The event with which Config calls a custom rule. It asks a question and reports nothing.</summary>
    public static Reading ReadInvocation(JsonView root, JsonView invoking)
    {
        var envelope = EventEnvelope.Around(Source, "Config Rule Invocation", invoking);
        var item = invoking["configurationItem"].Exists ? invoking["configurationItem"] : invoking["configurationItemSummary"];
        return new Reading.Normalised(Notice(envelope, item) with
        {
            Type = "Config Rule Invocation",
            Account = Accounts.Choose(root["accountId"].Text, item["awsAccountId"].Text, invoking["awsAccountId"].Text),
            Resource = ItemResource(item) ?? root["configRuleArn"].Text ?? root["configRuleName"].Text ?? Accounts.AsResource(root["accountId"].Text),
            Facts = [new AlertFact("Config ルール", root["configRuleName"].Text ?? "")],
        });
    }

    static Reading Compliance(EventEnvelope envelope)
    {
        var detail = envelope.Detail;
        var result = detail["newEvaluationResult"];
        var qualifier = result["evaluationResultIdentifier"]["evaluationResultQualifier"];
        if ((detail["configRuleName"].Text ?? qualifier["configRuleName"].Text) is not { } rule)
        {
            return new Reading.Rejected("Config compliance change without configRuleName");
        }

        var account = Accounts.Choose(detail["awsAccountId"].Text, envelope.Account);
        return new Reading.Normalised(new Alert
        {
            Source = Source,
            Type = TypeOf(rule),
            Category = AlertCategory.Posture,
            SourceSeverity = Severity.Medium,
            Status = Status(result["complianceType"].Text),
            Account = account,
            Region = detail["awsRegion"].Text ?? envelope.Region,
            Resource = Resource(detail["resourceType"].Text ?? qualifier["resourceType"].Text, detail["resourceId"].Text ?? qualifier["resourceId"].Text, account),
            SourceTitle = rule,
            UpdatedAt = result["resultRecordedTime"].Instant ?? detail["notificationCreationTime"].Instant ?? envelope.Time,
            SourceId = detail["configRuleARN"].Text,
            Facts = ComplianceFacts(rule, detail["resourceType"].Text ?? qualifier["resourceType"].Text, result),
        });
    }

    static AlertStatus Status(string? compliance) => compliance switch
    {
        "COMPLIANT" or "NOT_APPLICABLE" => AlertStatus.Resolved,
        "INSUFFICIENT_DATA" => AlertStatus.Notice,
        _ => AlertStatus.Active,
    };

    static string Resource(string? type, string? id, string? account) => type switch
    {
        "AWS::S3::Bucket" when id is not null => $"arn:aws:s3:::{id}",
        "AWS::::Account" => $"AWS::::Account:{id ?? account}",
        _ when id is null => Accounts.AsResource(account),
        _ when type is null || id.StartsWith("arn:", StringComparison.Ordinal) => id,
        // With its type: a rule over several kinds of resources would merge those of one name.
        _ => $"{type}:{id}",
    };

    static ImmutableArray<AlertFact> ComplianceFacts(string rule, string? type, JsonView result)
    {
        var facts = ImmutableArray.CreateBuilder<AlertFact>(4);
        facts.AddText("Config ルール", rule);
        facts.AddText("リソースの種類", type);
        facts.AddText("準拠状況", result["complianceType"].Text);
        facts.AddText("注記", result["annotation"].Text);
        return facts.ToImmutable();
    }

    static Reading Item(EventEnvelope envelope, JsonView detail)
    {
        var item = detail["configurationItem"].Exists ? detail["configurationItem"] : detail["configurationItemSummary"];
        return new Reading.Normalised(Notice(envelope, item));
    }

    static Alert Notice(EventEnvelope envelope, JsonView item) => new()
    {
        Source = Source,
        Type = "Config Configuration Item Change",
        Category = AlertCategory.Change,
        SourceSeverity = Severity.Info,
        Status = AlertStatus.Notice,
        Account = Accounts.Choose(item["awsAccountId"].Text, envelope.Account),
        Region = item["awsRegion"].Text ?? envelope.Region,
        Resource = ItemResource(item) ?? envelope.FirstResource ?? Accounts.AsResource(item["awsAccountId"].Text ?? envelope.Account),
        SourceTitle = item["resourceType"].Text,
        UpdatedAt = item["configurationItemCaptureTime"].Instant ?? envelope.Time,
        SourceId = envelope.Id,
    };

    static string? ItemResource(JsonView item) => item["ARN"].Text ?? item["arn"].Text ?? item["resourceId"].Text;
}
