using System.Collections.Immutable;
using GovCloud.Estates;
using GovCloud.Triage;

namespace GovCloud.Core.Tests.Triage;

/// <summary>
/// A small valid estate for triage: a shared system in production and verification, a dedicated system of a municipality that switched Slack off,
/// and a network account.
/// </summary>
static class TriageEstates
{
    public const string Production = "131229000101";
    public const string Verification = "131229000102";
    public const string SlackOff = "131121000201";
    public const string Network = "131229000301";
    public const string Unknown = "999988887777";

    public static readonly MunicipalityCode Katsushika = MunicipalityCode.Parse("131229");
    public static readonly MunicipalityCode Setagaya = MunicipalityCode.Parse("131121");

    public static EstateIndex Index() => Index(Estate());

    public static EstateIndex Index(Estate estate) => new(estate, "digest-1");

    public static EstateIndex With(Func<TriagePolicy, TriagePolicy> change) => Index(Estate() with { Triage = change(Estate().Triage) });

    public static Estate Estate() => new()
    {
        Profile = new EstateProfile
        {
            Name = "small",
            Title = "小さな例",
            Operator = "operator",
            NetworkOperator = "network-operator",
            OperationsAccount = AccountId.Parse("131229000901"),
        },
        Municipalities =
        [
            new Municipality { Code = Katsushika, Name = "葛飾区", Slug = "katsushika", ItDepartment = "katsushika-it" },
            new Municipality { Code = Setagaya, Name = "世田谷区", Slug = "setagaya", ItDepartment = "setagaya-it", Slack = false },
        ],
        Organisations =
        [
            Organisation("operator", "運用管理補助者", OrganisationKind.Operator),
            Organisation("network-operator", "ネットワーク事業者", OrganisationKind.NetworkOperator),
            Organisation("vendor-a", "ベンダーA", OrganisationKind.Vendor),
            Organisation("katsushika-it", "葛飾区 情報システム課", OrganisationKind.ItDepartment) with { Municipality = Katsushika },
            Organisation("setagaya-it", "世田谷区 情報システム課", OrganisationKind.ItDepartment) with { Municipality = Setagaya },
            Organisation("katsushika-kokuho", "葛飾区 国保年金課", OrganisationKind.OwningDepartment) with { Municipality = Katsushika },
        ],
        Systems =
        [
            System("kokuho", "国民健康保険", UsageMode.Shared, Katsushika) with { OwningDepartments = ["katsushika-kokuho"] },
            System("kouki", "後期高齢者医療", UsageMode.Dedicated, Setagaya),
        ],
        Accounts =
        [
            new Account { Id = AccountId.Parse(Production), Name = "kokuho-prod", Environment = DeploymentEnvironment.Production, System = "kokuho" },
            new Account { Id = AccountId.Parse(Verification), Name = "kokuho-stg", Environment = DeploymentEnvironment.Verification, System = "kokuho" },
            new Account { Id = AccountId.Parse(SlackOff), Name = "kouki-prod", Environment = DeploymentEnvironment.Production, System = "kouki" },
            new Account { Id = AccountId.Parse(Network), Name = "network", Environment = DeploymentEnvironment.Production },
        ],
        Calendars = [new WorkCalendar { Id = "desk", Name = "平日" }],
        Responsibilities =
        [
            new Responsibility { Usage = [UsageMode.Network], Responsible = Role.NetworkOperator, Informed = [Role.Operator] },
            new Responsibility { Categories = [AlertCategory.Threat], Responsible = Role.Operator, Supporting = [Role.Vendor], Informed = [Role.ItDepartment] },
            new Responsibility { Categories = [AlertCategory.Monitoring, AlertCategory.Backup], Usage = [UsageMode.Shared, UsageMode.Dedicated], Responsible = Role.Vendor, Supporting = [Role.Operator], Informed = [Role.ItDepartment, Role.OwningDepartment] },
            new Responsibility { Categories = [AlertCategory.Cost], Responsible = Role.IntegratedOperator },
        ],
        Triage = new TriagePolicy
        {
            Severity = [new SeverityRule { From = [Severity.High], Environments = [DeploymentEnvironment.Verification], To = Severity.Medium }],
        },
        Notification = new NotificationPolicy { MailFrom = "alert@example.jp" },
    };

    static BusinessSystem System(string id, string name, UsageMode usage, MunicipalityCode municipality) => new()
    {
        Id = id,
        Name = name,
        Usage = usage,
        Vendor = "vendor-a",
        Municipalities = [municipality],
        DataClass = DataClass.SpecificPersonal,
        ServiceCalendar = "desk",
    };

    static Organisation Organisation(string id, string name, OrganisationKind kind) => new()
    {
        Id = id,
        Name = name,
        Kind = kind,
        Calendar = "desk",
        Mail = [$"desk@{id}.example.jp"],
        SlackWebhookParameter = $"/govcloud/slack/{id}",
    };

    public static ImmutableArray<string> Organisations(IEnumerable<Notification> notifications) => [.. notifications.Select(n => n.Organisation).Distinct(StringComparer.Ordinal)];
}
