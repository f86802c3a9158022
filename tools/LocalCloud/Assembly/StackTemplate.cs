using System.Text.Json;

namespace GovCloud.LocalCloud.Assembly;

/// <summary>One stack of a cloud assembly.</summary>
public sealed record StackTemplate
{
    /// <summary>Name in CloudFormation.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is deployed; twelve zeros where the app leaves it open.</summary>
    public required string Account { get; init; }

    /// <summary>Where it is deployed; ap-northeast-1 where the app leaves it open.</summary>
    public required string Region { get; init; }

    /// <summary>File name, for messages.</summary>
    public required string TemplateFile { get; init; }

    /// <summary>The parsed template.</summary>
    public required JsonElement Template { get; init; }

    /// <summary>Values that the app gives to parameters.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Folders and files of assets by their hash.</summary>
    public IReadOnlyDictionary<string, string> Assets { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The members of a top-level section; none when it is absent.</summary>
    public IEnumerable<JsonProperty> Section(string name) => Template.TryGetProperty(name, out var section) ? section.EnumerateObject() : [];

    /// <summary>A member of a top-level section.</summary>
    public JsonElement? Find(string section, string id) => Template.TryGetProperty(section, out var members) && members.TryGetProperty(id, out var member) ? member : null;
}
