using System.Collections.Immutable;
using GovCloud.Cost.Apportioning;
using GovCloud.Estates;

namespace GovCloud.Cost.Statements;

/// <summary>
/// 按分計算書 of a month: everything that the sheets, pages and rows of it are made from, and everything that is needed to compute it again. Its canonical JSON is
/// the record; the other files are made from it and from nothing else, so that equal records give equal bytes.
/// </summary>
public sealed record StatementRecord
{
    /// <summary>Version of this layout.</summary>
    public const int Layout = 1;

    /// <summary>Name of the estate.</summary>
    public required string Estate { get; init; }

    /// <summary>Name of the estate for people.</summary>
    public required string EstateTitle { get; init; }

    /// <summary>A sample: every document of it carries 例.</summary>
    public bool Sample { get; init; }

    /// <summary>The operator who made it, by name.</summary>
    public required string Operator { get; init; }

    /// <summary>1 for the first of a month; a restated month counts on.</summary>
    public required int Revision { get; init; }

    /// <summary>The split.</summary>
    public required ApportionedMonth Split { get; init; }

    /// <summary>The bodies' names by code.</summary>
    public required ImmutableArray<StatementBody> Bodies { get; init; }

    /// <summary>Names of what columns are kept apart by, such as <c>System:resident</c>. Read through <see cref="StatementNames"/>.</summary>
    public required ImmutableSortedDictionary<string, string> Names { get; init; }

    /// <summary>The rules as they were used.</summary>
    public required EstateCost Rules { get; init; }

    /// <summary>The files of the bill.</summary>
    public required ImmutableArray<BillInput> Inputs { get; init; }

    /// <summary>Values of monthly drivers.</summary>
    public ImmutableArray<MonthlyDriverValues> DriverValues { get; init; } = [];

    /// <summary>What the total was compared with.</summary>
    public ImmutableArray<ReconciledSource> Reconciliation { get; init; } = [];

    /// <summary>Differences of earlier months that were restated, posted with this month.</summary>
    public ImmutableArray<StatementCorrection> Corrections { get; init; } = [];

    /// <summary>SHA-256 of the rules' canonical JSON with the members of the estate that they look at, in lower-case hexadecimal.</summary>
    public required string RulesDigest { get; init; }

    /// <summary>SHA-256 over files, rules, drivers, conversion and engine version, in lower-case hexadecimal.</summary>
    public required string InputDigest { get; init; }

    /// <summary>Version of the arithmetic. It changes when the same input would give other yen.</summary>
    public required string EngineVersion { get; init; }
}

/// <summary>A body on a statement.</summary>
/// <param name="Municipality">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Slug">Its short name, for file names.</param>
public sealed record StatementBody(MunicipalityCode Municipality, string Name, string Slug);

/// <summary>A total that somebody else states for the same month.</summary>
public sealed record ReconciledSource
{
    /// <summary>Who states it.</summary>
    public required ReconciliationSource Source { get; init; }

    /// <summary>Where it was read: a file, or the operation.</summary>
    public required string Reference { get; init; }

    /// <summary>The total in the bill's currency, where it is in that currency.</summary>
    public ExactAmount? Amount { get; init; }

    /// <summary>The total in yen, where it is in yen.</summary>
    public long? Yen { get; init; }

    /// <summary>Accounts that differ, with both amounts.</summary>
    public ImmutableArray<ReconciledAccount> Accounts { get; init; } = [];

    /// <summary>Whether it agrees within what the source rounds to.</summary>
    public required bool Agrees { get; init; }
}

/// <summary>Who states a total.</summary>
public enum ReconciliationSource
{
    /// <summary>The export itself.</summary>
    Export,

    /// <summary>AWS Cost Explorer.</summary>
    CostExplorer,

    /// <summary>The invoice of the Digital Agency or of AWS.</summary>
    Invoice,
}

/// <summary>An account on which two sources differ.</summary>
/// <param name="Account">The account.</param>
/// <param name="Here">The bill's amount.</param>
/// <param name="There">The other's amount.</param>
public sealed record ReconciledAccount(string Account, ExactAmount Here, ExactAmount There);

/// <summary>The difference of a restated month for one body and column.</summary>
public sealed record StatementCorrection
{
    /// <summary>The month that was restated.</summary>
    public required CostMonth Month { get; init; }

    /// <summary>The revision that it replaces.</summary>
    public required int Replaces { get; init; }

    /// <summary>The revision that the difference comes from.</summary>
    public required int Revision { get; init; }

    /// <summary>The body.</summary>
    public required MunicipalityCode Municipality { get; init; }

    /// <summary>The column's pool and key, as on the statement.</summary>
    public required string Column { get; init; }

    /// <summary>Yen before.</summary>
    public required long Before { get; init; }

    /// <summary>Yen after.</summary>
    public required long After { get; init; }

    /// <summary>What is posted.</summary>
    public long Difference => After - Before;
}

/// <summary>How far a month's statement is. It only moves forward; published is for good.</summary>
public enum StatementState
{
    /// <summary>算定中: computed, and kept as a draft.</summary>
    Draft,

    /// <summary>確認済: somebody has checked it.</summary>
    Checked,

    /// <summary>公開済: the bodies have it.</summary>
    Published,
}

/// <summary>The index entry of a statement: who did what when.</summary>
public sealed record StatementEntry
{
    /// <summary>The month.</summary>
    public required CostMonth Month { get; init; }

    /// <summary>The revision.</summary>
    public required int Revision { get; init; }

    /// <summary>How far it is.</summary>
    public required StatementState State { get; init; }

    /// <summary>Digest of the record's canonical JSON.</summary>
    public required string RecordDigest { get; init; }

    /// <summary>Folder of its files in the bucket, with a slash at its end.</summary>
    public required string Prefix { get; init; }

    /// <summary>The total in yen.</summary>
    public required long Yen { get; init; }

    /// <summary>Why it cannot be checked or published; empty where nothing stands against it.</summary>
    public ImmutableArray<string> Obstacles { get; init; } = [];

    /// <summary>What was done, oldest first.</summary>
    public required ImmutableArray<StatementStep> History { get; init; }
}

/// <summary>A step of a statement.</summary>
/// <param name="State">The state that it led to.</param>
/// <param name="By">Who: a user or role; the function's name for drafts.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Comment">What they said, if anything.</param>
public sealed record StatementStep(StatementState State, string By, DateTimeOffset At, string? Comment);
