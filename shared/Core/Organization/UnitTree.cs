using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Organization;

/// <summary>
/// The units of an estate: those for all right below the root, and below production and verification one for each municipality and each vendor of systems in
/// shared use. Production and verification stand above the owners, so that a policy for production is attached once.
/// </summary>
sealed class UnitTree
{
    static readonly (UnitKind Kind, string Label)[] Top =
    [
        (UnitKind.Common, "共通"),
        (UnitKind.Network, "ネットワーク"),
        (UnitKind.Operations, "運用管理"),
        (UnitKind.Production, "本番"),
        (UnitKind.Verification, "検証"),
        (UnitKind.Sandbox, "試用"),
        (UnitKind.Suspended, "停止"),
    ];

    readonly Dictionary<string, OrganizationUnit> byKey;

    UnitTree(ImmutableArray<OrganizationUnit> units)
    {
        Units = units;
        byKey = units.ToDictionary(unit => unit.Key, StringComparer.Ordinal);
    }

    /// <summary>The units, each after the one above it.</summary>
    public ImmutableArray<OrganizationUnit> Units { get; }

    public OrganizationUnit this[UnitKind kind] => byKey[KeyOf(kind)];

    public static UnitTree Of(Estate estate)
    {
        var existing = estate.Organization.Units;
        var vendors = SharedVendors(estate);
        return new UnitTree(
        [
            .. Top.Select(top => new OrganizationUnit
            {
                Key = KeyOf(top.Kind),
                Kind = top.Kind,
                Name = KeyOf(top.Kind),
                Label = top.Label,
                ExistingId = existing.FirstOrDefault(unit => unit.Kind == top.Kind)?.Id,
            }),
            .. from environment in Enum.GetValues<DeploymentEnvironment>()
               from unit in estate.Municipalities.OrderBy(body => body.Code).Select(body => OfBody(body, environment, existing))
                   .Concat(vendors.Select(vendor => OfVendor(vendor, environment, existing)))
               select unit,
        ]);
    }

    /// <summary>The unit of an account in use: that of its purpose, else that of the one body whose data it holds, else that of its system's vendor.</summary>
    public OrganizationUnit Of(AccountPurpose purpose, DeploymentEnvironment environment, MunicipalityCode? body, BusinessSystem? system) => purpose switch
    {
        AccountPurpose.Network => this[UnitKind.Network],
        AccountPurpose.Operations => this[UnitKind.Operations],
        AccountPurpose.LogArchive => this[UnitKind.Common],
        _ when body is { } one => byKey[KeyOf(environment, one.ToString())],
        _ when system is not null => byKey[KeyOf(environment, system.Vendor)],
        _ => this[UnitKind.Sandbox],
    };

    /// <summary>Vendors of whose accounts at least one can hold the data of several bodies.</summary>
    static IEnumerable<Organisation> SharedVendors(Estate estate)
    {
        var shared = estate.Systems.Where(system => system.Usage == UsageMode.Shared).Select(system => system.Vendor).ToHashSet(StringComparer.Ordinal);
        return estate.Organisations.Where(organisation => shared.Contains(organisation.Id)).OrderBy(organisation => organisation.Id, StringComparer.Ordinal);
    }

    static OrganizationUnit OfBody(Municipality body, DeploymentEnvironment environment, ImmutableArray<ExistingUnit> existing) => new()
    {
        Key = KeyOf(environment, body.Code.ToString()),
        Kind = UnitKind.Municipality,
        Name = body.Slug,
        Label = body.Name,
        Parent = KeyOf(Parent(environment)),
        Municipality = body.Code,
        ExistingId = existing.FirstOrDefault(unit => unit.Municipality == body.Code && unit.Environment == environment)?.Id,
    };

    // Slugs of bodies and ids of vendors are independent of each other: the prefix keeps siblings apart.
    static OrganizationUnit OfVendor(Organisation vendor, DeploymentEnvironment environment, ImmutableArray<ExistingUnit> existing) => new()
    {
        Key = KeyOf(environment, vendor.Id),
        Kind = UnitKind.Vendor,
        Name = $"asp.{vendor.Id}",
        Label = vendor.Name,
        Parent = KeyOf(Parent(environment)),
        Vendor = vendor.Id,
        ExistingId = existing.FirstOrDefault(unit => unit.Kind == UnitKind.Vendor && unit.Environment == environment && string.Equals(unit.Vendor, vendor.Id, StringComparison.Ordinal))?.Id,
    };

    static UnitKind Parent(DeploymentEnvironment environment) => environment == DeploymentEnvironment.Production ? UnitKind.Production : UnitKind.Verification;

    static string KeyOf(DeploymentEnvironment environment, string owner) => $"{KeyOf(Parent(environment))}/{owner}";

    static string KeyOf(UnitKind kind) => kind switch
    {
        UnitKind.Common => "common",
        UnitKind.Network => "network",
        UnitKind.Operations => "operations",
        UnitKind.Production => "production",
        UnitKind.Verification => "verification",
        UnitKind.Sandbox => "sandbox",
        UnitKind.Suspended => "suspended",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a unit right below the root."),
    };
}
