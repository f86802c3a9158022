using System.Collections.Immutable;
using GovCloud.Triage;

namespace GovCloud.Estates;

/// <summary>One row of the responsibility matrix.</summary>
/// <remarks>Data and not code: the public document's columns are damaged in places (DOMAIN.md, "Responsibility matrix"). The first row that matches wins.</remarks>
public sealed record Responsibility
{
    /// <summary>Row of the matrix this is taken from, for the reader, such as 別紙4 row 59.</summary>
    public string? Source { get; init; }

    /// <summary>The alert categories the row is about; empty means all.</summary>
    public ImmutableArray<AlertCategory> Categories { get; init; } = [];

    /// <summary>The usage modes the row is about; empty means all.</summary>
    public ImmutableArray<UsageMode> Usage { get; init; } = [];

    /// <summary>Who acts.</summary>
    public required Role Responsible { get; init; }

    /// <summary>Who helps.</summary>
    public ImmutableArray<Role> Supporting { get; init; } = [];

    /// <summary>Who is told.</summary>
    public ImmutableArray<Role> Informed { get; init; } = [];

    /// <summary>Whether the row is about a category and usage. An unknown usage is covered only by a row about all usages.</summary>
    public bool Covers(AlertCategory category, UsageMode? usage) =>
        (Categories.IsEmpty || Categories.Contains(category)) && (Usage.IsEmpty || (usage is { } mode && Usage.Contains(mode)));
}

/// <summary>A role that is resolved to an organisation through the account, its system and its municipalities.</summary>
public enum Role
{
    /// <summary>運用管理補助者 of the estate.</summary>
    Operator,

    /// <summary>統合運用管理補助者 of the estate.</summary>
    IntegratedOperator,

    /// <summary>ネットワーク構築運用補助者 of the estate.</summary>
    NetworkOperator,

    /// <summary>The system's vendor (ASP).</summary>
    Vendor,

    /// <summary>The IT departments of the municipalities concerned.</summary>
    ItDepartment,

    /// <summary>The owning departments of the system.</summary>
    OwningDepartment,
}

/// <summary>How alerts become incidents.</summary>
public sealed record TriagePolicy
{
    /// <summary>
    /// How the environment changes a severity. Empty keeps severities as the source gave them. The first rule that matches wins.
    /// </summary>
    public ImmutableArray<SeverityRule> Severity { get; init; } = [];

    /// <summary>Days after recovery within which the same alert reopens its incident instead of making a new one.</summary>
    [Bounds(0, 365)]
    public int ReopenWithinDays { get; init; } = 7;

    /// <summary>
    /// Numbering rule of incidents. <c>{year}</c> is the JST year, <c>{fiscalYear}</c> the Japanese fiscal year, <c>{seq:6}</c> a sequence
    /// in so many digits that restarts when the rest of the number changes.
    /// </summary>
    [Text(TextFormat.NumberingRule)]
    public string IncidentNumber { get; init; } = "INC-{year}-{seq:6}";

    /// <summary>Alerts that make no incident. Each has an owner, a reason and an end.</summary>
    public ImmutableArray<Suppression> Suppressions { get; init; } = [];
}

/// <summary>Changes a severity by environment and data class.</summary>
public sealed record SeverityRule
{
    /// <summary>The source severities the rule is about; empty means all.</summary>
    public ImmutableArray<Severity> From { get; init; } = [];

    /// <summary>The environments the rule is about; empty means all, also an unknown one.</summary>
    public ImmutableArray<DeploymentEnvironment> Environments { get; init; } = [];

    /// <summary>The rule applies to data of this class and of every more sensitive one.</summary>
    public DataClass? DataClassAtLeast { get; init; }

    /// <summary>The categories the rule is about; empty means all.</summary>
    public ImmutableArray<AlertCategory> Categories { get; init; } = [];

    /// <summary>The resulting severity.</summary>
    public required Severity To { get; init; }

    /// <summary>Whether the rule is about such an alert. An unknown environment or data class is covered only by a rule about all of them.</summary>
    public bool Covers(Severity severity, DeploymentEnvironment? environment, DataClass? dataClass, AlertCategory category) =>
        (From.IsEmpty || From.Contains(severity))
        && (Environments.IsEmpty || (environment is { } known && Environments.Contains(known)))
        && (DataClassAtLeast is not { } least || dataClass >= least)
        && (Categories.IsEmpty || Categories.Contains(category));
}

/// <summary>An accountable decision that certain alerts make no incident.</summary>
public sealed record Suppression
{
    /// <summary>Id, shown as the reason of every suppressed alert.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>Who answers for it: an organisation's id.</summary>
    [RefersTo(typeof(Organisation))]
    public required string Owner { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>First day on which it applies, JST.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day on which it applies, JST, inclusive. There is no suppression without an end.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>Normalised type, with <c>*</c> as wildcard.</summary>
    public string? Type { get; init; }

    /// <summary>The accounts; empty means all.</summary>
    public ImmutableArray<AccountId> Accounts { get; init; } = [];

    /// <summary>Resource, with <c>*</c> as wildcard.</summary>
    public string? Resource { get; init; }

    /// <summary>Never hides anything above this severity. A critical alert is never suppressed.</summary>
    public Severity UpTo { get; init; } = Severity.Medium;
}

/// <summary>How and when people are told.</summary>
public sealed record NotificationPolicy
{
    /// <summary>Sender of mails, an address verified in SES.</summary>
    [Text(TextFormat.Mail)]
    public string MailFrom { get; init; } = "";

    /// <summary>Lowest severity that is sent to Slack at once.</summary>
    public Severity SlackFrom { get; init; } = Severity.High;

    /// <summary>Lowest severity that is mailed at once.</summary>
    public Severity MailFromSeverity { get; init; } = Severity.Medium;

    /// <summary>Lowest severity at which those who are only informed are told too.</summary>
    public Severity InformFrom { get; init; } = Severity.High;
}
