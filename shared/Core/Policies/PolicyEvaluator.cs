namespace GovCloud.Policies;

/// <summary>
/// Evaluates one policy as AWS does: an explicit deny wins, else an allow, else nothing. Three-valued: what is not understood is unknown,
/// and an unknown deny is never taken for none.
/// </summary>
/// <remarks>Source: AWS IAM user guide, "Policy evaluation logic" and "IAM JSON policy elements".</remarks>
public static class PolicyEvaluator
{
    /// <summary>What a policy says about a request. A principal that is named by its account counts as named.</summary>
    public static PolicyDecision Evaluate(PolicyDocument policy, PolicyRequest request)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(request);
        PolicyDecision? allowed = null;
        PolicyDecision? doubtfulDeny = null;
        PolicyDecision? doubtfulAllow = null;
        foreach (var statement in policy.Statements)
        {
            var applies = StatementTest.Applies(statement, policy.HasVariables, request, PrincipalMatch.Direct, out var doubt);
            if (applies is not true && statement.Principals is not null && StatementTest.Applies(statement, policy.HasVariables, request, PrincipalMatch.Account, out var otherDoubt) is not false and var byAccount)
            {
                (applies, doubt) = (byAccount, otherDoubt);
            }

            switch (applies, statement.Allows && statement.Problem is null)
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
}
