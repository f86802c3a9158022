using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Cost.Apportioning;

/// <summary>What goes into the apportionment of a month. The same input gives the same bytes, whatever the order of its lines.</summary>
public sealed record ApportionmentInput
{
    /// <summary>The estate with its rules.</summary>
    public required Estate Estate { get; init; }

    /// <summary>The bill.</summary>
    public required CostBill Bill { get; init; }

    /// <summary>How the total becomes yen.</summary>
    public required YenConversion Conversion { get; init; }

    /// <summary>Values of monthly drivers.</summary>
    public ImmutableArray<MonthlyDriverValues> DriverValues { get; init; } = [];
}

/// <summary>How the total becomes yen: by a rate, or as an invoice states it. Exactly one of both is given.</summary>
public sealed record YenConversion
{
    /// <summary>Yen for a dollar. No rate is ever assumed.</summary>
    public decimal? YenPerDollar { get; init; }

    /// <summary>The invoice's total in yen.</summary>
    public long? InvoiceYen { get; init; }

    /// <summary>Where the rate or the total comes from, such as 請求書番号 or the published rate of a day.</summary>
    public required string Source { get; init; }
}

/// <summary>A monthly driver's values (実績値).</summary>
public sealed record MonthlyDriverValues
{
    /// <summary>The driver.</summary>
    public required string Driver { get; init; }

    /// <summary>Where they come from: the file.</summary>
    public required string Source { get; init; }

    /// <summary>Digest of the file in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The values.</summary>
    public required ImmutableArray<CostDriverValue> Values { get; init; }
}

/// <summary>
/// A month that has been apportioned. The yen of the columns make the total, those of a column's shares make the column, and every share is the whole yen below or
/// above its exact amount.
/// </summary>
public sealed record ApportionedMonth
{
    /// <summary>The month.</summary>
    public required CostMonth Month { get; init; }

    /// <summary>Which cost was apportioned.</summary>
    public required CostBasis Basis { get; init; }

    /// <summary>The exact total in the bill's currency.</summary>
    public required ExactAmount Total { get; init; }

    /// <summary>The bill's currency.</summary>
    public required string Currency { get; init; }

    /// <summary>The total in yen.</summary>
    public required long Yen { get; init; }

    /// <summary>How it became yen.</summary>
    public required YenConversion Conversion { get; init; }

    /// <summary>The bodies that bear something or could, by code.</summary>
    public required ImmutableArray<MunicipalityCode> Bodies { get; init; }

    /// <summary>The columns: a pool each, or a part of one that is kept apart, in the order of the rules.</summary>
    public required ImmutableArray<CostColumn> Columns { get; init; }

    /// <summary>What somebody who checks should know: fallbacks, weights cut at zero, bodies moved to keep their sums.</summary>
    public required ImmutableArray<ApportionmentNote> Notes { get; init; }

    /// <summary>What the last pool, the rest, took in the bill's currency.</summary>
    public required ExactAmount Rest { get; init; }

    /// <summary>A body's yen over all columns.</summary>
    public long YenOf(MunicipalityCode body) => Columns.Sum(c => c.ShareOf(body)?.Yen ?? 0);
}

/// <summary>A cost class with what it is kept apart by, and its split.</summary>
public sealed record CostColumn
{
    /// <summary>The pool's id; with the values of <see cref="Key"/> it names the column.</summary>
    public required string Pool { get; init; }

    /// <summary>The pool's name.</summary>
    public required string Name { get; init; }

    /// <summary>The values that keep it apart within the pool, in the order of the pool's dimensions. Empty text: the lines have none.</summary>
    public required ImmutableArray<(CostDimension Dimension, string Value)> Key { get; init; }

    /// <summary>The bodies that share it, by code, where the pool goes by the bodies of the accounts: other bodies make another column. Empty for every other pool.</summary>
    public ImmutableArray<MunicipalityCode> Sharing { get; init; } = [];

    /// <summary>Names the column within the month and in every other month: pool, values of <see cref="Key"/> and <see cref="Sharing"/>, with slashes between them.</summary>
    public string Id => string.Join('/', [Pool, .. Key.Select(k => k.Value), .. Sharing.IsEmpty ? [] : new[] { string.Join('+', Sharing) }]);

    /// <summary>The system, where the column has exactly one; by it drivers and participations are looked up.</summary>
    public string? System { get; init; }

    /// <summary>The lines of the bill that it took, in the bill's order. Tax that followed other cost is in with its part.</summary>
    public required ImmutableArray<CostLine> Lines { get; init; }

    /// <summary>What came from pools before, by pool id.</summary>
    public ImmutableArray<(string Pool, ExactAmount Amount)> Inherited { get; init; } = [];

