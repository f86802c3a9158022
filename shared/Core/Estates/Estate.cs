using System.Collections.Immutable;

namespace GovCloud.Estates;

/// <summary>
/// Everything the operator has described about one government-cloud estate. Immutable, validated as a whole by <c>EstateReader</c>;
/// stacks, decisions and documents are derived from it and from nothing else.
/// </summary>
public sealed record Estate
{
    /// <summary>Facts about the estate itself.</summary>
    public required EstateProfile Profile { get; init; }

    /// <summary>The bodies that are served, keyed by 地方公共団体コード.</summary>
    public ImmutableArray<Municipality> Municipalities { get; init; } = [];

    /// <summary>Everybody who can be responsible or told: departments, operators, vendors.</summary>
    public ImmutableArray<Organisation> Organisations { get; init; } = [];

    /// <summary>Business systems, each of one vendor, dedicated to one municipality or shared by several.</summary>
    public ImmutableArray<BusinessSystem> Systems { get; init; } = [];

    /// <summary>The AWS accounts.</summary>
    public ImmutableArray<Account> Accounts { get; init; } = [];

    /// <summary>Calendars that organisations and systems refer to.</summary>
    public ImmutableArray<WorkCalendar> Calendars { get; init; } = [];

    /// <summary>The responsibility matrix: who is responsible, supports and is informed, by alert category and usage mode.</summary>
    public ImmutableArray<Responsibility> Responsibilities { get; init; } = [];

    /// <summary>How alerts become incidents.</summary>
    public TriagePolicy Triage { get; init; } = new();

    /// <summary>How and when people are told.</summary>
    public NotificationPolicy Notification { get; init; } = new();

    /// <summary>Address pools, ranges used elsewhere, and the VPCs that accounts need.</summary>
    public EstateNetwork Network { get; init; } = new();

    /// <summary>The AWS organization, where the vendor owns it.</summary>
    public EstateOrganization Organization { get; init; } = new();
    /// <summary>Backup classes, what they apply to and what the bodies demand of them.</summary>
    public EstateBackup Backup { get; init; } = new();

    /// <summary>Monthly budgets, cost tags and billing data.</summary>
    public EstateBudgets Budgets { get; init; } = new();

    /// <summary>What is measured of each system.</summary>
    public EstateMonitoring Monitoring { get; init; } = new();
    /// <summary>Who may work in which account.</summary>
    public EstateAccess Access { get; init; } = new();

    /// <summary>Overall versions and what the systems implement.</summary>
    public EstateVersions Versions { get; init; } = new();
    /// <summary>The templates that every account gets.</summary>
    public EstateGuardrails Guardrails { get; init; } = new();
    /// <summary>File linkage between systems through object storage.</summary>
    public EstateLinkage Linkage { get; init; } = new();

    /// <summary>What is accepted although an audit finds it.</summary>
    public EstateAudit Audit { get; init; } = new();
}

/// <summary>Facts about the estate itself.</summary>
public sealed record EstateProfile
{
    /// <summary>Short name in ASCII, as in the folder's name.</summary>
    [Text(TextFormat.Id)]
    public required string Name { get; init; }

    /// <summary>Name for people, in Japanese.</summary>
    public required string Title { get; init; }

    /// <summary>A sample: documents made from it carry 例.</summary>
    public bool Sample { get; init; }

    /// <summary>Who owns the AWS organization.</summary>
    public OrganizationMode Organization { get; init; } = OrganizationMode.Gcas;

    /// <summary>The region of daily operation.</summary>
    [Text(TextFormat.Region)]
    public string PrimaryRegion { get; init; } = "ap-northeast-1";

    /// <summary>The region of backups and disaster recovery.</summary>
    [Text(TextFormat.Region)]
    public string RecoveryRegion { get; init; } = "ap-northeast-3";

    /// <summary>Whether a forwarding rule in us-east-1 may be deployed for global events; a service control policy may forbid it.</summary>
    public bool GlobalEventRule { get; init; }

    /// <summary>The operator (運用管理補助者): an organisation's id.</summary>
    [RefersTo(typeof(Organisation), OrganisationKind.Operator)]
    public required string Operator { get; init; }

    /// <summary>The integrated operator (統合運用管理補助者), where there is one.</summary>
    [RefersTo(typeof(Organisation), OrganisationKind.IntegratedOperator, OrganisationKind.Operator)]
    public string? IntegratedOperator { get; init; }

    /// <summary>The network operator (ネットワーク構築運用補助者), where there is one.</summary>
    [RefersTo(typeof(Organisation), OrganisationKind.NetworkOperator, OrganisationKind.Operator)]
    public string? NetworkOperator { get; init; }

    /// <summary>The account that holds the event bus, the functions and the stores.</summary>
    public required AccountId OperationsAccount { get; init; }
}

/// <summary>Who owns the AWS organization.</summary>
public enum OrganizationMode
{
    /// <summary>The Digital Agency owns it; accounts are issued through GCAS and are imported facts.</summary>
    Gcas,

    /// <summary>The vendor owns it and creates accounts, organizational units and policies.</summary>
    Owned,
}

/// <summary>A municipality (自治体).</summary>
public sealed record Municipality
{
    /// <summary>The six-digit code.</summary>
    [Unique]
    public required MunicipalityCode Code { get; init; }

    /// <summary>Name in Japanese.</summary>
    public required string Name { get; init; }

    /// <summary>Short name in ASCII for resource names and file names.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Slug { get; init; }

    /// <summary>The IT department (情報システム課): an organisation's id.</summary>
    [RefersTo(typeof(Organisation), OrganisationKind.ItDepartment)]
    public required string ItDepartment { get; init; }

