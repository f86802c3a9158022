using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Cost.Apportioning;

/// <summary>The yen of a month.</summary>
sealed class MonthYen
{
    readonly ImmutableArray<YenColumn> columns;
    readonly YenTable first;
    readonly YenTable settled;

    MonthYen(long total, ImmutableArray<MunicipalityCode> bodies, ImmutableArray<YenColumn> columns, YenTable first, YenTable settled) =>
        (Total, Bodies, this.columns, this.first, this.settled) = (total, bodies, columns, first, settled);

    /// <summary>The total.</summary>
    public long Total { get; }

    /// <summary>The bodies of all columns, by code.</summary>
    public ImmutableArray<MunicipalityCode> Bodies { get; }

    /// <summary>Converts the total once and rounds the columns and cells to it.</summary>
    public static MonthYen Of(ColumnSplit[] splits, ExactAmount total, YenConversion conversion, YenRounding rounding)
    {
        var factor = conversion.YenPerDollar is { } rate ? YenFactor.OfRate(rate)
            : total.Sign == 0 ? YenFactor.OfRate(0)
            : YenFactor.OfInvoice(conversion.InvoiceYen!.Value, total);
        var yen = (long)factor.Round(total, conversion.YenPerDollar is null ? YenRounding.Down : rounding);

        // Most columns have the same bodies in the same array.
        var shared = splits.Select(s => s.Bodies).Distinct().ToList();
        ImmutableArray<MunicipalityCode> bodies = [.. shared.SelectMany(b => b).Distinct().Order()];
        var places = shared.ToDictionary(b => b, b => b.Select(body => bodies.BinarySearch(body)).ToArray());
        var cells = new YenColumn[splits.Length];
        Parallel.For(0, splits.Length, i => cells[i] = new YenColumn(
            factor.Of(splits[i].Amount),
            places[splits[i].Bodies],
            Array.ConvertAll(splits[i].Shares, factor.Of)));
        var rows = new ExactAmount[bodies.Length];
        for (var i = 0; i < splits.Length; i++)
        {
            for (var j = 0; j < splits[i].Shares.Length; j++)
            {
                rows[cells[i].Rows[j]] += splits[i].Shares[j];
            }
        }

        var (first, settled) = ControlledRounding.Round([.. cells], [.. rows.Select(factor.Of)], yen);
        return new MonthYen(yen, bodies, [.. cells], first, settled);
    }

    /// <summary>The yen of a column.</summary>
    public long OfColumn(int column) => settled.YenOf(column);

    /// <summary>What a body bears of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="place">The body's place within it.</param>
    /// <param name="municipality">The body.</param>
    /// <param name="amount">The exact amount.</param>
    public BodyShare ShareOf(int column, int place, MunicipalityCode municipality, ExactAmount amount)
    {
        var exact = columns[column].Cells[place];
        var row = columns[column].Rows[place];
        var up = settled.IsUp(row, column);
        var moved = up != first.IsUp(row, column);
        return new BodyShare
        {
            Municipality = municipality,
            Amount = amount,
            ExactYen = exact.Shown,
            Yen = exact.Floor + (up ? 1 : 0),
            Fraction = exact.Above == 0 ? YenFraction.None
                : (up, moved) switch
                {
                    (true, true) => YenFraction.UpForSum,
                    (true, false) => YenFraction.Up,
                    (false, true) => YenFraction.DownForSum,
                    (false, false) => YenFraction.Down,
                },
        };
    }
}
