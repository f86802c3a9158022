using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace GovCloud.AuditFiles;

/// <summary>Members of answers. One that is missing or of another kind makes the answer unreadable, never empty.</summary>
static class Answers
{
    public static string Text(this JsonElement element, string member) =>
        element.OptionalText(member) ?? throw new FormatException($"項目 {member} がありません");

    public static string? OptionalText(this JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The items of a list that must be there. A single one may stand without brackets.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value) ? Items(value, member) : throw new FormatException($"一覧 {member} がありません");

    /// <summary>The items of a list that may be left out where it is empty.</summary>
    public static IEnumerable<JsonElement> OptionalList(this JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value) ? Items(value, member) : [];

    public static int Number(this JsonElement element, string member) =>
        element.OptionalNumber(member) ?? throw new FormatException($"数値 {member} がありません");

    public static int? OptionalNumber(this JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    /// <summary>An instant: ISO 8601, or seconds since 1970 as the JSON protocols have it.</summary>
    public static DateTimeOffset? Instant(this JsonElement element, string member)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(member, out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetDecimal(out var seconds) && seconds is > 0 and < 253_402_300_800 => DateTimeOffset.UnixEpoch.AddMilliseconds((double)decimal.Truncate(seconds * 1000)),
            JsonValueKind.String when DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) => instant,
            JsonValueKind.Null => null,
            _ => throw new FormatException($"日時 {member} を読めません({value})"),
        };
    }

    public static DateTimeOffset RequiredInstant(this JsonElement element, string member) => element.Instant(member) ?? throw new FormatException($"日時 {member} がありません");

    static ImmutableArray<JsonElement> Items(JsonElement value, string member) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray()],
        JsonValueKind.Object => [value],
        _ => throw new FormatException($"一覧 {member} を読めません"),
    };
}