    /// <summary>Whether messages may leave the closed network to Slack. Mail and the report bucket remain.</summary>
    public bool Slack { get; init; } = true;
}

/// <summary>A party that can be responsible for something or be told something.</summary>
public sealed record Organisation
{
    /// <summary>Id used in the estate.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>Name in Japanese.</summary>
    public required string Name { get; init; }

    /// <summary>What the organisation is.</summary>
    public required OrganisationKind Kind { get; init; }

    /// <summary>The municipality that a department belongs to; none for operators and vendors.</summary>
    public MunicipalityCode? Municipality { get; init; }

    /// <summary>Desk hours: a calendar's id.</summary>
    [RefersTo(typeof(WorkCalendar))]
    public required string Calendar { get; init; }

    /// <summary>Mail addresses of the desk. Personal addresses do not belong here.</summary>
    [Text(TextFormat.Mail)]
    public ImmutableArray<string> Mail { get; init; } = [];

    /// <summary>Name of the SSM SecureString parameter that holds the Slack incoming-webhook address; never the address itself.</summary>
    [Text(TextFormat.ParameterName)]
    public string? SlackWebhookParameter { get; init; }
}

/// <summary>Kinds of organisations.</summary>
public enum OrganisationKind
{
    /// <summary>運用管理補助者.</summary>
    Operator,

    /// <summary>統合運用管理補助者.</summary>
    IntegratedOperator,

    /// <summary>ネットワーク構築運用補助者.</summary>
    NetworkOperator,

    /// <summary>ASP.</summary>
    Vendor,

    /// <summary>情報システム課.</summary>
    ItDepartment,

    /// <summary>主管課.</summary>
    OwningDepartment,
}

/// <summary>A business system (標準準拠システムなど).</summary>
public sealed record BusinessSystem
{
    /// <summary>Id used in the estate.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>Name in Japanese.</summary>
    public required string Name { get; init; }

    /// <summary>Dedicated (単独利用) or shared (共同利用).</summary>
    public required UsageMode Usage { get; init; }

    /// <summary>The vendor (ASP): an organisation's id.</summary>
    [RefersTo(typeof(Organisation), OrganisationKind.Vendor)]
    public required string Vendor { get; init; }

    /// <summary>The bodies that use it. Exactly one when dedicated.</summary>
    public required ImmutableArray<MunicipalityCode> Municipalities { get; init; }

    /// <summary>Owning departments (主管課): organisations' ids.</summary>
    [RefersTo(typeof(Organisation), OrganisationKind.OwningDepartment, OrganisationKind.ItDepartment)]
    public ImmutableArray<string> OwningDepartments { get; init; } = [];

    /// <summary>How sensitive its data is.</summary>
    public DataClass DataClass { get; init; } = DataClass.Internal;

    /// <summary>Linkage code (連携業務の番号) of 表3, three digits, where it has one.</summary>
    [Text(TextFormat.LinkageCode)]
    public string? LinkageCode { get; init; }

    /// <summary>Online hours: a calendar's id.</summary>
    [RefersTo(typeof(WorkCalendar))]
    public string? ServiceCalendar { get; init; }
}

/// <summary>単独利用 or 共同利用.</summary>
public enum UsageMode
{
    /// <summary>単独利用: one municipality.</summary>
    Dedicated,

    /// <summary>共同利用: several municipalities commission the same operator.</summary>
    Shared,

    /// <summary>An account that carries the network or common functions and no business system.</summary>
    Network,
}

/// <summary>How sensitive data is. Ordered: a later one is more sensitive.</summary>
public enum DataClass
{
    /// <summary>No restriction.</summary>
    Public,

    /// <summary>Operational data without personal information.</summary>
    Internal,

    /// <summary>個人情報.</summary>
    Personal,

    /// <summary>特定個人情報: holds 個人番号.</summary>
    SpecificPersonal,
}

/// <summary>An AWS account.</summary>
public sealed record Account
{
    /// <summary>The 12-digit id.</summary>
    [Unique]
    public required AccountId Id { get; init; }

    /// <summary>Name in ASCII.</summary>
    [Unique, Text(TextFormat.AccountName)]
    public required string Name { get; init; }

    /// <summary>Production, verification or shared purpose.</summary>
    public required DeploymentEnvironment Environment { get; init; }

    /// <summary>The system it carries: a system's id. None for network and operations accounts.</summary>
    [RefersTo(typeof(BusinessSystem))]
    public string? System { get; init; }

    /// <summary>The bodies whose data it holds. Empty means those of the system.</summary>
    public ImmutableArray<MunicipalityCode> Municipalities { get; init; } = [];

    /// <summary>Overrides the system's usage mode; <see cref="UsageMode.Network"/> for a network account.</summary>
    public UsageMode? Usage { get; init; }

    /// <summary>What the account is for.</summary>
    public AccountPurpose Purpose { get; init; } = AccountPurpose.System;

    /// <summary>Mail address of the account's root user, where the operator knows it. Never a personal address.</summary>
    [Unique, Text(TextFormat.Mail)]
    public string? Mail { get; init; }
}

/// <summary>What an account is for.</summary>
public enum AccountPurpose
{
    /// <summary>Carries a business system.</summary>
    System,

    /// <summary>Carries the Transit Gateway and shared network functions.</summary>
    Network,

    /// <summary>Carries the automation of this repository.</summary>
    Operations,

    /// <summary>Holds logs.</summary>
    LogArchive,
}

/// <summary>本番 or 検証. Separate accounts by rule of Government Cloud.</summary>
public enum DeploymentEnvironment
{
    /// <summary>本番.</summary>
    Production,

    /// <summary>検証.</summary>
    Verification,
}
