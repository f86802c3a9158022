using System.Collections.Immutable;
using System.Numerics;
using GovCloud.Cost;

namespace GovCloud.Documents.Statements.Focus;

/// <summary>What part of a column's lines each body bears in the end, also of what was passed on to other columns.</summary>
static class BearerVectors
{
    // Ratios as whole numbers out of this: two digits more than amounts have decimals.
    public static readonly BigInteger One = BigInteger.Pow(10, ExactAmount.Decimals + 2);

    /// <summary>For each column the ratio of each body of the record, in their order. They make <see cref="One"/>.</summary>
    public static ImmutableArray<BigInteger[]> Of(StatementView statement)
    {
        var columns = statement.Columns;
        var bodies = statement.Record.Bodies.Select((b, i) => (b.Municipality, Index: i)).ToDictionary(b => b.Municipality, b => b.Index);
        var vectors = new BigInteger[columns.Length][];
        // Cost is passed on to later pools only, so the last column is worked out first.
        for (var i = columns.Length - 1; i >= 0; i--)
        {
            var own = Own(columns[i], bodies);
            var passed = columns[i].Column.PassedOn.ToUnits();
            vectors[i] = passed.IsZero ? own : Mixed(own, columns[i].Column.Amount.ToUnits(), Passed(statement, i, vectors), passed);
        }

        return [.. vectors];
    }

    /// <summary>Splits an amount by ratios. What cutting leaves over goes to the largest, the first of equals, so that the parts make the amount.</summary>
    public static ExactAmount[] Split(ExactAmount amount, BigInteger[] ratios)
    {
        var units = amount.ToUnits();
        var parts = ratios.Select(r => units * r / One).ToArray();
        parts[Array.IndexOf(ratios, ratios.Max())] += units - parts.Aggregate(BigInteger.Zero, (sum, p) => sum + p);
        return [.. parts.Select(ExactAmount.FromUnits)];
    }

    static BigInteger[] Own(ColumnView column, Dictionary<MunicipalityCode, int> bodies)
    {
        var weights = new BigInteger[bodies.Count];
        foreach (var share in column.Column.Shares)
        {
            weights[bodies[share.Municipality]] = share.Amount.ToUnits() * column.Column.Amount.Sign;
        }

        // Cost and credits that cancel out leave no shares to go by; what they would have been split by is still there.
        if (column.Column.Amount.Sign == 0 || weights.Any(w => w.Sign < 0))
        {
            Array.Clear(weights);
            foreach (var weight in column.Parts.SelectMany(p => p.Part.Weights.Where(_ => p.Total.Sign > 0)).Where(w => w.Weight.Sign > 0))
            {
                weights[bodies[weight.Municipality]] += weight.Weight.ToUnits();
            }
        }

        return Normalised(weights.Any(w => w.Sign > 0) ? weights : [.. Enumerable.Repeat(BigInteger.One, weights.Length)]);
    }

    /// <summary>Where what was passed on ended: by what later columns took over of the pool, or as the body's part of everything where none did.</summary>
    static BigInteger[] Passed(StatementView statement, int from, BigInteger[][] vectors)
    {
        var pool = statement.Columns[from].Column.Pool;
        var sum = new BigInteger[statement.Record.Bodies.Length];
        for (var i = from + 1; i < vectors.Length; i++)
        {
            var taken = statement.Columns[i].Column.Inherited.Where(h => h.Pool == pool).Aggregate(BigInteger.Zero, (total, h) => total + BigInteger.Abs(h.Amount.ToUnits()));
            for (var body = 0; body < sum.Length && !taken.IsZero; body++)
            {
                sum[body] += vectors[i][body] * taken;
            }
        }

        return Normalised(sum.Any(s => s.Sign > 0) ? sum : [.. Enumerable.Repeat(BigInteger.One, sum.Length)]);
    }

    static BigInteger[] Mixed(BigInteger[] own, BigInteger kept, BigInteger[] passed, BigInteger passedOn) =>
        Normalised([.. own.Select((o, i) => (o * BigInteger.Abs(kept)) + (passed[i] * BigInteger.Abs(passedOn)))]);

    static BigInteger[] Normalised(BigInteger[] weights)
    {
        var total = weights.Aggregate(BigInteger.Zero, (sum, w) => sum + w);
        var ratios = weights.Select(w => w * One / total).ToArray();
        ratios[Array.IndexOf(ratios, ratios.Max())] += One - ratios.Aggregate(BigInteger.Zero, (sum, r) => sum + r);
        return ratios;
    }
}
