using System.Collections.Immutable;

namespace GovCloud.Estates;

/// <summary>What may be spent, who is told when it is exceeded, and how cost is told apart.</summary>
public sealed record EstateBudgets
{
    /// <summary>The rate for amounts in yen. AWS Budgets knows dollars only.</summary>
    public ExchangeRate? Rate { get; init; }

    /// <summary>When somebody is told, where a budget says nothing else.</summary>
    public ImmutableArray<BudgetThreshold> Thresholds { get; init; } = [];

    /// <summary>What an account may spend that has no budget of its own. The first row that matches wins.</summary>
    public ImmutableArray<AccountBudget> Accounts { get; init; } = [];

    /// <summary>Budgets of accounts, systems, vendors and municipalities.</summary>
    public ImmutableArray<MonthlyBudget> Monthly { get; init; } = [];

    /// <summary>Cost allocation tags. Only the payer can activate them.</summary>
    public ImmutableArray<CostTag> Tags { get; init; } = [];

    /// <summary>Detection of unusual cost; none when left out.</summary>
    public AnomalyDetection? Anomalies { get; init; }

    /// <summary>Billing data to a bucket; none when left out.</summary>
    public CostExports? Exports { get; init; }
}

/// <summary>A planning rate. Invoices have rates of their own.</summary>
public sealed record ExchangeRate
{
    /// <summary>Yen for a dollar.</summary>
    [Bounds(50, 500)]
    public required int YenPerDollar { get; init; }

    /// <summary>Where it comes from.</summary>
    public required string Source { get; init; }

    /// <summary>The day it is of.</summary>
    public required DateOnly AsOf { get; init; }
}

/// <summary>A share of a budget at which somebody is told, once a month.</summary>
public sealed record BudgetThreshold
{
    /// <summary>What is compared with the budget.</summary>
    public required BudgetMeasure Measure { get; init; }

    /// <summary>The share in percent.</summary>
    [Bounds(1, 1000)]
    public required int Percent { get; init; }
}

/// <summary>What is compared with a budget.</summary>
public enum BudgetMeasure
{
    /// <summary>実績: what was spent this month.</summary>
    Actual,

    /// <summary>予測: what will have been spent at the end of the month. AWS needs about five weeks of history for it.</summary>
    Forecast,
}

/// <summary>Currencies of budgets.</summary>
public enum Currency
{
    /// <summary>US dollar.</summary>
    Usd,

    /// <summary>円.</summary>
    Jpy,
}

/// <summary>A monthly budget for every account of a kind.</summary>
public sealed record AccountBudget
{
    /// <summary>Id used in the estate.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>The environments; empty means both.</summary>
    public ImmutableArray<DeploymentEnvironment> Environments { get; init; } = [];

    /// <summary>What the accounts are for; empty means anything.</summary>
    public ImmutableArray<AccountPurpose> Purposes { get; init; } = [];

    /// <summary>The amount for a month, in whole units of the currency.</summary>
    [Bounds(1, 2_000_000_000)]
    public required int Amount { get; init; }

    /// <summary>The currency.</summary>
    public Currency Currency { get; init; } = Currency.Usd;

    /// <summary>Who is told besides those whom the responsibility matrix names: organisations' ids. At least one.</summary>
    [RefersTo(typeof(Organisation))]
    public ImmutableArray<string> Contacts { get; init; } = [];
}

/// <summary>A monthly budget of one account, system, vendor or municipality: exactly one of them is named.</summary>
public sealed record MonthlyBudget
{
    /// <summary>Id used in the estate, and the beginning of the budget's name in AWS.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>The account.</summary>
    public AccountId? Account { get; init; }

    /// <summary>The system, with all its accounts: a system's id.</summary>
    [RefersTo(typeof(BusinessSystem))]
    public string? System { get; init; }

    /// <summary>The vendor, with all accounts of its systems: an organisation's id.</summary>
    [RefersTo(typeof(Organisation), OrganisationKind.Vendor)]
    public string? Vendor { get; init; }

    /// <summary>The body, with all accounts that hold its data and nobody else's.</summary>
    public MunicipalityCode? Municipality { get; init; }

    /// <summary>The environments; empty means both.</summary>
    public ImmutableArray<DeploymentEnvironment> Environments { get; init; } = [];

    /// <summary>The amount for a month, in whole units of the currency.</summary>
    [Bounds(1, 2_000_000_000)]
    public required int Amount { get; init; }

    /// <summary>The currency.</summary>
    public Currency Currency { get; init; } = Currency.Usd;

    /// <summary>When somebody is told; empty means as for all budgets.</summary>
    public ImmutableArray<BudgetThreshold> Thresholds { get; init; } = [];

    /// <summary>Who is told besides those whom the responsibility matrix names: organisations' ids. At least one.</summary>
    [RefersTo(typeof(Organisation))]
    public ImmutableArray<string> Contacts { get; init; } = [];
}

/// <summary>A cost allocation tag.</summary>
public sealed record CostTag
{
    /// <summary>The tag's key.</summary>
    [Unique, Text(TextFormat.TagKey)]
    public required string Key { get; init; }

    /// <summary>What it tells apart.</summary>
    public required string Purpose { get; init; }
}

/// <summary>AWS Cost Anomaly Detection in every account.</summary>
public sealed record AnomalyDetection
{
    /// <summary>Smallest impact that is reported, in dollars.</summary>
    [Bounds(1, 1_000_000)]
    public int ImpactDollars { get; init; } = 100;
}

/// <summary>AWS Data Exports to a bucket of the account whose cost it is.</summary>
public sealed record CostExports
{
    /// <summary>CUR 2.0.</summary>
    public bool Cur { get; init; } = true;

    /// <summary>FOCUS 1.2.</summary>
    public bool Focus { get; init; } = true;

    /// <summary>Days for which the files are kept.</summary>
    [Bounds(90, 3650)]
    public int RetentionDays { get; init; } = 2190;
}
