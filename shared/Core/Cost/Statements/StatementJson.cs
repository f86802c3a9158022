using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Sources;
using GovCloud.Estates;

namespace GovCloud.Cost.Statements;

/// <summary>A record with the layout that it is written in.</summary>
sealed record StatementDocument(int Layout, StatementRecord Statement);

/// <summary>Source-generated metadata of the canonical record, and of what digests are made over.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(ExactAmountJson),
        typeof(CostMonthJson),
        typeof(ColumnKeyJson),
        typeof(InheritedJson),
        typeof(AccountIdJson),
        typeof(MunicipalityCodeJson),
        typeof(KebabCaseJson<CostBasis>),
        typeof(KebabCaseJson<YenRounding>),
        typeof(KebabCaseJson<TaxTreatment>),
        typeof(KebabCaseJson<CostDimension>),
        typeof(KebabCaseJson<PoolParticipants>),
        typeof(KebabCaseJson<SplitMethod>),
        typeof(KebabCaseJson<WeightFallback>),
        typeof(KebabCaseJson<AccountPurpose>),
        typeof(KebabCaseJson<DeploymentEnvironment>),
        typeof(KebabCaseJson<UsageMode>),
        typeof(KebabCaseJson<YenFraction>),
        typeof(KebabCaseJson<ApportionmentNoteKind>),
        typeof(KebabCaseJson<ExportFormat>),
        typeof(KebabCaseJson<ReconciliationSource>),
    ])]
[JsonSerializable(typeof(StatementDocument))]
[JsonSerializable(typeof(RulesAndFacts))]
[JsonSerializable(typeof(InputFacts))]
sealed partial class StatementJson : JsonSerializerContext;

/// <summary>The shape that records are written and read by. Not a member of the context: its generated part may be initialised later.</summary>
static class StatementShape
{
    /// <summary>Every member that cannot be null is required, so that a record of another version never passes with silent defaults.</summary>
    public static readonly JsonTypeInfo<StatementDocument> Strict = Create();

    static JsonTypeInfo<StatementDocument> Create()
    {
        var options = new JsonSerializerOptions(StatementJson.Default.Options) { TypeInfoResolver = StatementJson.Default.WithAddedModifier(RequireMembers) };
        return (JsonTypeInfo<StatementDocument>)options.GetTypeInfo(typeof(StatementDocument));
    }

    static void RequireMembers(JsonTypeInfo type)
    {
        foreach (var member in type.Properties.Where(p => p.Set is not null))
        {
            member.IsRequired = !member.IsSetNullable;
        }
    }
}

/// <summary>An exact amount as text: a JSON number would be read as binary floating point by most readers.</summary>
sealed class ExactAmountJson : JsonConverter<ExactAmount>
{
    public override ExactAmount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && ExactAmount.TryParse(System.Text.Encoding.UTF8.GetBytes(reader.GetString()!), out var amount)
            ? amount
            : throw new JsonException($"An amount is decimal text of at most {ExactAmount.Decimals} decimals.");

    public override void Write(Utf8JsonWriter writer, ExactAmount value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>A month as <c>2026-05</c>.</summary>
sealed class CostMonthJson : JsonConverter<CostMonth>
{
    public override CostMonth Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        CostMonth.TryParse(reader.GetString(), out var month) ? month : throw new JsonException("A month is written such as 2026-05.");

    public override void Write(Utf8JsonWriter writer, CostMonth value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>What a column is kept apart by: <c>["system","resident"]</c>.</summary>
sealed class ColumnKeyJson : JsonConverter<(CostDimension Dimension, string Value)>
{
    static readonly (CostDimension Dimension, string Name)[] Names = [.. Enum.GetValues<CostDimension>().Select(d => (d, JsonNamingPolicy.KebabCaseLower.ConvertName(d.ToString())))];

    public override (CostDimension Dimension, string Value) Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        JsonPair.Open(ref reader);
        var name = reader.GetString();
        var value = JsonPair.Text(ref reader);
        JsonPair.Close(ref reader);
        return Array.Find(Names, n => n.Name == name) is { Name: not null } known ? (known.Dimension, value) : throw new JsonException($"'{name}' is no dimension.");
    }

    public override void Write(Utf8JsonWriter writer, (CostDimension Dimension, string Value) value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(Array.Find(Names, n => n.Dimension == value.Dimension).Name);
        writer.WriteStringValue(value.Value);
        writer.WriteEndArray();
    }
}

/// <summary>What a column took over from a pool before it: <c>["support","12.5"]</c>.</summary>
sealed class InheritedJson : JsonConverter<(string Pool, ExactAmount Amount)>
{
    public override (string Pool, ExactAmount Amount) Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        JsonPair.Open(ref reader);
        var pool = reader.GetString() ?? throw new JsonException("A pool is missing.");
        var amount = JsonPair.Text(ref reader);
        JsonPair.Close(ref reader);
        return (pool, ExactAmount.TryParse(System.Text.Encoding.UTF8.GetBytes(amount), out var exact) ? exact : throw new JsonException($"'{amount}' is no amount."));
    }

    public override void Write(Utf8JsonWriter writer, (string Pool, ExactAmount Amount) value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(value.Pool);
        writer.WriteStringValue(value.Amount.ToString());
        writer.WriteEndArray();
    }
}

/// <summary>An array of two.</summary>
static class JsonPair
{
    public static void Open(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read())
        {
            throw new JsonException("An array of two is needed.");
        }
    }

    public static string Text(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("An array of two texts is needed.");

    public static void Close(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray)
        {
            throw new JsonException("An array of two is needed.");
        }
    }
}
