using System.Collections.Immutable;
using GovCloud.Estates;
using GovCloud.Network;
using GovCloud.Triage;

namespace GovCloud.Core.Tests.Estates;

/// <summary>A small estate in which every record and every optional member occurs.</summary>
static class SampleRecords
{
    public static readonly MunicipalityCode Katsushika = MunicipalityCode.Parse("131229");
    public static readonly MunicipalityCode Setagaya = MunicipalityCode.Parse("131121");

    public static Estate Estate() => new()
    {
        Profile = new EstateProfile
        {
            Name = "small",
            Title = "小さな例 \"<&>\" 👍",
            Sample = true,
            GlobalEventRule = true,
            Operator = "operator",
            NetworkOperator = "network-operator",
            OperationsAccount = AccountId.Parse("012345678901"),
        },
        Municipalities =
        [
            new Municipality { Code = Katsushika, Name = "葛飾区", Slug = "katsushika", ItDepartment = "katsushika-it" },
            new Municipality { Code = Setagaya, Name = "世田谷区", Slug = "setagaya", ItDepartment = "setagaya-it", Slack = false },
        ],
        Organisations =
        [
            Organisation("operator", OrganisationKind.Operator),
            Organisation("network-operator", OrganisationKind.NetworkOperator),
            Organisation("vendor-a", OrganisationKind.Vendor) with { Mail = ["desk@vendor-a.example.jp"], SlackWebhookParameter = "/govcloud/slack/vendor-a" },
            Organisation("katsushika-it", OrganisationKind.ItDepartment) with { Municipality = Katsushika },
            Organisation("setagaya-it", OrganisationKind.ItDepartment) with { Municipality = Setagaya },
            Organisation("katsushika-kokuho", OrganisationKind.OwningDepartment) with { Municipality = Katsushika },
            Organisation("setagaya-kokuho", OrganisationKind.OwningDepartment) with { Municipality = Setagaya },
        ],
        Systems =
        [
            new BusinessSystem
            {
                Id = "kokuho",
                Name = "国民健康保険",
                Usage = UsageMode.Shared,
                Vendor = "vendor-a",
                Municipalities = [Katsushika, Setagaya],
                OwningDepartments = ["katsushika-kokuho", "setagaya-kokuho"],
                DataClass = DataClass.SpecificPersonal,
                LinkageCode = "024",
                ServiceCalendar = "desk",
            },
        ],
        Accounts =
        [
            new Account { Id = AccountId.Parse("012345678901"), Name = "operations", Environment = DeploymentEnvironment.Production, Purpose = AccountPurpose.Operations },
            new Account { Id = AccountId.Parse("131229000101"), Name = "kokuho-prod", Environment = DeploymentEnvironment.Production, System = "kokuho" },
            new Account
            {
                Id = AccountId.Parse("131229000102"),
                Name = "kokuho-verification",
                Environment = DeploymentEnvironment.Verification,
                System = "kokuho",
                Municipalities = [Setagaya],
                Usage = UsageMode.Dedicated,
            },
        ],
        Calendars = [Calendar()],
        Responsibilities = Matrix(),
        Triage = Triage(),
        Notification = new NotificationPolicy { MailFrom = "alert@example.jp" },
        Network = Network(),
        Organization = Organization(),
        Linkage = Linkage(),
        Access = AccessSamples.Access,
        Versions = AccessSamples.Versions,
    };

    static EstateOrganization Organization() => new()
    {
        ManagementAccount = AccountId.Parse("999900001111"),
        RootId = "r-ab12",
        Units = [new ExistingUnit { Kind = UnitKind.Vendor, Municipality = Katsushika, Vendor = "vendor-a", Environment = DeploymentEnvironment.Verification, Id = "ou-ab12-34cd56ef" }],
        NewAccounts =
        [
            new NewAccount
            {
                Name = "kokuho-second",
                Mail = "aws+second@example.jp",
                Environment = DeploymentEnvironment.Verification,
                Purpose = AccountPurpose.System,
                System = "kokuho",
                Municipalities = [Setagaya],
                Sandbox = true,
                Stack = "second",
            },
        ],
        SandboxAccounts = [AccountId.Parse("131229000102")],
        SuspendedAccounts = [AccountId.Parse("131229000101")],
        ExemptRoles = [new ExemptRole { Role = "cdk-hnb659fds-*", Reason = "デプロイ" }],
        AdditionalRegions = [new AdditionalRegion { Region = "us-east-1", Reason = "イベント" }],
        GlobalActions = [new GlobalAction { Action = "chatbot:*", Reason = "通知" }],
        PoliciesTurnedOff = [new PolicyTurnedOff { Policy = ControlPolicy.NoIamUsers, Reason = "移行中" }],
        OtherPolicies = 1,
        DelegatedAdministrators = [new DelegatedAdministrator { Service = ServiceDelegation.GuardDuty, Account = AccountId.Parse("012345678901") }],
        AlternateContacts = [new AlternateContact { Kind = ContactKind.Security, Organisation = "operator", Name = "Security Desk", Title = "Desk", Phone = "+81 3 0000 0000", Mail = "security@example.jp" }],
        Quotas = [new OrganizationQuotaOverride { Quota = OrganizationQuota.Accounts, Value = 500, Source = "case", AsOf = new DateOnly(2026, 4, 1) }],
    };

