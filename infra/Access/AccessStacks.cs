using GovCloud.Access;

namespace GovCloud.Infra.Access;

/// <summary>The stacks that give people their rights: roles in each issued account, or permission sets where the organization is owned.</summary>
static class AccessStacks
{
    internal static void Add(App app, Estate estate)
    {
        if (estate.Profile.Organization == OrganizationMode.Owned)
        {
            AddPermissionSets(app, estate);
        }
        else
        {
            AddRoles(app, estate);
        }
    }

    static void AddRoles(App app, Estate estate)
    {
        var targets = new AccessTargets(estate);
        var roles = estate.Access.Roles.SelectMany(role => targets.Of(role).Select(target => (Role: role, target.Account))).ToLookup(pair => pair.Account.Id, pair => pair.Role);
        foreach (var account in estate.Accounts.Where(account => roles.Contains(account.Id)))
        {
            _ = new AccessRolesStack(app, $"{AccessRolesStack.Prefix}{account.Id}", new AccessRolesPlan { Estate = estate, Account = account, Roles = [.. roles[account.Id]] });
        }
    }

    static void AddPermissionSets(App app, Estate estate)
    {
        if (estate.Access.IdentityCenter is not { } center)
        {
            return;
        }

        var targets = new AccessTargets(estate);
        foreach (var role in estate.Access.Roles)
        {
            PermissionSetStack? first = null;
            foreach (var (index, accounts) in targets.Of(role).Select(target => target.Account.Id).Chunk(PermissionSetStack.MostAssignments).Index())
            {
                var suffix = index == 0 ? "" : FormattableString.Invariant($"-{index + 1}");
                var stack = new PermissionSetStack(app, $"GovCloud-PermissionSet-{role.Id}{suffix}", new PermissionSetPlan
                {
                    Estate = estate,
                    Center = center,
                    Role = role,
                    Group = estate.Access.Principals.Single(principal => principal.Organisation == role.Organisation).Group!,
                    Accounts = [.. accounts],
                    PermissionSet = first?.PermissionSetArn,
                });
                first ??= stack;
            }
        }
    }
}
