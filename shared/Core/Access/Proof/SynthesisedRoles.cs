using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Policies;

namespace GovCloud.Access.Proof;

/// <summary>A role as it stands in a template.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Account">The account that the template is for.</param>
/// <param name="Trust">Who may assume it.</param>
/// <param name="Policies">Its policies.</param>
/// <param name="Boundary">Its boundary; none where it has none.</param>
/// <param name="Tags">Its tags.</param>
public sealed record SynthesisedRole(
    string Name, string Account, PolicyDocument Trust, ImmutableArray<PolicyDocument> Policies, PolicyDocument? Boundary, ImmutableDictionary<string, string> Tags);

/// <summary>Reads the roles of a template. What it cannot resolve becomes a policy that is not understood, never one that is missing.</summary>
public sealed class SynthesisedRoles
{
    readonly Dictionary<string, JsonElement> resources;
    readonly string account;

    SynthesisedRoles(JsonElement template, string account)
    {
        this.account = account;
        resources = template.GetProperty("Resources").EnumerateObject().ToDictionary(resource => resource.Name, resource => resource.Value, StringComparer.Ordinal);
    }

    /// <summary>Reads the roles.</summary>
    /// <param name="template">The template.</param>
    /// <param name="account">The account that it is for.</param>
    public static ImmutableArray<SynthesisedRole> Read(JsonElement template, string account)
    {
        var reader = new SynthesisedRoles(template, account);
        return [.. reader.resources.Where(resource => TypeOf(resource.Value) == "AWS::IAM::Role").Select(resource => reader.Role(resource.Key, resource.Value.GetProperty("Properties")))];
    }

    SynthesisedRole Role(string id, JsonElement role) => new(
        role.TryGetProperty("RoleName", out var name) ? Text(name) ?? id : id,
        account,
        PolicyDocument.Read($"{id} trust", role.GetProperty("AssumeRolePolicyDocument"), Text),
        [
            .. Items(role, "ManagedPolicyArns").Select(Managed),
            .. Items(role, "Policies").Select(policy => PolicyDocument.Read(Text(policy.GetProperty("PolicyName")) ?? id, policy.GetProperty("PolicyDocument"), Text)),
            .. Attached(id),
        ],
        role.TryGetProperty("PermissionsBoundary", out var boundary) ? Managed(boundary) : null,
        Items(role, "Tags").ToImmutableDictionary(tag => tag.GetProperty("Key").GetString()!, tag => Text(tag.GetProperty("Value")) ?? "", StringComparer.Ordinal));

    /// <summary>Policies of the template that attach themselves to the role.</summary>
    IEnumerable<PolicyDocument> Attached(string role) =>
        from resource in resources
        where TypeOf(resource.Value) is "AWS::IAM::Policy" or "AWS::IAM::ManagedPolicy" or "AWS::IAM::RolePolicy"
        let properties = resource.Value.GetProperty("Properties")
        where Items(properties, "Roles").Concat(Items(properties, "RoleName")).Any(one => Reference(one) == role)
        select PolicyDocument.Read(resource.Key, properties.GetProperty("PolicyDocument"), Text);

    PolicyDocument Managed(JsonElement reference) =>
        Reference(reference) is { } id && resources.TryGetValue(id, out var policy) && TypeOf(policy) == "AWS::IAM::ManagedPolicy"
            ? PolicyDocument.Read(id, policy.GetProperty("Properties").GetProperty("PolicyDocument"), Text)
            : new PolicyDocument { Name = Text(reference) ?? reference.ToString(), Statements = [new PolicyStatement { Allows = false, Problem = "contents not in the template" }] };

    /// <summary>The text of a value with its intrinsic functions; <see langword="null"/> where one is not known here.</summary>
    string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Object when value.TryGetProperty("Ref", out var reference) => Parameter(reference.GetString()!),
        JsonValueKind.Object when value.TryGetProperty("Fn::Join", out var join) => Joined(join),
        _ => null,
    };

    string? Parameter(string name) => name switch
    {
        "AWS::Partition" => "aws",
        "AWS::AccountId" => account,
        "AWS::URLSuffix" => "amazonaws.com",
        _ => null,
    };

    string? Joined(JsonElement join)
    {
        var parts = join[1].EnumerateArray().Select(Text).ToList();
        return parts.Contains(null) ? null : string.Join(join[0].GetString(), parts);
    }

    static string? Reference(JsonElement value) =>
        value.ValueKind != JsonValueKind.Object ? null
        : value.TryGetProperty("Ref", out var reference) ? reference.GetString()
        : value.TryGetProperty("Fn::GetAtt", out var attribute) && attribute.ValueKind == JsonValueKind.Array ? attribute[0].GetString()
        : null;

    static IEnumerable<JsonElement> Items(JsonElement properties, string name) =>
        !properties.TryGetProperty(name, out var value) ? [] : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];

    static string? TypeOf(JsonElement resource) => resource.TryGetProperty("Type", out var type) ? type.GetString() : null;
}