    static EstateLinkage Linkage() => new()
    {
        Stores =
        [
            new LinkageStore
            {
                Id = "katsushika",
                Municipality = Katsushika,
                Account = AccountId.Parse("131229000101"),
                KeptAtLeastDays = 7,
                KeptAtMostDays = 90,
                Endpoints = [new LinkageEndpoints { Account = AccountId.Parse("131229000101"), Ids = ["vpce-0123456789abcdef0"] }],
            },
        ],
        Interfaces =
        [
            new LinkageInterface
            {
                Id = "monthly",
                Name = "月次",
                Municipality = Katsushika,
                Provider = "kokuho",
                Consumers = [new LinkageConsumer { System = "kokuho", By = new TimeOnly(9, 0), Days = 1 }],
                Prefix = "kokuho/monthly/",
                Pattern = @"k_(?<date>[0-9]{8})\.csv",
                Marker = new LinkageMarker { Rule = MarkerRule.Pattern, Suffix = ".end", Pattern = @"k_(?<date>[0-9]{8})\.end", Order = MarkerOrder.BeforeData },
                Schedule = new LinkageSchedule
                {
                    Frequency = LinkageFrequency.Monthly,
                    Calendar = "desk",
                    Weekday = DayOfWeek.Monday,
                    DayOfMonth = 31,
                    NthBusinessDay = -1,
                    OnClosedDay = ClosedDayRule.Skip,
                    Files = 2,
                    Deadline = new TimeOnly(6, 0),
                    DeadlineDays = 1,
                },
                Format = new LinkageFormat
                {
                    Encoding = FileEncoding.ShiftJis,
                    Delimiter = FieldDelimiter.Tab,
                    Header = "番号\t額",
                    RowCount = RowCountSource.Trailer,
                    MinimumBytes = 1,
                    MaximumBytes = 2,
                    RowTolerancePercent = 10,
                },
                Coverage = LinkageCoverage.Difference,
                RetentionDays = 30,
                Source = "例",
                AsOf = new DateOnly(2026, 11, 1),
                StartsOn = new DateOnly(2026, 12, 1),
                Example = true,
            },
        ],
    };

