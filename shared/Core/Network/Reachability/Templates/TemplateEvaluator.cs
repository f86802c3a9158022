using System.Text.Json;
using System.Text.RegularExpressions;

namespace GovCloud.Network.Reachability;

/// <summary>Evaluates the intrinsic functions that stand between resources: references, exports, joined texts, dynamic references.</summary>
sealed partial class TemplateEvaluator
{
    const int LongestExpression = 80;
    readonly Dictionary<string, JsonElement> stacks;
    readonly Dictionary<string, (string Stack, JsonElement Value)> exports = new(StringComparer.Ordinal);

    public TemplateEvaluator(Dictionary<string, JsonElement> stacks)
    {
        this.stacks = stacks;
        foreach (var (stack, template) in stacks)
        {
            foreach (var output in Members(template, "Outputs"))
            {
                if (output.Value.TryGetProperty("Export", out var export) && export.TryGetProperty("Name", out var name) && Of(stack, name) is LiteralValue { Text: var text })
                {
                    exports[text] = (stack, output.Value.GetProperty("Value"));
                }
            }
        }
    }

    public static IEnumerable<JsonProperty> Members(JsonElement template, string section) =>
        template.TryGetProperty(section, out var members) && members.ValueKind == JsonValueKind.Object ? members.EnumerateObject() : [];

    /// <summary>The value of an expression; <see langword="null"/> for AWS::NoValue.</summary>
    public TemplateValue? Of(string stack, JsonElement expression) => expression.ValueKind switch
    {
        JsonValueKind.String => Text(expression.GetString()!),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => new LiteralValue(expression.GetRawText()),
        JsonValueKind.Object when expression.EnumerateObject().Take(2).Count() == 1 => Function(stack, expression, expression.EnumerateObject().First()),
        _ => Unresolved(expression),
    };

    static UnresolvedValue Unresolved(JsonElement expression)
    {
        var text = expression.GetRawText();
        return new UnresolvedValue(text.Length <= LongestExpression ? text : text[..LongestExpression] + "…");
    }

    static TemplateValue Text(string text) =>
        SsmReference().Match(text) is { Success: true } match ? new NamedValue(match.Groups["name"].Value)
        : text.Contains("{{resolve:", StringComparison.Ordinal) ? new UnresolvedValue(text)
        : new LiteralValue(text);

    TemplateValue? Function(string stack, JsonElement expression, JsonProperty function) => function.Name switch
    {
        "Ref" when function.Value.GetString() == "AWS::NoValue" => null,
        "Ref" => Ref(stack, function.Value.GetString()!),
        "Fn::GetAtt" => (TemplateValue?)Attribute(stack, function.Value) ?? Unresolved(expression),
        "Fn::ImportValue" => Of(stack, function.Value) is LiteralValue { Text: var name } && exports.TryGetValue(name, out var export)
            ? Of(export.Stack, export.Value)
            : Unresolved(expression),
        "Fn::Join" => Joined(stack, function.Value) is { } text ? Text(text) : Unresolved(expression),
        "Fn::Sub" when function.Value.ValueKind == JsonValueKind.String => Substituted(stack, function.Value.GetString()!) ?? Unresolved(expression),
        _ => Unresolved(expression),
    };

    TemplateValue Ref(string stack, string name)
    {
        if (name.StartsWith("AWS::", StringComparison.Ordinal))
        {
            return new LiteralValue($"${{{name}}}");
        }

        if (!stacks[stack].TryGetProperty("Parameters", out var parameters) || !parameters.TryGetProperty(name, out var parameter))
        {
            return new ReferenceValue(new ResourceName(stack, name), null);
        }

        var given = parameter.TryGetProperty("Default", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        var stored = parameter.TryGetProperty("Type", out var type) && type.GetString()!.StartsWith("AWS::SSM::", StringComparison.Ordinal);
        return given.Length == 0 ? new AskedValue(name) : stored ? new NamedValue(given) : Text(given);
    }

    static ReferenceValue? Attribute(string stack, JsonElement path)
    {
        var parts = path.ValueKind == JsonValueKind.Array && path.EnumerateArray().All(p => p.ValueKind == JsonValueKind.String)
            ? path.EnumerateArray().Select(p => p.GetString()!).ToArray()
            : path.ValueKind == JsonValueKind.String ? path.GetString()!.Split('.', 2) : [];
        return parts.Length == 2 ? new ReferenceValue(new ResourceName(stack, parts[0]), parts[1]) : null;
    }

    string? Joined(string stack, JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Array || arguments.GetArrayLength() != 2 || arguments[1].ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var parts = arguments[1].EnumerateArray().Select(part => Of(stack, part) is LiteralValue literal ? literal.Text : null).ToList();
        return parts.Contains(null) ? null : string.Join(arguments[0].GetString(), parts);
    }

    TemplateValue? Substituted(string stack, string text)
    {
        if (Placeholder().Match(text) is { Success: true } whole && whole.Length == text.Length)
        {
            return Named(stack, whole.Groups["name"].Value);
        }

        var known = true;
        var result = Placeholder().Replace(text, match =>
        {
            var value = Named(stack, match.Groups["name"].Value) as LiteralValue;
            known &= value is not null;
            return value?.Text ?? "";
        });
        return known ? Text(result) : null;
    }

    TemplateValue Named(string stack, string name) =>
        name.Split('.', 2) is [var resource, var attribute] ? new ReferenceValue(new ResourceName(stack, resource), attribute) : Ref(stack, name);

    [GeneratedRegex(@"^\{\{resolve:ssm:(?<name>[^:}]+)(:\d+)?\}\}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SsmReference();

    [GeneratedRegex(@"\$\{(?<name>[^!}][^}]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
