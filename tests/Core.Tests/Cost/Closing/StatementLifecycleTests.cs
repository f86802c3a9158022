using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Cost;
using GovCloud.Cost.Closing;
using GovCloud.Cost.Statements;

namespace GovCloud.Core.Tests.Cost.Closing;

public sealed class StatementLifecycleTests
{
    static readonly CostMonth May = new(2026, 5);
    static readonly DateTimeOffset At = new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_month_goes_from_draft_over_checked_to_published_with_who_and_when()
    {
        var month = Publish(Check(Draft([], "a"), "tanaka"), "suzuki");

        var entry = Assert.Single(month);
        Assert.Equal(StatementState.Published, entry.State);
        Assert.Equal([(StatementState.Draft, "cost-apportionment"), (StatementState.Checked, "tanaka"), (StatementState.Published, "suzuki")], entry.History.Select(step => (step.State, step.By)));
        Assert.All(entry.History, step => Assert.Equal(At, step.At));
    }

    [Fact]
    public void The_same_content_again_changes_nothing_in_any_state()
    {
        ImmutableArray<StatementEntry> draft = Draft([], "a");
        Assert.All(
            (ImmutableArray<StatementEntry>[])[draft, Check(draft, "tanaka"), Publish(Check(draft, "tanaka"), "suzuki")],
            month => Assert.IsType<StatementDecision.AlreadySo>(StatementLifecycle.Draft(May, month, Computed(1, "a"), new("cost-apportionment", At.AddDays(1)))));
    }

    [Fact]
    public void Another_content_replaces_a_draft_and_both_stay_in_the_history()
    {
        var month = Draft(Draft([], "a"), "b");
        var entry = Assert.Single(month);
        Assert.Equal(("b", "2026-05/r1/b/", 2), (entry.RecordDigest, entry.Prefix, entry.History.Length));
    }

    [Theory]
    [InlineData(StatementState.Checked)]
    [InlineData(StatementState.Published)]
    public void What_was_checked_or_published_is_never_replaced_but_followed_by_the_next_revision(StatementState state)
    {
        var month = Check(Draft([], "a"), "tanaka");
        month = state == StatementState.Published ? Publish(month, "suzuki") : month;
        Assert.True(StatementLifecycle.NeedsNextRevision(month, "b"));

        var after = Draft(month, "b");

        Assert.Equal(month[0], after[0]);
        Assert.Equal((2, StatementState.Draft, "b"), (after[1].Revision, after[1].State, after[1].RecordDigest));
        Assert.Throws<ArgumentException>(() => StatementLifecycle.Draft(May, month, Computed(1, "b"), new("x", At)));
        Assert.Throws<ArgumentException>(() => StatementLifecycle.Draft(May, month, Computed(3, "b"), new("x", At)));
    }

