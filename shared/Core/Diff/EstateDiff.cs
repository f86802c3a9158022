using System.Collections.Immutable;
using GovCloud.Estates;
using GovCloud.Network;

namespace GovCloud.Diff;

/// <summary>An estate and what is allocated for it.</summary>
/// <param name="Estate">A validated estate.</param>
/// <param name="Allocations">Its allocations, as planned.</param>
public sealed record DescribedEstate(Estate Estate, AddressLock Allocations);

/// <summary>What a change of the description does, in words.</summary>
public sealed record EstateDiff
{
    /// <summary>The changes: by area, then by kind and subject.</summary>
    public required ImmutableArray<EstateChange> Changes { get; init; }

    /// <summary>Entries of the new estate's allowed replacements that nothing needs.</summary>
    public required ImmutableArray<AllowedReplacement> Unused { get; init; }

    /// <summary>How many changes must not be deployed as they are.</summary>
    public int Errors => Changes.Count(c => c.IsError);

    /// <summary>Compares.</summary>
    /// <param name="before">The estate as it is.</param>
    /// <param name="after">The estate as it is to be. Its allowed replacements hold.</param>
    /// <returns>
    /// At least one change for every record that differs; none for equal estates. Comparing the other way round names the same subjects, and what is
    /// added here is removed there.
    /// </returns>
    public static EstateDiff Of(DescribedEstate before, DescribedEstate after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var allowed = after.Estate.Network.AllowedReplacements.ToLookup(a => a.Subject, StringComparer.Ordinal);
        ImmutableArray<EstateChange> changes =
        [
            .. RecordDiff.Of(before.Estate, after.Estate)
                .Concat(VpcDiff.Of(before, after))
                .Concat(TrafficDiff.Of(before, after))
                .Concat(RoutingDiff.Of(before.Estate, after.Estate))
                .Select(c => c.NeedsPermission ? c with { AllowedBy = allowed[c.Subject].FirstOrDefault() } : c)
                .OrderBy(c => c.Area)
                .ThenBy(c => c.Kind)
                .ThenBy(c => c.Subject, StringComparer.Ordinal)
                .ThenBy(c => c.Text.Japanese, StringComparer.Ordinal),
        ];
        var used = changes.Select(c => c.AllowedBy).OfType<AllowedReplacement>().ToHashSet();
        return new EstateDiff { Changes = changes, Unused = [.. after.Estate.Network.AllowedReplacements.Where(a => !used.Contains(a))] };
    }
}
