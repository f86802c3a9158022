using FsCheck;
using FsCheck.Fluent;
using GovCloud.Core.Tests.Estates;
using GovCloud.Versions;

namespace GovCloud.Core.Tests.Versions;

public sealed class VersionCheckTests
{
    static readonly DateOnly BeforeTheChange = new(2026, 11, 20);
    static readonly DateOnly AfterTheChange = new(2027, 4, 1);

    [Fact]
    public void What_is_implemented_as_asked_conforms_and_the_next_version_is_met_in_time()
    {
        var row = Row(VersionEstates.Yaml, BeforeTheChange);

        Assert.Equal((VersionState.Conforming, UpgradeState.InTime), (row.State, row.Upgrade));
        Assert.Equal(("3.0", "4.0", new DateOnly(2027, 4, 1)), (row.Overall, row.NextOverall, row.Deadline));
        Assert.Empty(row.Interfaces);
    }

    [Fact]
    public void From_the_first_day_of_the_next_version_on_it_is_what_is_asked_for()
    {
        var row = Row(VersionEstates.Yaml, AfterTheChange);

        Assert.Equal(("4.0", VersionState.Older), (row.Overall, row.State));
        Assert.Equal(new TouchedInterface("001", "024", []), Assert.Single(row.Interfaces) with { Others = [] });
    }

    [Theory]
    [InlineData("linkage: \"3.1\", standard: \"1.2\", planned", "linkage: \"3.0\", standard: \"1.2\", planned", VersionState.Older)]
    [InlineData("linkage: \"3.1\", standard: \"1.2\", planned", "linkage: \"3.2\", standard: \"1.2\", planned", VersionState.Newer)]
    [InlineData("linkage: \"3.1\", standard: \"1.2\", planned", "linkage: \"3.2\", standard: \"1.1\", planned", VersionState.Older)]
    [InlineData("linkage: \"3.1\", standard: \"1.2\", planned", "linkage: \"3.1\", planned", VersionState.Unknown)]
    [InlineData("linkage: \"3.1\", standard: \"1.2\", planned", "standard: \"1.1\", planned", VersionState.Older)]
    [InlineData("name: 国民健康保険, linkage: \"3.1\", standard", "name: 国民健康保険, standard", VersionState.Unknown)]
    public void A_deviation_is_said_and_what_is_not_known_never_conforms(string old, string replacement, VersionState expected) =>
        Assert.Equal(expected, Row(VersionEstates.With(old, replacement), BeforeTheChange).State);

    [Theory]
    [InlineData("plannedOn: 2027-03-31", "plannedOn: 2027-04-01", UpgradeState.InTime)]
    [InlineData("plannedOn: 2027-03-31", "plannedOn: 2027-04-02", UpgradeState.Late)]
    [InlineData(", plannedOn: 2027-03-31", "", UpgradeState.NotPlanned)]
    [InlineData("plannedLinkage: \"3.10\"", "plannedLinkage: \"3.9\"", UpgradeState.NotEnough)]
    public void A_planned_upgrade_is_judged_against_the_next_version_and_its_first_day(string old, string replacement, UpgradeState expected) =>
        Assert.Equal(expected, Row(VersionEstates.With(old, replacement), BeforeTheChange).Upgrade);

    [Fact]
    public void Of_a_body_whose_overall_version_is_not_known_everything_is_unknown()
    {
        var yaml = VersionEstates.With("    - { municipality: \"131229\", overall: \"3.0\", from: 2026-04-01, until: 2027-03-31, source: 例 }\n    - { municipality: \"131229\", overall: \"4.0\", from: 2027-04-01, source: 例 }\n", "");

        var row = Row(yaml.Replace("  baselines:\n", "", StringComparison.Ordinal), BeforeTheChange);

        Assert.Equal((VersionState.Unknown, null), (row.State, row.Overall));
    }

    [Fact]
    public void A_system_that_states_nothing_has_a_row_and_is_unknown()
    {
        var yaml = VersionEstates.With("  systems:\n    - { system: insurance, municipality: \"131229\", linkage: \"3.1\", standard: \"1.2\", plannedLinkage: \"3.10\", plannedOn: 2027-03-31, source: 例 }\n", "");

        Assert.Equal(VersionState.Unknown, Row(yaml, BeforeTheChange).State);
    }

    [Fact]
    public void A_row_conforms_exactly_where_both_versions_are_the_ones_asked_for() =>
        Prop.ForAll<int, int, int>((asked, implemented, standards) =>
        {
            var (linkage, standard, ownLinkage, ownStandard) = (Small(asked), Small(standards), Small(implemented), Small(standards / 7));
            var yaml = VersionEstates.With("name: 国民健康保険, linkage: \"3.1\", standard: \"1.2\"", $"name: 国民健康保険, linkage: \"{linkage}\", standard: \"{standard}\"")
                .Replace("linkage: \"3.1\", standard: \"1.2\", planned", $"linkage: \"{ownLinkage}\", standard: \"{ownStandard}\", planned", StringComparison.Ordinal);
            var row = Row(yaml, BeforeTheChange);
            return row.State == VersionState.Conforming == (linkage == ownLinkage && standard == ownStandard) && row.State != VersionState.Unknown;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2.9", "2.10", -1)]
    [InlineData("3", "3.0", 0)]
    [InlineData("3.0.1", "3.0", 1)]
    [InlineData("10", "9.9", 1)]
    public void Versions_are_compared_as_numbers(string left, string right, int expected) => Assert.Equal(expected, Math.Sign(DottedNumber.Compare(left, right)));

    [Fact]
    public void Comparing_is_an_order() => Prop.ForAll<int, int, int>((a, b, c) =>
    {
        string[] sorted = [.. new[] { Small(a), Small(b), Small(c) }.Order(Comparer<string>.Create(DottedNumber.Compare))];
        return DottedNumber.Compare(sorted[0], sorted[2]) <= 0
            && DottedNumber.Compare(Small(a), Small(b)) == -DottedNumber.Compare(Small(b), Small(a));
    }).QuickCheckThrowOnFailure();

    static string Small(int number) => FormattableString.Invariant($"{(uint)number % 3}.{(uint)number % 12}");

    static VersionRow Row(string yaml, DateOnly today)
    {
        var estate = SmallEstate.Read(yaml).Estate;
        Assert.NotNull(estate);
        return Assert.Single(VersionCheck.Of(estate, today));
    }
}
