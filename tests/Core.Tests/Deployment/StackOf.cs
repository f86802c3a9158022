using System.Text.Json;
using GovCloud.Deployment;

namespace GovCloud.Core.Tests.Deployment;

/// <summary>Stacks from short JSON.</summary>
static class StackOf
{
    /// <summary>A stack whose resources are given as JSON members.</summary>
    public static StackDefinition Resources(string resources, string name = "Stack", string others = "") => new()
    {
        Name = name,
        Place = new StackPlace("111122223333", "ap-northeast-1"),
        Template = JsonElement.Parse($$"""{ "Resources": { {{resources}} } {{(others.Length == 0 ? "" : "," + others)}} }"""),
    };

    /// <summary>A resource as a JSON member.</summary>
    public static string Resource(string id, string type, string properties = "", string attributes = "") =>
        $$"""
        "{{id}}": { "Type": "{{type}}", "Properties": { {{properties}} } {{(attributes.Length == 0 ? "" : "," + attributes)}} }
        """;
}
