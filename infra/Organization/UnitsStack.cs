using System.Collections.Immutable;
using GovCloud.Organization;

namespace GovCloud.Infra.Organization;

/// <summary>
/// The units of the bodies of one area, or of the vendors. Deployed like <see cref="OrganizationStack"/>. It must never contain a policy: those of production and verification
/// are inherited. A unit that leaves the template stays in AWS with the accounts that are in it.
/// </summary>
sealed class UnitsStack : Stack
{
    internal UnitsStack(Construct scope, string id, OrganizationPlace place, ImmutableArray<OrganizationUnit> units, IReadOnlyDictionary<string, string> parents)
        : base(scope, id, place.Props("organizational units of bodies and vendors")) =>
        Units = new OrganizationalUnits(this, "Units", units, unit => parents[unit.Parent!]).Ids;

    /// <summary>The ids of the units by their keys.</summary>
    internal IReadOnlyDictionary<string, string> Units { get; }
}
