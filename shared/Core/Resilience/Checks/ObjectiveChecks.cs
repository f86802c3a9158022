using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Resilience.Facts;
using GovCloud.Resilience.Objectives;
using GovCloud.Triage;
using static GovCloud.Resilience.Checks.BackupCheck;

namespace GovCloud.Resilience.Checks;

/// <summary>Whether the recovery point objective is met, and with what.</summary>
static class ObjectiveChecks
{
    /// <summary>Over how many business days gaps are looked for.</summary>
    const int LookBackBusinessDays = 20;

    public static ImmutableArray<AuditCheck<BackupEvidence>> All { get; } =
    [
        Each(
            Define(
                "BKP-010", Severity.Critical, ("RPO(営業日)を満たす復旧ポイントがある", "A recovery point meets the objective in business days"),
                "いま障害が起きると、約束した時点まで戻せません。", "失敗したジョブの原因を直し、オンデマンドでバックアップを取ります。", [ListVaults, ListPoints, EstateFile],
                Aws("BACKUP_LAST_RECOVERY_POINT_CREATED"), Nist("CP-9"), Standard("A.1.3.1")),
            (evidence, thing) => Objective(evidence, thing, thing.Verdict)),
        Each(
            Define(
                "BKP-011", Severity.High, ("最新の復旧ポイントが完全である", "The newest recovery point is complete"),
                "PARTIAL や STOPPED の復旧ポイントからは戻せないことがあります。", "完了時間の枠と、止まった継続的バックアップを確かめます。", [ListVaults, ListPoints], Nist("CP-9")),
            Complete),
        Each(
            Define(
                "BKP-014", Severity.Medium, ("過去20営業日に欠けた日がない", "No business day of the last twenty is missing"),
                "欠けた日の時点には戻せません。続けば RPO も破れます。", "その日のジョブと計画の変更を調べます。", [ListVaults, ListPoints, EstateFile], Nist("CP-9")),
            Gaps),
        Each(
            Define(
                "BKP-017", Severity.Medium, ("大きさが急に変わっていない", "The size did not change suddenly"),
                "急に小さくなった復旧ポイントはデータの欠落を、急に大きくなったものは暗号化の攻撃を示すことがあります。", "業務の担当者に心当たりを尋ね、復元して中身を確かめます。", [ListVaults, ListPoints], Nist("SI-7")),
            Size),
    ];