    /// <summary>The exact amount that is split among bodies: lines and inherited, without what was passed to other pools.</summary>
    public required ExactAmount Amount { get; init; }

    /// <summary>What was passed on to other pools.</summary>
    public ExactAmount PassedOn { get; init; }

    /// <summary>The amount in yen.</summary>
    public required long Yen { get; init; }

    /// <summary>The parts of the split, in the order of the rules.</summary>
    public required ImmutableArray<SplitPart> Parts { get; init; }

    /// <summary>What each body bears, by code.</summary>
    public required ImmutableArray<BodyShare> Shares { get; init; }

    /// <summary>What a body bears of it; <see langword="null"/> for a body that does not share it.</summary>
    public BodyShare? ShareOf(MunicipalityCode body)
    {
        var (from, to) = (0, Shares.Length - 1);
        while (from <= to)
        {
            var middle = (from + to) / 2;
            switch (Shares[middle].Municipality.CompareTo(body))
            {
                case 0:
                    return Shares[middle];
                case < 0:
                    from = middle + 1;
                    break;
                default:
                    to = middle - 1;
                    break;
            }
        }

        return null;
    }
}

/// <summary>A part of a mixture, with the weights as they were used.</summary>
public sealed record SplitPart
{
    /// <summary>The rule.</summary>
    public required CostSplit Rule { get; init; }

    /// <summary>The driver, for splits by a driver.</summary>
    public CostDriver? Driver { get; init; }

    /// <summary>The exact amount of the part.</summary>
    public required ExactAmount Amount { get; init; }

    /// <summary>The bodies' weights, by code.</summary>
    public required ImmutableArray<BodyWeight> Weights { get; init; }
}

/// <summary>A body's weight in a part.</summary>
public sealed record BodyWeight
{
    /// <summary>The body.</summary>
    public required MunicipalityCode Municipality { get; init; }

    /// <summary>The driver's value, ratio or direct cost before anything is done to it.</summary>
    public required ExactAmount Value { get; init; }

    /// <summary>Days of the month on which it took part.</summary>
    public required int Days { get; init; }

    /// <summary>
    /// The weight: the value after exponent, bands and days. Days are a factor of all weights of a column as soon as somebody takes part for a part of the month; monthly
    /// values and direct cost are measured within the month and are not multiplied by days.
    /// </summary>
    public required ExactAmount Weight { get; init; }

    /// <summary>What it bears of the part, before limits.</summary>
    public required ExactAmount Amount { get; init; }
}

/// <summary>What a body bears of a column.</summary>
public sealed record BodyShare
{
    /// <summary>The body.</summary>
    public required MunicipalityCode Municipality { get; init; }

    /// <summary>The exact amount in the bill's currency.</summary>
    public required ExactAmount Amount { get; init; }

    /// <summary>The amount in yen before rounding, cut after 6 decimals, for people who check.</summary>
    public required decimal ExactYen { get; init; }

    /// <summary>The yen.</summary>
    public required long Yen { get; init; }

    /// <summary>How the fraction was decided.</summary>
    public required YenFraction Fraction { get; init; }
}

/// <summary>How a fraction of a yen was decided.</summary>
public enum YenFraction
{
    /// <summary>There was none.</summary>
    None,

    /// <summary>Cut off.</summary>
    Down,

    /// <summary>A whole yen by largest remainder.</summary>
    Up,

    /// <summary>Cut off, because the body's sum over all columns would otherwise differ from its exact sum by a yen or more.</summary>
    DownForSum,

    /// <summary>A whole yen for the same reason.</summary>
    UpForSum,
}

/// <summary>Something that somebody who checks should know.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Pool">The pool.</param>
/// <param name="Message">The sentence, in Japanese.</param>
public sealed record ApportionmentNote(ApportionmentNoteKind Kind, string Pool, string Message);

/// <summary>What a note is about.</summary>
public enum ApportionmentNoteKind
{
    /// <summary>No body had a weight.</summary>
    Fallback,

    /// <summary>A negative weight counted as zero.</summary>
    WeightCut,

    /// <summary>A limit was reached.</summary>
    Limit,

    /// <summary>An account of the bill is not one of the estate's.</summary>
    UnknownAccount,

    /// <summary>A charge type is not known.</summary>
    UnknownChargeType,

    /// <summary>Split by days.</summary>
    ByDays,

    /// <summary>A line's tags contradict its account.</summary>
    TagConflict,
}

/// <summary>The month cannot be apportioned. Nothing is guessed; each problem has a remedy.</summary>
/// <param name="problems">The problems, in English for the operator's terminal.</param>
public sealed class ApportionmentException(ImmutableArray<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>The problems.</summary>
    public ImmutableArray<string> Problems { get; } = problems;
}
