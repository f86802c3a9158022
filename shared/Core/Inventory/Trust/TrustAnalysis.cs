using System.Collections.Immutable;
using GovCloud.Policies;

namespace GovCloud.Inventory.Trust;

/// <summary>Who may assume a role by its trust policy.</summary>
/// <remarks>
/// Principals are sorted by the account that they are in. For those that are not known the policy is asked: as an outsider of no organization, of
/// another one, of the accounts, ARNs and organizations that its conditions name, with and without external id. So conditions count with AWS's own
/// operators, denials count, and a condition that is not understood makes the answer unknown. What a caller chooses itself or always has (a session
/// name, a tag, a second factor) keeps nobody out and is left aside.
/// </remarks>
public static class TrustAnalysis
{
    static readonly string[] Admitting = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];

    /// <summary>Everybody who may, in the order of the statements, each once.</summary>
    /// <param name="trust">The trust policy.</param>
    /// <param name="role">ARN of the role.</param>
    /// <param name="account">Its account.</param>
    /// <param name="context">Which accounts are known.</param>
    /// <param name="at">When: a statement that has ended admits nobody.</param>
    public static ImmutableArray<TrustFinding> Of(PolicyDocument trust, string role, AccountId account, InventoryContext context, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(trust);
        ArgumentNullException.ThrowIfNull(role);
        ArgumentNullException.ThrowIfNull(context);
        var probe = new OutsiderProbe(trust, role, context);
        return
        [
            .. trust.Statements
                .Where(statement => statement.Allows && Admits(statement) && !TrustPeriod.HasEnded(statement, at))
                .SelectMany(statement => statement.Principals is { } principals
                    ? principals.Select(principal => Find(principal, account, context, probe))
                    : [probe.Everybody("NotPrincipal")])
                .OfType<TrustFinding>()
                .Distinct(),
        ];
    }

    /// <summary>Whether a statement is about assuming the role.</summary>
    internal static bool Admits(PolicyStatement statement) =>
        statement.NotActions is { } except
            ? Admitting.Any(action => !except.Any(pattern => PolicyText.Matches(pattern, action, ignoreCase: true)))
            : statement.Actions is { } actions && Admitting.Any(action => actions.Any(pattern => PolicyText.Matches(pattern, action, ignoreCase: true)));

    static TrustFinding? Find(PolicyPrincipal principal, AccountId own, InventoryContext context, OutsiderProbe probe)
    {
        switch (principal.Kind)
        {
            case "Service":
                return new(TrustParty.Service, principal.Value);
            case "Federated":
                return new(TrustParty.Federation, principal.Value) { Account = InventoryContext.AccountOf(principal.Value) };
            case "AWS" when principal.Value == "*":
                return probe.Everybody("*");
            case "AWS" when IsUniqueId(principal.Value):
                return new(TrustParty.DeletedPrincipal, principal.Value);
            case "AWS" when AccountId.TryParse(InventoryContext.AccountOf(principal.Value) ?? principal.Value, out var account):
                return account == own ? new(TrustParty.OwnAccount, principal.Value) { Account = account.ToString() }
                    : context.Knows(account.ToString()) ? new(TrustParty.KnownAccount, principal.Value) { Account = account.ToString() }
                    : probe.Named(principal.Value, account);
            default:
                return new(TrustParty.Unknown, principal.Value) { Doubt = $"プリンシパル {principal.Kind} {principal.Value} を解釈できません" };
        }
    }

    /// <summary>Users and roles that were deleted are shown by their unique ids.</summary>
    static bool IsUniqueId(string value) =>
        value.Length is > 16 and <= 128 && value[..4] is "AIDA" or "AROA" && value.All(char.IsAsciiLetterOrDigit);
}
