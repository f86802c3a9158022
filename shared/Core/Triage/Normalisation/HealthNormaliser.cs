using System.Collections.Immutable;
using GovCloud.Calendar;

namespace GovCloud.Triage.Normalisation;

/// <summary>AWS Health events, from EventBridge and as the API returns them.</summary>
/// <remarks>
/// Source: AWS Health user guide, "AWS Health event Amazon EventBridge schema". With organizational view the event reaches the member and the
/// administrator; <c>affectedAccount</c> names the member in both, so both have one fingerprint.
/// </remarks>
static class HealthNormaliser
{
    public const string Source = "aws.health";

    public static Reading Read(EventEnvelope envelope)
    {
        var detail = envelope.Detail;
        if (detail["eventTypeCode"].Text is not { } code)
        {
            return new Reading.Rejected("Health event without eventTypeCode");
        }

        var category = detail["eventTypeCategory"].Text;
        var arn = detail["eventArn"].Text ?? detail["arn"].Text;
        var account = Accounts.Choose(detail["affectedAccount"].Text, envelope.Account);
        return new Reading.Normalised(new Alert
        {
            Source = Source,
            Type = code,
            Category = Category(category, code),
            SourceSeverity = Severity(category, code),
            Status = string.Equals(detail["statusCode"].Text, "closed", StringComparison.OrdinalIgnoreCase) ? AlertStatus.Resolved : AlertStatus.Active,
            Account = account,
            Region = detail["eventRegion"].Text ?? detail["region"].Text ?? Accounts.RegionOfArn(arn) ?? envelope.Region,
            Resource = Entity(detail) ?? envelope.FirstResource ?? $"health:{detail["service"].Text ?? "AWS"}",
            SourceTitle = detail["eventDescription"].First["latestDescription"].Text ?? detail["eventDescription"]["latestDescription"].Text,
            UpdatedAt = detail["lastUpdatedTime"].Instant ?? envelope.Time ?? detail["startTime"].Instant,
            FirstObservedAt = detail["startTime"].Instant,
            SourceId = arn,
            Facts = Facts(detail),
        });
    }

    static AlertCategory Category(string? category, string code) => category?.ToUpperInvariant() switch
    {
        "SCHEDULEDCHANGE" => AlertCategory.Maintenance,
        _ when code.StartsWith("AWS_RISK", StringComparison.Ordinal) || code.StartsWith("AWS_ABUSE", StringComparison.Ordinal) => AlertCategory.Threat,
        _ => AlertCategory.ServiceHealth,
    };

    static Severity Severity(string? category, string code)
    {
        if (code.Contains("CREDENTIALS_EXPOSED", StringComparison.Ordinal) || code.Contains("IAM_QUARANTINE", StringComparison.Ordinal))
        {
            return GovCloud.Triage.Severity.Critical;
        }

        if (code.StartsWith("AWS_ABUSE", StringComparison.Ordinal) || code.StartsWith("AWS_RISK", StringComparison.Ordinal))
        {
            return GovCloud.Triage.Severity.High;
        }

        return category?.ToUpperInvariant() switch
        {
            "ISSUE" or "INVESTIGATION" => GovCloud.Triage.Severity.High,
            "SCHEDULEDCHANGE" => GovCloud.Triage.Severity.Medium,
            "ACCOUNTNOTIFICATION" => GovCloud.Triage.Severity.Low,
            _ => GovCloud.Triage.Severity.Medium,
        };
    }

    /// <summary>The first affected entity by name, so that a later update that lists more of them in another order is the same problem.</summary>
    static string? Entity(JsonView detail) => detail["affectedEntities"].Items
        .Select(e => e["entityValue"].Text)
        .Where(e => e is not (null or "UNKNOWN" or "AWS_ACCOUNT"))
        .Order(StringComparer.Ordinal)
        .FirstOrDefault();

    static ImmutableArray<AlertFact> Facts(JsonView detail)
    {
        var facts = ImmutableArray.CreateBuilder<AlertFact>(5);
        facts.AddText("サービス", detail["service"].Text);
        facts.AddText("状態", detail["statusCode"].Text);
        facts.AddText("開始", JapanTime.Format(detail["startTime"].Instant));
        facts.AddText("終了", JapanTime.Format(detail["endTime"].Instant));
        var entities = detail["affectedEntities"].Items.Count();
        facts.AddText("影響を受けるリソース数", entities > 1 ? entities.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
        return facts.ToImmutable();
    }
}
