using System.Globalization;
using System.Text.Json;

namespace GovCloud.ApiModels;

/// <summary>Compares JSON with a shape, member by member.</summary>
static class JsonConformance
{
    /// <summary>Adds a sentence for each difference.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="value">The value.</param>
    /// <param name="path">Where it stands, for the sentence.</param>
    /// <param name="requireMembers">Whether members that the model requires must be there. An answer may be told in part.</param>
    /// <param name="problems">The sentences.</param>
    public static void Check(ApiShape shape, JsonElement value, string path, bool requireMembers, ICollection<string> problems)
    {
        switch (shape.Type)
        {
            case "structure" when value.ValueKind == JsonValueKind.Object:
                CheckStructure(shape, value, path, requireMembers, problems);
                break;
            case "list" when value.ValueKind == JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    Check(shape.Member, item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), requireMembers, problems);
                }

                break;
            case "map" when value.ValueKind == JsonValueKind.Object:
                foreach (var entry in value.EnumerateObject())
                {
                    Check(shape.Value, entry.Value, $"{path}.{entry.Name}", requireMembers, problems);
                }

                break;
            default:
                if (!Fits(shape.Type, value.ValueKind))
                {
                    problems.Add($"{path}: AWS expects a {shape.Type}, not a JSON {Word(value.ValueKind)}");
                }

                break;
        }
    }

    static void CheckStructure(ApiShape shape, JsonElement value, string path, bool requireMembers, ICollection<string> problems)
    {
        var wire = shape.Members.Where(m => m.Value.Location is null).ToDictionary(m => m.Value.LocationName ?? m.Key, m => m.Value, StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            if (!wire.TryGetValue(property.Name, out var member))
            {
                problems.Add($"{path}: AWS knows no member {property.Name}");
            }
            else if (property.Value.ValueKind != JsonValueKind.Null)
            {
                Check(member, property.Value, $"{path}.{property.Name}", requireMembers, problems);
            }
        }

        foreach (var required in requireMembers ? shape.Required : [])
        {
            var member = shape.Members[required];
            if (member.Location is null && !(value.TryGetProperty(member.LocationName ?? required, out var given) && given.ValueKind != JsonValueKind.Null))
            {
                problems.Add($"{path}: AWS requires the member {required}");
            }
        }
    }

    static bool Fits(string type, JsonValueKind kind) => type switch
    {
        "string" or "blob" or "character" => kind == JsonValueKind.String,
        "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
        "integer" or "long" or "double" or "float" or "bigdecimal" => kind == JsonValueKind.Number,
        "timestamp" => kind is JsonValueKind.Number or JsonValueKind.String,
        _ => false,
    };

    static string Word(JsonValueKind kind) => kind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => kind.ToString(),
    };
}
