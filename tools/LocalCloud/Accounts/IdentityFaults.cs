using System.Collections.Immutable;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>What can go wrong with an account's identities, each as a change of a tidy account from a moment on.</summary>
/// <param name="from">From when on.</param>
/// <param name="until">Until when; this instant is no longer part of it.</param>
public sealed class IdentityFaults(DateTimeOffset from, DateTimeOffset until)
{
    /// <summary>There is an IAM user.</summary>
    public SimulatedAccount UserAppears(SimulatedAccount account, SimulatedUser user) => Iam(account, iam => iam with { Users = iam.Users.Add(user) });

    /// <summary>There is a role.</summary>
    public SimulatedAccount RoleAppears(SimulatedAccount account, SimulatedRole role) => Iam(account, iam => iam with { Roles = iam.Roles.Add(role) });

    /// <summary>The root user is different.</summary>
    public SimulatedAccount RootIs(SimulatedAccount account, Func<SimulatedRoot, SimulatedRoot> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Iam(account, iam => iam with { Root = change(iam.Root) });
    }

    /// <summary>The root user signs in.</summary>
    public SimulatedAccount RootSignsIn(SimulatedAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var call = new SimulatedTrailEvent(from, "signin.amazonaws.com", "ConsoleLogin", $"arn:aws:iam::{account.Id}:root", "Root", ImmutableSortedDictionary<string, string>.Empty, null);
        return RootIs(account, root => root with { LastUsed = from }) with { GlobalCalls = account.GlobalCalls.Add(call) };
    }

    /// <summary>An alternate contact is gone.</summary>
    public SimulatedAccount ContactIsGone(SimulatedAccount account, string kind) => Iam(account, iam => iam with { Contacts = iam.Contacts.Remove(kind) });

    /// <summary>Access Analyzer finds something.</summary>
    public SimulatedAccount AnalyzerFinds(SimulatedAccount account, SimulatedAnalyzerFinding finding) => Iam(account, iam => iam with { Findings = iam.Findings.Add(finding) });

    /// <summary>What the organization says of it is different; none for an account that it does not list.</summary>
    public SimulatedAccount ListingIs(SimulatedAccount account, Func<SimulatedListing, SimulatedListing?> change)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account with { Listing = account.Listing.Between(from, until, listing => listing is null ? null : change(listing)) };
    }

    SimulatedAccount Iam(SimulatedAccount account, Func<SimulatedIdentity, SimulatedIdentity> change)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account with { Identity = account.Identity.Between(from, until, change) };
    }
}
