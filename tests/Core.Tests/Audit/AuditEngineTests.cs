using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Audit;
using GovCloud.Estates;
using GovCloud.Triage;

namespace GovCloud.Core.Tests.Audit;

public sealed class AuditEngineTests
{
    static readonly AccountId Account = AccountId.Parse("131229000101");
    static readonly DateTimeOffset Noon = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_was_not_read_is_unknown_with_the_reason_and_never_passes()
    {
        var result = Assert.Single(AuditEngine.Judge([Check()], new Sample { At = Noon, Keys = Readings.Unknown<ImmutableArray<int>>("AccessDenied") }, []));
        Assert.Equal(new NotKnown("AccessDenied"), result.Outcome);
        Assert.Equal(AuditSubject.OfAccount(Account), result.Subject);
        Assert.Equal("判定できません(AccessDenied)。", result.Message);
    }

    [Fact]
    public void A_check_that_throws_is_unknown_and_hides_nothing_of_the_others()
    {
        var throwing = Check() with { Judge = _ => Readings.Known<IEnumerable<Judgement>>([.. Odd()]) };
        var results = AuditEngine.Judge([throwing, Check()], Keys(1), []).ToList();
        Assert.Equal([AuditOutcomeKind.Unknown, AuditOutcomeKind.Pass], results.Select(result => result.Outcome.Kind));
        Assert.Contains("an odd document", results[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_the_kind_is_not_applicable() =>
        Assert.IsType<NotApplicable>(Assert.Single(AuditEngine.Judge([Check()], Keys(), [])).Outcome);

    [Theory]
    [InlineData("2026-11-01", "2026-11-21", AuditOutcomeKind.Waived)]
    [InlineData("2026-11-01", "2026-11-20", AuditOutcomeKind.Fail)]
    [InlineData("2026-11-22", "2026-12-31", AuditOutcomeKind.Fail)]
    public void A_waiver_waives_from_its_first_to_its_last_day_in_Japan(string from, string until, AuditOutcomeKind expected)
    {
        var waiver = Waiver() with { From = DateOnly.Parse(from, null), Until = DateOnly.Parse(until, null) };
        Assert.Equal(expected, Assert.Single(AuditEngine.Judge([Check()], Keys(100), [waiver])).Outcome.Kind);
    }

    [Fact]
    public void A_waiver_that_has_ended_is_named_with_the_failure()
    {
        var ended = Waiver() with { Until = new(2026, 11, 20) };
        Assert.Same(ended, Assert.Single(AuditEngine.Judge([Check()], Keys(100), [ended])).EndedWaiver);
    }

    [Fact]
    public void The_day_of_a_waiver_ends_at_midnight_in_Japan_not_in_Greenwich()
    {
        var waiver = Waiver() with { Until = new(2026, 11, 21) };
        var afterMidnight = Keys(100) with { At = new(2026, 11, 21, 15, 0, 0, TimeSpan.Zero) };
        Assert.Equal(AuditOutcomeKind.Fail, Assert.Single(AuditEngine.Judge([Check()], afterMidnight, [waiver])).Outcome.Kind);
    }

    [Theory]
    [InlineData("IAM-998", "", "")]
    [InlineData("IAM-999", "999999999999", "")]
    [InlineData("IAM-999", "", "key/7")]
    public void A_waiver_of_something_else_waives_nothing(string check, string account, string subject)
    {
        var waiver = Waiver() with
        {
            Check = check,
            Accounts = account.Length > 0 ? [AccountId.Parse(account)] : [],
            Subject = subject.Length > 0 ? subject : null,
        };
        Assert.Equal(AuditOutcomeKind.Fail, Assert.Single(AuditEngine.Judge([Check()], Keys(100), [waiver])).Outcome.Kind);
    }

    [Fact]
    public void What_is_unknown_or_passes_is_never_waived()
    {
        var unknown = new Sample { At = Noon, Keys = Readings.Unknown<ImmutableArray<int>>("throttled") };
        Assert.Equal(AuditOutcomeKind.Unknown, Assert.Single(AuditEngine.Judge([Check()], unknown, [Waiver()])).Outcome.Kind);
        Assert.Equal(AuditOutcomeKind.Pass, Assert.Single(AuditEngine.Judge([Check()], Keys(1), [Waiver()])).Outcome.Kind);
    }

    [Fact]
    public void Results_and_digest_do_not_depend_on_the_order_of_what_went_in() =>
        Prop.ForAll<int[]>(ages =>
        {
            AuditInput[] inputs = [AuditInput.Of("a.json", [1]), AuditInput.Of("b.json", [2]), AuditInput.Of("estate", [3])];
            var one = AuditRun.Of(Noon, inputs, AuditEngine.Judge([Check()], Keys(ages), []));
            var other = AuditRun.Of(Noon, inputs.Reverse(), AuditEngine.Judge([Check()], Keys([.. ages.Reverse()]), []).Reverse());
            Assert.Equal(one.Results.Select(result => result.Message), other.Results.Select(result => result.Message));
            Assert.Equal(one.InputDigest, other.InputDigest);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Another_input_gives_another_digest() =>
        Assert.NotEqual(AuditRun.Of(Noon, [AuditInput.Of("a.json", [1])], []).InputDigest, AuditRun.Of(Noon, [AuditInput.Of("a.json", [2])], []).InputDigest);

    [Fact]
    public void Two_readings_together_are_unknown_for_the_reasons_of_both()
    {
        var both = Readings.Both(Readings.Unknown<int>("A"), Readings.Unknown<int>("B"));
        Assert.Equal("A、B", both.WhyUnknown);
        Assert.Equal("B", Readings.Both(Readings.Known(1), Readings.Unknown<int>("B")).WhyUnknown);
        Assert.True(Readings.Both(Readings.Known(1), Readings.Known(2)).IsKnown);
    }

    static IEnumerable<Judgement> Odd()
    {
        yield return Judgement.Pass(AuditSubject.OfAccount(Account), "");
        throw new FormatException("an odd document");
    }

    static AuditWaiver Waiver() => new() { Check = "IAM-999", Owner = "operator", Reason = "決裁第1号", From = new(2026, 4, 1), Until = new(2027, 3, 31) };

    static Sample Keys(params int[] ages) => new() { At = Noon, Keys = Readings.Known<ImmutableArray<int>>([.. ages]) };

    static AuditCheck<Sample> Check() => new()
    {
        Definition = new()
        {
            Id = "IAM-999",
            Title = "鍵は90日以内に作られている",
            TitleInEnglish = "Keys are younger than 90 days",
            Rationale = "",
            Severity = Severity.Medium,
            Sources = [],
            Reads = [],
            Remedy = "",
        },
        Judge = sample => sample.Keys.Select(keys => keys.Select(age => Judgement.Of(age <= 90, new(SubjectKind.AccessKey, $"key/{age}", Account), $"{age}日"))),
    };

    sealed record Sample : AuditEvidence
    {
        public required Reading<ImmutableArray<int>> Keys { get; init; }

        public override AuditSubject Scope => AuditSubject.OfAccount(Account);
    }
}
