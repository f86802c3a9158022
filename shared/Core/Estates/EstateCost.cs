using System.Collections.Immutable;

namespace GovCloud.Estates;

/// <summary>How the bill of a month is apportioned among the municipalities (按分). The rules of <c>cost.yaml</c>.</summary>
public sealed record EstateCost
{
    /// <summary>Which cost is apportioned.</summary>
    public CostBasis Basis { get; init; } = CostBasis.Billed;

    /// <summary>How the total becomes whole yen where a rate is given. An invoice in yen is taken as it is.</summary>
    public YenRounding TotalRounding { get; init; } = YenRounding.Down;

    /// <summary>Key of the tag whose value is the code or the slug of the municipality that alone uses a resource.</summary>
    [Text(TextFormat.TagKey)]
    public string MunicipalityTag { get; init; } = "Municipality";

    /// <summary>Key of the tag whose value is the id of the system, for accounts that carry several.</summary>
    [Text(TextFormat.TagKey)]
    public string SystemTag { get; init; } = "System";

    /// <summary>Which pool takes a tax line.</summary>
    public TaxTreatment Tax { get; init; } = TaxTreatment.FollowTaxedCost;

    /// <summary>The pools. A line belongs to the first that matches it; the last matches everything and is named for what it is (その他).</summary>
    public ImmutableArray<CostPool> Pools { get; init; } = [];

    /// <summary>What shares are measured by.</summary>
    public ImmutableArray<CostDriver> Drivers { get; init; } = [];

    /// <summary>Bodies that take part for a part of the time only. Who is not named takes part always.</summary>
    public ImmutableArray<CostParticipation> Participations { get; init; } = [];

    /// <summary>When a month can be closed.</summary>
    public CostClosing Closing { get; init; } = new();
}

/// <summary>Which cost is apportioned.</summary>
public enum CostBasis
{
    /// <summary>As invoiced: what is paid in advance falls into the month of the payment.</summary>
    Billed,

    /// <summary>Advance payments and commitments are spread over the use that they cover; what is not used stands by itself.</summary>
    Amortised,
}

/// <summary>How a sum becomes whole yen.</summary>
public enum YenRounding
{
    /// <summary>切り捨て, toward zero.</summary>
    Down,

    /// <summary>四捨五入, halves away from zero.</summary>
    HalfUp,

    /// <summary>切り上げ, away from zero.</summary>
    Up,
}

/// <summary>Which pool takes a tax line.</summary>
public enum TaxTreatment
{
    /// <summary>Tax is split over the pools as the cost of the same account and product that it is charged on, or of the same account where there is none.</summary>
    FollowTaxedCost,

    /// <summary>A tax line is matched like any other.</summary>
    OwnPool,
}

/// <summary>A cost class (費用区分) and how it is split.</summary>
public sealed record CostPool
{
    /// <summary>Id used in the estate and on statements.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>Name on statements, in Japanese.</summary>
    public required string Name { get; init; }

    /// <summary>The lines it takes. Left out: every line that no pool before it has taken.</summary>
    public CostMatch? Match { get; init; }

    /// <summary>What is kept apart within the pool: each value is a column of its own on the statement, split by itself.</summary>
    public ImmutableArray<CostDimension> Apart { get; init; } = [];

    /// <summary>Who shares it.</summary>
    public PoolParticipants Among { get; init; } = PoolParticipants.Account;

    /// <summary>The bodies that share it, where <see cref="Among"/> says listed.</summary>
    public ImmutableArray<MunicipalityCode> Municipalities { get; init; } = [];

    /// <summary>How it is split: the parts of a mixture, which make 100 percent. A single part needs no percentage.</summary>
    public required ImmutableArray<CostSplit> Split { get; init; }

    /// <summary>Least and most that a body bears of each column.</summary>
    public ImmutableArray<ShareLimit> Limits { get; init; } = [];

    /// <summary>What is done where no body has a weight.</summary>
    public WeightFallback Fallback { get; init; } = WeightFallback.Even;

    /// <summary>Who bears it then, where <see cref="Fallback"/> says payer.</summary>
    public MunicipalityCode? Payer { get; init; }

    /// <summary>Where the split was agreed (事前協議), such as the number and day of an agreement.</summary>
    public string? Agreement { get; init; }
}

/// <summary>The lines of a bill that a pool takes. Members that are left out match everything; a line must match all that are given.</summary>
public sealed record CostMatch
{
    /// <summary>Accounts, the estate's or others.</summary>
    [Outside]
    public ImmutableArray<AccountId> Accounts { get; init; } = [];

