using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Access;

/// <summary>A statement of a role's trust: one kind of principal and what is asked of it.</summary>
/// <param name="Sid">Name.</param>
/// <param name="PrincipalType">AWS or Federated.</param>
/// <param name="Principals">ARNs, with placeholders.</param>
/// <param name="Actions">Actions of STS.</param>
/// <param name="Conditions">Conditions.</param>
public sealed record TrustStatement(string Sid, string PrincipalType, ImmutableArray<string> Principals, ImmutableArray<string> Actions, ImmutableArray<AccessCondition> Conditions);

/// <summary>Who may assume a role in an issued account.</summary>
public static class RoleTrust
{
    /// <summary>The statements.</summary>
    /// <remarks>
    /// AWS sees the second factor of an IAM user only. A session that was opened by AssumeRole carries no word of it, so asking a role for
    /// <c>aws:MultiFactorAuthPresent</c> would let nobody in; there the estate names what makes sure of it. Session tags are not let in: the
    /// tags that limit a role are its own. Every session of a user or role names its person as source identity, which CloudTrail keeps.
    /// </remarks>
    public static ImmutableArray<TrustStatement> Of(AccessRole role, AccessPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(role);
        ArgumentNullException.ThrowIfNull(principal);
        ImmutableArray<AccessCondition> named = [new("StringLike", "sts:SourceIdentity", ["?*"])];
        ImmutableArray<AccessCondition> secondFactor = role.Mfa ? [new("Bool", "aws:MultiFactorAuthPresent", ["true"])] : [];
        var users = principal.Principals.Where(p => p.Contains(":user/", StringComparison.Ordinal)).Select(InPartition).ToImmutableArray();
        var roles = principal.Principals.Where(p => p.Contains(":role/", StringComparison.Ordinal)).Select(InPartition).ToImmutableArray();
        var statements = ImmutableArray.CreateBuilder<TrustStatement>();
        if (!users.IsEmpty)
        {
            statements.Add(new("People", "AWS", users, ["sts:AssumeRole", "sts:SetSourceIdentity"], [.. named, .. secondFactor, .. Period(role)]));
        }

        if (!roles.IsEmpty)
        {
            statements.Add(new("Roles", "AWS", roles, ["sts:AssumeRole", "sts:SetSourceIdentity"], [.. named, .. Period(role)]));
        }

        if (principal.SamlProvider is { } provider)
        {
            statements.Add(new(
                "Federation",
                "Federated",
                [$"arn:{Placeholder.Partition}:iam::{Placeholder.Account}:saml-provider/{provider}"],
                ["sts:AssumeRoleWithSAML", "sts:SetSourceIdentity"],
                [new("StringEquals", "SAML:aud", ["https://signin.aws.amazon.com/saml"]), .. named, .. Period(role)]));
        }

        return statements.ToImmutable();
    }

    static IEnumerable<AccessCondition> Period(AccessRole role)
    {
        if (role.From is { } from)
        {
            yield return new("DateGreaterThanEquals", "aws:CurrentTime", [RolePolicies.StartOf(from)]);
        }

        if (role.Until is { } until)
        {
            yield return new("DateLessThan", "aws:CurrentTime", [RolePolicies.StartOf(until.AddDays(1))]);
        }
    }

    static string InPartition(string arn) => $"arn:{Placeholder.Partition}:{arn["arn:aws:".Length..]}";
}
