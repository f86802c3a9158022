using System.Collections.Immutable;

namespace GovCloud.Deployment;

/// <summary>What happens to a resource, the worst first.</summary>
public enum ResourceAction
{
    /// <summary>A new one takes its place, the old one goes.</summary>
    Replaced,

    /// <summary>Whether it is replaced cannot be told from the templates.</summary>
    MayBeReplaced,

    /// <summary>It is deleted.</summary>
    Deleted,

    /// <summary>It is changed in place.</summary>
    Changed,

    /// <summary>It is created.</summary>
    Created,
}

/// <summary>A property that differs, or whose value follows something that is replaced.</summary>
public sealed record PropertyChange
{
    /// <summary>Path below the properties, such as <c>KeySchema[0].AttributeName</c>; an attribute of the resource such as <c>DeletionPolicy</c> has <c>@</c> before it.</summary>
    public required string Path { get; init; }

    /// <summary>The value before, as JSON; none where there was none.</summary>
    public string? Before { get; init; }

    /// <summary>The value after, as JSON; none where there is none.</summary>
    public string? After { get; init; }

    /// <summary>What the change does to the resource.</summary>
    public required UpdateEffect Effect { get; init; }

    /// <summary>What is replaced so that the value follows: a logical id, a parameter, or stack and export. None where the templates differ.</summary>
    public string? Through { get; init; }
}

/// <summary>What happens to a resource.</summary>
public sealed record ResourceChange
{
    /// <summary>Its name in the template.</summary>
    public required string LogicalId { get; init; }

    /// <summary>Its type (after, else before).</summary>
    public required string Type { get; init; }

    /// <summary>What happens.</summary>
    public required ResourceAction Action { get; init; }

    /// <summary>Why; none where it is created or deleted.</summary>
    public ImmutableArray<PropertyChange> Properties { get; init; } = [];

    /// <summary>What would be lost; none where the resource holds nothing that cannot be deployed again, or stays.</summary>
    public DeploymentText? Data { get; init; }

    /// <summary>What becomes of the old resource; none where it stays in place.</summary>
    public DataFate? Fate { get; init; }

    /// <summary>Whether the deletion of the old resource is refused until its protection is switched off.</summary>
    public bool IsProtected { get; init; }

    /// <summary>Why CloudFormation refuses the change; none where it does not.</summary>
    public DeploymentText? Refusal { get; init; }

    /// <summary>Whether the old resource goes, or may go.</summary>
    public bool IsRemoval => Action is ResourceAction.Replaced or ResourceAction.MayBeReplaced or ResourceAction.Deleted;

    /// <summary>Whether data is at stake: the first thing to look at.</summary>
    public bool EndangersData => IsRemoval && Data is not null;
}

/// <summary>What happens to a stack.</summary>
public enum StackAction
{
    /// <summary>It is no longer described. Nothing happens to it until somebody deletes it.</summary>
    NoLongerDescribed,

    /// <summary>It is changed.</summary>
    Changed,

    /// <summary>It is new.</summary>
    Created,

    /// <summary>It stays as it is.</summary>
    Unchanged,
}

/// <summary>What happens in a stack.</summary>
public sealed record StackChange
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is.</summary>
    public required StackPlace Place { get; init; }

    /// <summary>What happens to the stack as a whole.</summary>
    public required StackAction Action { get; init; }

    /// <summary>What happens to its resources: what endangers data first, then by action and name. Of a stack that is no longer described, what its deletion would do.</summary>
    public required ImmutableArray<ResourceChange> Resources { get; init; }

    /// <summary>Other sections of the template that differ, such as <c>Conditions.Primary</c>.</summary>
    public ImmutableArray<string> OtherElements { get; init; } = [];

    /// <summary>Why CloudFormation refuses the stack's update, besides what single resources say: exports that others use.</summary>
    public ImmutableArray<DeploymentText> Refusals { get; init; } = [];
}
