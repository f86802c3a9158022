using System.Collections.Immutable;
using GovCloud.Organization;

namespace GovCloud.Infra.Organization;

/// <summary>
/// The stacks of an organization that the vendor owns, all for its management account: units for all with the policies, the units of the bodies by area and those of
/// the vendors, and the accounts. Which stack a thing stands in follows from its own facts alone, so that nothing moves to another stack when something else is added or removed.
/// </summary>
static class OrganizationStacks
{
    // CloudFormation: a template has at most 200 outputs. A vendor has two units, each of which another stack may use.
    internal const int MostVendors = 100;

    internal static void Add(App app, Estate estate)
    {
        if (estate.Profile.Organization != OrganizationMode.Owned)
        {
            return;
        }

        var plan = OrganizationPlan.Of(estate);
        var place = new OrganizationPlace(estate);
        var root = new OrganizationStack(app, "GovCloud-Organization", plan, place);
        var units = new Dictionary<string, string>(root.Units, StringComparer.Ordinal);
        foreach (var area in plan.Units.Where(unit => unit.Parent is not null).GroupBy(AreaOf, StringComparer.Ordinal).OrderBy(area => area.Key, StringComparer.Ordinal))
        {
            var made = new UnitsStack(app, $"GovCloud-Organization-Units-{area.Key}", place, Checked(area), root.Units);
            foreach (var (key, id) in made.Units)
            {
                units.Add(key, id);
            }
        }

        AddAccounts(app, plan, place, units);
    }

    static void AddAccounts(App app, OrganizationPlan plan, OrganizationPlace place, IReadOnlyDictionary<string, string> units)
    {
        Stack? before = null;
        foreach (var accounts in plan.Placements.Where(placement => placement.Entry is not null).GroupBy(placement => placement.Entry!.Stack ?? "", StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            if (accounts.Count() > OrganizationChecks.MostAccountsPerStack)
            {
                throw new SynthInputException($"The stack '{accounts.Key}' of new accounts has more than {OrganizationChecks.MostAccountsPerStack}; name another in 'stack' for those beyond.");
            }

            var stack = new AccountsStack(app, accounts.Key.Length == 0 ? "GovCloud-Organization-Accounts" : $"GovCloud-Organization-Accounts-{accounts.Key}", place, [.. accounts], units);
            if (before is not null)
            {
                // AWS refuses to create accounts at the same time.
                stack.AddDependency(before, "one account after the other");
            }

            before = stack;
        }
    }

    /// <summary>
    /// Prefecture and kind of body: the first three digits of its code. At most 100 bodies share them, since two digits and a check digit follow: 200 units and 200 outputs.
    /// </summary>
    static string AreaOf(OrganizationUnit unit) => unit.Municipality is { } body ? body.ToString()[..3] : "Vendors";

    static ImmutableArray<OrganizationUnit> Checked(IGrouping<string, OrganizationUnit> area) =>
        area.Count() <= 2 * MostVendors ? [.. area] : throw new SynthInputException($"There are more than {MostVendors} vendors of systems in shared use, more than one stack can hold; split the estate.");
}

/// <summary>Where the organization's stacks are deployed.</summary>
sealed class OrganizationPlace
{
    internal OrganizationPlace(Estate estate)
    {
        Estate = estate;
        RootId = estate.Organization.RootId ?? throw new SynthInputException("The organization's root is not known: 'rootId' is missing in 'organization'.");
        Management = estate.Organization.ManagementAccount ?? throw new SynthInputException("The organization's management account is not known: 'managementAccount' is missing in 'organization'.");
    }

    internal Estate Estate { get; }

    internal string RootId { get; }

    internal AccountId Management { get; }

    internal StackProps Props(string description) => new()
    {
        Env = new CdkEnvironment { Account = Management.ToString(), Region = Estate.Profile.PrimaryRegion },
        Description = $"{Estate.Profile.Title}: {description}",
        TerminationProtection = true,
    };
}

/// <summary>What all resources of the organization have in common.</summary>
static class OrganizationResource
{
    /// <summary>Keeps a resource in AWS when it leaves the template, and makes it after the one before: AWS refuses changes of the organization that come at the same time.</summary>
    internal static T After<T>(T resource, CfnResource? before)
        where T : CfnResource
    {
        resource.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        if (before is not null)
        {
            resource.AddDependency(before);
        }

        return resource;
    }
}