    /// <summary>What the account is for.</summary>
    public ImmutableArray<AccountPurpose> Purposes { get; init; } = [];

    /// <summary>Systems: by the account, or by the tag of systems.</summary>
    [RefersTo(typeof(BusinessSystem))]
    public ImmutableArray<string> Systems { get; init; } = [];

    /// <summary>Environments of the account.</summary>
    public ImmutableArray<DeploymentEnvironment> Environments { get; init; } = [];

    /// <summary>Dedicated or shared use.</summary>
    public ImmutableArray<UsageMode> Usages { get; init; } = [];

    /// <summary>Product codes or service names as they stand in the export; <c>*</c> stands for any text.</summary>
    public ImmutableArray<string> Services { get; init; } = [];

    /// <summary>Charge types as they stand in the export (LineItemType, ChargeCategory), such as Credit or SavingsPlanRecurringFee.</summary>
    public ImmutableArray<string> ChargeTypes { get; init; } = [];

    /// <summary>Sellers as they stand in the export, such as AWS Marketplace.</summary>
    public ImmutableArray<string> BillingEntities { get; init; } = [];

    /// <summary>Tags of the resource.</summary>
    public ImmutableArray<CostTagMatch> Tags { get; init; } = [];

    /// <summary>Lines that belong to exactly one body only: by the municipality tag, or as the only body of the account.</summary>
    public bool OneBody { get; init; }
}

/// <summary>A tag of a resource.</summary>
public sealed record CostTagMatch
{
    /// <summary>The key, without the prefix that an export may put before it.</summary>
    [Text(TextFormat.TagKey)]
    public required string Key { get; init; }

    /// <summary>Values, one of which it must have; empty: the tag is there.</summary>
    public ImmutableArray<string> Values { get; init; } = [];
}

/// <summary>What is kept apart within a pool.</summary>
public enum CostDimension
{
    /// <summary>The system.</summary>
    System,

    /// <summary>本番 and 検証.</summary>
    Environment,

    /// <summary>The vendor of the system.</summary>
    Vendor,

    /// <summary>The account.</summary>
    Account,

    /// <summary>The product.</summary>
    Service,

    /// <summary>The kind of charge.</summary>
    ChargeKind,
}

/// <summary>Who shares a pool.</summary>
public enum PoolParticipants
{
    /// <summary>The bodies of the account of each line; all bodies of the estate where the account names none or is not known.</summary>
    Account,

    /// <summary>All bodies of the estate.</summary>
    All,

    /// <summary>Those that are listed.</summary>
    Listed,
}

/// <summary>How a pool, or a part of it, is split.</summary>
public sealed record CostSplit
{
    /// <summary>The method.</summary>
    public required SplitMethod Method { get; init; }

    /// <summary>The part of the pool in percent. Decimals are exact.</summary>
    public decimal Percent { get; init; } = 100;

    /// <summary>The driver: a driver's id.</summary>
    [RefersTo(typeof(CostDriver))]
    public string? Driver { get; init; }

    /// <summary>逓減: the driver's value is raised to this power, above 0 and at most 1.</summary>
    public decimal Exponent { get; init; } = 1;

    /// <summary>逓減 in bands: what a unit of the driver counts within each band, from the lowest. The last has no upper end.</summary>
    public ImmutableArray<DriverBand> Bands { get; init; } = [];

    /// <summary>Fixed ratios, where the method is fixed.</summary>
    public ImmutableArray<FixedShare> Shares { get; init; } = [];

    /// <summary>Pools that bear it in proportion to their cost, where the method is pools. They come after this one.</summary>
    [RefersTo(typeof(CostPool))]
    public ImmutableArray<string> Pools { get; init; } = [];
}

/// <summary>How cost is split.</summary>
public enum SplitMethod
{
    /// <summary>直課: each line to the one body that it belongs to.</summary>
    Direct,

    /// <summary>均等割.</summary>
    Even,

    /// <summary>By a driver: 人口割, 実績割, 逓減 with an exponent or bands.</summary>
    Driver,

    /// <summary>In proportion to what the bodies bear directly.</summary>
    DirectCost,

    /// <summary>By fixed ratios.</summary>
    Fixed,

    /// <summary>To other pools, which pass it on (step-down).</summary>
    Pools,
}

/// <summary>A band of a driver's values.</summary>
public sealed record DriverBand
{
    /// <summary>Upper end of the band, inclusive; none for the last.</summary>
    public decimal? UpTo { get; init; }

