using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Audit;
using GovCloud.Estates;
using GovCloud.Resilience.Facts;
using GovCloud.Resilience.Objectives;
using GovCloud.Triage;
using static GovCloud.Resilience.Checks.BackupCheck;

namespace GovCloud.Resilience.Checks;

/// <summary>Whether enough is kept, long enough, and not for ever.</summary>
static class RetentionChecks
{
    public static ImmutableArray<AuditCheck<BackupEvidence>> All { get; } =
    [
        Each(
            Define(
                "BKP-030", Severity.High, ("約束した世代(日次・週次)がある", "The promised generations are there"),
                "古い時点に戻す必要は、改ざんや誤りに後から気づいたときに生じます。", "消えた世代の原因を調べます。始めたばかりの対象なら、そろうまで例外承認にします。", [ListVaults, ListPoints, EstateFile], Nist("CP-9"), Standard("A.1.3")),
            Generations),
        Each(
            Define(
                "BKP-031", Severity.High, ("保管期間が定めの範囲にある", "Retention is within its bounds"),
                "短すぎれば戻せず、無期限は費用と個人情報の保管期限の問題になります。", "計画の保管期間を環境定義に合わせます。すでにある復旧ポイントの期間はロックのため縮められません。", [ListPoints, EstateFile],
                Aws("BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK"), Nist("SI-12")),
            Retention),
        Each(
            Define(
                "BKP-032", Severity.Low, ("期限切れの復旧ポイントが残っていない", "No expired recovery point is left"),
                "AWS Backup が消せなかった復旧ポイント(EXPIRED)は、費用がかかり続けます。", "バックアップのロールの権限を確かめ、手動で消します。", [ListPoints], Nist("SI-12")),
            Expired),
    ];

    static Judgement Generations(BackupEvidence evidence, ProtectedThing thing) =>
        evidence.Class is not { } backup ? Judgement.NotApplicable(thing.Subject, "区分がない") : Judgement.From(thing.Subject, thing.Points, points =>
        {
            var counted = GenerationCount.Of(backup, points.Where(point => !point.IsContinuous), evidence.Window);
            var text = string.Join('、', counted.Select(one => string.Create(CultureInfo.InvariantCulture, $"{GenerationCount.Label(one.Schedule)} {one.Kept}世代(約束 {one.Schedule.Generations})")));
            var months = points.Where(point => evidence.Window.Judge(point).Standing == PointStanding.Counts).Select(point => point.Created!.Value.ToString("yyyy-MM", CultureInfo.InvariantCulture)).Distinct(StringComparer.Ordinal).Count();
            var enough = counted.All(one => one.Kept >= one.Schedule.Generations);
            var doubt = enough ? null : points.Select(point => evidence.Window.Judge(point)).Where(judged => judged.Standing == PointStanding.Doubtful).Select(judged => judged.Why).FirstOrDefault();
            return doubt is not null ? Judgement.Unknown(thing.Subject, $"{doubt}: {text}") : Judgement.Of(
                enough, thing.Subject, text + "。",
                [.. counted.Select(one => new ObservedValue(one.Schedule.Name, one.Kept.ToString(CultureInfo.InvariantCulture))), new ObservedValue("months", months.ToString(CultureInfo.InvariantCulture))]);
        });

