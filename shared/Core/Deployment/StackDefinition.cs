using System.Text.Json;

namespace GovCloud.Deployment;

/// <summary>Where a stack is deployed to. What the template leaves open is <see langword="null"/>.</summary>
/// <param name="Account">Twelve digits.</param>
/// <param name="Region">Such as <c>ap-northeast-1</c>.</param>
public sealed record StackPlace(string? Account, string? Region)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Account ?? "*"}/{Region ?? "*"}";
}

/// <summary>A stack as it is synthesised or deployed.</summary>
public sealed record StackDefinition
{
    /// <summary>Its name in the assembly, of which a place has one.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is deployed to.</summary>
    public required StackPlace Place { get; init; }

    /// <summary>Its template, an object.</summary>
    public required JsonElement Template { get; init; }

    /// <summary>The members of a section of the template; none where it has no such section.</summary>
    public IEnumerable<JsonProperty> Section(string name) => Template.TryGetProperty(name, out var section) && section.ValueKind == JsonValueKind.Object ? section.EnumerateObject() : [];

    /// <summary>The type of a resource; empty where it names none.</summary>
    internal static string TypeOf(JsonElement resource) => TemplateNodes.Text(TemplateNodes.Member(resource, "Type")) ?? "";
}
