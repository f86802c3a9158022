using System.Collections.Immutable;

namespace GovCloud.Estates;

/// <summary>Who may work in which account, how and until when. Policies, permission sets and the matrix are derived from it.</summary>
public sealed record EstateAccess
{
    /// <summary>The roles.</summary>
    public ImmutableArray<AccessRole> Roles { get; init; } = [];

    /// <summary>By what identity the people of an organisation come.</summary>
    public ImmutableArray<AccessPrincipal> Principals { get; init; } = [];

    /// <summary>Narrowings of roles, each by its complete list of actions.</summary>
    public ImmutableArray<SessionPolicy> SessionPolicies { get; init; } = [];

    /// <summary>What bodies forbid.</summary>
    public ImmutableArray<BodyAccess> Bodies { get; init; } = [];

    /// <summary>Accounts that are being built. Roles of phase build are for these and no others.</summary>
    public ImmutableArray<BuildPeriod> Building { get; init; } = [];

    /// <summary>IAM Identity Center of an owned organization; in Government Cloud it is the Digital Agency's and stays out.</summary>
    public IdentityCenter? IdentityCenter { get; init; }
}

/// <summary>What the people of one organisation may do in some accounts. Reading of settings only, unless more is written.</summary>
public sealed record AccessRole
{
    /// <summary>Id used in the estate; the role in AWS is called gca-{id}.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>Name in Japanese.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of work it is for.</summary>
    public required AccessRoleKind Kind { get; init; }

    /// <summary>Whose people: an organisation's id.</summary>
    [RefersTo(typeof(Organisation))]
    public required string Organisation { get; init; }

    /// <summary>While systems are built, or once they are in operation.</summary>
    public AccessPhase Phase { get; init; } = AccessPhase.Operation;

    /// <summary>How far it goes.</summary>
    public AccessLevel Level { get; init; } = AccessLevel.Read;

    /// <summary>Whether it reads what is stored: objects, items, log lines, secrets.</summary>
    public bool Data { get; init; }

    /// <summary>Whether it may open sessions on servers and in containers (遠隔操作).</summary>
    public bool Remote { get; init; }

    /// <summary>Accounts by number, whatever the selectors below say.</summary>
    public ImmutableArray<AccountId> Accounts { get; init; } = [];

    /// <summary>Accounts that carry one of these systems.</summary>
    [RefersTo(typeof(BusinessSystem))]
    public ImmutableArray<string> Systems { get; init; } = [];

    /// <summary>Accounts that hold data of one of these bodies. With systems, both must hold.</summary>
    public ImmutableArray<MunicipalityCode> Municipalities { get; init; } = [];

    /// <summary>Narrows what systems and municipalities select; empty means both.</summary>
    public ImmutableArray<DeploymentEnvironment> Environments { get; init; } = [];

    /// <summary>Touches only resources whose tag Owner is the organisation's id.</summary>
    public bool TagOwner { get; init; }

    /// <summary>Touches only resources whose tag System is this system's id.</summary>
    [RefersTo(typeof(BusinessSystem))]
    public string? TagSystem { get; init; }

    /// <summary>The longest session, in minutes.</summary>
    [Bounds(60, 720)]
    public int SessionMinutes { get; init; } = 60;

    /// <summary>Narrows the role further: a session policy's id.</summary>
    [RefersTo(typeof(SessionPolicy))]
    public string? SessionPolicy { get; init; }

    /// <summary>Whether a second factor is asked for.</summary>
    public bool Mfa { get; init; } = true;

    /// <summary>First day, in Japan.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, in Japan. An auditor has one, always.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Why, and who agreed: the contract's clause, the audit's name.</summary>
    public string? Reason { get; init; }
}

/// <summary>What kind of work a role is for.</summary>
public enum AccessRoleKind
{
    /// <summary>ASP.</summary>
    Vendor,

    /// <summary>自治体の職員.</summary>
    Municipal,

    /// <summary>監査人, for a time.</summary>
    Auditor,

    /// <summary>運用管理補助者, ネットワーク構築運用補助者, 統合運用管理補助者.</summary>
    Operator,

    /// <summary>緊急時の特権, by the operator.</summary>
    BreakGlass,
}

/// <summary>構築 or 運用.</summary>
public enum AccessPhase
{
    /// <summary>構築.</summary>
    Build,

    /// <summary>運用.</summary>
    Operation,
}

/// <summary>How far a role goes. Ordered: a later one goes further.</summary>
public enum AccessLevel
{
    /// <summary>Reads settings and states.</summary>
    Read,

    /// <summary>Starts, stops and restarts what is there.</summary>
    Operate,

    /// <summary>Makes, changes and removes.</summary>
    Change,
}

/// <summary>By what identity the people of an organisation come.</summary>
public sealed record AccessPrincipal
{
    /// <summary>The organisation.</summary>
    [Unique, RefersTo(typeof(Organisation))]
    public required string Organisation { get; init; }

    /// <summary>IAM users and roles, each in full; never an account as a whole.</summary>
    [Text(TextFormat.IamPrincipal)]
    public ImmutableArray<string> Principals { get; init; } = [];

    /// <summary>Name of the SAML provider in the accounts themselves.</summary>
    [Text(TextFormat.SamlProvider)]
    public string? SamlProvider { get; init; }

    /// <summary>Group of IAM Identity Center, in an owned organization.</summary>
    [Text(TextFormat.IdentityGroup)]
    public string? Group { get; init; }

    /// <summary>What makes sure of the second factor where AWS cannot see it: roles and SAML bring no word of it to a further role.</summary>
    public string? MfaAssurance { get; init; }
}

/// <summary>A narrowing of roles. It is written into the role itself: one that only the caller passes can be left out.</summary>
public sealed record SessionPolicy
{
    /// <summary>Id used in the estate.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>What sessions are for.</summary>
    public required string Name { get; init; }

    /// <summary>All that is left of the role. A wildcard may end a name that begins with Describe, Get or List.</summary>
    [Text(TextFormat.IamAction)]
    public required ImmutableArray<string> Actions { get; init; }
}

/// <summary>What a body forbids.</summary>
public sealed record BodyAccess
{
    /// <summary>The body.</summary>
    [Unique]
    public required MunicipalityCode Municipality { get; init; }

    /// <summary>Whether contractors may open sessions on servers that hold its data (遠隔操作).</summary>
    public required bool RemoteOperation { get; init; }

    /// <summary>The document that says so.</summary>
    public string? Source { get; init; }
}

/// <summary>An account that is being built.</summary>
public sealed record BuildPeriod
{
    /// <summary>The account.</summary>
    [Unique]
    public required AccountId Account { get; init; }

    /// <summary>Last day, in Japan: the day before it goes into operation.</summary>
    public required DateOnly Until { get; init; }
}

/// <summary>IAM Identity Center of an owned organization.</summary>
public sealed record IdentityCenter
{
    /// <summary>The instance's ARN.</summary>
    [Text(TextFormat.IdentityInstance)]
    public required string Instance { get; init; }

    /// <summary>The account it is administered from; none for the operations account.</summary>
    public AccountId? Account { get; init; }
}
