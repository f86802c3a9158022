namespace GovCloud.Triage.Normalisation;

/// <summary>What every EventBridge event has, or what stands for it when a raw finding was given without one.</summary>
/// <remarks>Source: Amazon EventBridge user guide, "AWS service event metadata".</remarks>
readonly record struct EventEnvelope(string Source, string DetailType, JsonView Detail)
{
    public string? Id { get; init; }

    public string? Account { get; init; }

    public string? Region { get; init; }

    public DateTimeOffset? Time { get; init; }

    public JsonView Resources { get; init; }

    /// <summary>The first resource of the envelope that names something, without the stray blanks that some events carry.</summary>
    public string? FirstResource
    {
        get
        {
            foreach (var resource in Resources.Items)
            {
                if (resource.Text is { } text)
                {
                    return text.Replace(" ", "", StringComparison.Ordinal);
                }
            }

            return null;
        }
    }

    public static EventEnvelope Of(JsonView root) =>
        new(root["source"].Text ?? ImpliedSource(root["detail-type"].Text), root["detail-type"].Text ?? "", root["detail"])
        {
            Id = root["id"].Text,
            Account = root["account"].Text,
            Region = root["region"].Text,
            Time = root["time"].Instant,
            Resources = root["resources"],
        };

    /// <summary>An envelope for a finding that came without one.</summary>
    public static EventEnvelope Around(string source, string detailType, JsonView detail) => new(source, detailType, detail);

    static string ImpliedSource(string? detailType) => detailType switch
    {
        null => "unknown",
        _ when detailType.StartsWith("Security Hub", StringComparison.Ordinal) || detailType.StartsWith("Findings Imported", StringComparison.Ordinal) => "aws.securityhub",
        _ when detailType.StartsWith("GuardDuty", StringComparison.Ordinal) => "aws.guardduty",
        _ when detailType.StartsWith("AWS Health", StringComparison.Ordinal) => "aws.health",
        _ when detailType.StartsWith("CloudWatch Alarm", StringComparison.Ordinal) => "aws.cloudwatch",
        _ when detailType.StartsWith("Config ", StringComparison.Ordinal) => "aws.config",
        _ => "unknown",
    };
}
