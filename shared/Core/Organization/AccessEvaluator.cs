using System.Collections.Immutable;
using System.IO.Enumeration;

namespace GovCloud.Organization;

/// <summary>A call to AWS, as far as service control policies look at it.</summary>
public sealed record AccessRequest
{
    /// <summary>The action, such as <c>s3:PutObject</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The region that is called. AWS's global services are called in us-east-1, a few in us-west-2.</summary>
    public required string Region { get; init; }

    /// <summary>Who calls, such as <c>arn:aws:iam::111122223333:role/admin</c>; for a session, its role.</summary>
    public required string Principal { get; init; }

    /// <summary>What is called; <c>*</c> where the action knows no resources.</summary>
    public string Resource { get; init; } = "*";

    /// <summary>Further condition keys with their values.</summary>
    public ImmutableDictionary<string, string> Context { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>A statement that denies a call.</summary>
/// <param name="Policy">The policy it stands in.</param>
/// <param name="Statement">The statement.</param>
public sealed record AccessDenial(OrganizationPolicy.ServiceControl Policy, DenyStatement Statement);

/// <summary>Says what service control policies do to a call. They only take away: a call that is not denied needs rights of the account besides.</summary>
/// <remarks>
/// By the rules of IAM's policy evaluation for what our statements use: actions without regard to case, <c>*</c> and <c>?</c> in actions, resources and patterns,
/// a negated operator holds where its key is absent. Service-linked roles are not subject to these policies, nor is the management account, which is in no unit.
/// </remarks>
public static class AccessEvaluator
{
    const string ServiceLinkedRole = ":role/aws-service-role/";

    /// <summary>The first statement of the policies that denies a call; <see langword="null"/> where none does.</summary>
    public static AccessDenial? Evaluate(IEnumerable<OrganizationPolicy> policies, AccessRequest request)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(request);
        return request.Principal.Contains(ServiceLinkedRole, StringComparison.Ordinal)
            ? null
            : policies.OfType<OrganizationPolicy.ServiceControl>()
                .SelectMany(policy => policy.Statements.Where(statement => Denies(statement, request)).Select(statement => new AccessDenial(policy, statement)))
                .FirstOrDefault();
    }

    static bool Denies(DenyStatement statement, AccessRequest request) =>
        statement.Actions.Any(action => Like(action, request.Action, ignoreCase: true)) != statement.AllBut
        && statement.Resources.Any(resource => Like(resource, request.Resource))
        && statement.Conditions.All(condition => Holds(condition, ValueOf(condition.Key, request)));

    static string? ValueOf(string key, AccessRequest request) => key switch
    {
        ConditionKeys.RequestedRegion => request.Region,
        ConditionKeys.PrincipalArn => request.Principal,
        _ => request.Context.GetValueOrDefault(key),
    };

    static bool Holds(DenyCondition condition, string? value) => condition.Operator switch
    {
        ConditionOperator.StringEquals => value is not null && condition.Values.Contains(value, StringComparer.Ordinal),
        ConditionOperator.StringNotEquals => value is null || !condition.Values.Contains(value, StringComparer.Ordinal),
        ConditionOperator.ArnLike => value is not null && condition.Values.Any(pattern => LikeArn(pattern, value)),
        ConditionOperator.ArnNotLike => value is null || !condition.Values.Any(pattern => LikeArn(pattern, value)),
        ConditionOperator.Null => condition.Values.Contains(value is null ? "true" : "false", StringComparer.Ordinal),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.Operator, "No such operator."),
    };

    /// <summary>Part by part: a wildcard of one part never reaches into the next.</summary>
    static bool LikeArn(string pattern, string value)
    {
        var (left, right) = (pattern.Split(':', 6), value.Split(':', 6));
        return left.Length == right.Length && left.Zip(right).All(part => Like(part.First, part.Second));
    }

    // The base library's matcher takes an empty pattern for no match, and the region of a role's address is empty.
    static bool Like(string pattern, string text, bool ignoreCase = false) =>
        pattern.Length == 0 ? text.Length == 0 : FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase);
}
