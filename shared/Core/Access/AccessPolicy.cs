using System.Collections.Immutable;

namespace GovCloud.Access;

/// <summary>A policy that is made from the estate. Texts hold the placeholders of <see cref="Placeholder"/> and IAM's own policy variables.</summary>
/// <param name="Name">Name within its role: letters and digits.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Statements">The statements.</param>
public sealed record AccessPolicy(string Name, string Description, ImmutableArray<AccessStatement> Statements);

/// <summary>A statement of an identity policy.</summary>
public sealed record AccessStatement
{
    /// <summary>What it is for: letters and digits.</summary>
    public required string Sid { get; init; }

    /// <summary>Whether it denies.</summary>
    public bool Denies { get; init; }

    /// <summary>Actions.</summary>
    public required ImmutableArray<string> Actions { get; init; }

    /// <summary>It is about all actions but those named.</summary>
    public bool AllActionsBut { get; init; }

    /// <summary>Resources.</summary>
    public ImmutableArray<string> Resources { get; init; } = ["*"];

    /// <summary>It is about all resources but those named.</summary>
    public bool AllResourcesBut { get; init; }

    /// <summary>Conditions, all of which must hold.</summary>
    public ImmutableArray<AccessCondition> Conditions { get; init; } = [];
}

/// <summary>A condition of a statement.</summary>
/// <param name="Operator">IAM's operator, such as StringEquals.</param>
/// <param name="Key">The key, such as aws:ResourceTag/System.</param>
/// <param name="Values">The values, one of which must match.</param>
public sealed record AccessCondition(string Operator, string Key, ImmutableArray<string> Values);

/// <summary>What is filled in when the templates are written.</summary>
public static class Placeholder
{
    /// <summary>The partition, such as aws.</summary>
    public const string Partition = "{partition}";

    /// <summary>The account that the policy is deployed to.</summary>
    public const string Account = "{account}";
}
