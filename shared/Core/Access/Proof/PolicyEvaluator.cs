using System.Collections.Immutable;

namespace GovCloud.Access.Proof;

/// <summary>Something that somebody tries.</summary>
/// <param name="Action">The action.</param>
/// <param name="Resource">The resource's ARN, or * where the action knows none.</param>
/// <param name="Context">
/// Every condition key that the request carries, by its name in any case. A key that is not here is absent from the request.
/// </param>
public sealed record AccessRequest(string Action, string Resource, ImmutableDictionary<string, ImmutableArray<string>> Context);

/// <summary>What comes of a request.</summary>
public enum AccessOutcome
{
    /// <summary>It is denied.</summary>
    Denied,

    /// <summary>It cannot be told from the policies.</summary>
    Unknown,

    /// <summary>It is allowed.</summary>
    Allowed,
}

/// <summary>What comes of a request, and by which statement.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="By">The policy and statement that decides; where none allows, that is said.</param>
public sealed record AccessDecision(AccessOutcome Outcome, string By);

/// <summary>
/// Evaluates identity policies and a permission boundary as IAM does within one account: an explicit deny wins, else both the policies and the
/// boundary must allow. Resource policies, service control policies and session policies are not looked at: they are other stacks' and other people's.
/// </summary>
public static class PolicyEvaluator
{
    /// <summary>Decides a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="policies">The role's policies.</param>
    /// <param name="boundary">Its boundary; none where it has none.</param>
    public static AccessDecision Decide(AccessRequest request, IReadOnlyList<PolicyDocument> policies, PolicyDocument? boundary)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(policies);
        IEnumerable<PolicyDocument> all = boundary is null ? policies : [.. policies, boundary];
        var denied = Strongest(request, all, denies: true);
        if (denied.Applies == Tristate.Yes)
        {
            return new(AccessOutcome.Denied, denied.By);
        }

        var allowed = Strongest(request, policies, denies: false);
        var within = boundary is null ? (Applies: Tristate.Yes, By: "") : Strongest(request, [boundary], denies: false);
        var weakest = allowed.Applies <= within.Applies ? allowed : within;
        return weakest.Applies switch
        {
            Tristate.No => new(AccessOutcome.Denied, "nothing allows it"),
            Tristate.Unknown => new(AccessOutcome.Unknown, weakest.By),
            _ when denied.Applies == Tristate.Unknown => new(AccessOutcome.Unknown, denied.By),
            _ => new(AccessOutcome.Allowed, allowed.By),
        };
    }

    static (Tristate Applies, string By) Strongest(AccessRequest request, IEnumerable<PolicyDocument> policies, bool denies)
    {
        var context = request.Context.WithComparers(StringComparer.OrdinalIgnoreCase);
        var strongest = (Applies: Tristate.No, By: "");
        foreach (var policy in policies)
        {
            foreach (var statement in policy.Statements.Where(statement => statement.Strange || statement.Denies == denies))
            {
                var applies = Applies(statement, request, context);
                if (applies > strongest.Applies)
                {
                    strongest = (applies, $"{policy.Name}/{statement.Sid}");
                }
            }
        }

        return strongest;
    }

    static Tristate Applies(PolicyStatement statement, AccessRequest request, ImmutableDictionary<string, ImmutableArray<string>> context)
    {
        if (statement.Strange)
        {
            return Tristate.Unknown;
        }

        var action = Named(statement.Actions, statement.NotActions, pattern => PolicyText.Matches(pattern, request.Action, ignoreCase: true));
        var resource = Named(
            statement.Resources,
            statement.NotResources,
            pattern => PolicyText.Filled(pattern, context) is { } filled && PolicyText.Matches(filled, request.Resource, ignoreCase: false));
        var conditions = ConditionEvaluator.All(statement.Conditions.Select(condition => ConditionEvaluator.Holds(condition, context)));
        return ConditionEvaluator.All([action, resource, conditions]);
    }

    static Tristate Named(ImmutableArray<string?> named, ImmutableArray<string?> excepted, Func<string, bool> matches)
    {
        if (named.IsDefault == excepted.IsDefault)
        {
            return Tristate.Unknown;
        }

        var any = ConditionEvaluator.Any((named.IsDefault ? excepted : named).Select(text => text is null ? Tristate.Unknown : matches(text) ? Tristate.Yes : Tristate.No));
        return named.IsDefault ? ConditionEvaluator.Not(any) : any;
    }
}
