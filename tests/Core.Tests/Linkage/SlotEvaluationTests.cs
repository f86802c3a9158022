using FsCheck;
using FsCheck.Fluent;
using GovCloud.Estates;
using GovCloud.Linkage;
using static GovCloud.Core.Tests.Linkage.LinkageSamples;

namespace GovCloud.Core.Tests.Linkage;

public sealed class SlotEvaluationTests
{
    static readonly LinkageProfile profile = Profile();
    static readonly ExpectedFile friday = Friday(profile);
    static readonly SlotFacts nothing = Facts(profile);
    static readonly SlotFacts data = nothing.WithFile(Data(At(20, 22)));
    static readonly SlotFacts complete = data.WithMarker(Marker(At(20, 22)));
    static readonly SlotFacts consumed = complete.WithReceipt(new FileReceipt("insurance", At(21, 7))).WithReceipt(new FileReceipt("tax", At(21, 7)));

    public static TheoryData<string, string> Courses => new()
    {
        { "nothing 21 05:59", "Expected" },
        { "nothing 21 06:00", "Missing | Missing" },
        { "data 21 05:59", "Arrived" },
        { "data 21 06:00", "Incomplete | Incomplete" },
        { "complete 21 07:59", "Complete" },
        { "complete 21 08:00", "Unconsumed | Unconsumed" },
        { "complete 21 09:00", "Unconsumed | Unconsumed Unconsumed" },
        { "consumed 21 12:00", "Consumed" },
    };

    [Theory]
    [MemberData(nameof(Courses))]
    public void A_slot_is_in_one_state_at_every_instant(string situation, string expected)
    {
        var parts = situation.Split(' ', ':');
        var facts = parts[0] switch { "nothing" => nothing, "data" => data, "complete" => complete, _ => consumed };
        Assert.Equal(expected, Describe(Assess(facts, At(int.Parse(parts[1]), int.Parse(parts[2]), int.Parse(parts[3])))));
    }

    [Fact]
    public void A_file_that_comes_after_its_deadline_is_late_and_gives_its_consumers_as_much_time_as_agreed()
    {
        var late = nothing.WithFile(Data(At(21, 7))).WithMarker(Marker(At(21, 7)));

        Assert.True(Assess(late, At(21, 8)).Late);
        Assert.Equal("Complete", Describe(Assess(late, At(21, 8, 59))));
        Assert.Equal("Unconsumed | Unconsumed", Describe(Assess(late, At(21, 9)))); // insurance had two hours
    }

    [Fact]
    public void A_marker_of_an_earlier_transfer_does_not_complete_a_file_that_came_after_it()
    {
        var resent = complete.WithFile(Data(At(20, 23), "v2"));

        Assert.Equal("Arrived", Describe(Assess(resent, At(21, 1))));
        Assert.Equal("Complete", Describe(Assess(resent.WithMarker(Marker(At(20, 23), "m2")), At(21, 1))));
    }

    [Fact]
    public void A_receipt_counts_for_the_file_that_was_there_then_and_not_for_one_that_came_later()
    {
        var resent = consumed.WithFile(Data(At(21, 10), "v2")).WithMarker(Marker(At(21, 10), "m2"));

        Assert.Equal("Complete", Describe(Assess(resent, At(21, 11))));
        Assert.Equal("Unconsumed | Unconsumed Unconsumed", Describe(Assess(resent, At(21, 23))));
    }

    public static TheoryData<string, string> BrokenFiles => new()
    {
        { "size 9", "サイズが下限より小さい" },
        { "size 1001", "サイズが上限より大きい" },
        { "declared 6", "件数が記載と一致しない" },
        { "declared none", "件数の記載がない" },
        { "encoding", "文字コードが取り決めと異なる" },
    };

    [Theory]
    [MemberData(nameof(BrokenFiles))]
    public void A_file_that_is_not_as_agreed_is_broken_until_a_sound_one_comes(string defect, string words)
    {
        var parts = defect.Split(' ');
        var file = Data(At(20, 22), size: parts[0] == "size" ? int.Parse(parts[1]) : 100);
        file = parts[0] == "encoding" ? file with { Inspection = new FileInspection { Rows = 5, Defects = [FileDefect.Encoding] } } : file;
        var broken = nothing.WithFile(file).WithMarker(Marker(At(20, 22), declared: parts[0] == "declared" ? parts[1] == "none" ? null : 6 : 5));

        var assessment = Assess(broken, At(20, 23));
        Assert.Equal("Broken | Broken", Describe(assessment));
        Assert.Contains(Assert.Single(assessment.Findings).Facts, fact => fact.Value.Contains(words, StringComparison.Ordinal));

        var mended = broken.WithFile(Data(At(20, 23), "v2")).WithMarker(Marker(At(20, 23), "m2"));
        Assert.Equal("Complete", Describe(Assess(mended, At(20, 23))));
    }

    [Fact]
    public void The_same_content_twice_and_two_files_for_one_slot_are_duplicates_until_all_is_taken()
    {
        var again = complete.WithFile(Data(At(20, 21), "v0", etag: "tag-v1"));
        var second = complete.WithFile(Data(At(20, 21), "w1", key: "residents/daily/R2_20261120_01.csv"));

        Assert.Equal("Complete | Duplicate", Describe(Assess(again, At(20, 23))));
        Assert.Equal("Complete | Duplicate", Describe(Assess(second, At(20, 23))));
        Assert.Equal("Complete", Describe(Assess(second.WithDeletion(new FileDeletion("residents/daily/R2_20261120_01.csv", At(20, 22))), At(20, 23))));
        Assert.Equal("Consumed", Describe(Assess(again with { Receipts = consumed.Receipts }, At(21, 10))));
    }

