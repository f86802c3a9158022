using System.Collections.Immutable;
using GovCloud.Policies;

namespace GovCloud.Estates;

/// <summary>What is backed up, when, for how long and where to. Resources are selected by a tag whose value is the id of a class.</summary>
public sealed record EstateBackup
{
    /// <summary>Key of the tag by which resources choose their class.</summary>
    [Text(TextFormat.TagKey)]
    public string TagKey { get; init; } = "BackupClass";

    /// <summary>The business days of the recovery point objective where a system has no online hours of its own: a calendar's id.</summary>
    [RefersTo(typeof(WorkCalendar))]
    public string? Calendar { get; init; }

    /// <summary>The classes.</summary>
    public ImmutableArray<BackupClass> Classes { get; init; } = [];

    /// <summary>Which class a system has. The first row that matches wins.</summary>
    public ImmutableArray<BackupAssignment> Assignments { get; init; } = [];

    /// <summary>What the municipalities' rules demand.</summary>
    public ImmutableArray<BackupRequirement> Requirements { get; init; } = [];

    /// <summary>The lock of the vaults in both regions.</summary>
    public BackupLock Lock { get; init; } = new();

    /// <summary>Days for which evidence in the operations account can be neither changed nor deleted (Object Lock).</summary>
    [Bounds(1, 36_500)]
    public int EvidenceRetentionDays { get; init; } = 1825;

    /// <summary>The regular test whether recovery points can be restored; none where it is done by other means.</summary>
    public RestoreTest? RestoreTest { get; init; }

    /// <summary>Days within which every resource of a tested class must have been restored once, with success.</summary>
    [Bounds(1, 400)]
    public int RestoredWithinDays { get; init; } = 40;

    /// <summary>Days within which every production system must have had a recovery drill (復旧訓練).</summary>
    [Bounds(1, 1100)]
    public int DrilledWithinDays { get; init; } = 366;

    /// <summary>Resources that must be there and protected whatever their tags are, such as the database of a system.</summary>
    public ImmutableArray<BackupResource> Resources { get; init; } = [];

    /// <summary>Resources that are knowingly not backed up.</summary>
    public ImmutableArray<BackupExclusion> Exclusions { get; init; } = [];
}

/// <summary>A resource that must be protected.</summary>
public sealed record BackupResource
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Its ARN.</summary>
    [Unique, Text(TextFormat.Arn)]
    public required string Arn { get; init; }
}

/// <summary>Resources that are knowingly not backed up: somebody accepts it, for a reason and until a day.</summary>
public sealed record BackupExclusion
{
    /// <summary>ARN, with <c>*</c> for any characters.</summary>
    [Text(TextFormat.Arn)]
    public required string Arn { get; init; }

    /// <summary>The accounts; empty means all.</summary>
    public ImmutableArray<AccountId> Accounts { get; init; } = [];

    /// <summary>Who accepts it: an organisation's id.</summary>
    [RefersTo(typeof(Organisation))]
    public required string Owner { get; init; }

    /// <summary>Why, and the decision's number.</summary>
    public required string Reason { get; init; }

    /// <summary>Last day, in Japan.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>Whether it excludes a resource on a day.</summary>
    public bool Covers(AccountId account, string arn, DateOnly day) => (Accounts.IsEmpty || Accounts.Contains(account)) && day <= Until && PolicyText.Matches(Arn, arn);
}

/// <summary>A backup class: one or several schedules, and what they must achieve.</summary>
public sealed record BackupClass
{
    /// <summary>Id used in the estate, and the value of the tag.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>Name in Japanese.</summary>
    public required string Name { get; init; }

    /// <summary>The schedules, such as daily and weekly.</summary>
    public required ImmutableArray<BackupSchedule> Schedules { get; init; }

    /// <summary>Recovery point objective in business days: 1 restores what was there when the business day before closed.</summary>
    [Bounds(1, 30)]
    public int RpoBusinessDays { get; init; } = 1;

    /// <summary>Recovery time objective in hours.</summary>
    [Bounds(1, 720)]
    public int RtoHours { get; init; } = 12;

    /// <summary>Whether its recovery points are restored in the regular test.</summary>
    public bool RestoreTested { get; init; } = true;
}

/// <summary>When recovery points are made and how long they are kept.</summary>
public sealed record BackupSchedule
{
    /// <summary>Name within the class, such as daily.</summary>
    [Text(TextFormat.Id)]
    public required string Name { get; init; }

    /// <summary>When the backup starts, JST.</summary>
    public required TimeOnly At { get; init; }

    /// <summary>Days of the week, JST.</summary>
    public ImmutableArray<DayOfWeek> Days { get; init; } =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    /// <summary>Within how many hours it completes; AWS Backup gives up after it.</summary>
    [Bounds(2, 72)]
    public int CompleteWithinHours { get; init; } = 8;

    /// <summary>Days for which a recovery point is kept in the primary region.</summary>
    [Bounds(1, 36_500)]
    public required int RetentionDays { get; init; }

    /// <summary>How many generations there must be at any time.</summary>
    [Bounds(1, 1000)]
    public int Generations { get; init; } = 1;

    /// <summary>Days after which a recovery point moves to cold storage; never when left out.</summary>
    [Bounds(1, 36_500)]
    public int? ColdStorageAfterDays { get; init; }

    /// <summary>Days for which the copy in the recovery region is kept; no copy when left out.</summary>
    [Bounds(1, 36_500)]
    public int? CopyRetentionDays { get; init; }
}