    static Judgement Retention(BackupEvidence evidence, ProtectedThing thing) =>
        evidence.Class is not { } backup ? Judgement.NotApplicable(thing.Subject, "区分がない") : Judgement.From(thing.Subject, thing.Points, points =>
        {
            var shortest = backup.Schedules.Min(schedule => schedule.RetentionDays);
            var longest = evidence.Estate.Backup.Lock.MaximumRetentionDays;
            var planned = points.Where(point => point is { PlanId: not null, IsContinuous: false } && evidence.Window.Judge(point).Standing == PointStanding.Counts).ToList();
            if (planned.Count == 0)
            {
                return Judgement.NotApplicable(thing.Subject, "計画が作った復旧ポイントがない");
            }

            var wrong = planned.Where(point => point.LifecycleKnown && (point.DeleteAfterDays is not { } days || days < shortest || days > longest)).OrderByDescending(point => point.Created).ToList();
            if (wrong.Count > 0)
            {
                var kept = wrong[0].DeleteAfterDays is { } days ? string.Create(CultureInfo.InvariantCulture, $"{days}日") : "無期限";
                return Judgement.Fail(thing.Subject, string.Create(CultureInfo.InvariantCulture, $"{wrong.Count}件の保管期間が{shortest}〜{longest}日の外です(最新のものは{kept})。"), new ObservedValue("recoveryPoint", wrong[0].Arn));
            }

            return planned.Exists(point => !point.LifecycleKnown)
                ? Judgement.Unknown(thing.Subject, "保管期間を読み取れない復旧ポイントがある")
                : Judgement.Pass(thing.Subject, string.Create(CultureInfo.InvariantCulture, $"{planned.Count}件とも{shortest}〜{longest}日の範囲です。"));
        });

    static Judgement Expired(BackupEvidence evidence, ProtectedThing thing) => Judgement.From(thing.Subject, evidence.CopyNeeded ? Readings.Both(thing.Points, thing.Copies) : thing.Points.Select(points => (points, ImmutableArray<RecoveryPoint>.Empty)), both =>
    {
        var count = both.Item1.Concat(both.Item2).Count(point => point.Status == RecoveryPointStatus.Expired);
        return Judgement.Of(count == 0, thing.Subject, count == 0 ? "残っていません。" : string.Create(CultureInfo.InvariantCulture, $"{count}件が消されずに残っています。"));
    });
}

/// <summary>How many generations of a schedule are kept.</summary>
public static class GenerationCount
{
    // The start window of the plans, and what clocks differ by.
    static readonly TimeSpan StartWindow = TimeSpan.FromMinutes(70);

    /// <summary>For each schedule of a class, its runs of which a recovery point is there. A recovery point counts for one run of one schedule.</summary>
    /// <param name="backup">The class.</param>
    /// <param name="points">The recovery points of a resource, in any order.</param>
    /// <param name="window">When they were read.</param>
    public static ImmutableArray<(BackupSchedule Schedule, int Kept)> Of(BackupClass backup, IEnumerable<RecoveryPoint> points, AuditWindow window)
    {
        ArgumentNullException.ThrowIfNull(backup);
        ArgumentNullException.ThrowIfNull(points);
        var made = points.Where(point => window.Judge(point).Standing == PointStanding.Counts).Select(point => point.Created!.Value).Order().ToList();
        var used = new bool[made.Count];
        // The rarest schedule chooses first: a night's only recovery point is worth more as a weekly one.
        var kept = backup.Schedules.OrderBy(schedule => schedule.Days.Length).ToDictionary(schedule => schedule, schedule => Count(schedule, made, used, window.Ended));
        return [.. backup.Schedules.Select(schedule => (schedule, kept[schedule]))];
    }

    /// <summary>日次, 週次, or the days.</summary>
    public static string Label(BackupSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return schedule.Days.Length switch
        {
            >= 5 => "日次",
            1 => "週次",
            _ => $"週{schedule.Days.Length.ToString(CultureInfo.InvariantCulture)}回",
        };
    }

    static int Count(BackupSchedule schedule, List<DateTimeOffset> made, bool[] used, DateTimeOffset now)
    {
        var count = 0;
        foreach (var run in BackupTimetable.RunsBetween(schedule, now.AddDays(-schedule.RetentionDays - 1), now))
        {
            for (var i = FirstAtOrAfter(made, run - AuditWindow.ClockTolerance); i < made.Count && made[i] <= run + StartWindow; i++)
            {
                if (!used[i])
                {
                    used[i] = true;
                    count++;
                    break;
                }
            }
        }

        return count;
    }

    static int FirstAtOrAfter(List<DateTimeOffset> made, DateTimeOffset at)
    {
        var index = made.BinarySearch(at);
        index = index < 0 ? ~index : index;
        while (index > 0 && made[index - 1] == at)
        {
            index--;
        }

        return index;
    }
}
