using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovCloud.LocalCloud.Assembly;

/// <summary>
/// Resolves CloudFormation's intrinsic functions with no CloudFormation: references give physical ids that are derived from the stack and the
/// logical id. What cannot be resolved is an error that names its place, never an empty value.
/// </summary>
public sealed partial class TemplateResolver
{
    readonly IReadOnlyList<StackTemplate> stacks;
    readonly Func<string, string?> parameterStore;
    readonly string queueUrlBase;
    readonly HashSet<string> resolving = new(StringComparer.Ordinal);

    /// <summary>Resolves the templates of one assembly.</summary>
    /// <param name="stacks">All stacks, for imports.</param>
    /// <param name="gateway">Base of queue URLs.</param>
    /// <param name="parameterStore">Values of SSM parameters that templates refer to; null for an unknown one.</param>
    public TemplateResolver(IReadOnlyList<StackTemplate> stacks, Uri gateway, Func<string, string?> parameterStore)
    {
        this.stacks = stacks;
        this.parameterStore = parameterStore;
        queueUrlBase = gateway.ToString().TrimEnd('/');
    }

    /// <summary>The properties of a resource without any intrinsic function; empty where the resource has none.</summary>
    /// <exception cref="CloudAssemblyException">Something in them is unknown.</exception>
    public JsonObject Properties(StackTemplate stack, string logicalId) =>
        stack.Find("Resources", logicalId) is { } resource && resource.TryGetProperty("Properties", out var properties)
            ? (JsonObject)Resolve(stack, properties, $"{logicalId}.Properties")!
            : [];

    /// <summary>Whether the resource exists under its condition.</summary>
    public bool Exists(StackTemplate stack, JsonProperty resource) =>
        !resource.Value.TryGetProperty("Condition", out var condition) || Condition(stack, condition.GetString()!, resource.Name);

    /// <summary>The ARN of a resource.</summary>
    public Arn ArnOf(StackTemplate stack, string logicalId) => Arn.Parse(Attribute(stack, logicalId, "Arn", logicalId));

    /// <summary>The physical name of a resource.</summary>
    public string NameOf(StackTemplate stack, string logicalId) => Guarded(stack, $"{stack.Name}/{logicalId}", logicalId, () =>
    {
        var resource = stack.Find("Resources", logicalId) ?? throw new CloudAssemblyException(stack, logicalId, "there is no such resource.");
        var type = resource.GetProperty("Type").GetString()!;
        return ResourceNaming.Of(type).NameProperty is { } property && resource.TryGetProperty("Properties", out var properties) && properties.TryGetProperty(property, out var name)
            ? Text(stack, name, $"{logicalId}.Properties.{property}")
            : ResourceNaming.MakeUp(stack, logicalId, type);
    });

