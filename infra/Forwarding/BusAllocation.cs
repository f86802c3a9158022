using System.Collections.Immutable;

namespace GovCloud.Infra.Forwarding;

/// <summary>One event bus of the operations account and the accounts that may put events on it.</summary>
/// <param name="Name">The bus's name.</param>
/// <param name="Accounts">At least one account.</param>
sealed record OperationsBusPlan(string Name, ImmutableArray<AccountId> Accounts);

/// <summary>
/// Which account forwards to which bus. One bus serves an estate of ordinary size; a larger one gets further buses, because a bus's policy names
/// every account that may write to it and has a bounded size.
/// </summary>
/// <remarks>
/// An organization condition would fit any size, but in Government Cloud the organization is the Digital Agency's: it would let every other
/// vendor's account write alerts into this estate. So the accounts are named, always.
/// </remarks>
static class BusAllocation
{
    /// <summary>The most accounts on one bus.</summary>
    /// <remarks>
    /// The policy of a bus may have 10,240 bytes (EventBridge API reference, PutPermission: "cannot exceed 10 KB"). An account takes 15 of them
    /// (twelve digits, two quotes, a comma) and the rest of the policy less than 500: 600 accounts need about 9,500.
    /// </remarks>
    internal const int MostAccountsPerBus = GovCloud.Deployment.StackPlacement.AccountsPerBus;

    /// <summary>Allots the accounts in the estate's order, so that an account added at the end moves none of the others.</summary>
    /// <exception cref="SynthInputException">The estate has no account.</exception>
    internal static ImmutableArray<OperationsBusPlan> Of(Estate estate)
    {
        var plans = estate.Accounts
            .Select(account => account.Id)
            .Chunk(MostAccountsPerBus)
            .Select((accounts, index) => new OperationsBusPlan(NameOf(index), [.. accounts]))
            .ToImmutableArray();
        return plans.IsEmpty ? throw new SynthInputException("The estate has no account, so there is nothing to receive events from.") : plans;
    }

    static string NameOf(int index) => index == 0 ? EventNames.OperationsBus : FormattableString.Invariant($"{EventNames.OperationsBus}-{index + 1}");
}
