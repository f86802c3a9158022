using System.Collections.Immutable;
using GovCloud.Access;

namespace GovCloud.Infra.Access;

/// <summary>What the stack is made from.</summary>
sealed record AccessRolesPlan
{
    /// <summary>The estate.</summary>
    public required Estate Estate { get; init; }

    /// <summary>The account.</summary>
    public required Account Account { get; init; }

    /// <summary>The roles in it.</summary>
    public required ImmutableArray<AccessRole> Roles { get; init; }
}

/// <summary>
/// The roles of people in one issued account, with their boundary. Deployed by the operator with the rights of that account alone; apart from its
/// name and tags it names no account but those that people come from. It must never contain a user, a key, or a policy that AWS maintains.
/// Removing it takes everybody's rights in this account away and leaves the systems running. There is no role for a function or a system's program, on
/// purpose: those belong to the stacks that run them.
/// </summary>
sealed class AccessRolesStack : Stack
{
    /// <summary>Stacks are called so, followed by the account's id.</summary>
    internal const string Prefix = "GovCloud-Access-";

    internal AccessRolesStack(Construct scope, string id, AccessRolesPlan plan)
        : base(scope, id, new StackProps
        {
            Env = new CdkEnvironment { Account = plan.Account.Id.ToString(), Region = plan.Estate.Profile.PrimaryRegion },
            Description = $"{plan.Estate.Profile.Title}: roles of people in {plan.Account.Name}",
            TerminationProtection = true,
        })
    {
        var people = plan.Roles.Where(role => role.Kind != AccessRoleKind.BreakGlass).ToImmutableArray();
        var reading = Policy("ReadSettings", RolePolicies.Reading);
        var boundary = people.IsEmpty ? null : Boundary("Boundary", AccessBoundary.Of(plan.Estate.Profile));
        foreach (var role in people)
        {
            Role(plan.Estate, role, reading, boundary!);
        }

        var emergency = plan.Roles.Length > people.Length ? Boundary("EmergencyBoundary", AccessBoundary.Emergency(plan.Estate.Profile)) : null;
        foreach (var role in plan.Roles.Except(people))
        {
            Role(plan.Estate, role, reading, emergency!);
        }
    }

    void Role(Estate estate, AccessRole role, CfnManagedPolicy reading, CfnManagedPolicy boundary)
    {
        var id = LogicalName(role.Id);
        var policies = RolePolicies.Of(role, estate.Access.SessionPolicies, TagSource.Principal);
        _ = new CfnRole(this, $"{id}Role", new CfnRoleProps
        {
            // Named, because people and their tools call roles by name, the same in every account.
            RoleName = $"gca-{role.Id}",
            Path = "/gca/",
            Description = $"GovCloudAutomation: {role.Id} of {role.Organisation}",
            AssumeRolePolicyDocument = PolicyJson.Of(RoleTrust.Of(role, estate.Access.Principals.Single(principal => principal.Organisation == role.Organisation))),
            MaxSessionDuration = role.SessionMinutes * 60,
            PermissionsBoundary = boundary.Ref,
            ManagedPolicyArns = [reading.Ref, .. policies.Select(policy => Policy($"{id}{policy.Name}", policy).Ref)],
            Tags = [.. TagsOf(role)],
        });
    }

    static IEnumerable<CfnTag> TagsOf(AccessRole role)
    {
        yield return new CfnTag { Key = AccessTags.Owner, Value = role.Organisation };
        if (role.TagSystem is { } system)
        {
            yield return new CfnTag { Key = AccessTags.System, Value = system };
        }
    }

    CfnManagedPolicy Boundary(string id, AccessPolicy policy)
    {
        var boundary = Policy(id, policy);
        // Named, because whoever makes a role must name it.
        boundary.ManagedPolicyName = policy.Name;
        return boundary;
    }

    CfnManagedPolicy Policy(string id, AccessPolicy policy)
    {
        var resource = new CfnManagedPolicy(this, id, new CfnManagedPolicyProps { Description = policy.Description, Path = "/gca/", PolicyDocument = PolicyJson.Of(policy.Statements) });
        AccessFindings.Accept(resource);
        return resource;
    }

    static string LogicalName(string id) => string.Concat(id.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
