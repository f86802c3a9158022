using System.Text.Json.Serialization;
using GovCloud.Estates;

namespace GovCloud.Accounts;

/// <summary>Source-generated metadata of what the ledger stores.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(AccountIdJson),
        typeof(MunicipalityCodeJson),
        typeof(KebabCaseJson<DeploymentEnvironment>),
        typeof(KebabCaseJson<AccountPurpose>),
        typeof(KebabCaseJson<AccountState>),
        typeof(KebabCaseJson<AccountFact>),
        typeof(KebabCaseJson<LedgerAction>),
    ])]
[JsonSerializable(typeof(AccountRecord))]
[JsonSerializable(typeof(LedgerEntry))]
[JsonSerializable(typeof(ApplicationProfile))]
public sealed partial class AccountJsonContext : JsonSerializerContext;
