using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GovCloud.Deployment;

/// <summary>What a value of a template takes its value from.</summary>
/// <param name="Name">Logical id, parameter, or name of an export.</param>
/// <param name="IsImport">Whether the name is an export's of another stack.</param>
/// <param name="Path">Where the reference stands, segment by segment below the properties; <c>*</c> for an item of a list.</param>
readonly record struct TemplateReference(string Name, bool IsImport, TemplatePath Path);

/// <summary>A path below a resource's properties.</summary>
/// <param name="Display">For people, such as <c>Rules[2].Name</c>.</param>
/// <param name="Segments">For comparing with the specification: <c>*</c> stands for an item of a list.</param>
readonly record struct TemplatePath(string Display, string[] Segments)
{
    public static TemplatePath Root { get; } = new("", []);

    public TemplatePath Member(string name) => new(Display.Length == 0 ? name : $"{Display}.{name}", [.. Segments, name]);

    public TemplatePath Item(int index) => new(string.Create(CultureInfo.InvariantCulture, $"{Display}[{index}]"), [.. Segments, "*"]);
}

/// <summary>Reads values of templates.</summary>
static partial class TemplateNodes
{
    public static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var member) ? member : null;

    /// <summary>A scalar as CloudFormation takes it: <c>true</c> and <c>"true"</c> are one.</summary>
    public static string? Text(JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.True } => "true",
        { ValueKind: JsonValueKind.False } => "false",
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    /// <summary>Whether it is a function call such as <c>{"Ref": …}</c>, whose parts are no properties.</summary>
    public static bool IsIntrinsic(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || element.GetPropertyCount() != 1)
        {
            return false;
        }

        var name = element.EnumerateObject().First().Name;
        return name is "Ref" or "Condition" || name.StartsWith("Fn::", StringComparison.Ordinal);
    }

    /// <summary>Every reference below a value. Inside a function the path stays the function's.</summary>
    public static IEnumerable<TemplateReference> References(JsonElement element, TemplatePath path, bool inside = false)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                return element.EnumerateArray().SelectMany((item, index) => References(item, inside ? path : path.Item(index), inside));
            case JsonValueKind.Object when IsIntrinsic(element):
                var call = element.EnumerateObject().First();
                return Called(call.Name, call.Value, path).Concat(References(call.Value, path, inside: true));
            case JsonValueKind.Object:
                return element.EnumerateObject().SelectMany(member => References(member.Value, inside ? path : path.Member(member.Name), inside));
            default:
                return [];
        }
    }

    static IEnumerable<TemplateReference> Called(string function, JsonElement argument, TemplatePath path)
    {
        switch (function)
        {
            case "Ref" when Text(argument) is { } name && !name.StartsWith("AWS::", StringComparison.Ordinal):
                yield return new TemplateReference(name, IsImport: false, path);
                break;
            case "Fn::GetAtt" when (argument.ValueKind == JsonValueKind.Array ? Text(argument.EnumerateArray().FirstOrDefault()) : Text(argument)?.Split('.')[0]) is { } id:
                yield return new TemplateReference(id, IsImport: false, path);
                break;
            case "Fn::ImportValue" when Text(argument) is { } export:
                yield return new TemplateReference(export, IsImport: true, path);
                break;
            case "Fn::Sub" when (argument.ValueKind == JsonValueKind.Array ? Text(argument.EnumerateArray().FirstOrDefault()) : Text(argument)) is { } pattern:
                foreach (Match placeholder in Placeholder().Matches(pattern))
                {
                    yield return new TemplateReference(placeholder.Groups["name"].Value, IsImport: false, path);
                }

                break;
        }
    }

    // Neither ${!Literal} nor ${AWS::Region}: the first colon or mark ends the name before the closing brace.
    [GeneratedRegex(@"\$\{(?<name>[A-Za-z0-9]+)(?:\.[^}]*)?\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
