using GovCloud.Triage.Catalogue;

namespace GovCloud.Core.Tests.Catalogue;

public sealed class PatternTableTests
{
    [Theory]
    [InlineData("abc", "ABC", true)]
    [InlineData("abc", "abcd", false)]
    [InlineData("*", "", true)]
    [InlineData("a*", "a", true)]
    [InlineData("*c", "abc", true)]
    [InlineData("a*c", "ac", true)]
    [InlineData("ab*bc", "abc", false)] // the parts must not overlap
    [InlineData("a*b*c", "a--b--c", true)]
    [InlineData("a*b*c", "a--c--b", false)]
    [InlineData("*Job*", "Backup Job State Change", true)]
    [InlineData("*Job*", "Backup", false)]
    public void A_star_stands_for_anything_or_nothing(string pattern, string text, bool matches) =>
        Assert.Equal(matches, new TypePattern(pattern).Matches(text));

    [Theory]
    [InlineData("s", "Delete", "whole type of any source")]
    [InlineData("s", "DeleteX", "longer part")]
    [InlineData("s", "Dxx", "named source")]
    [InlineData("S", "dxx", "named source")]
    [InlineData("t", "Dxx", "any source")]
    [InlineData("t", "Delete", "whole type of any source")]
    [InlineData("u", "Delete", "whole type")]
    public void The_most_specific_entry_wins(string source, string type, string expected)
    {
        var table = new PatternTable<string>(
        [
            ("*", "D*", "any source"),
            ("s", "D*", "named source"),
            ("s", "*", "never reached"),
            ("s", "De*", "longer part"),
            ("*", "Delete", "whole type of any source"),
            ("u", "Delete", "whole type"),
            ("*", "D*", "listed later"),
        ]);

        Assert.True(table.TryFind(source, type, out var value));
        Assert.Equal(expected, value);
    }

    [Fact]
    public void Nothing_matches_nothing() => Assert.False(new PatternTable<string>([("s", "a*", "x")]).TryFind("s", "b", out _));

    [Fact]
    public void The_same_source_and_type_twice_is_a_mistake() =>
        Assert.Throws<ArgumentException>(() => new PatternTable<string>([("s", "a", "x"), ("S", "A", "y")]));
}
