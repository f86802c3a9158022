using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Resilience.Checks;
using GovCloud.Resilience.Facts;
using static GovCloud.Core.Tests.Resilience.BackupScene;

namespace GovCloud.Core.Tests.Resilience;

/// <summary>Whether restore tests reach what they are meant to.</summary>
public sealed class RestoreTestCheckTests
{
    [Fact]
    public void A_resource_that_a_selection_picks_and_that_has_a_young_recovery_point_is_tested() => Assert.Equal(AuditOutcomeKind.Pass, Outcome(Evidence(), "BKP-057"));

    public static TheoryData<string, AuditOutcomeKind> Tests => new()
    {
        { "none", AuditOutcomeKind.Fail },
        { "unread", AuditOutcomeKind.Unknown },
        { "selections-unread", AuditOutcomeKind.Unknown },
        { "other-kind", AuditOutcomeKind.Fail },
        { "other-resource", AuditOutcomeKind.Fail },
        { "other-tag", AuditOutcomeKind.Fail },
        { "tag-excluded", AuditOutcomeKind.Fail },
        { "other-vault", AuditOutcomeKind.Fail },
        { "vault-excluded", AuditOutcomeKind.Fail },
        { "continuous-only", AuditOutcomeKind.Fail },
        { "two-plans", AuditOutcomeKind.Pass },
    };

    [Theory]
    [MemberData(nameof(Tests))]
    public void What_a_test_leaves_out_silently_is_found(string fault, AuditOutcomeKind expected) => Assert.Equal(expected, Outcome(With(fault), "BKP-057"));

    [Theory]
    [InlineData(0, AuditOutcomeKind.Pass)]
    [InlineData(1, AuditOutcomeKind.Fail)]
    public void The_window_ends_to_the_second(int seconds, AuditOutcomeKind expected)
    {
        var young = Morning.AddDays(-7).AddSeconds(-seconds);
        Assert.Equal(expected, Outcome(Evidence(p => p with { Points = Readings.Known<ImmutableArray<RecoveryPoint>>([Point(young)]) }), "BKP-057"));
    }

    [Fact]
    public void Without_readable_tags_or_recovery_points_it_is_unknown()
    {
        var untold = Readings.Unknown<ImmutableDictionary<string, string>>("AccessDenied");
        Assert.Equal(AuditOutcomeKind.Unknown, Outcome(Evidence(p => p with { Inventory = Readings.Known<ImmutableArray<StoredResource>>([Resource with { Tags = untold }]) }), "BKP-057"));
        Assert.Equal(AuditOutcomeKind.Unknown, Outcome(Evidence(p => p with { Points = Readings.Unknown<ImmutableArray<RecoveryPoint>>("AccessDenied") }), "BKP-057"));
        Assert.Equal(AuditOutcomeKind.Unknown, Outcome(Evidence(p => p with { Points = p.Points.Map(point => point with { Status = RecoveryPointStatus.Unknown }) }), "BKP-057"));
    }

    [Fact]
    public void A_kind_that_the_estate_does_not_test_is_not_applicable() => Assert.Equal(
        AuditOutcomeKind.NotApplicable, Outcome(Evidence(estate: e => e with { Backup = e.Backup with { RestoreTest = e.Backup.RestoreTest! with { Resources = [] } } }), "BKP-057"));

    [Theory]
    [InlineData("as-it-is", AuditOutcomeKind.Pass)]
    [InlineData("other-tag", AuditOutcomeKind.Fail)]
    [InlineData("other-class", AuditOutcomeKind.NotApplicable)]
    [InlineData("other-kind", AuditOutcomeKind.NotApplicable)]
    [InlineData("selections-unread", AuditOutcomeKind.Unknown)]
    [InlineData("unread", AuditOutcomeKind.Unknown)]
    public void A_selection_that_picks_nothing_of_what_there_is_fails(string fault, AuditOutcomeKind expected) => Assert.Equal(expected, Outcome(With(fault), "BKP-058"));

    [Fact]
    public void A_selection_of_which_it_cannot_be_told_whether_it_picks_something_is_unknown() => Assert.Equal(
        AuditOutcomeKind.Unknown,
        Outcome(Evidence(p => p with { Inventory = Readings.Known<ImmutableArray<StoredResource>>([Resource with { Tags = Readings.Unknown<ImmutableDictionary<string, string>>("AccessDenied") }]) }), "BKP-058"));

    static BackupEvidence With(string fault) => Evidence(p => p with
    {
        RestoreTests = fault switch
        {
            "as-it-is" => p.RestoreTests,
            "none" => Readings.Known<ImmutableArray<RestoreTestReading>>([]),
            "unread" => Readings.Unknown<ImmutableArray<RestoreTestReading>>("AccessDenied"),
            "selections-unread" => p.RestoreTests.Map(test => test with { Selections = Readings.Unknown<ImmutableArray<RestoreTestSelection>>("AccessDenied") }),
            "other-kind" => Selection(one => one with { Type = "EFS" }),
            "other-resource" => Selection(one => one with { Resources = [Database + "-other"] }),
            "other-tag" => Selection(one => one with { Conditions = [new TagTest(TagOperator.Equals, "BackupClass", "of-nobody")] }),
            "other-class" => Selection(one => one with { Conditions = [new TagTest(TagOperator.Equals, "BackupClass", "standard")] }),
            "tag-excluded" => Selection(one => one with { Conditions = [new TagTest(TagOperator.NotEquals, "BackupClass", "resident-data")] }),
            "other-vault" => p.RestoreTests.Map(test => test with { IncludedVaults = [VaultArn(Region) + "-other"] }),
            "vault-excluded" => p.RestoreTests.Map(test => test with { ExcludedVaults = [VaultArn(Region)] }),
            "continuous-only" => p.RestoreTests.Map(test => test with { TakesSnapshots = false, TakesContinuous = true }),
            "two-plans" => Readings.Known<ImmutableArray<RestoreTestReading>>([RestoreTest with { Name = "other", IncludedVaults = [] }, RestoreTest]),
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
        },
    });

    static Reading<ImmutableArray<RestoreTestReading>> Selection(Func<RestoreTestSelection, RestoreTestSelection> change) =>
        Readings.Known<ImmutableArray<RestoreTestReading>>([RestoreTest with { Selections = RestoreTest.Selections.Map(change) }]);
}
