using System.Collections.Immutable;
using GovCloud.Audit;

namespace GovCloud.Resilience.Facts;

/// <summary>A backup plan with what it selects.</summary>
public sealed record PlanReading
{
    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>ARN.</summary>
    public string? Arn { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>The rules.</summary>
    public ImmutableArray<PlanRule> Rules { get; init; } = [];

    /// <summary>What it selects.</summary>
    public required Reading<ImmutableArray<PlanSelection>> Selections { get; init; }
}

/// <summary>A rule of a plan.</summary>
public sealed record PlanRule
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the vault.</summary>
    public string? Vault { get; init; }

    /// <summary>The schedule as AWS writes it.</summary>
    public string? Schedule { get; init; }

    /// <summary>Time zone of the schedule; UTC where AWS does not say.</summary>
    public string TimeZone { get; init; } = "Etc/UTC";

    /// <summary>For how many days recovery points are kept; null for ever.</summary>
    public int? DeleteAfterDays { get; init; }

    /// <summary>Where copies go.</summary>
    public ImmutableArray<PlanCopy> Copies { get; init; } = [];
}

/// <summary>A copy that a rule asks for.</summary>
/// <param name="VaultArn">Where to.</param>
/// <param name="DeleteAfterDays">For how many days it is kept; null for ever.</param>
public sealed record PlanCopy(string VaultArn, int? DeleteAfterDays);

/// <summary>What a plan selects.</summary>
/// <remarks>Source: AWS Backup developer guide, "Assigning resources", and API reference, <c>BackupSelection</c>.</remarks>
public sealed record PlanSelection
{
    /// <summary>Id or name.</summary>
    public required string Name { get; init; }

    /// <summary>The role that backs up.</summary>
    public string? RoleArn { get; init; }

    /// <summary>ARNs, which may contain <c>*</c>; any of them.</summary>
    public ImmutableArray<string> Resources { get; init; } = [];

    /// <summary>ARNs that are left out, likewise.</summary>
    public ImmutableArray<string> NotResources { get; init; } = [];

    /// <summary>Tags of which any selects.</summary>
    public ImmutableArray<TagTest> ListOfTags { get; init; } = [];

    /// <summary>Tests that must all hold.</summary>
    public ImmutableArray<TagTest> Conditions { get; init; } = [];
}

/// <summary>A test of a tag.</summary>
/// <param name="Operator">How it is compared.</param>
/// <param name="Key">Key of the tag, without <c>aws:ResourceTag/</c>.</param>
/// <param name="Value">The value, with <c>*</c> as a wildcard for the operators that know it.</param>
public sealed record TagTest(TagOperator Operator, string Key, string Value);

/// <summary>How a tag is compared.</summary>
public enum TagOperator
{
    /// <summary>One that this version does not know.</summary>
    Unknown,

    /// <summary>Equal.</summary>
    Equals,

    /// <summary>Not equal, or not there.</summary>
    NotEquals,

    /// <summary>Matches.</summary>
    Like,

    /// <summary>Does not match, or is not there.</summary>
    NotLike,
}
