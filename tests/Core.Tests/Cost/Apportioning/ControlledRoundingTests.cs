using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Estates;
using static GovCloud.Core.Tests.Cost.Apportioning.Month;

namespace GovCloud.Core.Tests.Cost.Apportioning;

public sealed class ControlledRoundingTests
{
    [Fact]
    public void A_body_whose_fractions_would_add_up_to_yen_gets_them_from_others()
    {
        // Each column gives its whole yen to the body with the largest fraction, and by columns alone that is always the same one.
        var rules = Rules(Rest with { Apart = [CostDimension.Service], Split = [By("population")] }) with { Drivers = [Driver("population", (A, 40), (B, 30), (C, 30))] };
        var input = Input(rules, Enumerable.Range(0, 10).Select(i => Line(NetworkAccount, "1", service: $"S{i}"))) with { Conversion = new YenConversion { YenPerDollar = 1, Source = "例" } };
        var month = Apportioner.Apportion(input);

        Assert.Equal([4L, 3L, 3L], month.Bodies.Select(month.YenOf));
        Assert.Equal(6, month.Columns.SelectMany(c => c.Shares).Count(s => s.Fraction == YenFraction.UpForSum));
        Assert.Equal(6, month.Columns.SelectMany(c => c.Shares).Count(s => s.Fraction == YenFraction.DownForSum));
        Conservation.AssertExact(input, month);
    }

    [Fact]
    public void Any_table_has_a_rounding_that_keeps_cells_rows_columns_and_total() => Prop.ForAll(Tables(), table =>
    {
        var (amounts, rate, up) = table;
        var factor = YenFactor.OfRate(rate / 1000m);
        var rowCount = amounts[0].Length;
        ImmutableArray<YenColumn> columns = [.. amounts.Select(c => new YenColumn(factor.Of(Conservation.Sum(c)), [.. Enumerable.Range(0, rowCount)], Array.ConvertAll(c, factor.Of)))];
        ImmutableArray<ExactYen> rows = [.. Enumerable.Range(0, rowCount).Select(r => factor.Of(Conservation.Sum(amounts.Select(c => c[r]))))];
        var exact = factor.Of(Conservation.Sum(amounts.SelectMany(c => c)));
        var total = up ? exact.Ceiling : exact.Floor;
        var (_, settled) = ControlledRounding.Round(columns, rows, total);
        long YenOf(int row, int column) => columns[column].Cells[row].Floor + (settled.IsUp(row, column) ? 1 : 0);
        return columns.Index().All(c => Within(c.Item.Exact, settled.YenOf(c.Index)) && settled.YenOf(c.Index) == Enumerable.Range(0, rowCount).Sum(r => YenOf(r, c.Index)))
            && rows.Index().All(r => Within(r.Item, Enumerable.Range(0, columns.Length).Sum(c => YenOf(r.Index, c))))
            && columns.Index().Sum(c => settled.YenOf(c.Index)) == total
            && columns.Index().All(c => Enumerable.Range(0, rowCount).All(r => c.Item.Cells[r].Above > 0 || !settled.IsUp(r, c.Index)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData("0.02", "150", 3, 0UL, "3.000000")]
    [InlineData("-0.02", "150", -3, 0UL, "-3.000000")]
    [InlineData("0.000000000000000000000000000000000000000000000001", "150", 0, 1UL, "0.000000")]
    [InlineData("-0.000000000000000000000000000000000000000000000001", "150", -1, ulong.MaxValue, "0.000000")]
    [InlineData("1.999999999999999999999999999999999999999999999999", "1", 1, ulong.MaxValue, "1.999999")]
    [InlineData("-0.01", "150", -2, 9223372036854775807UL, "-1.500000")]
    [InlineData("123456789.123456789", "149.53", 18460493677, 0UL, "18460493677.630493")]
    public void Exact_yen_are_floor_and_fraction(string amount, string rate, long floor, ulong above, string shown)
    {
        var yen = YenFactor.OfRate(decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture)).Of(ExactAmount.Parse(amount));

        Assert.Equal(floor, yen.Floor);
        Assert.Equal(shown, yen.Shown.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(above == 0 || yen.Above == above, $"{yen.Above}");
    }

    [Fact]
    public void The_fast_way_to_yen_is_the_exact_one() => Prop.ForAll(Gen.Choose(-2_000_000_000, 2_000_000_000).ToArbitrary(), Gen.Choose(1, 300_000).ToArbitrary(), Gen.Choose(0, 48).ToArbitrary(), (number, rate, decimals) =>
    {
        var amount = ExactAmount.FromUnits(number * System.Numerics.BigInteger.Pow(10, 48 - decimals));
        var yen = YenFactor.OfRate(rate / 1000m).Of(amount);
        var unit = System.Numerics.BigInteger.Pow(10, 51);
        var exact = amount.ToUnits() * rate;
        var floor = System.Numerics.BigInteger.DivRem(exact, unit, out var rest) - (rest.Sign < 0 ? 1 : 0);
        return yen.Floor == floor && yen.Above == 0 == rest.IsZero;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    static bool Within(ExactYen exact, long yen) => exact.Floor <= yen && yen <= exact.Ceiling;

    static Arbitrary<(ExactAmount[][] Amounts, int Rate, bool Up)> Tables() => (
        from rows in Gen.Choose(1, 8)
        from columns in Gen.Choose(1, 12)
        from zeros in Gen.Choose(0, 3)
        from amounts in Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(-3_000, 3_000), rows), columns)
        from rate in Gen.Elements(1, 100, 333, 1_000, 149_530)
        from up in Gen.Elements(true, false)
        select (
            amounts.Select(c => c.Select(a => a % 4 < zeros ? ExactAmount.Zero : ExactAmount.Of(a / 1_000m)).ToArray()).ToArray(), rate, up)).ToArbitrary();
}
