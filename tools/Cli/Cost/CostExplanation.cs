using System.Collections.Immutable;
using System.Numerics;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Statements;
using GovCloud.Estates;

namespace GovCloud.Cli.Cost;

/// <summary>How a cell of a statement came about: from its yen back to the lines of the bill. Everything comes from the record.</summary>
sealed class CostExplanation
{
    readonly AmountTrace trace;

    CostExplanation(StatementRecord record, AmountTrace trace)
    {
        (Record, this.trace) = (record, trace);
        OfLines = Column.Lines.Aggregate(ExactAmount.Zero, (sum, l) => sum + l.On(record.Split.Basis));
    }

    public StatementRecord Record { get; }

    public CostColumn Column => trace.Column;

    public BodyShare Share => trace.Share;

    /// <summary>What the column's lines add up to.</summary>
    public ExactAmount OfLines { get; }

    /// <summary>Whether each line belongs to one body.</summary>
    public bool IsDirect => Column.Parts is [{ Rule.Method: SplitMethod.Direct }];

    /// <summary>The lines that the cell stems from, with what the body bears of each.</summary>
    public ImmutableArray<TracedLine> Lines => trace.Lines;

    /// <summary>What limits have changed for the body.</summary>
    public ExactAmount ByLimits => Share.Amount - Column.Parts.SelectMany(p => p.Weights).Where(w => w.Municipality == Share.Municipality).Aggregate(ExactAmount.Zero, (sum, w) => sum + w.Amount);

    /// <summary>The exact yen of a part of the body's amount, cut after six decimals.</summary>
    public decimal YenOf(ExactAmount part)
    {
        const decimal Millionths = 1_000_000;
        return Share.Amount.Sign == 0 ? 0 : (decimal)((BigInteger)(Share.ExactYen * Millionths) * part.ToUnits() / Share.Amount.ToUnits()) / Millionths;
    }

    /// <summary>Where one of the cell's yen comes from: the yen are counted along the lines, in their order.</summary>
    /// <param name="number">1 for the first yen.</param>
    public YenOrigin Origin(long number)
    {
        if (number > decimal.Floor(Math.Abs(Share.ExactYen)))
        {
            return new YenOrigin(null, null, decimal.Floor(Math.Abs(Share.ExactYen)), Math.Abs(Share.ExactYen));
        }

        var sign = Share.ExactYen < 0 ? -1 : 1;
        var before = 0m;
        foreach (var (line, pool, amount) in Lines.Select(l => ((CostLine?)l.Line, (string?)null, l.Part)).Concat(trace.Inherited.Select(i => ((CostLine?)null, (string?)i.Pool, i.Part))))
        {
            var after = before + (sign * YenOf(amount));
            if (after >= number)
            {
                return new YenOrigin(line, pool, before, after);
            }

            before = after;
        }

        return new YenOrigin(null, null, before, Math.Abs(Share.ExactYen));
    }

    /// <summary>Finds what was asked for.</summary>
    /// <param name="record">The statement.</param>
    /// <param name="body">Code or slug of the body.</param>
    /// <param name="column">Id of the column, or of a pool that has one column for the body.</param>
    /// <returns>The explanation, or what is wrong and what could be asked for instead.</returns>
    public static (CostExplanation? Explanation, string? Problem) Find(StatementRecord record, string body, string column)
    {
        if (record.Bodies.FirstOrDefault(b => b.Municipality.ToString() == body || b.Slug == body) is not { } known)
        {
            return (null, $"the statement has no body '{body}'; it has {string.Join(", ", record.Bodies.Select(b => b.Municipality.ToString()))}");
        }

        var cells = (from c in record.Split.Columns
                     where c.Id == column || c.Pool == column
                     from s in c.Shares
                     where s.Municipality == known.Municipality
                     select (Column: c, Share: s)).ToList();
        var exact = cells.Where(c => c.Column.Id == column).ToList();
        return (exact.Count > 0 ? exact : cells) switch
        {
            [var only] => (new CostExplanation(record, AmountTrace.Of(record.Split, only.Column.Id, only.Share.Municipality)!), null),
            [] => (null, $"{known.Municipality} bears nothing of a column '{column}'; its columns are {string.Join(", ", ColumnsOf(record, known.Municipality))}"),
            var several => (null, $"'{column}' has several columns for {known.Municipality}; name one: {string.Join(", ", several.Select(c => c.Column.Id))}"),
        };
    }

    static IEnumerable<string> ColumnsOf(StatementRecord record, MunicipalityCode body) =>
        record.Split.Columns.Where(c => c.Shares.Any(s => s.Municipality == body)).Select(c => c.Id);
}

/// <summary>Where a yen comes from.</summary>
/// <param name="Line">The line; none where it was inherited or is the rounding's.</param>
/// <param name="Pool">The pool that it was inherited from.</param>
/// <param name="From">Exact yen before it.</param>
/// <param name="To">Exact yen with it.</param>
sealed record YenOrigin(CostLine? Line, string? Pool, decimal From, decimal To);
