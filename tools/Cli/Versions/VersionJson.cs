using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GovCloud.Versions;

namespace GovCloud.Cli.Versions;

/// <summary>The comparison for programs. A member that is not known is null, never left out.</summary>
static class VersionJson
{
    public static string Of(IEnumerable<VersionRow> rows)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartArray();
            foreach (var row in rows)
            {
                Write(writer, row);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    static void Write(Utf8JsonWriter writer, VersionRow row)
    {
        writer.WriteStartObject();
        writer.WriteString("municipality", row.Municipality.Code.ToString());
        writer.WriteString("system", row.System.Id);
        writer.WriteString("series", Word(row.Series));
        writer.WriteString("code", row.Code);
        writer.WriteString("overall", row.Overall);
        writer.WriteString("state", Word(row.State));
        WritePair(writer, "linkage", row.RequiredLinkage, row.Stated?.Linkage, row.Linkage);
        WritePair(writer, "standard", row.RequiredStandard, row.Stated?.Standard, row.Standard);
        writer.WriteString("nextOverall", row.NextOverall);
        writer.WriteString("deadline", Day(row.Deadline));
        writer.WriteString("plannedOn", Day(row.Stated?.PlannedOn));
        writer.WriteString("upgrade", Word(row.Upgrade));
        writer.WriteString("source", row.Stated?.Source);
        writer.WriteStartArray("interfaces");
        foreach (var touched in row.Interfaces)
        {
            writer.WriteStartObject();
            writer.WriteString("provider", touched.Provider);
            writer.WriteString("consumer", touched.Consumer);
            writer.WriteStartArray("systems");
            foreach (var system in touched.Others)
            {
                writer.WriteStringValue(system.Id);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    static void WritePair(Utf8JsonWriter writer, string name, string? required, string? implemented, VersionState state)
    {
        writer.WriteStartObject(name);
        writer.WriteString("required", required);
        writer.WriteString("implemented", implemented);
        writer.WriteString("state", Word(state));
        writer.WriteEndObject();
    }

    static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
