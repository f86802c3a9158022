using System.Collections.Immutable;
using Amazon.CDK.AWS.Organizations;
using GovCloud.Organization;

namespace GovCloud.Infra.Organization;

/// <summary>Organizational units: made where the estate names no existing one.</summary>
sealed class OrganizationalUnits : Construct
{
    readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);

    internal OrganizationalUnits(Construct scope, string id, ImmutableArray<OrganizationUnit> units, Func<OrganizationUnit, string> parentOf)
        : base(scope, id)
    {
        foreach (var unit in units)
        {
            if (unit.ExistingId is { } existing)
            {
                ids.Add(unit.Key, existing);
                continue;
            }

            var made = OrganizationResource.After(
                new CfnOrganizationalUnit(this, unit.Key.Replace('/', '-'), new CfnOrganizationalUnitProps { Name = unit.Name, ParentId = parentOf(unit) }), Last);
            ids.Add(unit.Key, made.AttrId);
            Last = made;
        }
    }

    /// <summary>The ids by the units' keys.</summary>
    internal IReadOnlyDictionary<string, string> Ids => ids;

    /// <summary>The unit that is made last; <see langword="null"/> where none is.</summary>
    internal CfnResource? Last { get; }
}
