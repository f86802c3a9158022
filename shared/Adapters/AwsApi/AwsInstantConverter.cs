using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GovCloud.Adapters.AwsApi;

/// <summary>Instants as AWS writes them: seconds since 1970 on the wire and by the first command line, ISO 8601 by the second.</summary>
public sealed class AwsInstantConverter : JsonConverter<DateTimeOffset>
{
    const double Furthest = 253_402_300_799; // 9999-12-31T23:59:59Z

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var seconds) && seconds is >= 0 and < Furthest)
        {
            return DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        }

        return reader.TokenType == JsonTokenType.String && DateTimeOffset.TryParse(reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new JsonException("An instant is neither seconds since 1970 nor ISO 8601.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value);
    }
}
