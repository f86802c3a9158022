using System.Collections.Immutable;

namespace GovCloud.Deployment;

/// <summary>Who gets a stack whose template leaves the account open.</summary>
public enum StackAudience
{
    /// <summary>The template's place says it.</summary>
    Placed,

    /// <summary>Every account of the estate.</summary>
    EveryAccount,

    /// <summary>Every account but the operations account.</summary>
    EveryOtherAccount,

    /// <summary>The operations account.</summary>
    Operations,

    /// <summary>The account that keeps the logs.</summary>
    LogArchive,

    /// <summary>The accounts that the template's mapping has a row for.</summary>
    Mapped,

    /// <summary>The accounts that are to have the baseline's version.</summary>
    Baseline,

    /// <summary>The accounts that forward to the stack's bus.</summary>
    BusMembers,

    /// <summary>The organization's management account, or the one that its services are administered from.</summary>
    Management,

    /// <summary>It cannot be told from templates and estate.</summary>
    Unknown,
}

/// <summary>What is known of the stacks of one purpose: who gets them, what has to be there before, how they are checked and taken back.</summary>
public sealed record StackKind
{
    /// <summary>What the names of its stacks begin with.</summary>
    public required string Prefix { get; init; }

    /// <summary>What it is.</summary>
    public required DeploymentText Title { get; init; }

    /// <summary>Who gets it.</summary>
    public required StackAudience Audience { get; init; }

    /// <summary>Beginnings of the names of stacks that have to be there before, besides those that the assembly names.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>What to look at after the deployment.</summary>
    public required DeploymentText Check { get; init; }

    /// <summary>How it is taken back, and what stays.</summary>
    public required DeploymentText Rollback { get; init; }

    /// <summary>The kind of a stack; one of unknown audience for a stack that this table does not have.</summary>
    public static StackKind Of(string stack) => StackKinds.All.Where(kind => stack == kind.Prefix || stack.StartsWith(kind.Prefix + "-", StringComparison.Ordinal)).MaxBy(kind => kind.Prefix.Length) ?? StackKinds.Other;
}
