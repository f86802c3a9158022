using GovCloud.Triage;

namespace GovCloud.Core.Tests.Triage;

public sealed class IncidentNumberingTests
{
    static readonly DateTimeOffset BeforeNewYear = new(2026, 12, 31, 14, 59, 59, TimeSpan.Zero);
    static readonly DateTimeOffset NewYear = new(2026, 12, 31, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("INC-{year}-{seq:6}", "INC-2027-000042")]
    [InlineData("{fiscalYear}{month}/{seq:3}", "202601/042")]
    [InlineData("{seq:1}", "42")]
    [InlineData("{seq:4}-{year}", "0042-2027")]
    public void A_rule_is_filled_with_the_day_in_japan(string rule, string expected) => Assert.Equal(expected, IncidentNumbering.Parse(rule).Format(NewYear, 42));

    [Fact]
    public void The_year_turns_at_midnight_in_japan()
    {
        var rule = IncidentNumbering.Parse("INC-{year}-{seq:6}");

        Assert.Equal("INC-2026-000001", rule.Format(BeforeNewYear, 1));
        Assert.Equal("INC-2027-000001", rule.Format(NewYear, 1));
        Assert.NotEqual(rule.Scope(BeforeNewYear), rule.Scope(NewYear), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("2027-03-31T14:59:59Z", "2026-1")]
    [InlineData("2027-03-31T15:00:00Z", "2027-1")]
    public void The_fiscal_year_turns_on_the_first_of_april_in_japan(string now, string expected) =>
        Assert.Equal(expected, IncidentNumbering.Parse("{fiscalYear}-{seq:1}").Format(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), 1));

    [Fact]
    public void A_long_sequence_is_never_cut() => Assert.Equal("1234567", IncidentNumbering.Parse("{seq:2}").Format(NewYear, 1_234_567));

    [Fact]
    public void A_rule_without_dates_has_one_scope() =>
        Assert.Equal(IncidentNumbering.Parse("A{seq:2}").Scope(BeforeNewYear), IncidentNumbering.Parse("A{seq:2}").Scope(NewYear));

    [Theory]
    [InlineData("", "needs exactly one {seq:n}, but has 0")]
    [InlineData("INC-{year}", "needs exactly one {seq:n}, but has 0")]
    [InlineData("{seq:2}{seq:3}", "but has 2")]
    [InlineData("{seq:0}", "'{seq:0}' is unknown")]
    [InlineData("{seq:13}", "'{seq:13}' is unknown")]
    [InlineData("{seq:-1}", "'{seq:-1}' is unknown")]
    [InlineData("{seq}", "'{seq}' is unknown")]
    [InlineData("{Year}{seq:3}", "'{Year}' is unknown")]
    [InlineData("INC-{seq:3", "brace at position 5 is not closed")]
    public void A_malformed_rule_is_explained(string rule, string expected)
    {
        Assert.Contains(expected, IncidentNumbering.Explain(rule)!, StringComparison.Ordinal);
        Assert.Contains(expected, Assert.Throws<FormatException>(() => IncidentNumbering.Parse(rule)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_valid_rule_needs_no_explanation() => Assert.Null(IncidentNumbering.Explain("INC-{year}-{seq:6}"));
}
