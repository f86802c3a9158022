using System.Collections.Immutable;
using System.Text.Json;

namespace GovCloud.Policies;

/// <summary>A policy of IAM's language, read strictly: what is not understood is an error, because a part that is left out would make a proof worthless.</summary>
/// <remarks>Source: AWS IAM user guide, "Grammar of the IAM JSON policy language".</remarks>
public sealed record PolicyDocument
{
    /// <summary>Its statements.</summary>
    public required ImmutableArray<PolicyStatement> Statements { get; init; }

    /// <summary>Reads a policy whose values are plain texts.</summary>
    /// <exception cref="FormatException">It holds something that is not of the language.</exception>
    public static PolicyDocument Read(JsonElement policy) => new() { Statements = [.. Items(policy.GetProperty("Statement")).Select(Statement)] };

    static PolicyStatement Statement(JsonElement statement)
    {
        string[] known = ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];
        if (statement.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal)) is { } other)
        {
            throw new FormatException($"A statement has '{other}', which the policy language does not know.");
        }

        return new PolicyStatement
        {
            Sid = statement.TryGetProperty("Sid", out var sid) ? sid.GetString() ?? "" : "",
            Allows = statement.GetProperty("Effect").GetString() switch
            {
                "Allow" => true,
                "Deny" => false,
                var effect => throw new FormatException($"A statement has the effect '{effect}'."),
            },
            Principals = Principals(statement, "Principal"),
            NotPrincipals = Principals(statement, "NotPrincipal"),
            Actions = Texts(statement, "Action"),
            NotActions = Texts(statement, "NotAction"),
            Resources = Texts(statement, "Resource"),
            NotResources = Texts(statement, "NotResource"),
            Conditions = statement.TryGetProperty("Condition", out var condition) ? [.. Conditions(condition)] : [],
        };
    }

    static IEnumerable<PolicyCondition> Conditions(JsonElement condition) =>
        from test in condition.EnumerateObject()
        from key in test.Value.EnumerateObject()
        select new PolicyCondition(test.Name, key.Name, [.. Items(key.Value).Select(Text)]);

    static ImmutableArray<PolicyPrincipal>? Principals(JsonElement statement, string name)
    {
        if (!statement.TryGetProperty(name, out var principal))
        {
            return null;
        }

        return principal.ValueKind == JsonValueKind.String
            ? [new PolicyPrincipal("AWS", Text(principal))]
            : [.. principal.EnumerateObject().SelectMany(kind => Items(kind.Value).Select(value => new PolicyPrincipal(kind.Name, Text(value))))];
    }

    static ImmutableArray<string>? Texts(JsonElement statement, string name) => statement.TryGetProperty(name, out var value) ? [.. Items(value).Select(Text)] : null;

    static IEnumerable<JsonElement> Items(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];

    static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.GetRawText(),
        _ => throw new FormatException($"A text is expected in a policy, not {value.GetRawText()}."),
    };
}

/// <summary>A statement. Of each pair one is there, or none.</summary>
public sealed record PolicyStatement
{
    /// <summary>Its name.</summary>
    public string Sid { get; init; } = "";

    /// <summary>Allow or deny.</summary>
    public required bool Allows { get; init; }

    /// <summary>Who; none in a policy of a role.</summary>
    public ImmutableArray<PolicyPrincipal>? Principals { get; init; }

    /// <summary>Everybody but these.</summary>
    public ImmutableArray<PolicyPrincipal>? NotPrincipals { get; init; }

    /// <summary>What.</summary>
    public ImmutableArray<string>? Actions { get; init; }

    /// <summary>Everything but this.</summary>
    public ImmutableArray<string>? NotActions { get; init; }

    /// <summary>On what.</summary>
    public ImmutableArray<string>? Resources { get; init; }

    /// <summary>On everything but this.</summary>
    public ImmutableArray<string>? NotResources { get; init; }

    /// <summary>All of them must hold.</summary>
    public ImmutableArray<PolicyCondition> Conditions { get; init; } = [];
}

/// <summary>A principal of a statement.</summary>
/// <param name="Kind"><c>AWS</c>, <c>Service</c>, <c>Federated</c> or <c>CanonicalUser</c>.</param>
/// <param name="Value">An ARN, an account, a service, or <c>*</c>.</param>
public sealed record PolicyPrincipal(string Kind, string Value);

/// <summary>A condition: one operator, one key, one of the values.</summary>
public sealed record PolicyCondition(string Operator, string Key, ImmutableArray<string> Values);
