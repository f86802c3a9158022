using System.Text.Json;
using System.Text.Json.Serialization;
using GovCloud.Cost.Statements;
using GovCloud.Estates;

namespace GovCloud.Cost.Closing;

/// <summary>Source-generated metadata of what the index of statements holds.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(MonthText), typeof(KebabCaseJson<StatementState>)])]
[JsonSerializable(typeof(StatementEntry))]
[JsonSerializable(typeof(MonthStatus))]
[JsonSerializable(typeof(StatementEvent))]
public sealed partial class ClosingJson : JsonSerializerContext;

/// <summary>A month as <c>2026-05</c>.</summary>
sealed class MonthText : JsonConverter<CostMonth>
{
    public override CostMonth Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        CostMonth.TryParse(reader.GetString(), out var month) ? month : throw new JsonException("A month is written as 2026-05.");

    public override void Write(Utf8JsonWriter writer, CostMonth value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