    [Fact]
    public void A_file_that_was_deleted_before_it_was_taken_is_missing_again() =>
        Assert.Equal("Missing | Missing", Describe(Assess(complete.WithDeletion(new FileDeletion(data.Files[0].Key, At(20, 23))), At(21, 6))));

    [Theory]
    [InlineData(149, "Complete")]
    [InlineData(151, "Complete | RowAnomaly")]
    [InlineData(50, "Complete")]
    [InlineData(49, "Complete | RowAnomaly")]
    public void Rows_far_from_the_median_of_earlier_files_are_told_and_break_nothing(long rows, string expected)
    {
        var file = nothing.WithFile(Data(At(20, 22), rows: rows)).WithMarker(Marker(At(20, 22), declared: rows));

        Assert.Equal(expected, Describe(SlotEvaluation.Of(profile, friday, file, [100, 90, 100, 5000], At(20, 23))));
        Assert.Equal("Complete", Describe(SlotEvaluation.Of(profile, friday, file, [100, 90], At(20, 23))));
        var difference = Profile(Daily with { Coverage = LinkageCoverage.Difference });
        Assert.Equal("Complete", Describe(SlotEvaluation.Of(difference, friday, file, [100, 90, 100], At(20, 23))));
    }

    [Fact]
    public void Neither_order_nor_repetition_of_events_changes_what_was_seen() =>
        Prop.ForAll(Events.ToArbitrary(), Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), (events, seed) =>
        {
            var shuffled = events.Concat(events.Where((_, i) => (seed + i) % 3 == 0)).OrderBy(e => HashCode.Combine(e.ToString(), seed)).ToList();
            var (one, other) = (Fold(events), Fold(shuffled));
            return JsonOf(one) == JsonOf(other)
                && Enumerable.Range(0, 60).All(hour => Describe(Assess(one, At(20, 0).AddHours(hour))) == Describe(Assess(other, At(20, 0).AddHours(hour))));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_was_told_and_not_taken_back_is_what_is_wrong_now() =>
        Prop.ForAll(Events.ToArbitrary(), events =>
        {
            SlotRecord? record = null;
            var told = new HashSet<string>(StringComparer.Ordinal);
            var facts = nothing;
            foreach (var step in events.OrderBy(e => e.At))
            {
                facts = step.Apply(facts);
                record = LinkageDecision.Next(profile, friday, record, facts, [], step.At, "digest");
                foreach (var notice in record?.Pending ?? [])
                {
                    var changed = notice.Active ? told.Add($"{notice.Finding.Kind} {notice.Finding.Subject}") : told.Remove($"{notice.Finding.Kind} {notice.Finding.Subject}");
                    Assert.True(changed || notice.Active);
                }

                record = record is null ? null : LinkageDecision.Told(record);
            }

            return told.SetEquals((record?.Raised ?? []).Select(f => $"{f.Kind} {f.Subject}"));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_new_changes_nothing()
    {
        var record = LinkageDecision.Next(profile, friday, null, complete, [], At(20, 22), "digest")!;

        Assert.Same(record, LinkageDecision.Next(profile, friday, record, complete, [], At(20, 23), "digest"));
        Assert.Null(LinkageDecision.Next(profile, friday, null, nothing, [], At(20, 23), "digest"));
    }

    [Fact]
    public void An_event_that_comes_after_a_sweep_is_judged_by_the_instant_of_the_sweep()
    {
        var missing = LinkageDecision.Next(profile, friday, null, nothing, [], At(21, 6), "digest")!;
        var arrived = LinkageDecision.Next(profile, friday, missing, data, [], At(20, 22), "digest")!;

        Assert.Equal(LinkageState.Incomplete, arrived.State);
        Assert.Equal(["Missing True", "Missing False", "Incomplete True"], arrived.Pending.Select(n => $"{n.Finding.Kind} {n.Active}"));
    }

    static Gen<Event[]> Events => Gen.Choose(0, 5).Zip(Gen.Choose(0, 3)).Zip(Gen.Choose(0, 40))
        .Select(e => new Event(e.Item1.Item1, e.Item1.Item2, At(20, 0).AddHours(e.Item2))).ArrayOf();

    static SlotFacts Fold(IEnumerable<Event> events) => events.Aggregate(nothing, (facts, e) => e.Apply(facts));

    static SlotAssessment Assess(SlotFacts facts, DateTimeOffset now) => SlotEvaluation.Of(profile, friday, facts, [], now);

    static string Describe(SlotAssessment assessment) =>
        $"{assessment.State}{(assessment.Findings.IsEmpty ? "" : " | ")}{string.Join(' ', assessment.Findings.Select(f => f.Kind))}";

    static string JsonOf(SlotFacts facts) => System.Text.Json.JsonSerializer.Serialize(
        new SlotRecord { Facts = facts, State = LinkageState.Expected, AssessedAt = default, EstateDigest = "" }, LinkageJsonContext.Default.SlotRecord);

    /// <summary>One event of S3. The version's id follows from its time, as a version has one time only.</summary>
    sealed record Event(int Kind, int Variant, DateTimeOffset At)
    {
        public SlotFacts Apply(SlotFacts facts) => Kind switch
        {
            0 or 1 => facts.WithFile(Data(At, $"v{Variant}-{At.Ticks}", size: Variant == 3 ? 5 : 100)),
            2 => facts.WithMarker(Marker(At, $"m{Variant}-{At.Ticks}")),
            3 => facts.WithReceipt(new FileReceipt(Variant % 2 == 0 ? "insurance" : "tax", At)),
            4 => facts.WithDeletion(new FileDeletion(Data(At).Key, At)),
            _ => facts,
        };
    }
}
