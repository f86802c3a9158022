using System.Collections.Immutable;
using System.Text.Json;

namespace GovCloud.Policies;

/// <summary>Reads the JSON of policies.</summary>
/// <param name="resolve">Text of a value that is no plain text; null where it is not known.</param>
sealed class PolicyReader(Func<JsonElement, string?> resolve)
{
    static readonly string[] Known = ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    public PolicyDocument Document(string name, JsonElement policy) => new()
    {
        Name = name,
        HasVariables = policy.TryGetProperty("Version", out var version) && version.ValueKind == JsonValueKind.String && version.ValueEquals("2012-10-17"),
        Statements = [.. Items(policy.GetProperty("Statement")).Select(Statement)],
    };

    PolicyStatement Statement(JsonElement statement)
    {
        var sid = statement.TryGetProperty("Sid", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : "";
        return Problem(statement) is { } problem ? new() { Sid = sid, Allows = false, Problem = problem } : new()
        {
            Sid = sid,
            Allows = statement.GetProperty("Effect").ValueEquals("Allow"),
            Principals = Principals(statement, "Principal"),
            NotPrincipals = Principals(statement, "NotPrincipal"),
            Actions = Texts(statement, "Action"),
            NotActions = Texts(statement, "NotAction"),
            Resources = Texts(statement, "Resource"),
            NotResources = Texts(statement, "NotResource"),
            Conditions = statement.TryGetProperty("Condition", out var condition) ? [.. Conditions(condition)] : [],
        };
    }

    static string? Problem(JsonElement statement)
    {
        bool Has(string name) => statement.TryGetProperty(name, out _);
        if (statement.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !Known.Contains(name, StringComparer.Ordinal)) is { } other)
        {
            return $"A statement has '{other}', which the policy language does not know.";
        }

        if (!statement.TryGetProperty("Effect", out var effect) || effect.ValueKind != JsonValueKind.String || !(effect.ValueEquals("Allow") || effect.ValueEquals("Deny")))
        {
            return $"A statement has the effect '{effect}'.";
        }

        return Has("Action") == Has("NotAction") ? "A statement has both or neither of Action and NotAction."
            : Has("Resource") && Has("NotResource") ? "A statement has both Resource and NotResource."
            : Has("Principal") && Has("NotPrincipal") ? "A statement has both Principal and NotPrincipal."
            : !Has("Resource") && !Has("NotResource") && !Has("Principal") && !Has("NotPrincipal") ? "A statement names neither a resource nor a principal."
            : statement.TryGetProperty("Condition", out var condition) && Odd(condition) is { } odd ? odd
            : null;
    }

    static string? Odd(JsonElement condition) =>
        condition.ValueKind != JsonValueKind.Object || condition.EnumerateObject().Any(test => test.Value.ValueKind != JsonValueKind.Object) ? $"A condition is not of the language: {condition.GetRawText()}" : null;

    IEnumerable<PolicyCondition> Conditions(JsonElement condition) =>
        from test in condition.EnumerateObject()
        from key in test.Value.EnumerateObject()
        select new PolicyCondition(test.Name, key.Name, [.. Items(key.Value).Select(Text)]);

    ImmutableArray<PolicyPrincipal>? Principals(JsonElement statement, string name) =>
        !statement.TryGetProperty(name, out var principal) ? null
        : principal.ValueKind != JsonValueKind.Object ? [new PolicyPrincipal("AWS", Text(principal))]
        : [.. principal.EnumerateObject().SelectMany(kind => Items(kind.Value).Select(value => new PolicyPrincipal(kind.Name, Text(value))))];

    ImmutableArray<string>? Texts(JsonElement statement, string name) => statement.TryGetProperty(name, out var value) ? [.. Items(value).Select(Text)] : null;

    static IEnumerable<JsonElement> Items(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];

    string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.GetRawText(),
        _ => resolve(value) ?? PolicyText.Unresolved,
    };
}
