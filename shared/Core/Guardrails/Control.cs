using System.Collections.Immutable;

namespace GovCloud.Guardrails;

/// <summary>One thing that the baseline makes sure of in an account.</summary>
public sealed record Control
{
    /// <summary>Stable id; never given a second meaning.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people, Japanese.</summary>
    public required string Title { get; init; }

    /// <summary>Name for people, English.</summary>
    public required string EnglishTitle { get; init; }

    /// <summary>What it protects from, Japanese.</summary>
    public required string Protects { get; init; }

    /// <summary>What it serves: controls of NIST SP 800-53 Rev. 5 and recommendations of the CIS AWS Foundations Benchmark v3.0.0.</summary>
    public required ImmutableArray<string> References { get; init; }

    /// <summary>How it comes into the account.</summary>
    public required ControlMeans Means { get; init; }

    /// <summary>Types of the resources of the template that make it up, each once; empty unless <see cref="ControlMeans.Template"/>.</summary>
    public ImmutableArray<string> ResourceTypes { get; init; } = [];

    /// <summary>The template's parameter that switches it off where somebody else provides it; none where it is always ours.</summary>
    public string? Switch { get; init; }

    /// <summary>The version that brought it.</summary>
    public BaselineVersion Since { get; init; } = new(1, 0);

    /// <summary>What later versions changed about it, Japanese.</summary>
    public ImmutableArray<ControlChange> Changes { get; init; } = [];

    /// <summary>Whether a version has it.</summary>
    public bool IsIn(BaselineVersion version) => Since <= version;
}

/// <summary>What a version changed about a control.</summary>
/// <param name="Version">The version.</param>
/// <param name="Note">What, Japanese.</param>
public sealed record ControlChange(BaselineVersion Version, string Note);

/// <summary>How a control comes into an account.</summary>
public enum ControlMeans
{
    /// <summary>By the template of the baseline.</summary>
    Template,

    /// <summary>By a call to AWS: CloudFormation has no resource for it. See <c>gca guardrails settings</c>.</summary>
    Setting,

    /// <summary>By the forwarding template, which has no versions.</summary>
    Forwarding,
}
