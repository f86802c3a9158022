using System.Collections.Immutable;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>A member account over all of the simulated time. Nothing in it changes: the clock tells which part of it is true.</summary>
public sealed record SimulatedAccount
{
    /// <summary>The account.</summary>
    public required AccountId Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Names of the roles that the operations account may assume.</summary>
    public required ImmutableArray<string> ReaderRoles { get; init; }

    /// <summary>Its regions by name.</summary>
    public ImmutableSortedDictionary<string, SimulatedRegion> Regions { get; init; } = ImmutableSortedDictionary<string, SimulatedRegion>.Empty;

    /// <summary>Its identities.</summary>
    public Timeline<SimulatedIdentity> Identity { get; init; } = Timelines.Always(new SimulatedIdentity());

    /// <summary>What S3 forbids all its buckets; none while nothing is set.</summary>
    public Timeline<SimulatedPublicAccessBlock?> PublicAccess { get; init; } = Timelines.Always<SimulatedPublicAccessBlock?>(new SimulatedPublicAccessBlock());

    /// <summary>What the organization says of it; none while it does not list it.</summary>
    public required Timeline<SimulatedListing?> Listing { get; init; }

    /// <summary>Calls of global services, which CloudTrail records in us-east-1.</summary>
    public ImmutableArray<SimulatedTrailEvent> GlobalCalls { get; init; } = [];

    /// <summary>What goes wrong with calls to it.</summary>
    public ImmutableArray<CallFault> Faults { get; init; } = [];

    /// <summary>The same with a region changed.</summary>
    /// <exception cref="KeyNotFoundException">There is no such region.</exception>
    public SimulatedAccount In(string region, Func<SimulatedRegion, SimulatedRegion> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { Regions = Regions.SetItem(region, change(Regions[region])) };
    }
}
