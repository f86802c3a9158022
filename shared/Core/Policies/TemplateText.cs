using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovCloud.Policies;

/// <summary>
/// Reduces a part of a CloudFormation template to plain texts, as far as policies need it. What is known only to AWS becomes a text of its own,
/// such as <c>{Endpoint}</c> for a parameter: equal to itself and to nothing else.
/// </summary>
public sealed class TemplateText
{
    readonly JsonElement resources;
    readonly string account;
    readonly string region;

    /// <summary>Prepares a template.</summary>
    /// <param name="template">The template.</param>
    /// <param name="account">The account that it is deployed into.</param>
    /// <param name="region">The region.</param>
    public TemplateText(JsonElement template, AccountId account, string region)
    {
        resources = template.GetProperty("Resources");
        this.account = account.ToString();
        this.region = region;
    }

    /// <summary>Logical ids and properties of the resources of a type, with plain texts.</summary>
    /// <exception cref="FormatException">An intrinsic function is not known.</exception>
    public IEnumerable<(string Id, JsonElement Properties)> OfType(string type) =>
        from resource in resources.EnumerateObject()
        where resource.Value.GetProperty("Type").GetString() == type
        select (resource.Name, resource.Value.TryGetProperty("Properties", out var properties) ? JsonSerializer.SerializeToElement(Reduce(properties), TemplateTextJson.Default.JsonNode) : default);

    JsonNode? Reduce(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object when Function(value) is { } function => Call(function),
        JsonValueKind.Object => new JsonObject(value.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Reduce(member.Value)))),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(Reduce)]),
        _ => JsonNode.Parse(value.GetRawText()),
    };

    static JsonProperty? Function(JsonElement value) =>
        value.EnumerateObject().Take(2).ToList() is [var only] && (only.Name is "Ref" || only.Name.StartsWith("Fn::", StringComparison.Ordinal)) ? only : null;

    JsonValue Call(JsonProperty function) => JsonValue.Create(function.Name switch
    {
        "Ref" => Reference(function.Value.GetString()!),
        "Fn::GetAtt" when function.Value[1].GetString() == "Arn" => ArnOf(function.Value[0].GetString()!),
        "Fn::GetAtt" => $"{{{function.Value[0].GetString()}.{function.Value[1].GetString()}}}",
        "Fn::Join" => string.Join(function.Value[0].GetString(), function.Value[1].EnumerateArray().Select(part => Reduce(part)!.ToString())),
        _ => throw new FormatException($"The function {function.Name} is not known."),
    });

    string Reference(string name) => name switch
    {
        "AWS::Partition" => "aws",
        "AWS::Region" => region,
        "AWS::AccountId" => account,
        _ when resources.TryGetProperty(name, out var resource) => NameOf(name, resource),
        _ => $"{{{name}}}",
    };

    string NameOf(string id, JsonElement resource)
    {
        var property = resource.GetProperty("Type").GetString() switch { "AWS::S3::Bucket" => "BucketName", "AWS::IAM::Role" => "RoleName", _ => "" };
        return resource.TryGetProperty("Properties", out var properties) && properties.TryGetProperty(property, out var name) ? Reduce(name)!.ToString() : $"{{{id}}}";
    }

    string ArnOf(string id)
    {
        var resource = resources.GetProperty(id);
        return resource.GetProperty("Type").GetString() switch
        {
            "AWS::S3::Bucket" => $"arn:aws:s3:::{NameOf(id, resource)}",
            "AWS::IAM::Role" => $"arn:aws:iam::{account}:role/{NameOf(id, resource)}",
            "AWS::KMS::Key" => $"arn:aws:kms:{region}:{account}:key/{id}",
            _ => $"{{{id}.Arn}}",
        };
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(JsonNode))]
sealed partial class TemplateTextJson : System.Text.Json.Serialization.JsonSerializerContext;
