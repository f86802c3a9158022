using System.Collections.Immutable;

namespace GovCloud.Cli.Chaos;

/// <summary>A part of a whole.</summary>
/// <param name="Label">In Japanese.</param>
/// <param name="Count">How many.</param>
sealed record ConservedPart(string Label, long Count);

/// <summary>Something that is conserved: what came in is in exactly one of the parts.</summary>
sealed record ConservationRow
{
    /// <summary>What is conserved, in Japanese.</summary>
    public required string Name { get; init; }

    /// <summary>The whole.</summary>
    public required long Total { get; init; }

    /// <summary>Where it is.</summary>
    public required ImmutableArray<ConservedPart> Parts { get; init; }

    /// <summary>What is wrong, one sentence each, in Japanese.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>What is missing; negative for what is there twice.</summary>
    public long Difference => Total - Parts.Sum(part => part.Count);

    /// <summary>Whether it is conserved.</summary>
    public bool Holds => Difference == 0 && Problems.IsEmpty;
}
