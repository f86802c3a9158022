using System.Text.Json;
using System.Text.Json.Serialization;
using GovCloud.Network;
using GovCloud.Triage;

namespace GovCloud.Estates;

/// <summary>Source-generated metadata of the canonical document: functions read it at cold start, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(AccountIdJson),
        typeof(MunicipalityCodeJson),
        typeof(CidrJson),
        typeof(KebabCaseJson<OrganizationMode>),
        typeof(KebabCaseJson<OrganisationKind>),
        typeof(KebabCaseJson<UsageMode>),
        typeof(KebabCaseJson<DataClass>),
        typeof(KebabCaseJson<AccountPurpose>),
        typeof(KebabCaseJson<DeploymentEnvironment>),
        typeof(KebabCaseJson<DayOfWeek>),
        typeof(KebabCaseJson<Role>),
        typeof(KebabCaseJson<AlertCategory>),
        typeof(KebabCaseJson<Severity>),
        typeof(KebabCaseJson<AddressUse>),
        typeof(KebabCaseJson<OverlapReachability>),
        typeof(KebabCaseJson<NetworkQuota>),
        typeof(KebabCaseJson<VpcRole>),
        typeof(KebabCaseJson<FlowPartyKind>),
        typeof(KebabCaseJson<UnitKind>),
        typeof(KebabCaseJson<ControlPolicy>),
        typeof(KebabCaseJson<ServiceDelegation>),
        typeof(KebabCaseJson<ContactKind>),
        typeof(KebabCaseJson<OrganizationQuota>),
        typeof(KebabCaseJson<BackupLockMode>),
        typeof(KebabCaseJson<RestorableResource>),
        typeof(KebabCaseJson<BudgetMeasure>),
        typeof(KebabCaseJson<Currency>),
        typeof(KebabCaseJson<CostBasis>),
        typeof(KebabCaseJson<YenRounding>),
        typeof(KebabCaseJson<TaxTreatment>),
        typeof(KebabCaseJson<CostDimension>),
        typeof(KebabCaseJson<PoolParticipants>),
        typeof(KebabCaseJson<SplitMethod>),
        typeof(KebabCaseJson<WeightFallback>),
        typeof(KebabCaseJson<AccessRoleKind>),
        typeof(KebabCaseJson<AccessPhase>),
        typeof(KebabCaseJson<AccessLevel>),
        typeof(KebabCaseJson<VersionSeries>),
        typeof(KebabCaseJson<TemplateLayer>),
        typeof(KebabCaseJson<VpcPublicAccess>),
        typeof(KebabCaseJson<MarkerRule>),
        typeof(KebabCaseJson<MarkerOrder>),
        typeof(KebabCaseJson<LinkageFrequency>),
        typeof(KebabCaseJson<ClosedDayRule>),
        typeof(KebabCaseJson<FileEncoding>),
        typeof(KebabCaseJson<FieldDelimiter>),
        typeof(KebabCaseJson<RowCountSource>),
        typeof(KebabCaseJson<LinkageCoverage>),
    ])]
[JsonSerializable(typeof(Estate))]
sealed partial class EstateJson : JsonSerializerContext;

/// <summary>Names of enumerations as in the estate's files: <c>it-department</c>. Numbers are refused.</summary>
sealed class KebabCaseJson<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where TEnum : struct, Enum;

/// <summary>An account id as its 12 digits.</summary>
sealed class AccountIdJson : JsonConverter<AccountId>
{
    public override AccountId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AccountId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("An AWS account id needs exactly 12 digits.");

    public override void Write(Utf8JsonWriter writer, AccountId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>A 地方公共団体コード as its six digits.</summary>
sealed class MunicipalityCodeJson : JsonConverter<MunicipalityCode>
{
    public override MunicipalityCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? "";
        return MunicipalityCode.TryParse(text, out var code) ? code : throw new JsonException(MunicipalityCode.Explain(text));
    }

    public override void Write(Utf8JsonWriter writer, MunicipalityCode value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>A range in CIDR notation.</summary>
sealed class CidrJson : JsonConverter<Cidr>
{
    public override Cidr Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? "";
        return Cidr.TryParse(text, out var cidr) ? cidr : throw new JsonException(Cidr.Explain(text));
    }

    public override void Write(Utf8JsonWriter writer, Cidr value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
