using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Resilience.Checks;
using GovCloud.Resilience.Drills;
using GovCloud.Resilience.Facts;
using GovCloud.Resilience.Objectives;
using GovCloud.Triage;
using static GovCloud.Core.Tests.Resilience.BackupScene;

namespace GovCloud.Core.Tests.Resilience;

public sealed class BackupRecordTests
{
    [Fact]
    public void Evidence_is_read_as_it_was_written()
    {
        var record = Record(Evidence());
        var again = BackupAuditRecord.Read(record.Write());
        Assert.Equal(record.Answers.ToArray(), again.Answers.ToArray());
        Assert.Equal(record.Summary, again.Summary);
    }

    [Fact]
    public void What_fails_is_told_and_what_mended_is_told_once()
    {
        var (well, broken) = (Record(Evidence()), Record(Evidence(p => p with { Points = Readings.Known<ImmutableArray<RecoveryPoint>>([]) })));
        Assert.Contains(BackupFinding.Of(well, broken), finding => finding is { Type: "backup-audit-bkp-010", Status: "active", Severity: "CRITICAL" });
        Assert.Contains(BackupFinding.Of(broken, well), finding => finding is { Type: "backup-audit-bkp-010", Status: "resolved" });
        Assert.DoesNotContain(BackupFinding.Of(well, well), finding => finding.Status == "resolved");
    }

    [Fact]
    public void What_cannot_be_read_any_more_is_not_told_as_mended()
    {
        var broken = Record(Evidence(p => p with { Points = Readings.Known<ImmutableArray<RecoveryPoint>>([]) }));
        var unread = Record(Evidence(p => RegionReading.Unread(Region, "AccessDenied"), r => RegionReading.Unread(Osaka, "AccessDenied")));
        Assert.DoesNotContain(BackupFinding.Of(broken, unread), finding => finding.Status == "resolved");
    }

    [Fact]
    public void Triage_makes_an_alert_of_backup_with_the_reason()
    {
        var finding = BackupFinding.Of(null, Record(Evidence(p => p with { Points = Readings.Known<ImmutableArray<RecoveryPoint>>([]) }))).First(one => one.Type == "backup-audit-bkp-010");
        var body = $$"""{"source":"govcloud-audit.backup","detail-type":"Backup Finding","account":"131229090201","region":"ap-northeast-1","detail":{{finding.Detail()}} }""";
        var alert = Assert.IsType<Reading.Normalised>(Assert.Single(AlertReader.Read(Encoding.UTF8.GetBytes(body)))).Alert;
        Assert.Equal((AlertCategory.Backup, Severity.Critical, Database, Residents.ToString()), (alert.Category, alert.SourceSeverity, alert.Resource, alert.Account));
        Assert.Contains("使える復旧ポイントがない", alert.SourceTitle, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recovery_point_counts_for_one_generation_of_one_schedule() => Prop.ForAll(Gen.Choose(0, 60_000).ListOf().ToArbitrary(), minutes =>
    {
        RecoveryPoint[] points = [.. minutes.Select(minute => Point(Morning.AddMinutes(-minute), days: 400))];
        var counted = GenerationCount.Of(Class, points, new AuditWindow(Morning, Morning));
        Assert.True(counted.Sum(one => one.Kept) <= points.Length);
        Assert.Equal(counted.Select(one => one.Kept), GenerationCount.Of(Class, points.Reverse(), new AuditWindow(Morning, Morning)).Select(one => one.Kept));
    }).QuickCheckThrowOnFailure();

    [Theory]
    // The guide's sentences about its examples, on a volume and a database.
    [InlineData("arn:aws:ec2:*:*:volume/*", "volume", true)]
    [InlineData("arn:aws:ec2:*:*:volume/*", "db", false)]
    [InlineData("arn:aws:rds:*:*:db:*", "db", true)]
    public void Both_tags_are_needed_where_conditions_name_two(string pattern, string kind, bool selected)
    {
        var arn = kind == "db" ? Database : $"arn:aws:ec2:{Region}:{Residents}:volume/vol-1";
        var selection = new PlanSelection
        {
            Name = "s",
            Resources = [pattern],
            Conditions = [new TagTest(TagOperator.Equals, "backup", "true"), new TagTest(TagOperator.NotEquals, "stage", "test")],
        };
        bool? Of(params (string, string)[] tags) => SelectionEvaluator.Evaluate(selection, Resource with { Arn = arn, Tags = Tags(tags) }, Readings.Known(ImmutableDictionary<string, bool>.Empty)).Selected;
        Assert.Equal(selected, Of(("backup", "true")));
        Assert.Equal(selected, Of(("backup", "true"), ("stage", "prod")));
        Assert.False(Of(("backup", "true"), ("stage", "test")));
        Assert.False(Of(("stage", "prod")));
    }

    [Fact]
    public void A_drill_counts_lost_business_days_and_never_ends_before_it_began() => Prop.ForAll(Gen.Choose(0, 20_000).ToArbitrary(), Gen.Choose(0, 20_000).ToArbitrary(), (lost, more) =>
    {
        var calendar = new WorkingCalendar(new WorkCalendar { Id = "desk", Name = "窓口" });
        var drill = Drills(Morning)[0] with { Declared = Morning, RecoveredTo = Morning.AddMinutes(-lost) };
        var older = drill with { RecoveredTo = Morning.AddMinutes(-lost - more) };
        Assert.True(DrillProgress.LostBusinessDays(older, calendar) >= DrillProgress.LostBusinessDays(drill, calendar));
        var open = drill with { Steps = [new DrillStep { Title = "復元" }] };
        Assert.Throws<InvalidOperationException>(() => DrillProgress.Record(open, 1, DrillOutcome.Done, null, Morning.AddMinutes(-1 - more), null));
        Assert.Equal(TimeSpan.FromMinutes(more), DrillProgress.Record(open, 1, DrillOutcome.Done, null, Morning.AddMinutes(more), null).ActualRto);
    }).QuickCheckThrowOnFailure();

    static BackupAuditRecord Record(BackupEvidence evidence) => BackupAuditRecord.Of(AuditEngine.Judge(BackupChecks.All, evidence, []), [], Morning, "digest");
}
