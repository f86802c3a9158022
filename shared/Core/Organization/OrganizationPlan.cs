using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Organization;

/// <summary>Everything that follows from an estate for its organization: units, where each account belongs, policies.</summary>
public sealed record OrganizationPlan
{
    /// <summary>The estate.</summary>
    public required Estate Estate { get; init; }

    /// <summary>The units, each after the one above it.</summary>
    public required ImmutableArray<OrganizationUnit> Units { get; init; }

    /// <summary>Where each account belongs, in the order of names. The management account is in no unit, as AWS has it.</summary>
    public required ImmutableArray<AccountPlacement> Placements { get; init; }

    /// <summary>The policies that are in force, in the order of <see cref="ControlPolicy"/>.</summary>
    public required ImmutableArray<OrganizationPolicy> Policies { get; init; }

    /// <summary>Makes the plan. The same estate gives the same plan.</summary>
    /// <param name="estate">A validated estate of any mode; only one of <see cref="OrganizationMode.Owned"/> is to be put into practice.</param>
    public static OrganizationPlan Of(Estate estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var tree = UnitTree.Of(estate);
        var off = estate.Organization.PoliciesTurnedOff.Select(policy => policy.Policy).ToHashSet();
        return new OrganizationPlan
        {
            Estate = estate,
            Units = tree.Units,
            Placements = Place(estate, tree),
            Policies = [.. PolicyCatalogue.Of(estate, tree.Units).Where(policy => !off.Contains(policy.Kind))],
        };
    }

    /// <summary>The policies that apply to a unit: its own and those of the units above it.</summary>
    public ImmutableArray<OrganizationPolicy> PoliciesOf(OrganizationUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return [.. Policies.Where(policy => policy.Targets.Contains(unit.Key, StringComparer.Ordinal) || (unit.Parent is { } parent && policy.Targets.Contains(parent, StringComparer.Ordinal)))];
    }

    static ImmutableArray<AccountPlacement> Place(Estate estate, UnitTree tree)
    {
        var systems = estate.Systems.ToDictionary(system => system.Id, StringComparer.Ordinal);
        var entries = estate.Organization.NewAccounts.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        var known = estate.Accounts.Select(account => account.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. estate.Accounts.Where(account => account.Id != estate.Organization.ManagementAccount)
                .Select(account => new AccountFacts(account, account.Id, account.Name, account.Environment, account.Purpose, account.System, account.Municipalities, entries.GetValueOrDefault(account.Name)))
                .Concat(estate.Organization.NewAccounts.Where(entry => !known.Contains(entry.Name))
                    .Select(entry => new AccountFacts(entry, null, entry.Name, entry.Environment, entry.Purpose, entry.System, entry.Municipalities, entry)))
                .OrderBy(facts => facts.Name, StringComparer.Ordinal)
                .Select(facts => Place(estate, tree, facts, facts.System is null ? null : systems[facts.System])),
        ];
    }

    static AccountPlacement Place(Estate estate, UnitTree tree, AccountFacts facts, BusinessSystem? system)
    {
        var bodies = facts.Municipalities.IsEmpty && system is not null ? system.Municipalities : facts.Municipalities;
        MunicipalityCode? body = system is not null && bodies is [var only] ? only : null;
        return new AccountPlacement
        {
            Name = facts.Name,
            Id = facts.Id,
            Unit = UnitOf(estate.Organization, tree, facts) ?? tree.Of(facts.Purpose, facts.Environment, body, system),
            Entry = facts.Entry,
            Subject = facts.Subject,
            Environment = facts.Environment,
            Municipality = body,
            System = facts.System,
            Owner = system?.Vendor ?? (facts.Purpose == AccountPurpose.Network ? estate.Profile.NetworkOperator : null) ?? estate.Profile.Operator,
        };
    }

    /// <summary>The unit of an account that is not in use as its facts would have it.</summary>
    static OrganizationUnit? UnitOf(EstateOrganization organization, UnitTree tree, AccountFacts facts) => facts switch
    {
        { Id: { } id } when organization.SuspendedAccounts.Contains(id) => tree[UnitKind.Suspended],
        { Entry.Sandbox: true } => tree[UnitKind.Sandbox],
        { Id: { } id } when organization.SandboxAccounts.Contains(id) => tree[UnitKind.Sandbox],
        _ => null,
    };

    sealed record AccountFacts(
        object Subject, AccountId? Id, string Name, DeploymentEnvironment Environment, AccountPurpose Purpose, string? System, ImmutableArray<MunicipalityCode> Municipalities, NewAccount? Entry);
}