    internal static Judgement Objective(BackupEvidence evidence, ProtectedThing thing, Reading<RecoveryVerdict> reading) =>
        evidence.Class is null ? Judgement.NotApplicable(thing.Subject, "区分がない") : Judgement.From(thing.Subject, reading, verdict =>
        {
            var text = RecoveryPointObjective.Explain(verdict, evidence.Calendar!);
            ObservedValue[] seen =
            [
                new("businessDay", verdict.Target.BusinessDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                new("cutOff", Iso(verdict.Target.CutOff)),
                new("newest", verdict.Content is { } content ? Iso(content) : ""),
                new("recoveryPoint", verdict.Newest?.Arn ?? ""),
            ];
            return verdict.State switch
            {
                RecoveryState.Met => Judgement.Pass(thing.Subject, text + "。", seen),
                RecoveryState.Missed => Judgement.Fail(thing.Subject, text + "。", seen),
                _ => Judgement.Unknown(thing.Subject, $"{verdict.Doubt}: {text}", seen),
            };
        });

    static Judgement Complete(BackupEvidence evidence, ProtectedThing thing) => Judgement.From(thing.Subject, thing.Points, points =>
    {
        var newest = points.Where(point => point.Status is not (RecoveryPointStatus.Creating or RecoveryPointStatus.Deleting)).MaxBy(point => point.Created);
        var stuck = points.FirstOrDefault(point => point is { Status: RecoveryPointStatus.Creating, Created: { } at } && evidence.Reading.Ended - at > LongestRun(evidence));
        var (standing, why) = newest is null ? default : evidence.Window.Judge(newest);
        return stuck is not null ? Judgement.Fail(thing.Subject, $"{JapanTime.Format(stuck.Created)} に始まった復旧ポイントが完了していません。")
            : newest is null ? Judgement.NotApplicable(thing.Subject, "復旧ポイントがない")
            : standing switch
            {
                PointStanding.Counts => Judgement.Pass(thing.Subject, $"{JapanTime.Format(newest.Created)} の復旧ポイントは完了しています。"),
                PointStanding.Doubtful => Judgement.Unknown(thing.Subject, why!),
                _ => Judgement.Fail(thing.Subject, $"最新({JapanTime.Format(newest.Created)})は使えません: {why}。"),
            };
    });

    static TimeSpan LongestRun(BackupEvidence evidence) => TimeSpan.FromHours(evidence.Class is { } backup ? backup.Schedules.Max(schedule => schedule.CompleteWithinHours) : 24);

    static Judgement Gaps(BackupEvidence evidence, ProtectedThing thing) =>
        (evidence.Class, evidence.Calendar) is not ({ } backup, { } calendar) ? Judgement.NotApplicable(thing.Subject, "区分か暦がない") : Judgement.From(thing.Subject, thing.Points, points =>
        {
            var usable = points.Where(point => evidence.Window.Judge(point).Standing == PointStanding.Counts).Select(point => point.Created!.Value).Order().ToList();
            if (usable.Count == 0)
            {
                return Judgement.NotApplicable(thing.Subject, "使える復旧ポイントがない");
            }

            if (points.Any(point => point.IsContinuous))
            {
                return Judgement.NotApplicable(thing.Subject, "継続的バックアップは任意の時点へ戻せる");
            }

            var horizon = evidence.Reading.Ended.AddDays(-backup.Schedules.Max(schedule => schedule.RetentionDays));
            var first = usable[0] > horizon ? usable[0] : horizon;
            var missing = Days(backup, calendar, evidence).Where(day => calendar.OpeningOf(day)!.Value.Closes is var closes && closes > first && !usable.Exists(at => at >= closes && at < Next(calendar, day))).ToList();
            // A day is missing for certain only where no recovery point with a doubtful time could be its.
            var doubt = missing.Count == 0 ? null : points.Where(point => point.Created is null || point.Created >= calendar.OpeningOf(missing.Min())!.Value.Closes)
                .Select(point => evidence.Window.Judge(point)).Where(judged => judged.Standing == PointStanding.Doubtful).Select(judged => judged.Why).FirstOrDefault();
            return doubt is not null ? Judgement.Unknown(thing.Subject, doubt) : Judgement.Of(
                missing.Count == 0, thing.Subject,
                missing.Count == 0 ? "欠けた日はありません。" : $"{string.Join('、', missing.Order().Select(day => string.Create(CultureInfo.InvariantCulture, $"{day.Month}/{day.Day}")))} の業務終了後の復旧ポイントがありません。",
                new ObservedValue("missingDays", string.Join(' ', missing.Order().Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))));
        });

    static IEnumerable<DateOnly> Days(Estates.BackupClass backup, WorkingCalendar calendar, BackupEvidence evidence)
    {
        var day = RecoveryPointObjective.TargetAt(backup, calendar, evidence.Reading.Ended).BusinessDay;
        for (var left = LookBackBusinessDays; left > 0; left--)
        {
            yield return day;
            day = calendar.AddBusinessDays(day, -1);
        }
    }

    // What a backup of the next business day would hold is another day's.
    static DateTimeOffset Next(WorkingCalendar calendar, DateOnly day) => calendar.OpeningOf(calendar.AddBusinessDays(day, 1))!.Value.Closes;

    static Judgement Size(BackupEvidence evidence, ProtectedThing thing) => Judgement.From(thing.Subject, thing.Points, points =>
    {
        var sizes = points.Where(point => point is { Created: not null, IsContinuous: false } && evidence.Window.Judge(point).Standing == PointStanding.Counts)
            .OrderByDescending(point => point.Created).ThenBy(point => point.Arn, StringComparer.Ordinal).Take(8).ToList();
        if (sizes.Count < 4)
        {
            return Judgement.NotApplicable(thing.Subject, "比べる復旧ポイントが足りない");
        }

        if (sizes.Exists(point => point.Bytes is null))
        {
            return Judgement.Unknown(thing.Subject, "大きさを読み取れない復旧ポイントがある");
        }

        var before = sizes.Skip(1).Select(point => point.Bytes!.Value).Order().ToList();
        var (median, now) = (before[before.Count / 2], sizes[0].Bytes!.Value);
        var sudden = now < median / 2 || now > Math.Max(median, 1) * 3;
        return Judgement.Of(
            !sudden, thing.Subject, string.Create(CultureInfo.InvariantCulture, $"最新 {now:N0} バイト、それまでの中央値 {median:N0} バイト。"),
            new("bytes", now.ToString(CultureInfo.InvariantCulture)), new("median", median.ToString(CultureInfo.InvariantCulture)));
    });

    internal static string Iso(DateTimeOffset instant) => JapanTime.Of(instant).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
