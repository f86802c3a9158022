using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>What the planner decided. Nothing of it holds while there is an error among the findings.</summary>
public sealed record AddressPlan
{
    /// <summary>The lock as it is to be recorded.</summary>
    public required AddressLock Lock { get; init; }

    /// <summary>What differs from the lock that the plan began with, by VPC.</summary>
    public required ImmutableArray<PlanChange> Changes { get; init; }

    /// <summary>What is left in the pools, by id.</summary>
    public required ImmutableArray<PoolCapacity> Pools { get; init; }

    /// <summary>Why requests could not be met, and what is wrong with the lock.</summary>
    public required ImmutableArray<NetworkFinding> Findings { get; init; }

    /// <summary>The block that would be given next for a VPC of an account.</summary>
    internal Func<AccountId, int, Cidr?> NextFree { get; init; } = (_, _) => null;
}

/// <summary>What happens to the ranges of a VPC.</summary>
public enum PlanChangeKind
{
    /// <summary>A first range is allocated.</summary>
    Added,

    /// <summary>Subnets are added to ranges that the VPC has.</summary>
    Extended,

    /// <summary>A further range is allocated.</summary>
    Widened,

    /// <summary>The request is gone: the ranges rest from today.</summary>
    Freed,

    /// <summary>The request is back while its ranges rest: it gets the same.</summary>
    Restored,

    /// <summary>The ranges have rested long enough and can be given to others.</summary>
    Released,
}

/// <summary>A change of the lock.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Key">The VPC.</param>
/// <param name="Before">The allocation before; <see langword="null"/> where there was none.</param>
/// <param name="After">The allocation after; <see langword="null"/> where there is none.</param>
public sealed record PlanChange(PlanChangeKind Kind, VpcKey Key, VpcAllocation? Before, VpcAllocation? After);

/// <summary>How full a pool is. All numbers count addresses.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Total">All.</param>
/// <param name="Allocated">In VPCs.</param>
/// <param name="Resting">Freed and not yet to be given to others.</param>
/// <param name="Free">Free to be allocated. What is missing from the total is used by others or reserved.</param>
/// <param name="LargestFree">The largest free block.</param>
public sealed record PoolCapacity(AddressPool Pool, long Total, long Allocated, long Resting, long Free, Cidr? LargestFree)
{
    /// <summary>The part that is not free, in percent, 0 to 100.</summary>
    public double UsedPercent => Total == 0 ? 100 : 100.0 * (Total - Free) / Total;
}
