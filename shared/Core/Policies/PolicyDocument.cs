using System.Collections.Immutable;
using System.Text.Json;

namespace GovCloud.Policies;

/// <summary>A policy of IAM's language.</summary>
/// <remarks>Source: AWS IAM user guide, "Grammar of the IAM JSON policy language".</remarks>
public sealed record PolicyDocument
{
    /// <summary>Where it stands, for messages; empty where that is plain.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether <c>${…}</c> is a variable: so since the version of 2012-10-17, which a policy has to name.</summary>
    public bool HasVariables { get; init; }

    /// <summary>Its statements.</summary>
    public required ImmutableArray<PolicyStatement> Statements { get; init; }

    /// <summary>Reads a policy whose values are plain texts, strictly: a part that is left out would make a proof worthless.</summary>
    /// <exception cref="FormatException">It holds something that is not of the language.</exception>
    public static PolicyDocument Read(JsonElement policy)
    {
        var read = new PolicyReader(static value => throw new FormatException($"A text is expected in a policy, not {value.GetRawText()}.")).Document("", policy);
        return read.Statements.FirstOrDefault(statement => statement.Problem is not null) is { Problem: { } problem } ? throw new FormatException(problem) : read;
    }

    /// <summary>Reads a policy that may hold more than is understood. What is not becomes a statement of which nobody can say whether it applies, never one that is missing.</summary>
    /// <param name="name">Where it stands.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="resolve">Gives an intrinsic function its text; <see langword="null"/> where that is not known.</param>
    public static PolicyDocument Read(string name, JsonElement policy, Func<JsonElement, string?> resolve) => new PolicyReader(resolve).Document(name, policy);
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

    /// <summary>What of it is not understood, so that nobody can say whether it applies, nor whether it allows or denies; null where all is.</summary>
    public string? Problem { get; init; }
}

/// <summary>A principal of a statement.</summary>
/// <param name="Kind"><c>AWS</c>, <c>Service</c>, <c>Federated</c> or <c>CanonicalUser</c>.</param>
/// <param name="Value">An ARN, an account, a service, or <c>*</c>.</param>
public sealed record PolicyPrincipal(string Kind, string Value);

/// <summary>A condition: one operator, one key, one of the values.</summary>
public sealed record PolicyCondition(string Operator, string Key, ImmutableArray<string> Values);
