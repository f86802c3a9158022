namespace GovCloud.Estates.Reading;

/// <summary>Somebody can assume each role, with a second factor, for as long as it says.</summary>
static class AccessIdentityRules
{
    /// <summary>AWS ends a session that one role opened in another after an hour, whatever the roles say.</summary>
    const int LongestChainedMinutes = 60;

    public static void Check(RuleContext context, AccessRole role)
    {
        if (!role.Mfa && (role.Level > AccessLevel.Read || role.Kind == AccessRoleKind.BreakGlass))
        {
            context.Error(EstateRules.AccessPrincipal, role, nameof(role.Mfa), $"role \"{role.Id}\" does more than read, without a second factor; remove 'mfa: false'");
        }

        var access = context.Estate.Access;
        var principal = access.Principals.FirstOrDefault(p => p.Organisation == role.Organisation);
        if (principal is not null && !context.Sound(principal, nameof(principal.Principals), nameof(principal.SamlProvider), nameof(principal.Group), nameof(principal.MfaAssurance)))
        {
            return;
        }

        if (context.Estate.Profile is { Organization: OrganizationMode.Owned })
        {
            CheckOwned(context, role, principal);
        }
        else
        {
            CheckIssued(context, role, principal);
        }
    }

    static void CheckOwned(RuleContext context, AccessRole role, AccessPrincipal? principal)
    {
        if (context.Estate.Access.IdentityCenter is null || principal?.Group is null)
        {
            context.Error(
                EstateRules.AccessPrincipal,
                role,
                nameof(role.Organisation),
                $"nobody of \"{role.Organisation}\" can be given role \"{role.Id}\": the organization is owned; add 'identityCenter' and the organisation's 'group' to 'access.principals'");
        }
    }

    static void CheckIssued(RuleContext context, AccessRole role, AccessPrincipal? principal)
    {
        if (principal is null || (principal.Principals.IsEmpty && principal.SamlProvider is null))
        {
            context.Error(
                EstateRules.AccessPrincipal,
                role,
                nameof(role.Organisation),
                $"nobody of \"{role.Organisation}\" can assume role \"{role.Id}\"; add the organisation with 'principals' or 'samlProvider' to 'access.principals'");
            return;
        }

        var chained = principal.Principals.Any(p => p.Contains(":role/", StringComparison.Ordinal));
        if (role.Mfa && principal.MfaAssurance is null && (chained || principal.SamlProvider is not null))
        {
            context.Error(
                EstateRules.AccessPrincipal,
                role,
                nameof(role.Mfa),
                $"role \"{role.Id}\" asks for a second factor, and AWS cannot see it when people of \"{role.Organisation}\" come by a role or SAML; say in 'mfaAssurance' of 'access.principals' what makes sure of it");
        }

        if (chained && role.SessionMinutes > LongestChainedMinutes)
        {
            context.Error(
                EstateRules.SessionLength,
                role,
                nameof(role.SessionMinutes),
                $"role \"{role.Id}\": people of \"{role.Organisation}\" come by a role, and AWS ends such a session after {LongestChainedMinutes} minutes; write that or less");
        }
    }
}