    JsonNode? Resolve(StackTemplate stack, JsonElement value, string place)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when Intrinsic(value) is { } function:
                return Call(stack, function, place);
            case JsonValueKind.Object:
                return Members(stack, value, place);
            case JsonValueKind.Array:
                return new JsonArray([.. value.EnumerateArray().Select((item, index) => (item, index)).Where(pair => !IsNoValue(stack, pair.item, place)).Select(pair => Resolve(stack, pair.item, $"{place}[{pair.index.ToString(CultureInfo.InvariantCulture)}]"))]);
            case JsonValueKind.String when value.GetString()!.Contains("{{resolve:", StringComparison.Ordinal):
                return Dynamic(stack, value.GetString()!, place);
            default:
                return JsonNode.Parse(value.GetRawText());
        }
    }

    JsonObject Members(StackTemplate stack, JsonElement value, string place)
    {
        var members = new JsonObject();
        foreach (var member in value.EnumerateObject().Where(member => !IsNoValue(stack, member.Value, $"{place}.{member.Name}")))
        {
            members[member.Name] = Resolve(stack, member.Value, $"{place}.{member.Name}");
        }

        return members;
    }

    JsonNode? Call(StackTemplate stack, JsonProperty function, string place) => function.Name switch
    {
        "Ref" => Reference(stack, function.Value.GetString()!, place),
        "Fn::GetAtt" => GetAttribute(stack, function.Value, place),
        "Fn::Sub" => Substitute(stack, function.Value, place),
        "Fn::Join" => Join(stack, function.Value, place),
        "Fn::Select" => Select(stack, function.Value, place),
        "Fn::Split" => new JsonArray([.. Text(stack, function.Value[1], place).Split(function.Value[0].GetString()!).Select(part => JsonValue.Create(part))]),
        "Fn::If" => Resolve(stack, function.Value[Condition(stack, function.Value[0].GetString()!, place) ? 1 : 2], place),
        "Fn::ImportValue" => Import(stack, Text(stack, function.Value, place), place),
        "Fn::FindInMap" => FindInMap(stack, function.Value, place),
        "Fn::GetAZs" => new JsonArray([.. "acd".Select(zone => JsonValue.Create(stack.Region + zone))]),
        "Fn::Base64" => Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(stack, function.Value, place))),
        "Fn::ToJsonString" => Resolve(stack, function.Value, place)?.ToJsonString(),
        "Fn::Equals" or "Fn::And" or "Fn::Or" or "Fn::Not" or "Condition" => Truth(stack, function, place),
        _ => throw new CloudAssemblyException(stack, place, $"the intrinsic function {function.Name} is not known."),
    };

    string Text(StackTemplate stack, JsonElement value, string place) => Resolve(stack, value, place) switch
    {
        JsonValue text => text.ToString(),
        _ => throw new CloudAssemblyException(stack, place, $"a text is expected, not {value.GetRawText()}."),
    };

    string Join(StackTemplate stack, JsonElement arguments, string place) => Resolve(stack, arguments[1], place) is JsonArray parts
        ? string.Join(arguments[0].GetString(), parts.Select(part => part?.ToString() ?? ""))
        : throw new CloudAssemblyException(stack, place, "Fn::Join needs a list.");

    JsonNode? Select(StackTemplate stack, JsonElement arguments, string place)
    {
        var index = int.Parse(Text(stack, arguments[0], place), CultureInfo.InvariantCulture);
        return Resolve(stack, arguments[1], place) is JsonArray list && index >= 0 && index < list.Count
            ? list[index]?.DeepClone()
            : throw new CloudAssemblyException(stack, place, $"Fn::Select finds no element {index}.");
    }

    string Substitute(StackTemplate stack, JsonElement argument, string place)
    {
        var (text, variables) = argument.ValueKind == JsonValueKind.Array ? (argument[0].GetString()!, argument[1]) : (argument.GetString()!, default);
        var result = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf("${", at, StringComparison.Ordinal);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
            {
                result.Append(text.AsSpan(at));
                break;
            }

            var name = text[(open + 2)..close].Trim();
            result.Append(text.AsSpan(at, open - at));
            result.Append(name.StartsWith('!') ? $"${{{name[1..]}}}"
                : variables.ValueKind == JsonValueKind.Object && variables.TryGetProperty(name, out var own) ? Text(stack, own, place)
                : name.Contains('.', StringComparison.Ordinal) && !name.StartsWith("AWS::", StringComparison.Ordinal) ? Attribute(stack, name[..name.IndexOf('.', StringComparison.Ordinal)], name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..], place)
                : Reference(stack, name, place)?.ToString());
            at = close + 1;
        }

        return result.ToString();
    }

    JsonNode? FindInMap(StackTemplate stack, JsonElement arguments, string place)
    {
        var keys = arguments.EnumerateArray().Take(3).Select(argument => Text(stack, argument, place)).ToList();
        return stack.Find("Mappings", keys[0]) is { } map && map.TryGetProperty(keys[1], out var row) && row.TryGetProperty(keys[2], out var value)
            ? JsonNode.Parse(value.GetRawText())
            : throw new CloudAssemblyException(stack, place, $"Fn::FindInMap finds nothing for {string.Join('/', keys)}.");
    }

    string Import(StackTemplate importer, string name, string place)
    {
        foreach (var stack in stacks.Where(stack => string.Equals(stack.Account, importer.Account, StringComparison.Ordinal) && string.Equals(stack.Region, importer.Region, StringComparison.Ordinal)))
        {
            foreach (var output in stack.Section("Outputs").Where(output => output.Value.TryGetProperty("Export", out _)))
            {
                if (string.Equals(Text(stack, output.Value.GetProperty("Export").GetProperty("Name"), $"Outputs.{output.Name}"), name, StringComparison.Ordinal))
                {
                    return Text(stack, output.Value.GetProperty("Value"), $"Outputs.{output.Name}");
                }
            }
        }

        throw new CloudAssemblyException(importer, place, $"no stack of {importer.Account}/{importer.Region} exports '{name}'.");
    }

    T Guarded<T>(StackTemplate stack, string key, string place, Func<T> work)
    {
        if (!resolving.Add(key))
        {
            throw new CloudAssemblyException(stack, place, "the reference leads back to itself.");
        }

        try
        {
            return work();
        }
        finally
        {
            resolving.Remove(key);
        }
    }

    static JsonProperty? Intrinsic(JsonElement value)
    {
        JsonProperty? only = null;
        foreach (var member in value.EnumerateObject())
        {
            if (only is not null)
            {
                return null;
            }

            only = member;
        }

        return only is { } single && (single.Name.StartsWith("Fn::", StringComparison.Ordinal) || (single.Name is "Ref" or "Condition" && single.Value.ValueKind == JsonValueKind.String)) ? single : null;
    }
}
