using FsCheck;
using FsCheck.Fluent;
using GovCloud.Linkage;

namespace GovCloud.Core.Tests.Linkage;

public sealed class KeyPatternTests
{
    [Fact]
    public void A_name_is_matched_as_a_whole_and_gives_its_groups()
    {
        var pattern = KeyPattern.Parse(@"^(?<business>00[12])_(?<date>\d{8})(_v2)?\.csv$");

        Assert.Equal("business date", string.Join(' ', pattern.Groups));
        Assert.Equal("20261120", pattern.Match("001_20261120.csv")![KeyPattern.DateGroup]);
        Assert.NotNull(pattern.Match("002_20261120_v2.csv"));
        Assert.Null(pattern.Match("001_20261120.csv.bak"));
        Assert.Null(pattern.Match("x001_20261120.csv"));
        Assert.Null(pattern.Match("001_２０２６1120.csv"));
        Assert.Null(pattern.Match("001_20261120.csv\n"));
    }

    [Theory]
    [InlineData(@"a(?=b)", "neither")]
    [InlineData(@"(a", "not closed")]
    [InlineData(@"a)", "')' too many")]
    [InlineData(@"[a", "not closed")]
    [InlineData(@"a{3,1}", "cannot be read")]
    [InlineData(@"*a", "repeats nothing")]
    [InlineData(@"\p{L}", @"uses \p")]
    [InlineData(@"異動", "printable ASCII")]
    [InlineData(@"a\1", @"uses \1")]
    [InlineData(@"((((a{250}){250}){250}){250})", "no regular expression")]
    [InlineData(@"a{2}{3}", "repeats nothing")]
    public void A_pattern_that_cannot_be_used_is_refused_in_words(string text, string words)
    {
        var refused = Assert.Throws<FormatException>(() => KeyPattern.Parse(text).CommonName(KeyPattern.Parse("x")));

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"a_[0-9]{8}\.csv", @"a_(2026|2027)[0-9]+\.csv", true)]
    [InlineData(@"a_[0-9]{8}\.csv", @"a_[0-9]{6}\.csv", false)]
    [InlineData(@"a.*", @".*z", true)]
    [InlineData(@"a+b", @"a{3,}b", true)]
    [InlineData(@"(?:ab)*", @"(?:ba)+", false)]
    [InlineData(@"[^a]x", @"ax", false)]
    [InlineData(@"a?b?", @"", true)]
    public void Two_patterns_overlap_if_a_name_fits_both(string one, string other, bool overlap)
    {
        var (first, second) = (KeyPattern.Parse(one), KeyPattern.Parse(other));
        var name = first.CommonName(second);

        Assert.Equal(overlap, name is not null);
        Assert.Equal(overlap, second.CommonName(first) is not null);
        if (name is not null)
        {
            Assert.NotNull(first.Match(name));
            Assert.NotNull(second.Match(name));
        }
    }

    [Fact]
    public void The_automaton_and_the_regular_expression_agree() =>
        Prop.ForAll(Patterns.ToArbitrary(), Names.ToArbitrary(), (text, name) =>
            (KeyPattern.Parse(text).Match(name) is not null) == (KeyPattern.Parse(text).CommonName(KeyPattern.Parse(System.Text.RegularExpressions.Regex.Escape(name))) is not null))
            .QuickCheckThrowOnFailure();

    static Gen<string> Names => Gen.Elements('a', 'b', '1', '.').ArrayOf().Select(c => new string(c[..Math.Min(c.Length, 8)]));

    static Gen<string> Patterns => Gen.Sized(size => Pattern(Math.Min(size, 12)));

    static Gen<string> Pattern(int size) => size <= 1
        ? Gen.Elements("a", "b", "[ab]", @"\d", @"\.", "[^b]", ".")
        : Gen.OneOf(
            Pattern(size / 2).Two().Select(p => p.Item1 + p.Item2),
            Pattern(size / 2).Two().Select(p => $"(?:{p.Item1}|{p.Item2})"),
            Pattern(size / 2).Zip(Gen.Elements("*", "+", "?", "{2}", "{1,3}")).Select(p => $"(?:{p.Item1}){p.Item2}"));
}
