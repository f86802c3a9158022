using System.Collections.Immutable;

namespace GovCloud.Triage.Catalogue;

/// <summary>What an alert means and what to do first, in Japanese for people who are no AWS specialists.</summary>
public sealed record Playbook
{
    /// <summary>Id in lower case with hyphens, unique. Those that begin with <c>generic-</c> say no more than the category.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the playbook.</summary>
    public required string Title { get; init; }

    /// <summary>What it means, in plain words.</summary>
    public required string Summary { get; init; }

    /// <summary>What may happen to the business and its data.</summary>
    public required string Impact { get; init; }

    /// <summary>First steps, three to six, in order; none needs programming.</summary>
    public required ImmutableArray<string> Steps { get; init; }

    /// <summary>Address of the page in AWS's documentation.</summary>
    public required string Reference { get; init; }

    /// <summary>It knows only the alert's category.</summary>
    public bool IsGeneric => Id.StartsWith("generic-", StringComparison.Ordinal);
}
