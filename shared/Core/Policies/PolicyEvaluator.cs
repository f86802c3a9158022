namespace GovCloud.Policies;

/// <summary>
/// Evaluates a resource's policy as AWS does: an explicit deny wins, else an allow, else nothing. Three-valued: what is not understood is unknown,
/// and an unknown deny is never taken for none.
/// </summary>
/// <remarks>Source: AWS IAM user guide, "Policy evaluation logic" and "IAM JSON policy elements".</remarks>
public static class PolicyEvaluator
{
    /// <summary>What a policy says about a request.</summary>
    public static PolicyDecision Evaluate(PolicyDocument policy, PolicyRequest request)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(request);
        PolicyDecision? allowed = null;
        PolicyDecision? doubtfulDeny = null;
        PolicyDecision? doubtfulAllow = null;
        foreach (var statement in policy.Statements)
        {
            switch (Applies(statement, request, out var doubt), statement.Allows)
            {
                case (true, false):
                    return new PolicyDecision(PolicyAnswer.Denied, statement.Sid);
                case (true, true):
                    allowed ??= new PolicyDecision(PolicyAnswer.Allowed, statement.Sid);
                    break;
                case (null, false):
                    doubtfulDeny ??= new PolicyDecision(PolicyAnswer.Unknown, $"{statement.Sid}: {doubt}");
                    break;
                case (null, true):
                    doubtfulAllow ??= new PolicyDecision(PolicyAnswer.Unknown, $"{statement.Sid}: {doubt}");
                    break;
            }
        }

        return doubtfulDeny ?? allowed ?? doubtfulAllow ?? new PolicyDecision(PolicyAnswer.NotAllowed, "");
    }

    static bool? Applies(PolicyStatement statement, PolicyRequest request, out string doubt)
    {
        doubt = "";
        if (!IsAbout(statement, request))
        {
            return false;
        }

        var certain = true;
        foreach (var condition in statement.Conditions)
        {
            switch (ConditionTest.Holds(condition, request))
            {
                case false:
                    return false;
                case null:
                    certain = false;
                    doubt = $"{condition.Operator} {condition.Key}";
                    break;
            }
        }

        return certain ? true : null;
    }

    static bool IsAbout(PolicyStatement statement, PolicyRequest request) =>
        (statement.Principals is not { } principals || principals.Any(principal => Is(principal, request)))
        && (statement.NotPrincipals is not { } others || !others.Any(principal => Is(principal, request)))
        && (statement.Actions is not { } actions || actions.Any(action => Wildcard.Matches(action, request.Action, ignoreCase: true)))
        && (statement.NotActions is not { } notActions || !notActions.Any(action => Wildcard.Matches(action, request.Action, ignoreCase: true)))
        && (statement.Resources is not { } resources || resources.Any(resource => Wildcard.Matches(resource, request.Resource)))
        && (statement.NotResources is not { } notResources || !notResources.Any(resource => Wildcard.Matches(resource, request.Resource)));

    static bool Is(PolicyPrincipal principal, PolicyRequest request) => principal.Kind switch
    {
        "AWS" when principal.Value == "*" => true,
        "Service" => request.Service is { } service && principal.Value == service,
        "AWS" => principal.Value == request.PrincipalArn
            || (request.PrincipalAccount is { } account && (principal.Value == account || IsRootOf(principal.Value, account))),
        _ => false,
    };

    // The account's root as a principal stands for everybody to whom the account gives the right.
    static bool IsRootOf(string arn, string account) => arn.Split(':') is ["arn", _, "iam", "", var owner, "root"] && owner == account;
}

/// <summary>Patterns of policies: <c>*</c> for any run of characters, <c>?</c> for one.</summary>
static class Wildcard
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, bool ignoreCase = false)
    {
        var (p, t, star, resume) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, t);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t] || (ignoreCase && char.ToUpperInvariant(pattern[p]) == char.ToUpperInvariant(text[t]))))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].IndexOfAnyExcept('*') < 0;
    }
}
