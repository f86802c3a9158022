using System.Collections.Immutable;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>What guards a region of an account at one time: its stacks, and the settings that are no stack's.</summary>
public sealed record SimulatedGuardrails
{
    /// <summary>CloudFormation's stacks by name.</summary>
    public ImmutableSortedDictionary<string, SimulatedStackFacts> Stacks { get; init; } = ImmutableSortedDictionary<string, SimulatedStackFacts>.Empty;

    /// <summary>Whether new volumes are encrypted.</summary>
    public bool VolumesEncrypted { get; init; } = true;

    /// <summary>Whether new instances ask for tokens at the metadata service: <c>required</c>, <c>optional</c>; none where nothing is set.</summary>
    public string? MetadataTokens { get; init; } = "required";

    /// <summary>The VPCs.</summary>
    public ImmutableArray<SimulatedVpc> Vpcs { get; init; } = [];

    /// <summary>What Inspector scans, by its name in Inspector's answers: <c>ec2</c>, <c>ecr</c>, <c>lambda</c>, <c>lambdaCode</c>.</summary>
    public ImmutableSortedDictionary<string, string> Scans { get; init; } =
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, ((string[])["ec2", "ecr", "lambda", "lambdaCode"]).Select(kind => KeyValuePair.Create(kind, "ENABLED")));

    /// <summary>Why Inspector cannot tell, such as <c>INTERNAL_ERROR</c>; none where it can.</summary>
    public string? ScansUnknown { get; init; }
}

/// <summary>A stack.</summary>
public sealed record SimulatedStackFacts
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Such as <c>CREATE_COMPLETE</c>.</summary>
    public string Status { get; init; } = "CREATE_COMPLETE";

    /// <summary>Its template as it was given.</summary>
    public string Template { get; init; } = "{}";

    /// <summary>Its parameters by name.</summary>
    public ImmutableSortedDictionary<string, string> Parameters { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Its outputs by name.</summary>
    public ImmutableSortedDictionary<string, string> Outputs { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>What differs from the template, whether or not it has been compared.</summary>
    public ImmutableArray<SimulatedDrift> Drifts { get; init; } = [];

    /// <summary>When it was compared last before the simulation begins; none for never.</summary>
    public DateTimeOffset? Compared { get; init; }

    /// <summary>Whether a comparison comes to a result.</summary>
    public bool IsComparable { get; init; } = true;
}

/// <summary>A resource that differs from its stack's template.</summary>
/// <param name="LogicalId">Its id in the template.</param>
/// <param name="Type">Such as <c>AWS::IAM::Role</c>.</param>
/// <param name="Status"><c>MODIFIED</c> or <c>DELETED</c>.</param>
public sealed record SimulatedDrift(string LogicalId, string Type, string Status);

/// <summary>A VPC.</summary>
/// <param name="Id">Id.</param>
/// <param name="IsDefault">Whether AWS made it for the account.</param>
/// <param name="Cidr">Its addresses.</param>
/// <param name="Interfaces">Ids of its network interfaces.</param>
public sealed record SimulatedVpc(string Id, bool IsDefault, string Cidr, ImmutableArray<string> Interfaces);

/// <summary>What S3 forbids all buckets of an account.</summary>
public sealed record SimulatedPublicAccessBlock
{
    /// <summary>New public ACLs.</summary>
    public bool BlockPublicAcls { get; init; } = true;

    /// <summary>The effect of public ACLs.</summary>
    public bool IgnorePublicAcls { get; init; } = true;

    /// <summary>New public policies.</summary>
    public bool BlockPublicPolicy { get; init; } = true;

    /// <summary>The effect of public policies for outsiders.</summary>
    public bool RestrictPublicBuckets { get; init; } = true;
}
