using System.Collections.Immutable;
using System.Text.Json;

namespace GovCloud.Access.Proof;

/// <summary>A policy as it stands in a template, with references filled in.</summary>
/// <param name="Name">Where it stands.</param>
/// <param name="Statements">Its statements.</param>
public sealed record PolicyDocument(string Name, ImmutableArray<PolicyStatement> Statements)
{
    /// <summary>Reads a document.</summary>
    /// <param name="name">Where it stands.</param>
    /// <param name="document">The document.</param>
    /// <param name="resolve">Gives an intrinsic function its text; <see langword="null"/> where that is not known.</param>
    public static PolicyDocument Read(string name, JsonElement document, Func<JsonElement, string?> resolve)
    {
        ArgumentNullException.ThrowIfNull(resolve);
        var statements = document.GetProperty("Statement");
        return new(name, [.. (statements.ValueKind == JsonValueKind.Array ? statements.EnumerateArray() : Enumerable.Repeat(statements, 1)).Select(statement => PolicyStatement.Read(statement, resolve))]);
    }
}

/// <summary>A statement. A list that is <see langword="default"/> is absent; a text that is <see langword="null"/> could not be resolved.</summary>
public sealed record PolicyStatement
{
    static readonly string[] Known = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition", "Principal"];

    /// <summary>Its name; empty where it has none.</summary>
    public required string Sid { get; init; }

    /// <summary>Whether it denies.</summary>
    public required bool Denies { get; init; }

    /// <summary>Action.</summary>
    public ImmutableArray<string?> Actions { get; init; }

    /// <summary>NotAction.</summary>
    public ImmutableArray<string?> NotActions { get; init; }

    /// <summary>Resource.</summary>
    public ImmutableArray<string?> Resources { get; init; }

    /// <summary>NotResource.</summary>
    public ImmutableArray<string?> NotResources { get; init; }

    /// <summary>Principals, by their type.</summary>
    public ImmutableArray<(string Type, string? Principal)> Principals { get; init; } = [];

    /// <summary>Conditions.</summary>
    public ImmutableArray<PolicyCondition> Conditions { get; init; } = [];

    /// <summary>It has an element that is not understood: whether it applies is not known.</summary>
    public bool Strange { get; init; }

    internal static PolicyStatement Read(JsonElement statement, Func<JsonElement, string?> resolve) => new()
    {
        Sid = statement.TryGetProperty(nameof(Sid), out var sid) ? sid.GetString() ?? "" : "",
        Denies = statement.TryGetProperty("Effect", out var effect) && effect.ValueEquals("Deny"),
        Actions = List(statement, "Action", resolve),
        NotActions = List(statement, "NotAction", resolve),
        Resources = List(statement, "Resource", resolve),
        NotResources = List(statement, "NotResource", resolve),
        Principals = PrincipalsOf(statement, resolve),
        Conditions = ConditionsOf(statement, resolve),
        Strange = statement.EnumerateObject().Any(member => !Known.Contains(member.Name, StringComparer.Ordinal)) || !(effect.ValueKind == JsonValueKind.String && (effect.ValueEquals("Allow") || effect.ValueEquals("Deny"))),
    };

    static ImmutableArray<string?> List(JsonElement statement, string name, Func<JsonElement, string?> resolve) => statement.TryGetProperty(name, out var value) ? Texts(value, resolve) : default;

    static ImmutableArray<string?> Texts(JsonElement value, Func<JsonElement, string?> resolve) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(resolve)] : [resolve(value)];

    static ImmutableArray<(string, string?)> PrincipalsOf(JsonElement statement, Func<JsonElement, string?> resolve) =>
        !statement.TryGetProperty("Principal", out var principal) ? []
        : principal.ValueKind != JsonValueKind.Object ? [("*", resolve(principal))]
        : [.. principal.EnumerateObject().SelectMany(type => Texts(type.Value, resolve).Select(one => (type.Name, one)))];

    static ImmutableArray<PolicyCondition> ConditionsOf(JsonElement statement, Func<JsonElement, string?> resolve) => !statement.TryGetProperty("Condition", out var conditions) ? [] :
    [
        .. conditions.EnumerateObject().SelectMany(byOperator => byOperator.Value.EnumerateObject().Select(key => new PolicyCondition(byOperator.Name, key.Name, Texts(key.Value, resolve)))),
    ];
}

/// <summary>A condition as it stands in a template.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Key">The key.</param>
/// <param name="Values">The values; one that is <see langword="null"/> could not be resolved.</param>
public sealed record PolicyCondition(string Operator, string Key, ImmutableArray<string?> Values);
