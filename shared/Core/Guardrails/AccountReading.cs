using System.Collections.Immutable;

namespace GovCloud.Guardrails;

/// <summary>What was read of an account.</summary>
public sealed record AccountReading
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Why nothing could be read, Japanese; none where it could.</summary>
    public string? Unreadable { get; init; }

    /// <summary>The stack of the baseline; none where there is none, or where <see cref="StackUnreadable"/> says why it is not known.</summary>
    public StackReading? Stack { get; init; }

    /// <summary>Why the stack could not be read, Japanese.</summary>
    public string? StackUnreadable { get; init; }

    /// <summary>Whether events are forwarded; none where that could not be read.</summary>
    public bool? Forwarding { get; init; }

    /// <summary>The settings.</summary>
    public ImmutableArray<SettingReading> Settings { get; init; } = [];
}

/// <summary>What was read of a stack.</summary>
public sealed record StackReading
{
    /// <summary>CloudFormation's status, such as <c>UPDATE_COMPLETE</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The version by the stack's output; none where it has none.</summary>
    public string? Version { get; init; }

    /// <summary>Digest of its template; none where that could not be read as JSON.</summary>
    public string? TemplateDigest { get; init; }

    /// <summary>Its parameters.</summary>
    public required ImmutableDictionary<string, string> Parameters { get; init; }

    /// <summary><c>DRIFTED</c>, <c>IN_SYNC</c>, <c>UNKNOWN</c> or <c>NOT_CHECKED</c>; none where it was never compared.</summary>
    public string? DriftStatus { get; init; }

    /// <summary>When it was compared.</summary>
    public DateTimeOffset? DriftCheckedAt { get; init; }

    /// <summary>Resources that were changed or deleted, with their controls where the template names them.</summary>
    public ImmutableArray<DriftedResource> Drifted { get; init; } = [];
}

/// <summary>A resource that was changed or deleted since it was deployed.</summary>
/// <param name="LogicalId">Its id in the template.</param>
/// <param name="Control">Its control, where the template names it.</param>
public sealed record DriftedResource(string LogicalId, string? Control);
