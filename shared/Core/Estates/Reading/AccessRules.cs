using GovCloud.Access;

namespace GovCloud.Estates.Reading;

/// <summary>Roles are for somebody, somewhere, for as long as agreed, and go no further than their kind may.</summary>
static class AccessRules
{
    static readonly string[] Judged =
    [
        nameof(AccessRole.Id), nameof(AccessRole.Kind), nameof(AccessRole.Organisation), nameof(AccessRole.Phase), nameof(AccessRole.Level), nameof(AccessRole.Data), nameof(AccessRole.Remote),
        nameof(AccessRole.Accounts), nameof(AccessRole.Systems), nameof(AccessRole.Municipalities), nameof(AccessRole.Environments), nameof(AccessRole.TagOwner),
        nameof(AccessRole.TagSystem), nameof(AccessRole.SessionMinutes), nameof(AccessRole.Mfa), nameof(AccessRole.From), nameof(AccessRole.Until),
    ];

    public static void Check(RuleContext context, DateOnly today)
    {
        var targets = new AccessTargets(context.Estate);
        var organisations = context.Estate.Organisations.Where(o => o.Id is not null && context.Sound(o, nameof(o.Kind)))
            .DistinctBy(o => o.Id, StringComparer.Ordinal)
            .ToDictionary(o => o.Id, StringComparer.Ordinal);
        var sound = context.Estate.Access.Roles.Where(role => context.Sound(role, Judged)).ToList();
        foreach (var role in sound)
        {
            CheckPeriod(context, role, today);
            CheckLevel(context, role);
            if (organisations.GetValueOrDefault(role.Organisation) is { } organisation)
            {
                CheckOrganisation(context, role, organisation);
                AccessIdentityRules.Check(context, role);
                AccessPlaceRules.Check(context, role, organisation, targets);
            }
        }

        AccessPlaceRules.CheckSharing(context, sound, organisations, targets);
        CheckWildcards(context);
        CheckBuilding(context, today);
    }

    static void CheckPeriod(RuleContext context, AccessRole role, DateOnly today)
    {
        if (role is { Kind: AccessRoleKind.Auditor } and ({ Until: null } or { Reason: null }))
        {
            context.Error(
                EstateRules.TemporaryAccess,
                role,
                role.Until is null ? nameof(role.Until) : nameof(role.Reason),
                $"auditor's role \"{role.Id}\" needs an end and a reason; add {(role.Until is null ? "'until', the last day of the audit" : "'reason', the audit and who agreed to it")}");
        }

        if (role.From > role.Until)
        {
            context.Error(
                EstateRules.TemporaryAccess,
                role,
                nameof(role.Until),
                FormattableString.Invariant($"role \"{role.Id}\" begins on {role.From:yyyy-MM-dd} and ends before, on {role.Until:yyyy-MM-dd}; correct one of the two"));
        }
        else if (role.Until < today)
        {
            context.Error(
                EstateRules.AccessExpired,
                role,
                nameof(role.Until),
                FormattableString.Invariant($"role \"{role.Id}\" ended on {role.Until:yyyy-MM-dd}; remove it and deploy, or have a later end agreed"));
        }
    }

    static void CheckLevel(RuleContext context, AccessRole role)
    {
        if (role.Kind is AccessRoleKind.Municipal or AccessRoleKind.Auditor)
        {
            var more = (role.Level > AccessLevel.Read, role.Data, role.Remote) switch
            {
                (true, _, _) => nameof(role.Level),
                (_, true, _) => nameof(role.Data),
                (_, _, true) => nameof(role.Remote),
                _ => null,
            };
            if (more is not null)
            {
                context.Error(
                    EstateRules.ReadOnlyRole,
                    role,
                    more,
                    $"role \"{role.Id}\" of kind {RuleContext.Word(role.Kind)} reads settings and nothing else; remove '{RecordShape.KeyOf(more)}'. Changes are requested from the operator");
            }
        }
        else if (role is { Level: AccessLevel.Change, Data: false, Kind: not AccessRoleKind.BreakGlass } && role is { TagOwner: false, TagSystem: null })
        {
            context.Error(
                EstateRules.ChangeReadsData,
                role,
                nameof(role.Level),
                $"role \"{role.Id}\" changes programs that run with the system's own rights and so reaches its data; write 'data: true', or a lower level");
        }
    }

    static void CheckOrganisation(RuleContext context, AccessRole role, Organisation organisation)
    {
        OrganisationKind[] operators = [OrganisationKind.Operator, OrganisationKind.IntegratedOperator, OrganisationKind.NetworkOperator];
        OrganisationKind[] departments = [OrganisationKind.ItDepartment, OrganisationKind.OwningDepartment];
        var fitting = role.Kind switch
        {
            AccessRoleKind.Vendor => [OrganisationKind.Vendor],
            AccessRoleKind.Municipal => departments,
            AccessRoleKind.Operator => operators,
            AccessRoleKind.BreakGlass => [OrganisationKind.Operator],
            _ => Enum.GetValues<OrganisationKind>(),
        };
        if (!fitting.Contains(organisation.Kind))
        {
            context.Error(
                EstateRules.AccessOrganisation,
                role,
                nameof(role.Organisation),
                $"a role of kind {RuleContext.Word(role.Kind)} is for {string.Join(" or ", fitting.Select(RuleContext.Word))}, and \"{organisation.Id}\" is of kind {RuleContext.Word(organisation.Kind)}; correct one of the two");
        }

        if (role.TagSystem is { } id && context.Estate.Systems.FirstOrDefault(s => s.Id == id) is { } system && system.Vendor != organisation.Id && role.Kind == AccessRoleKind.Vendor)
        {
            context.Error(EstateRules.TagScope, role, nameof(role.TagSystem), $"system \"{id}\" is of vendor \"{system.Vendor}\", not of \"{organisation.Id}\"; name one of its own systems");
        }
    }

    static void CheckWildcards(RuleContext context)
    {
        foreach (var policy in context.Estate.Access.SessionPolicies.Where(p => context.Sound(p, nameof(p.Actions))))
        {
            for (var i = 0; i < policy.Actions.Length; i++)
            {
                if (policy.Actions[i].Contains('*', StringComparison.Ordinal) && !IsReadPrefix(policy.Actions[i]))
                {
                    context.Problems.Error(
                        EstateRules.AccessWildcard,
                        context.Map.At(policy, nameof(policy.Actions), i),
                        $"session policy \"{policy.Id}\": \"{policy.Actions[i]}\" lets more through than it says; write each action, or end a name that begins with Describe, Get or List with *");
                }
            }
        }
    }

    static bool IsReadPrefix(string action)
    {
        var name = action[(action.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return name.IndexOf('*', StringComparison.Ordinal) == name.Length - 1
            && (name.StartsWith("Describe", StringComparison.Ordinal) || name.StartsWith("Get", StringComparison.Ordinal) || name.StartsWith("List", StringComparison.Ordinal));
    }

    static void CheckBuilding(RuleContext context, DateOnly today)
    {
        foreach (var period in context.Estate.Access.Building.Where(p => context.Sound(p, nameof(p.Until)) && p.Until < today))
        {
            context.Error(
                EstateRules.BuildPhase,
                period,
                nameof(period.Until),
                FormattableString.Invariant($"the building phase of account {period.Account} ended on {period.Until:yyyy-MM-dd}, and roles of phase build would stay in it; remove the entry and deploy, or have a later day agreed"));
        }
    }
}
