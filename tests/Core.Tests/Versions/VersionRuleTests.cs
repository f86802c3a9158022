using GovCloud.Core.Tests.Estates;
using GovCloud.Estates;

namespace GovCloud.Core.Tests.Versions;

/// <summary>EST980 to EST984: the section versions.</summary>
public sealed class VersionRuleTests
{
    /// <summary>The case, the text that is replaced, its replacement, the problem's id and the end of its message.</summary>
    public static TheoryData<string, string, string, string, string> Cases => new()
    {
        { "unknown code", "provider: \"001\"", "provider: \"030\"", EstateRules.UnknownLinkageCode, "no overall version has business code 030; correct it, or add it to the table that has it" },
        { "a code of the other series", "insurance, municipality: \"131229\", l", "insurance, municipality: \"131229\", series: common, l", EstateRules.UnknownLinkageCode, "no overall version has common code 024; correct it, or add it to the table that has it" },
        { "two at once", ", until: 2027-03-31, source", ", until: 2027-04-01, source", EstateRules.OverlappingBaselines, "end the earlier one the day before with 'until'" },
        { "two without end", ", until: 2027-03-31, source", ", source", EstateRules.OverlappingBaselines, "end the earlier one the day before with 'until'" },
        { "ends before it begins", "until: 2027-03-31, source", "until: 2026-03-31, source", EstateRules.OverlappingBaselines, "begins on 2026-04-01 and ends before, on 2026-03-31; correct one of the two" },
        { "code twice", "series: common, code", "code", EstateRules.VersionTwice, "remove one, or write the other 'series'" },
        { "another body's system", "insurance, municipality: \"131229\"", "insurance, municipality: \"131121\"", EstateRules.VersionBody, "131121 does not use system \"insurance\" (used by 131229); correct one of the two" },
        { "no version", "linkage: \"3.1\", standard: \"1.2\", planned", "planned", EstateRules.NoVersion, "unknown, never conforming; add it to 'versions.systems'" },
        { "unknown overall version", "overall: \"4.0\"", "overall: \"4.1\"", EstateRules.DanglingReference, "which 'versions.overall' does not have; did you mean '4.0'?" },
        { "a version that is a number", "plannedLinkage: \"3.10\"", "plannedLinkage: 3.10", EstateRules.Unquoted, "quote it: \"3.10\"" },
    };

    [Fact]
    public void The_estate_of_these_tests_is_sound() => Assert.Empty(SmallEstate.Read(VersionEstates.Yaml).Problems);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_broken_version_is_reported_with_place_and_remedy(string name, string old, string replacement, string rule, string end)
    {
        Assert.NotEmpty(name);
        Assert.Contains(SmallEstate.Read(VersionEstates.With(old, replacement)).Problems, p => p.Id == rule && p.Message.EndsWith(end, StringComparison.Ordinal));
    }

    [Fact]
    public void A_system_without_a_version_is_a_warning_and_the_estate_can_be_used()
    {
        var result = SmallEstate.Read(VersionEstates.With("linkage: \"3.1\", standard: \"1.2\", planned", "planned"));

        Assert.Equal(EstateProblemSeverity.Warning, Assert.Single(result.Problems).Severity);
        Assert.NotNull(result.Estate);
    }
}
