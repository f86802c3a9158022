using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Access;

/// <summary>An account as far as rights in it go.</summary>
/// <param name="Account">The account.</param>
/// <param name="System">The system that it carries.</param>
/// <param name="Usage">Its usage mode, else its system's; <see cref="UsageMode.Network"/> without a system.</param>
/// <param name="Municipalities">The bodies whose data it holds.</param>
public sealed record AccessTarget(Account Account, BusinessSystem? System, UsageMode Usage, ImmutableArray<MunicipalityCode> Municipalities);

/// <summary>Which accounts a role is for. Bears estates with errors: a system that is not there is none.</summary>
public sealed class AccessTargets
{
    readonly Estate estate;
    readonly ImmutableArray<AccessTarget> targets;

    /// <summary>The accounts of an estate.</summary>
    public AccessTargets(Estate estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        this.estate = estate;
        var systems = estate.Systems.Where(s => s.Id is not null).DistinctBy(s => s.Id, StringComparer.Ordinal).ToDictionary(s => s.Id, StringComparer.Ordinal);
        targets = [.. estate.Accounts.Select(account => Describe(account, account.System is null ? null : systems.GetValueOrDefault(account.System)))];
    }

    /// <summary>All accounts.</summary>
    public ImmutableArray<AccessTarget> All => targets;

    /// <summary>Whether a role says where it is for.</summary>
    public static bool Selects(AccessRole role)
    {
        ArgumentNullException.ThrowIfNull(role);
        return !role.Accounts.IsEmpty || !role.Systems.IsEmpty || !role.Municipalities.IsEmpty;
    }

    /// <summary>Whether a role may be for all accounts by leaving the selectors out.</summary>
    public static bool MayBeEverywhere(AccessRole role)
    {
        ArgumentNullException.ThrowIfNull(role);
        return role.Kind is AccessRoleKind.Operator or AccessRoleKind.BreakGlass;
    }

    /// <summary>The accounts that a role is for, in the order of the estate; in the building phase only those that are being built.</summary>
    public ImmutableArray<AccessTarget> Of(AccessRole role) =>
        [.. targets.Where(target => IsNamed(role, target)).Where(target => role.Phase == AccessPhase.Operation || IsBuilding(target.Account.Id))];

    /// <summary>Whether an account is being built.</summary>
    public bool IsBuilding(AccountId account) => estate.Access.Building.Any(period => period.Account == account);

    static bool IsNamed(AccessRole role, AccessTarget target)
    {
        if (role.Accounts.Contains(target.Account.Id))
        {
            return true;
        }

        var everywhere = !Selects(role) && MayBeEverywhere(role);
        return (everywhere || !role.Systems.IsEmpty || !role.Municipalities.IsEmpty)
            && (role.Systems.IsEmpty || (target.System is { } system && role.Systems.Contains(system.Id, StringComparer.Ordinal)))
            && (role.Municipalities.IsEmpty || target.Municipalities.Any(role.Municipalities.Contains))
            && (role.Environments.IsEmpty || role.Environments.Contains(target.Account.Environment));
    }

    static AccessTarget Describe(Account account, BusinessSystem? system) => new(
        account,
        system,
        account.Usage ?? system?.Usage ?? UsageMode.Network,
        account.Municipalities.IsEmpty && system is not null ? system.Municipalities : account.Municipalities);
}
