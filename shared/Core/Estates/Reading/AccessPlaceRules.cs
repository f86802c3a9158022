using GovCloud.Access;

namespace GovCloud.Estates.Reading;

/// <summary>Where a role may be: what follows from the accounts that it selects.</summary>
static class AccessPlaceRules
{
    public static void Check(RuleContext context, AccessRole role, Organisation organisation, AccessTargets targets)
    {
        var selected = targets.Of(role);
        if (!AccessTargets.Selects(role) && !AccessTargets.MayBeEverywhere(role))
        {
            context.Error(
                EstateRules.AccessSelection, role, nameof(role.Id), $"role \"{role.Id}\" says nowhere where it is for; add 'accounts', 'systems' or 'municipalities'");
        }
        else if (selected.IsEmpty && !context.Incomplete)
        {
            context.Warning(
                EstateRules.AccessSelection,
                role,
                nameof(role.Id),
                role.Phase == AccessPhase.Build ? $"role \"{role.Id}\" selects no account that is being built; remove it, or add the account to 'building'" : $"role \"{role.Id}\" selects no account; remove it or widen its selectors");
        }

        CheckStaff(context, role, organisation, selected);
        CheckRemote(context, role, selected);
    }

    /// <summary>In shared use (共同利用) only the vendors have users, and staff see no other body's account.</summary>
    static void CheckStaff(RuleContext context, AccessRole role, Organisation organisation, IEnumerable<AccessTarget> selected)
    {
        if (role.Kind != AccessRoleKind.Municipal)
        {
            return;
        }

        foreach (var target in selected)
        {
            var why = target switch
            {
                { Usage: UsageMode.Shared } => "is in shared use (共同利用), where municipal staff have no user; give them reports instead",
                _ when organisation.Municipality is not { } own || target.Municipalities.Any(m => m != own) => "holds data of other bodies; name accounts of their own body only",
                _ => null,
            };
            if (why is not null)
            {
                context.Error(EstateRules.MunicipalStaff, role, nameof(role.Id), $"role \"{role.Id}\": account {target.Account.Id} ({target.Account.Name}) {why}");
            }
        }
    }

    static void CheckRemote(RuleContext context, AccessRole role, IEnumerable<AccessTarget> selected)
    {
        if (!role.Remote)
        {
            return;
        }

        foreach (var target in selected)
        {
            if (context.Estate.Access.Bodies.FirstOrDefault(b => !b.RemoteOperation && target.Municipalities.Contains(b.Municipality)) is { } body)
            {
                context.Error(
                    EstateRules.RemoteOperation,
                    role,
                    nameof(role.Remote),
                    $"role \"{role.Id}\": account {target.Account.Id} ({target.Account.Name}) holds data of {body.Municipality}, which forbids remote operation{(body.Source is null ? "" : $" ({body.Source})")}; remove 'remote', or select other accounts");
            }
        }
    }

    /// <summary>Where several vendors work in one account, each must be limited by tag.</summary>
    public static void CheckSharing(RuleContext context, List<AccessRole> roles, Dictionary<string, Organisation> organisations, AccessTargets targets)
    {
        var vendors = roles
            .Where(role => role.Kind == AccessRoleKind.Vendor && organisations.ContainsKey(role.Organisation))
            .SelectMany(role => targets.Of(role).Select(target => (Role: role, Target: target)))
            .ToLookup(pair => pair.Target.Account.Id);
        foreach (var (role, target) in vendors.SelectMany(pairs => pairs).Where(pair => NeedsScope(pair.Role)))
        {
            if (target.System is { } system && system.Vendor != role.Organisation)
            {
                Report(context, role, target, $"carries system \"{system.Id}\" of vendor \"{system.Vendor}\"");
            }
            else if (vendors[target.Account.Id].FirstOrDefault(pair => pair.Role.Organisation != role.Organisation).Role is { } other)
            {
                Report(context, role, target, $"is also worked in by vendor \"{other.Organisation}\" (role \"{other.Id}\")");
            }
        }
    }

    static bool NeedsScope(AccessRole role) => role is { TagOwner: false, TagSystem: null } && (role.Level > AccessLevel.Read || role.Data || role.Remote);

    static void Report(RuleContext context, AccessRole role, AccessTarget target, string why) => context.Error(
        EstateRules.ForeignVendor,
        role,
        nameof(role.Id),
        $"role \"{role.Id}\": account {target.Account.Id} ({target.Account.Name}) {why}; limit the role with 'tagOwner: true' or 'tagSystem'");
}
