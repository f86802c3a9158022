using System.Collections.Immutable;

namespace GovCloud.Policies;

/// <summary>How a resource's own policy stands beside the policies of the one who asks.</summary>
public enum ResourcePolicyRule
{
    /// <summary>Within an account either is enough.</summary>
    Either,

    /// <summary>It has to allow, itself or by leaving it to the account: keys and the trust of roles.</summary>
    Required,
}

/// <summary>All policies that have a say in a call.</summary>
public sealed record CallPolicies
{
    /// <summary>Policies of the one who asks. One that is empty allows nothing.</summary>
    public ImmutableArray<PolicyDocument> Identity { get; init; } = [];

    /// <summary>The permission boundary; none where there is none.</summary>
    public PolicyDocument? Boundary { get; init; }

    /// <summary>
    /// Service control policies that bind the account of the one who asks: a list for the root, each unit on the way, and the account. Each must allow.
    /// Empty for the management account, which they do not bind, and where there are none.
    /// </summary>
    public ImmutableArray<ImmutableArray<PolicyDocument>> ServiceControl { get; init; } = [];

    /// <summary>The resource's own policy; none where it has none.</summary>
    public PolicyDocument? Resource { get; init; }

    /// <summary>How that policy counts.</summary>
    public ResourcePolicyRule Rule { get; init; }

    /// <summary>The resource's account; null where it is that of the one who asks.</summary>
    public string? ResourceAccount { get; init; }
}

/// <summary>
/// Decides a call as AWS documents it: an explicit denial anywhere wins; then service control policies, the boundary, and the policies of identity and
/// resource must allow together: within an account one of the two, across accounts both. A service that asks for itself has the resource's policy alone.
/// Three-valued: what cannot be told is never an agreement.
/// </summary>
/// <remarks>
/// Source: AWS IAM user guide, "Policy evaluation logic", "Cross-account policy evaluation logic"; KMS developer guide, "Key policies". A role that a resource's
/// policy names stays within its boundary. Session policies and resource control policies are not here: nothing of ours has any.
/// </remarks>
public static class CallEvaluator
{
    /// <summary>Decides.</summary>
    public static AccessDecision Decide(PolicyRequest request, CallPolicies policies)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(policies);
        var denied = Denial(request, policies);
        if (denied.Applies is true)
        {
            return new(AccessOutcome.Denied, denied.By);
        }

        var permitted = Permission(request, policies);
        return permitted.Applies switch
        {
            false => new(AccessOutcome.Denied, permitted.By),
            null => new(AccessOutcome.Unknown, permitted.By),
            _ when denied.Applies is null => new(AccessOutcome.Unknown, denied.By),
            _ => new(AccessOutcome.Allowed, permitted.By),
        };
    }

    static Finding Denial(PolicyRequest request, CallPolicies policies)
    {
        var found = Finding.None("");
        if (request.PrincipalArn is not null)
        {
            found = Any(request, policies.Identity, allows: false, PrincipalMatch.Own);
            found = policies.Boundary is { } boundary ? Or(found, Any(request, [boundary], allows: false, PrincipalMatch.Own)) : found;
            foreach (var level in policies.ServiceControl)
            {
                found = Or(found, Any(request, level, allows: false, PrincipalMatch.Own));
            }
        }

        return policies.Resource is { } own ? Or(found, Or(Any(request, [own], allows: false, PrincipalMatch.Direct), Any(request, [own], allows: false, PrincipalMatch.Account))) : found;
    }

    static Finding Permission(PolicyRequest request, CallPolicies policies)
    {
        ImmutableArray<PolicyDocument> own = policies.Resource is { } document ? [document] : [];
        var direct = Any(request, own, allows: true, PrincipalMatch.Direct);
        if (request.PrincipalArn is null)
        {
            return direct.Applies is false ? Finding.None("the resource's policy does not allow it") : direct;
        }

        var identity = Any(request, policies.Identity, allows: true, PrincipalMatch.Own) is { Applies: not false } some ? some : Finding.None("no policy of the role allows it");
        var account = Any(request, own, allows: true, PrincipalMatch.Account);
        var foreign = policies.ResourceAccount is { } owner && owner != request.PrincipalAccount;
        var byResource = Or(direct, account) is { Applies: not false } named ? named : Finding.None("the resource's policy does not allow it");
        var permitted = foreign ? And(identity, byResource)
            : policies.Rule == ResourcePolicyRule.Required ? direct.Applies is true ? direct : And(byResource, Or(direct, identity))
            : Or(identity, direct);
        permitted = policies.Boundary is { } boundary ? And(permitted, Any(request, [boundary], allows: true, PrincipalMatch.Own) is { Applies: not false } within ? within : Finding.None("the boundary does not allow it")) : permitted;
        foreach (var level in policies.ServiceControl)
        {
            permitted = And(permitted, Any(request, level, allows: true, PrincipalMatch.Own) is { Applies: not false } open ? open : Finding.None("a service control policy does not allow it"));
        }

        return permitted;
    }

    static Finding Any(PolicyRequest request, ImmutableArray<PolicyDocument> policies, bool allows, PrincipalMatch principal)
    {
        var strongest = Finding.None("");
        foreach (var policy in policies)
        {
            foreach (var statement in policy.Statements)
            {
                if (statement.Allows != allows && statement.Problem is null)
                {
                    continue;
                }

                var applies = StatementTest.Applies(statement, policy.HasVariables, request, principal, out var doubt);
                var by = policy.Name.Length > 0 ? $"{policy.Name}/{statement.Sid}" : statement.Sid;
                strongest = Or(strongest, new(applies, applies is null ? $"{by}: {doubt}" : by));
                if (applies is true)
                {
                    return strongest;
                }
            }
        }

        return strongest;
    }

    static Finding Or(Finding a, Finding b) => a.Applies is true || (b.Applies is false) || (a.Applies is null && b.Applies is null) ? a : b;

    // Of two that hold the first is named, which is the policy that gives the right.
    static Finding And(Finding a, Finding b) => a.Applies is false || (b.Applies is true) || (a.Applies is null && b.Applies is not false) ? a : b;

    readonly record struct Finding(bool? Applies, string By)
    {
        public static Finding None(string why) => new(false, why);
    }
}
