using System.Globalization;
using System.Text.Json.Nodes;

namespace GovCloud.LocalCloud.Tests.Permissions;

/// <summary>Changes of templates.</summary>
static class TemplateChange
{
    /// <summary>Sets a property of a resource, by the way to it.</summary>
    public static void Set(JsonObject resources, string place, JsonNode value)
    {
        var path = place.Split('.');
        JsonNode at = resources[path[0]]!["Properties"]!;
        foreach (var step in path[1..^1])
        {
            at = (at is JsonArray items ? items[int.Parse(step, CultureInfo.InvariantCulture)] : at[step])!;
        }

        at[path[^1]] = value;
    }
}
