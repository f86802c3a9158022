using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Estates;

namespace GovCloud.Access;

/// <summary>The policies of a role, from what the estate says. Nothing that AWS maintains is attached: its contents change without notice and read data.</summary>
public static class RolePolicies
{
    static readonly ImmutableArray<string> PassedTo =
        ["ec2.amazonaws.com", "ecs-tasks.amazonaws.com", "events.amazonaws.com", "lambda.amazonaws.com", "scheduler.amazonaws.com", "states.amazonaws.com"];

    /// <summary>What a role may do and what it may not, besides the boundary.</summary>
    /// <param name="role">The role.</param>
    /// <param name="policies">The estate's session policies.</param>
    /// <param name="tags">How the role's own tags are known.</param>
    /// <returns>One policy for what is allowed, and one for what is denied where there is any.</returns>
    public static ImmutableArray<AccessPolicy> Of(AccessRole role, ImmutableArray<SessionPolicy> policies, TagSource tags)
    {
        ArgumentNullException.ThrowIfNull(role);
        var denied = Denied(role, policies);
        return
        [
            new("Work", $"{role.Id}: what it may do besides reading settings", Allowed(role, tags)),
            .. denied.IsEmpty ? Array.Empty<AccessPolicy>() : [new("Guard", $"{role.Id}: what it may not do in any case", denied)],
        ];
    }

    /// <summary>What every role reads.</summary>
    public static AccessPolicy Reading { get; } = new(
        "ReadSettings",
        "Settings and states of all services in use, without what is stored in them",
        [new AccessStatement { Sid = "ReadSettings", Actions = ActionCatalogue.ReadSettings }]);

    /// <summary>Whether a role is limited by tag.</summary>
    public static bool IsScoped(AccessRole role) => role is { TagOwner: true } or { TagSystem: not null };

    static ImmutableArray<AccessStatement> Allowed(AccessRole role, TagSource tags)
    {
        if (role.Kind == AccessRoleKind.BreakGlass)
        {
            return [new AccessStatement { Sid = "Emergency", Actions = ["*"] }];
        }

        var scope = Scope(role, tags);
        var statements = ImmutableArray.CreateBuilder<AccessStatement>();
        Add("UseData", role.Data, ActionCatalogue.UseData);
        Add("Operate", role.Level >= AccessLevel.Operate, ActionCatalogue.Operate);
        Add("Change", role.Level >= AccessLevel.Change, ActionCatalogue.Change);
        Add("Remote", role.Remote, ActionCatalogue.UseRemote);
        if (role.Level >= AccessLevel.Change && scope.IsEmpty)
        {
            statements.Add(new AccessStatement { Sid = "Create", Actions = ActionCatalogue.Create });
            statements.AddRange(SystemRoles());
        }

        if (statements.Count == 0)
        {
            statements.Add(new AccessStatement { Sid = "WhoAmI", Actions = ["sts:GetCallerIdentity"] });
        }

        return statements.ToImmutable();

        void Add(string sid, bool wanted, ImmutableArray<string> actions)
        {
            if (wanted)
            {
                statements.Add(new AccessStatement { Sid = sid, Actions = scope.IsEmpty ? actions : [.. actions.Where(ActionCatalogue.IsLimitedByTag)], Conditions = scope });
            }
        }
    }

    /// <summary>The limits by tag. A role without the tag matches nothing, because a variable without value never does.</summary>
    static ImmutableArray<AccessCondition> Scope(AccessRole role, TagSource tags)
    {
        var scope = ImmutableArray.CreateBuilder<AccessCondition>();
        if (role.TagOwner)
        {
            scope.Add(new("StringEquals", $"aws:ResourceTag/{AccessTags.Owner}", [tags == TagSource.Principal ? $"${{aws:PrincipalTag/{AccessTags.Owner}}}" : role.Organisation]));
        }

        if (role.TagSystem is { } system)
        {
            scope.Add(new("StringEquals", $"aws:ResourceTag/{AccessTags.System}", [tags == TagSource.Principal ? $"${{aws:PrincipalTag/{AccessTags.System}}}" : system]));
        }

        return scope.ToImmutable();
    }

    /// <summary>Roles for the system's own programs: on their path, and never without the boundary.</summary>
    static IEnumerable<AccessStatement> SystemRoles()
    {
        ImmutableArray<string> roles = [AccessBoundary.SystemRoles];
        AccessCondition bounded = new("StringEquals", "iam:PermissionsBoundary", [AccessBoundary.Arn]);
        yield return new() { Sid = "SystemRoles", Actions = ["iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:PutRolePolicy"], Resources = roles, Conditions = [bounded] };
        yield return new() { Sid = "SystemRolesRemoved", Actions = ["iam:DeleteRole", "iam:TagRole"], Resources = roles };
        yield return new() { Sid = "SystemRolesPassed", Actions = ["iam:PassRole"], Resources = roles, Conditions = [new("StringEquals", "iam:PassedToService", PassedTo)] };
    }

    static ImmutableArray<AccessStatement> Denied(AccessRole role, ImmutableArray<SessionPolicy> policies)
    {
        var statements = ImmutableArray.CreateBuilder<AccessStatement>();
        if (!role.Data)
        {
            statements.Add(Deny("NoData", ActionCatalogue.ReadData));
        }

        if (!role.Remote && role.Kind != AccessRoleKind.BreakGlass)
        {
            statements.Add(Deny("NoRemoteOperation", ActionCatalogue.Remote));
        }

        if (role.SessionPolicy is { } id)
        {
            statements.Add(Deny("NothingElse", [.. policies.Single(policy => policy.Id == id).Actions]) with { AllActionsBut = true });
        }

        if (role.From is { } from)
        {
            statements.Add(Deny("NotYet", ["*"]) with { Conditions = [new("DateLessThan", "aws:CurrentTime", [StartOf(from)])] });
        }

        if (role.Until is { } until)
        {
            statements.Add(Deny("NoLonger", ["*"]) with { Conditions = [new("DateGreaterThanEquals", "aws:CurrentTime", [StartOf(until.AddDays(1))])] });
        }

        return statements.ToImmutable();
    }

    /// <summary>Midnight in Japan, as IAM writes instants.</summary>
    public static string StartOf(DateOnly day) =>
        new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.FromHours(9)).ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    static AccessStatement Deny(string sid, ImmutableArray<string> actions) => new() { Sid = sid, Denies = true, Actions = actions };
}

/// <summary>How the values of a role's tags come into its policies.</summary>
public enum TagSource
{
    /// <summary>From the tags of the IAM role, by <c>aws:PrincipalTag</c>.</summary>
    Principal,

    /// <summary>Written out: the roles behind permission sets carry no tags of ours.</summary>
    Literal,
}

/// <summary>The tags by which vendors are told apart.</summary>
public static class AccessTags
{
    /// <summary>Whose: an organisation's id.</summary>
    public const string Owner = "Owner";

    /// <summary>Of which system: its id.</summary>
    public const string System = "System";

    /// <summary>Marks what belongs to this automation.</summary>
    public const string Project = "Project";

    /// <summary>The mark's value.</summary>
    public const string ProjectName = "GovCloudAutomation";
}