    static EstateNetwork Network() => new()
    {
        Designated = [new DesignatedRange { Cidr = Cidr.Parse("10.0.0.0/8"), Municipality = Setagaya, Source = "回答" }],
        Pools = [new AddressPool { Id = "a", Municipality = Katsushika, Use = AddressUse.Verification, Cidrs = [Cidr.Parse("10.1.0.0/16"), Cidr.Parse("10.2.0.0/16")] }],
        OnPremises = [new OnPremisesRange { Id = "office", Name = "本庁舎", Municipality = Katsushika, Cidrs = [Cidr.Parse("10.200.0.0/16")] }],
        Reserved = [new HeldRange { Id = "line", Cidr = Cidr.Parse("10.201.0.0/24"), Reason = "回線" }],
        Requests =
        [
            new VpcRequest
            {
                Account = AccountId.Parse("131229000101"),
                Vpc = "second",
                Pool = "a",
                RequestedBy = "vendor-a",
                Zones = 3,
                GrowthPercent = 10,
                Application = 1,
                Data = 2,
                Endpoints = 0,
                Attached = false,
            },
        ],
        ExistingVpcs = [new ExistingVpc { Id = "old", Account = AccountId.Parse("131229000102"), VpcId = "vpc-0123456789abcdef0", Cidrs = [Cidr.Parse("10.3.0.0/24")], Attached = false }],
        AcceptedOverlaps = [new AcceptedOverlap { First = "old", Second = "office", Reachability = OverlapReachability.PrivateNat, Reason = "移行" }],
        Quotas = [new QuotaOverride { Quota = NetworkQuota.VpcCidrs, Value = 10, Source = "case", AsOf = new DateOnly(2026, 4, 1) }],
        TransitGateway = new TransitGateway { Id = "tgw-0123456789abcdef0", Existing = true, Asn = 64_513 },
        Zones = ["apne1-az4", "apne1-az1", "apne1-az2"],
        Lines =
        [
            new NetworkLine
            {
                Id = "line",
                Municipality = Katsushika,
                Name = "専用線",
                GatewayId = "00000000-0000-4000-8000-000000000001",
                GatewayAsn = 64_601,
                RouterAsn = 65_001,
                Vlan = 101,
                ConnectionId = "dxcon-fexample1",
                Peering = Cidr.Parse("169.254.100.0/30"),
            },
        ],
        Flows =
        [
            new NetworkFlow
            {
                Id = "online",
                From = new FlowParty { Kind = FlowPartyKind.OnPremises, Municipality = Katsushika, Network = "office" },
                To = new FlowParty { Municipality = Setagaya, System = "kokuho", Environment = DeploymentEnvironment.Verification, Account = AccountId.Parse("131229000102"), Vpc = "old" },
                Ports = ["tcp/443", "udp/53"],
                Purpose = "オンライン",
                BetweenMunicipalities = "協定",
                BetweenEnvironments = "移行",
            },
        ],
        AllowedDomains = [new AllowedDomain { Domain = ".example.com", Reason = "更新" }],
        CentralEndpoints = ["ssm", "ecr.api"],
        ForwardedDomains = [new ForwardedDomain { Domain = "city.example.jp", Municipality = Katsushika, Servers = ["10.200.0.53"] }],
        PrivateZones = [new PrivateZone { Domain = "cloud.example.jp", Municipalities = [Setagaya] }],
        PrivateLinks =
        [
            new PrivateLink
            {
                Id = "link",
                Provider = AccountId.Parse("131229000101"),
                Vpc = "second",
                Targets = ["10.1.0.10"],
                Ports = ["tcp/443"],
                Consumers = [AccountId.Parse("131229000102")],
                ServiceName = "com.amazonaws.vpce.ap-northeast-1.vpce-svc-0123456789abcdef0",
                Purpose = "照会",
            },
        ],
        AllowedReplacements = [new AllowedReplacement { Subject = "flow:online", Reason = "合意", Until = new DateOnly(2027, 3, 31) }],
    };

    static WorkCalendar Calendar() => new()
    {
        Id = "desk",
        Name = "平日",
        Close = TimeOnly.MinValue,
        NthWeekdayClosures = [new NthWeekdayClosure { Nth = 3, Day = DayOfWeek.Saturday, FollowingDays = 1 }],
        ClosedDays = [new DateOnly(2026, 11, 2)],
        OpenDays = [new DateOnly(2026, 11, 3)],
    };

    static ImmutableArray<Responsibility> Matrix() =>
    [
        new Responsibility { Source = "別紙4 row 53", Usage = [UsageMode.Network], Responsible = Role.NetworkOperator, Informed = [Role.ItDepartment] },
        new Responsibility { Categories = [AlertCategory.Threat], Responsible = Role.Operator, Supporting = [Role.Vendor], Informed = [Role.OwningDepartment] },
        new Responsibility { Usage = [UsageMode.Shared], Responsible = Role.Vendor },
    ];

    static TriagePolicy Triage() => new()
    {
        Severity = [new SeverityRule { From = [Severity.High], Environments = [DeploymentEnvironment.Verification], DataClassAtLeast = DataClass.Personal, To = Severity.Medium }],
        Suppressions =
        [
            new Suppression
            {
                Id = "known-noise",
                Owner = "operator",
                Reason = "既知",
                From = new DateOnly(2026, 4, 1),
                Until = new DateOnly(2027, 3, 31),
                Type = "Recon:*",
                Accounts = [AccountId.Parse("131229000102")],
                Resource = "arn:*",
            },
        ],
    };

    static Organisation Organisation(string id, OrganisationKind kind) => new() { Id = id, Name = id, Kind = kind, Calendar = "desk" };
}
