using System.Collections.Immutable;

namespace GovCloud.Policies;

/// <summary>A request that policies are asked about.</summary>
public sealed record PolicyRequest
{
    /// <summary>ARN of the role or user that asks; none for an anonymous request or a service.</summary>
    public string? PrincipalArn { get; init; }

    /// <summary>Its account; none for an anonymous request or a service.</summary>
    public string? PrincipalAccount { get; init; }

    /// <summary>The service that asks for itself, such as <c>logging.s3.amazonaws.com</c>.</summary>
    public string? Service { get; init; }

    /// <summary>Such as <c>s3:GetObject</c>.</summary>
    public required string Action { get; init; }

    /// <summary>ARN of the resource.</summary>
    public required string Resource { get; init; }

    /// <summary>Condition keys and their values. A key with no value is known to be absent; a key that is not listed is unknown.</summary>
    public PolicyContext Context { get; init; } = [];
}

/// <summary>Condition keys, whose case does not matter, and their values.</summary>
public sealed class PolicyContext : IEnumerable<string>
{
    readonly Dictionary<string, ImmutableArray<string>> values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether every key of the request is listed, so that one that is not is absent; else nobody knows.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Adds a key; without a value it is known to be absent.</summary>
    public void Add(string key, params ReadOnlySpan<string> known) => values[key] = [.. known];

    /// <summary>The keys.</summary>
    public IEnumerator<string> GetEnumerator() => values.Keys.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Values of a key: none where it is absent, null where nobody knows.</summary>
    internal ImmutableArray<string>? Find(string key) => values.TryGetValue(key, out var known) ? known : IsComplete ? [] : null;
}

/// <summary>What policies say about a request.</summary>
public enum PolicyAnswer
{
    /// <summary>No statement applies.</summary>
    NotAllowed,

    /// <summary>A statement allows it and none denies it.</summary>
    Allowed,

    /// <summary>A statement denies it.</summary>
    Denied,

    /// <summary>It cannot be told: a condition is not understood, or asks for what is not known. Never counts as a pass.</summary>
    Unknown,
}

/// <summary>What a policy says, and by which statement.</summary>
/// <param name="Answer">What.</param>
/// <param name="Reason">Name of the statement that decided, or what is not understood.</param>
public readonly record struct PolicyDecision(PolicyAnswer Answer, string Reason);

/// <summary>What comes of a request.</summary>
public enum AccessOutcome
{
    /// <summary>It is denied.</summary>
    Denied,

    /// <summary>It cannot be told from the policies.</summary>
    Unknown,

    /// <summary>It is allowed.</summary>
    Allowed,
}

/// <summary>What comes of a request, and by which statement.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="By">The policy and statement that decides; where none allows, that is said.</param>
public readonly record struct AccessDecision(AccessOutcome Outcome, string By);