/// <summary>Gives systems a class. Members that are left out match everything.</summary>
public sealed record BackupAssignment
{
    /// <summary>The system: a system's id.</summary>
    [RefersTo(typeof(BusinessSystem))]
    public string? System { get; init; }

    /// <summary>Systems whose data is of this class or more sensitive. Accounts without a system have no data class.</summary>
    public DataClass? DataClassAtLeast { get; init; }

    /// <summary>The environments; empty means both.</summary>
    public ImmutableArray<DeploymentEnvironment> Environments { get; init; } = [];

    /// <summary>The class: a backup class's id.</summary>
    [RefersTo(typeof(BackupClass))]
    public required string Class { get; init; }

    /// <summary>Whether the row is about an account.</summary>
    public bool Covers(BusinessSystem? system, DeploymentEnvironment environment) =>
        (System is null || System == system?.Id)
        && (DataClassAtLeast is not { } least || system?.DataClass >= least)
        && (Environments.IsEmpty || Environments.Contains(environment));
}

/// <summary>What a municipality's rules demand of the backups of its production systems.</summary>
public sealed record BackupRequirement
{
    /// <summary>The body.</summary>
    [Unique]
    public required MunicipalityCode Municipality { get; init; }

    /// <summary>Where this is written, such as 非機能要件の標準 A.1.3.</summary>
    public required string Source { get; init; }

    /// <summary>Fewest days for which every recovery point is kept.</summary>
    [Bounds(1, 36_500)]
    public required int MinimumRetentionDays { get; init; }

    /// <summary>Fewest generations.</summary>
    [Bounds(1, 1000)]
    public int MinimumGenerations { get; init; } = 1;

    /// <summary>Whether a copy in the recovery region is demanded (遠隔地保管).</summary>
    public bool RecoveryRegionCopy { get; init; } = true;

    /// <summary>Whether a copy in another account is demanded, out of reach of whoever takes over the system's own.</summary>
    public bool OtherAccountCopy { get; init; }

    /// <summary>Largest recovery point objective in business days.</summary>
    [Bounds(1, 30)]
    public int RpoBusinessDays { get; init; } = 1;

    /// <summary>Largest recovery time objective in hours.</summary>
    [Bounds(1, 720)]
    public int RtoHours { get; init; } = 12;
}

/// <summary>The lock of a vault: nobody shortens the retention of a recovery point or deletes it before.</summary>
public sealed record BackupLock
{
    /// <summary>How strong it is.</summary>
    public BackupLockMode Mode { get; init; } = BackupLockMode.Governance;

    /// <summary>Fewest days of retention that the vault accepts.</summary>
    [Bounds(1, 36_500)]
    public int MinimumRetentionDays { get; init; } = 7;

    /// <summary>Most days of retention that the vault accepts.</summary>
    [Bounds(1, 36_500)]
    public int MaximumRetentionDays { get; init; } = 3650;

    /// <summary>Days in which a lock in compliance mode can still be undone. After them nobody can, not even AWS.</summary>
    [Bounds(3, 36_500)]
    public int ChangeableForDays { get; init; } = 30;

    /// <summary>Who accepted that compliance mode can never be undone. Needed for it.</summary>
    public IrreversibleDecision? Acknowledged { get; init; }
}

/// <summary>Modes of a vault's lock.</summary>
public enum BackupLockMode
{
    /// <summary>Those with the right to do so can remove it.</summary>
    Governance,

    /// <summary>Nobody can remove it, after the days in which it can be changed.</summary>
    Compliance,
}

/// <summary>Somebody's decision for something that can never be undone.</summary>
public sealed record IrreversibleDecision
{
    /// <summary>Who decided: an organisation's id.</summary>
    [RefersTo(typeof(Organisation))]
    public required string By { get; init; }

    /// <summary>When, JST.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Why, and where it is recorded.</summary>
    public required string Reason { get; init; }
}

/// <summary>Restores recovery points in their own account once a month and deletes what was restored.</summary>
public sealed record RestoreTest
{
    /// <summary>Which such day of the month.</summary>
    [Bounds(1, 4)]
    public int Nth { get; init; } = 1;

    /// <summary>The day of the week, JST.</summary>
    public DayOfWeek Day { get; init; } = DayOfWeek.Saturday;

    /// <summary>When it starts, JST.</summary>
    public TimeOnly At { get; init; } = new(22, 0);

    /// <summary>How old a recovery point may be to be tested, in days.</summary>
    [Bounds(1, 365)]
    public int NewestDays { get; init; } = 7;

    /// <summary>Hours for which what was restored is kept, for checks of its contents.</summary>
    [Bounds(1, 168)]
    public int ValidationHours { get; init; } = 12;

    /// <summary>The kinds of resources to restore.</summary>
    public required ImmutableArray<RestorableResource> Resources { get; init; }
}

/// <summary>Kinds of resources that AWS Backup can restore in a test.</summary>
public enum RestorableResource
{
    /// <summary>Amazon Aurora.</summary>
    Aurora,

    /// <summary>Amazon DynamoDB.</summary>
    DynamoDb,

    /// <summary>Amazon EBS.</summary>
    Ebs,

    /// <summary>Amazon EC2.</summary>
    Ec2,

    /// <summary>Amazon EFS.</summary>
    Efs,

    /// <summary>Amazon RDS.</summary>
    Rds,

    /// <summary>Amazon S3.</summary>
    S3,
}
