using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Infra.Tests;

/// <summary>Estates with a role of every kind, in issued accounts and in an owned organization.</summary>
static class AccessRoleEstates
{
    public const string Shared = "444455550001";
    public const string Other = "444455550002";
    const string Group = "12345678-1234-1234-1234-123456789012";

    public static Estate Issued { get; } = SampleEstates.Small with
    {
        Systems = [System("care", "vendor-1"), System("welfare", "vendor-2")],
        Accounts =
        [
            .. SampleEstates.Small.Accounts.Select(account => account.Id.ToString() switch
            {
                Shared => account with { System = "welfare" },
                Other => account with { System = "care" },
                _ => account,
            }),
        ],
        Access = new EstateAccess
        {
            Principals =
            [
                new AccessPrincipal { Organisation = "operator", Principals = ["arn:aws:iam::999900000001:role/staff"], MfaAssurance = "IdP", Group = Group },
                new AccessPrincipal { Organisation = "vendor-1", Principals = ["arn:aws:iam::999900000002:user/person"], Group = Group },
                new AccessPrincipal { Organisation = "vendor-2", SamlProvider = "idp", MfaAssurance = "IdP", Group = Group },
            ],
            SessionPolicies = [new SessionPolicy { Id = "rerun", Name = "再実行", Actions = ["states:StartExecution", "states:List*"] }],
            Building = [new BuildPeriod { Account = AccountId.Parse(Other), Until = new DateOnly(2030, 3, 31) }],
            Roles =
            [
                Role("operate", AccessRoleKind.Operator, "operator") with { Level = AccessLevel.Operate },
                Role("emergency", AccessRoleKind.BreakGlass, "operator") with { Level = AccessLevel.Change, Data = true },
                Role("audit", AccessRoleKind.Auditor, "operator") with { Accounts = [AccountId.Parse(Shared)], From = new DateOnly(2026, 4, 1), Until = new DateOnly(2030, 3, 31), Reason = "監査" },
                Role("care-in-welfare", AccessRoleKind.Vendor, "vendor-1") with { Accounts = [AccountId.Parse(Shared)], Level = AccessLevel.Operate, TagSystem = "care", Data = true, Remote = true },
                Role("welfare", AccessRoleKind.Vendor, "vendor-2") with { Systems = ["welfare"], Level = AccessLevel.Change, Data = true, TagOwner = true },
                Role("care-build", AccessRoleKind.Vendor, "vendor-1") with { Systems = ["care"], Phase = AccessPhase.Build, Level = AccessLevel.Change, Data = true, SessionMinutes = 240 },
                Role("care-operate", AccessRoleKind.Vendor, "vendor-1") with { Systems = ["care"], Level = AccessLevel.Operate, Remote = true },
                Role("care-rerun", AccessRoleKind.Vendor, "vendor-1") with { Systems = ["care"], Level = AccessLevel.Operate, SessionPolicy = "rerun" },
                Role("care-read", AccessRoleKind.Vendor, "vendor-1") with { Systems = ["care"] },
            ],
        },
    };

    public static Estate Owned { get; } = Issued with
    {
        Profile = Issued.Profile with { Organization = OrganizationMode.Owned },
        Organization = new EstateOrganization { ManagementAccount = AccountId.Parse("999900001111"), RootId = "r-ab12" },
        Access = Issued.Access with { IdentityCenter = new IdentityCenter { Instance = "arn:aws:sso:::instance/ssoins-1234567890abcdef" } },
    };

    /// <summary>More accounts than one stack has room for, one role in all of them.</summary>
    public static Estate OwnedLarge { get; } = Owned with
    {
        Accounts = SampleEstates.Of(accounts: 1_000, organisations: 1).Accounts,
        Systems = [],
        Access = Owned.Access with { Building = [], SessionPolicies = [], Roles = [Role("operate", AccessRoleKind.Operator, "operator")] },
    };

    static AccessRole Role(string id, AccessRoleKind kind, string organisation) => new() { Id = id, Name = id, Kind = kind, Organisation = organisation };

    static BusinessSystem System(string id, string vendor) => new() { Id = id, Name = id, Usage = UsageMode.Shared, Vendor = vendor, Municipalities = ImmutableArray<MunicipalityCode>.Empty };
}
