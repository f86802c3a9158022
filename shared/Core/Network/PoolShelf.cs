using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Network;

/// <summary>The pools of an estate with their free space, and which of them an account draws from.</summary>
sealed class PoolShelf
{
    readonly Dictionary<string, (AddressPool Pool, FreeSpace Space)> pools = new(StringComparer.Ordinal);
    readonly ILookup<(string Municipality, AddressUse Use), AddressPool> byOwner;
    readonly Dictionary<AccountId, AccountContext> accounts;

    /// <summary>Finds what is free.</summary>
    /// <param name="estate">The estate.</param>
    /// <param name="allocations">What is allocated or rests.</param>
    public PoolShelf(Estate estate, IEnumerable<VpcAllocation> allocations)
    {
        var network = estate.Network;
        var index = new EstateIndex(estate, "");
        accounts = estate.Accounts.ToDictionary(a => a.Id, a => index.FindAccount(a.Id.ToString())!);
        byOwner = network.Pools.ToLookup(p => (p.Municipality?.ToString() ?? "", p.Use));
        var ranges = network.Pools.SelectMany(p => p.Cidrs).ToList();
        var used = CidrSet.Of(
            allocations.SelectMany(a => a.Ranges).Select(r => r.Cidr)
                .Concat(network.ExistingVpcs.SelectMany(v => v.Cidrs))
                .Concat(network.OnPremises.SelectMany(r => r.Cidrs))
                .Concat(network.Reserved.Select(r => r.Cidr))
                .Concat(ReservedRanges.All.Select(r => r.Cidr).Where(reserved => !ranges.Exists(reserved.Contains))));

        // Where pools overlap, which is an error of its own, the addresses belong to the first.
        var twice = CidrSet.Overlaps(network.Pools.SelectMany(p => p.Cidrs.Select(c => (Pool: p, Cidr: c))), x => x.Cidr)
            .Select(pair => pair.Inner).ToHashSet();
        foreach (var pool in network.Pools)
        {
            pools[pool.Id] = (pool, new FreeSpace(pool.Cidrs.Where(c => !twice.Contains((pool, c))).SelectMany(used.FreeWithin)));
        }
    }

    /// <summary>All pools, in the order of the estate.</summary>
    public IEnumerable<(AddressPool Pool, FreeSpace Space)> All => pools.Values;

    /// <summary>A pool; <see langword="null"/> where the estate has none of this id.</summary>
    public AddressPool? Find(string id) => pools.TryGetValue(id, out var found) ? found.Pool : null;

    /// <summary>The pools of an account: those of its body and use, else the shared ones of its use.</summary>
    public ImmutableArray<AddressPool> For(AccountId account)
    {
        if (!accounts.TryGetValue(account, out var context))
        {
            return [];
        }

        var use = context.Account.Purpose != AccountPurpose.System ? AddressUse.Network
            : context.Environment == DeploymentEnvironment.Production ? AddressUse.Production : AddressUse.Verification;
        ImmutableArray<AddressPool> own = context.Municipalities.Length == 1 ? [.. byOwner[(context.Municipalities[0].Code.ToString(), use)]] : [];
        return own.IsEmpty ? [.. byOwner[("", use)]] : own;
    }

    /// <summary>Who answers for an account's addresses: the system's vendor, else the operator.</summary>
    public string RequesterOf(AccountId account, Estate estate) => accounts.GetValueOrDefault(account)?.System?.Vendor ?? estate.Profile.Operator;

    /// <summary>Takes a block from the first pool that has one.</summary>
    public (AddressPool Pool, Cidr Cidr)? Take(IEnumerable<AddressPool> from, int prefixLength, Func<Cidr, bool>? allowed = null)
    {
        foreach (var pool in from)
        {
            if (pools[pool.Id].Space.Take(prefixLength, allowed) is { } cidr)
            {
                return (pool, cidr);
            }
        }

        return null;
    }

    /// <summary>The block that <see cref="Take"/> would give.</summary>
    public Cidr? Peek(IEnumerable<AddressPool> from, int prefixLength)
    {
        foreach (var pool in from)
        {
            if (pools[pool.Id].Space.Peek(prefixLength) is { } cidr)
            {
                return cidr;
            }
        }

        return null;
    }

    /// <summary>The largest free block of several pools.</summary>
    public Cidr? Largest(IEnumerable<AddressPool> from)
    {
        var largest = from.Select(p => pools[p.Id].Space.Largest).OfType<Cidr>().OrderBy(c => c.PrefixLength).ThenBy(c => c).Take(1).ToList();
        return largest.Count > 0 ? largest[0] : null;
    }
}
