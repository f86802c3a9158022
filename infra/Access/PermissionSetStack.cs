using System.Collections.Immutable;
using Amazon.CDK.AWS.SSO;
using GovCloud.Access;

namespace GovCloud.Infra.Access;

/// <summary>What the stack is made from.</summary>
sealed record PermissionSetPlan
{
    /// <summary>The estate.</summary>
    public required Estate Estate { get; init; }

    /// <summary>The instance.</summary>
    public required IdentityCenter Center { get; init; }

    /// <summary>The role.</summary>
    public required AccessRole Role { get; init; }

    /// <summary>The group that is given it.</summary>
    public required string Group { get; init; }

    /// <summary>The accounts, at most <see cref="PermissionSetStack.MostAssignments"/>.</summary>
    public required ImmutableArray<AccountId> Accounts { get; init; }

    /// <summary>The permission set of the role's first stack; none in that one.</summary>
    public string? PermissionSet { get; init; }
}

/// <summary>
/// One role of an owned organization as a permission set, with its assignments. Deployed into the account that Identity Center is administered
/// from. It must never contain a policy that AWS maintains, nor be assigned to a person instead of a group. Removing it takes the role away in all its accounts.
/// A role in more accounts than a stack holds gets further stacks. There is no permission boundary by reference, on purpose: it would have to stand in
/// every account beforehand; the same statements are in the permission set.
/// </summary>
sealed class PermissionSetStack : Stack
{
    /// <summary>CloudFormation holds 500 resources a stack.</summary>
    internal const int MostAssignments = 490;

    internal PermissionSetStack(Construct scope, string id, PermissionSetPlan plan)
        : base(scope, id, new StackProps
        {
            Env = new CdkEnvironment { Account = (plan.Center.Account ?? plan.Estate.Profile.OperationsAccount).ToString(), Region = plan.Estate.Profile.PrimaryRegion },
            Description = $"{plan.Estate.Profile.Title}: permission set {plan.Role.Id}",
            TerminationProtection = true,
        })
    {
        PermissionSetArn = plan.PermissionSet ?? PermissionSet(plan).AttrPermissionSetArn;
        foreach (var account in plan.Accounts)
        {
            _ = new CfnAssignment(this, $"Account{account}", new CfnAssignmentProps
            {
                InstanceArn = plan.Center.Instance,
                PermissionSetArn = PermissionSetArn,
                PrincipalType = "GROUP",
                PrincipalId = plan.Group,
                TargetType = "AWS_ACCOUNT",
                TargetId = account.ToString(),
            });
        }
    }

    /// <summary>The permission set's address.</summary>
    internal string PermissionSetArn { get; }

    CfnPermissionSet PermissionSet(PermissionSetPlan plan)
    {
        var role = plan.Role;
        var limit = role.Kind == AccessRoleKind.BreakGlass ? AccessBoundary.Emergency(plan.Estate.Profile) : AccessBoundary.Of(plan.Estate.Profile);
        ImmutableArray<AccessStatement> statements =
        [
            .. RolePolicies.Reading.Statements,
            .. RolePolicies.Of(role, plan.Estate.Access.SessionPolicies, TagSource.Literal).SelectMany(policy => policy.Statements),
            .. limit.Statements.Where(statement => statement.Denies),
        ];
        return new CfnPermissionSet(this, "PermissionSet", new CfnPermissionSetProps
        {
            InstanceArn = plan.Center.Instance,
            // A permission set's name has 32 characters; a longer id is cut and made unique by its tail.
            Name = role.Id.Length <= 28 ? $"gca-{role.Id}" : $"gca-{role.Id[..20]}-{StableTail(role.Id)}",
            Description = $"GovCloudAutomation: {role.Id} of {role.Organisation}",
            SessionDuration = FormattableString.Invariant($"PT{role.SessionMinutes}M"),
            // The policy goes to many accounts: "account" in it can be none in particular, and a path is unique enough.
            InlinePolicy = PolicyJson.Of([.. statements.Select(statement => statement with { Resources = [.. statement.Resources.Select(Anywhere)], Conditions = [.. statement.Conditions.Select(AnyBoundary)] })]),
        });
    }

    static string Anywhere(string resource) => resource.Replace(Placeholder.Account, "*", StringComparison.Ordinal);

    static AccessCondition AnyBoundary(AccessCondition condition) => !condition.Values.Any(value => value.Contains(Placeholder.Account, StringComparison.Ordinal)) ? condition : condition with
    {
        Operator = condition.Operator.Replace("StringEquals", "StringLike", StringComparison.Ordinal).Replace("StringNotEquals", "StringNotLike", StringComparison.Ordinal),
        Values = [.. condition.Values.Select(Anywhere)],
    };

    static string StableTail(string id) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(id)))[..7];
}
