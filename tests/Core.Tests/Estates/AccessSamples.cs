using GovCloud.Estates;

namespace GovCloud.Core.Tests.Estates;

/// <summary>Sections access and versions in which every record and every optional member occurs.</summary>
static class AccessSamples
{
    public static EstateAccess Access => new()
    {
        Roles =
        [
            new AccessRole
            {
                Id = "vendor-a-operate",
                Name = "運用",
                Kind = AccessRoleKind.Vendor,
                Organisation = "vendor-a",
                Phase = AccessPhase.Build,
                Level = AccessLevel.Operate,
                Data = true,
                Remote = true,
                Accounts = [AccountId.Parse("131229000101")],
                Systems = ["kokuho"],
                Municipalities = [SampleRecords.Katsushika],
                Environments = [DeploymentEnvironment.Production],
                TagOwner = true,
                TagSystem = "kokuho",
                SessionMinutes = 90,
                SessionPolicy = "rerun",
                Mfa = false,
                From = new DateOnly(2026, 4, 1),
                Until = new DateOnly(2027, 3, 31),
                Reason = "契約",
            },
        ],
        Principals =
        [
            new AccessPrincipal
            {
                Organisation = "vendor-a",
                Principals = ["arn:aws:iam::999900000001:role/a"],
                SamlProvider = "idp",
                Group = "12345678-1234-1234-1234-123456789012",
                MfaAssurance = "認証基盤",
            },
        ],
        SessionPolicies = [new SessionPolicy { Id = "rerun", Name = "再実行", Actions = ["states:StartExecution"] }],
        Bodies = [new BodyAccess { Municipality = SampleRecords.Setagaya, RemoteOperation = false, Source = "回答" }],
        Building = [new BuildPeriod { Account = AccountId.Parse("131229000101"), Until = new DateOnly(2027, 3, 31) }],
        IdentityCenter = new IdentityCenter { Instance = "arn:aws:sso:::instance/ssoins-1234567890abcdef", Account = AccountId.Parse("012345678901") },
    };

    public static EstateVersions Versions => new()
    {
        Overall =
        [
            new OverallVersion
            {
                Id = "4.0",
                Source = "表3",
                AsOf = new DateOnly(2026, 4, 1),
                Specifications =
                [
                    new SpecificationVersion { Series = VersionSeries.Common, Code = "001", Name = "総論", Standard = "4.0" },
                    new SpecificationVersion { Code = "024", Name = "国民健康保険", Linkage = "3.1", Revised = new DateOnly(2024, 4, 30), Standard = "1.2", Document = "017003" },
                ],
            },
        ],
        Baselines = [new VersionBaseline { Municipality = SampleRecords.Katsushika, Overall = "4.0", From = new DateOnly(2026, 4, 1), Until = new DateOnly(2027, 3, 31), Source = "表3" }],
        Systems =
        [
            new SystemVersion
            {
                System = "kokuho",
                Municipality = SampleRecords.Katsushika,
                Series = VersionSeries.Common,
                Code = "001",
                Linkage = "3.0",
                Standard = "1.2",
                PlannedLinkage = "3.1",
                PlannedStandard = "1.3",
                PlannedOn = new DateOnly(2027, 1, 1),
                Source = "試験",
            },
        ],
        Interfaces = [new VersionInterface { Provider = "001", Consumer = "024", Source = "例" }],
    };
}
