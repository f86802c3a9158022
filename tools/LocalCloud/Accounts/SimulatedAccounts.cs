using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>The member accounts of a local AWS. Each is made when it is first called, so that thousands cost nothing until then.</summary>
public sealed class SimulatedAccounts
{
    readonly ConcurrentDictionary<string, Lazy<SimulatedAccount>> accounts;
    readonly ConcurrentDictionary<(string Account, CallFault Fault), int> hits = new();

    /// <summary>The accounts.</summary>
    /// <param name="ids">Which there are.</param>
    /// <param name="make">Makes one.</param>
    /// <param name="clock">The clock that tells which part of an account is true.</param>
    public SimulatedAccounts(IEnumerable<AccountId> ids, Func<AccountId, SimulatedAccount> make, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(ids);
        Clock = clock;
        accounts = new(ids.Distinct().Select(id => KeyValuePair.Create(id.ToString(), new Lazy<SimulatedAccount>(() => make(id)))), StringComparer.Ordinal);
    }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Seed of how lists are cut into pages.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Most items of a page.</summary>
    public int LargestPage { get; init; } = 60;

    /// <summary>The organization; none where the accounts are in none.</summary>
    public SimulatedOrganization? Organization { get; init; }

    /// <summary>Ids of all accounts, in order.</summary>
    public ImmutableArray<string> Ids => [.. accounts.Keys.Order(StringComparer.Ordinal)];

    /// <summary>An account; none where there is none.</summary>
    public SimulatedAccount? Find(string id) => accounts.TryGetValue(id, out var account) ? account.Value : null;

    /// <summary>Changes an account.</summary>
    /// <exception cref="KeyNotFoundException">There is no such account.</exception>
    public void Change(AccountId id, Func<SimulatedAccount, SimulatedAccount> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var before = accounts[id.ToString()];
        accounts[id.ToString()] = new Lazy<SimulatedAccount>(() => change(before.Value));
    }

    /// <summary>The fault of a kind that hits a call; each counts once for it.</summary>
    internal CallFault? Fault(SimulatedAccount account, CallFaultKind kind, string service, string operation, string region, DateTimeOffset now)
    {
        foreach (var fault in account.Faults)
        {
            if (fault.Kind == kind && fault.Hits(service, operation, region, now) && hits.AddOrUpdate((account.Id.ToString(), fault), 1, static (_, count) => count + 1) <= fault.Times)
            {
                return fault;
            }
        }

        return null;
    }
}
