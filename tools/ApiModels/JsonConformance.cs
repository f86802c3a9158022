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
    /// <param name="findings">The sentences.</param>
    public static void Check(ApiShape shape, JsonElement value, string path, bool requireMembers, Findings findings)
    {
        switch (shape.Type)
        {
            case "structure" when value.ValueKind == JsonValueKind.Object:
                CheckStructure(shape, value, path, requireMembers, findings);
                break;
            case "list" when value.ValueKind == JsonValueKind.Array:
                var index = 0;
                findings.CheckCount(shape, value.GetArrayLength(), path);
                foreach (var item in value.EnumerateArray())
                {
                    Check(shape.Member, item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), requireMembers, findings);
                }

                break;
            case "map" when value.ValueKind == JsonValueKind.Object:
                findings.CheckCount(shape, value.GetPropertyCount(), path);
                foreach (var entry in value.EnumerateObject())
                {
                    findings.CheckText(shape.Key, entry.Name, path);
                    Check(shape.Value, entry.Value, $"{path}.{entry.Name}", requireMembers, findings);
                }

                break;
            default:
                CheckValue(shape, value, path, findings);
                break;
        }
    }

    static void CheckStructure(ApiShape shape, JsonElement value, string path, bool requireMembers, Findings findings)
    {
        var wire = shape.JsonMembers;
        foreach (var property in value.EnumerateObject())
        {
            if (!wire.TryGetValue(property.Name, out var member))
            {
                findings.Add($"{path}: AWS knows no member {property.Name}");
            }
            else if (property.Value.ValueKind != JsonValueKind.Null)
            {
                Check(member, property.Value, $"{path}.{property.Name}", requireMembers, findings);
            }
        }

        foreach (var required in requireMembers ? shape.Required : [])
        {
            var member = shape.Members[required];
            if (member.Location is null && !(value.TryGetProperty(member.LocationName ?? required, out var given) && given.ValueKind != JsonValueKind.Null))
            {
                findings.Add($"{path}: AWS requires the member {required}");
            }
        }
    }

    static void CheckValue(ApiShape shape, JsonElement value, string path, Findings findings)
    {
        if (!Fits(shape.Type, value.ValueKind))
        {
            findings.Add($"{path}: AWS expects a {shape.Type}, not a JSON {Word(value.ValueKind)}");
        }
        else if (shape.Type is "string" or "character")
        {
            findings.CheckText(shape, value.GetString()!, path);
        }
        else if (value.ValueKind == JsonValueKind.Number && shape.Type != "timestamp")
        {
            findings.CheckNumber(shape, value.GetDouble(), path);
        }
        else
        {
            findings.CheckNothing(shape);
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
