using System.Text.Json.Serialization;
using GovCloud.Estates;

namespace GovCloud.Triage;

/// <summary>Source-generated metadata of what triage stores: no reflection at cold start.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(AccountIdJson),
        typeof(MunicipalityCodeJson),
        typeof(KebabCaseJson<DeploymentEnvironment>),
        typeof(KebabCaseJson<UsageMode>),
        typeof(KebabCaseJson<AlertCategory>),
        typeof(KebabCaseJson<Severity>),
        typeof(KebabCaseJson<IncidentStatus>),
        typeof(KebabCaseJson<NotificationKind>),
        typeof(KebabCaseJson<NotificationChannel>),
        typeof(KebabCaseJson<Audience>),
    ])]
[JsonSerializable(typeof(Incident))]
[JsonSerializable(typeof(Notification))]
public sealed partial class TriageJsonContext : JsonSerializerContext;