    /// <summary>What a unit within the band counts.</summary>
    public required decimal Factor { get; init; }
}

/// <summary>A body's fixed ratio.</summary>
public sealed record FixedShare
{
    /// <summary>The body.</summary>
    public required MunicipalityCode Municipality { get; init; }

    /// <summary>Its ratio in percent. All of them make 100.</summary>
    public required decimal Percent { get; init; }
}

/// <summary>Least and most that a body bears of a column. What is cut off or added falls to the others by their weights.</summary>
public sealed record ShareLimit
{
    /// <summary>The body; every body that shares where it is left out.</summary>
    public MunicipalityCode? Municipality { get; init; }

    /// <summary>At least so many percent.</summary>
    public decimal? MinimumPercent { get; init; }

    /// <summary>At most so many percent.</summary>
    public decimal? MaximumPercent { get; init; }
}

/// <summary>What is done where no body has a weight.</summary>
public enum WeightFallback
{
    /// <summary>Even among those who share.</summary>
    Even,

    /// <summary>One body bears it.</summary>
    Payer,

    /// <summary>The month stops: somebody decides.</summary>
    Stop,
}

/// <summary>What shares are measured by, such as population or stored gigabytes.</summary>
public sealed record CostDriver
{
    /// <summary>Id used in the estate.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>Name on statements, in Japanese.</summary>
    public required string Name { get; init; }

    /// <summary>Unit on statements, such as 人 or GB.</summary>
    public required string Unit { get; init; }

    /// <summary>Whether the values come with each month (実績) and not from this file.</summary>
    public bool Monthly { get; init; }

    /// <summary>The day that the values are of (基準日); none for monthly ones.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Where the values come from, such as 住民基本台帳人口.</summary>
    public required string Source { get; init; }

    /// <summary>The values; none for monthly ones.</summary>
    public ImmutableArray<CostDriverValue> Values { get; init; } = [];
}

/// <summary>A body's value of a driver.</summary>
public sealed record CostDriverValue
{
    /// <summary>The body.</summary>
    public required MunicipalityCode Municipality { get; init; }

    /// <summary>Only for this system; for all where it is left out.</summary>
    [RefersTo(typeof(BusinessSystem))]
    public string? System { get; init; }

    /// <summary>The value, 0 or more.</summary>
    public required decimal Value { get; init; }
}

/// <summary>
/// A body that takes part for a part of the time: its weights and its least share count by the days of the month (日割). Monthly values and direct cost show the time already.
/// What is said for a system goes before what is said for all.
/// </summary>
public sealed record CostParticipation
{
    /// <summary>The body.</summary>
    public required MunicipalityCode Municipality { get; init; }

    /// <summary>Only in the columns of this system; in all where it is left out.</summary>
    [RefersTo(typeof(BusinessSystem))]
    public string? System { get; init; }

    /// <summary>The first day, Japanese time; always before where it is left out.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, inclusive; for good where it is left out.</summary>
    public DateOnly? Until { get; init; }
}

/// <summary>When a month can be closed.</summary>
public sealed record CostClosing
{
    /// <summary>The business day of the next month from which a month may be closed. AWS charges support on the 6th or 7th and may correct for about two weeks.</summary>
    [Bounds(1, 20)]
    public int BusinessDay { get; init; } = 10;

    /// <summary>The calendar of the business days: a calendar's id. The operator's desk where it is left out.</summary>
    [RefersTo(typeof(WorkCalendar))]
    public string? Calendar { get; init; }

    /// <summary>Whether every line must carry an invoice id.</summary>
    public bool InvoiceIds { get; init; } = true;

    /// <summary>Whether a line of support must be there (Business and Enterprise support).</summary>
    public bool Support { get; init; }

    /// <summary>Who is told that a draft is there and that it is published: organisations' ids, besides the municipalities' IT departments.</summary>
    [RefersTo(typeof(Organisation))]
    public ImmutableArray<string> Contacts { get; init; } = [];

    /// <summary>Most percent of the total that the last pool, the rest, may take. More means that a rule is missing, and the month waits.</summary>
    [Bounds(0, 100)]
    public int RestPercent { get; init; } = 5;

    /// <summary>Whether who publishes must be somebody else than who checked.</summary>
    public bool SecondPerson { get; init; } = true;

    /// <summary>Years for which a published statement can be neither changed nor deleted.</summary>
    [Bounds(1, 30)]
    public int RetentionYears { get; init; } = 5;
}