    [Fact]
    public void A_revision_that_was_overtaken_can_be_neither_checked_nor_published()
    {
        var month = Draft(Check(Draft([], "a"), "tanaka"), "b");
        Assert.Contains("第2版", Refusal(StatementLifecycle.Publish(month, 1, new("suzuki", At), secondPerson: true)), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_checked_or_published_while_anything_stands_against_it()
    {
        var month = Draft([], "a", "請求書番号がありません");
        Assert.Contains("請求書番号がありません", Refusal(StatementLifecycle.Check(month, 1, new("tanaka", At))), StringComparison.Ordinal);

        var checkedBefore = Check(Draft([], "a"), "tanaka");
        month = Draft(checkedBefore, "a", "締め日前です");
        Assert.Equal(StatementState.Checked, month[0].State);
        Assert.Contains("締め日前です", Refusal(StatementLifecycle.Publish(month, 1, new("suzuki", At), secondPerson: true)), StringComparison.Ordinal);
    }

    [Fact]
    public void Obstacles_that_are_gone_leave_content_and_history_as_they_were()
    {
        var month = Draft(Draft([], "a", "締め日前です"), "a");
        Assert.Empty(month[0].Obstacles);
        Assert.Single(month[0].History);
    }

    [Fact]
    public void Nobody_checks_what_they_made_and_nobody_publishes_what_they_checked_unless_the_rules_allow_it()
    {
        var month = Draft([], "a", by: "tanaka");
        Assert.Contains("別の担当者", Refusal(StatementLifecycle.Check(month, 1, new("Tanaka", At))), StringComparison.Ordinal);

        month = Check(Draft([], "a"), "tanaka");
        Assert.Contains("別の担当者", Refusal(StatementLifecycle.Publish(month, 1, new("tanaka", At), secondPerson: true)), StringComparison.Ordinal);
        Assert.IsType<StatementDecision.Change>(StatementLifecycle.Publish(month, 1, new("tanaka", At), secondPerson: false));
    }

    [Fact]
    public void Publishing_needs_a_check_and_both_need_the_content_that_was_looked_at()
    {
        var month = Draft([], "a");
        Assert.Contains("まだ確認されていません", Refusal(StatementLifecycle.Publish(month, 1, new("suzuki", At), secondPerson: true)), StringComparison.Ordinal);
        Assert.Contains("異なります", Refusal(StatementLifecycle.Check(month, 1, new("tanaka", At), "b")), StringComparison.Ordinal);
        Assert.Contains("第2版はありません", Refusal(StatementLifecycle.Check(month, 2, new("tanaka", At))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_was_done_is_so_already_whoever_repeats_it()
    {
        var month = Publish(Check(Draft([], "a"), "tanaka"), "suzuki");
        Assert.IsType<StatementDecision.AlreadySo>(StatementLifecycle.Check(month, 1, new("sato", At)));
        Assert.IsType<StatementDecision.AlreadySo>(StatementLifecycle.Publish(month, 1, new("sato", At), secondPerson: true));
    }

    [Fact]
    public void Whatever_happens_states_only_move_forward_histories_only_grow_and_what_is_published_stays()
    {
        var steps = Gen.Choose(0, 5).ListOf(25).Select(list => list.ToArray());
        Prop.ForAll(steps.ToArbitrary(), played =>
        {
            ImmutableArray<StatementEntry> month = [];
            foreach (var (step, at) in played.Select((step, i) => (step, i)))
            {
                var before = month;
                month = Apply(month, step, at);
                if (before.Where((entry, i) => month[i].State < entry.State || !month[i].History.AsSpan().StartsWith(entry.History.AsSpan())
                        || (entry.State == StatementState.Published && month[i] != entry)
                        || (entry.State == StatementState.Checked && month[i].RecordDigest != entry.RecordDigest)).Any()
                    || month.Any(entry => entry is { State: StatementState.Published, Obstacles.IsEmpty: false }))
                {
                    return false;
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }

    static ImmutableArray<StatementEntry> Apply(ImmutableArray<StatementEntry> month, int step, int at)
    {
        var last = month.IsEmpty ? 0 : month[^1].Revision;
        return step switch
        {
            0 or 1 or 2 => Draft(month, "abc"[step].ToString()),
            3 => Draft(month, month.IsEmpty ? "a" : month[^1].RecordDigest, "obstacle"),
            4 => Next(month, StatementLifecycle.Check(month, last, new($"checker{at}", At))),
            _ => Next(month, StatementLifecycle.Publish(month, last, new($"publisher{at}", At), secondPerson: true)),
        };
    }

    static ImmutableArray<StatementEntry> Draft(ImmutableArray<StatementEntry> month, string digest, string? obstacle = null, string by = "cost-apportionment")
    {
        var revision = StatementLifecycle.CurrentRevision(month) + (StatementLifecycle.NeedsNextRevision(month, digest) ? 1 : 0);
        return Next(month, StatementLifecycle.Draft(May, month, Computed(revision, digest) with { Obstacles = obstacle is null ? [] : [obstacle] }, new(by, At)));
    }

    static ImmutableArray<StatementEntry> Check(ImmutableArray<StatementEntry> month, string by) => Next(month, StatementLifecycle.Check(month, month[^1].Revision, new(by, At)));

    static ImmutableArray<StatementEntry> Publish(ImmutableArray<StatementEntry> month, string by) =>
        Next(month, StatementLifecycle.Publish(month, month[^1].Revision, new(by, At), secondPerson: true));

    static ImmutableArray<StatementEntry> Next(ImmutableArray<StatementEntry> month, StatementDecision decision) => decision switch
    {
        StatementDecision.Change { Before: null, After: var added } => month.Add(added),
        StatementDecision.Change { Before: { } before, After: var after } => month.Replace(before, after),
        _ => month,
    };

    static string Refusal(StatementDecision decision) => Assert.IsType<StatementDecision.Refused>(decision).Reason;

    static ComputedStatement Computed(int revision, string digest) => new(revision, digest, $"2026-05/r{revision}/{digest}/", 1000, []);
}
