using System.Globalization;
using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Cost;

namespace GovCloud.Core.Tests.Cost;

public sealed class ExactAmountTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("0.0216", "0.0216")]
    [InlineData("+1.50", "1.5")]
    [InlineData("-12", "-12")]
    [InlineData(".5", "0.5")]
    [InlineData("7.", "7")]
    [InlineData("1e-07", "0.0000001")]
    [InlineData("1.2345678901234567E-8", "0.000000012345678901234567")]
    [InlineData("4.1234567890123456e-12", "0.0000000000041234567890123456")]
    [InlineData("2.5E+3", "2500")]
    [InlineData("0.000000000000000000000000000000000000000000000001", "0.000000000000000000000000000000000000000000000001")]
    [InlineData("99999999999999999999.123456789012345678901234567890123456789012345678", "99999999999999999999.123456789012345678901234567890123456789012345678")]
    [InlineData("-0.0000000000000000005", "-0.0000000000000000005")]
    [InlineData("0e999", "0")]
    [InlineData("1.000000000000000000000000000000000000000000000000000000000000", "1")]
    public void Every_digit_of_an_export_is_kept(string text, string expected) => Assert.Equal(expected, ExactAmount.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e5.5")]
    [InlineData("1,000")]
    [InlineData("$1")]
    [InlineData("1 000")]
    [InlineData("NaN")]
    [InlineData("1..2")]
    [InlineData("１")]
    [InlineData("0.0000000000000000000000000000000000000000000000001")]
    [InlineData("100000000000000000000")]
    [InlineData("1e300")]
    public void What_is_no_number_or_has_more_digits_than_are_kept_is_refused_and_never_rounded(string text) =>
        Assert.False(ExactAmount.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Text_and_units_and_back_are_the_same_amount() => Prop.ForAll(Amounts(), units =>
    {
        var amount = ExactAmount.FromUnits(units);
        return amount.ToUnits() == units && ExactAmount.Parse(amount.ToString()) == amount && amount.Sign == units.Sign;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Sums_and_order_are_those_of_whole_numbers() => Prop.ForAll(Amounts(), Amounts(), (left, right) =>
    {
        var (a, b) = (ExactAmount.FromUnits(left), ExactAmount.FromUnits(right));
        return (a + b).ToUnits() == left + right && (a - b).ToUnits() == left - right && (-a).ToUnits() == -left
            && Math.Sign(a.CompareTo(b)) == left.CompareTo(right) && a == b == (left == right);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Decimals_read_the_same_as_the_base_library_reads_them() => Prop.ForAll(ArbMap.Default.ArbFor<decimal>(), number =>
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        return !ExactAmount.TryParse(Encoding.UTF8.GetBytes(text), out var amount) ? Math.Abs(number) >= 1e20m : amount.ToDecimal() == number;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_sum_beyond_the_kept_digits_is_refused_and_never_wraps()
    {
        var most = ExactAmount.Parse("99999999999999999999");

        Assert.Throws<OverflowException>(() => most + most);
    }

    static Arbitrary<BigInteger> Amounts() => (
        from digits in Gen.Choose(0, 66)
        from numbers in Gen.ArrayOf(Gen.Choose(0, 9), digits)
        from negative in Gen.Elements(true, false)
        let units = numbers.Aggregate(BigInteger.Zero, (sum, digit) => (sum * 10) + digit)
        select negative ? -units : units).ToArbitrary();
}
