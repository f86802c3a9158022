using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Resilience.Drills;
using GovCloud.Resilience.Facts;
using GovCloud.Triage;
using static GovCloud.Resilience.Checks.BackupCheck;

namespace GovCloud.Resilience.Checks;

/// <summary>Whether what is kept can be restored, in time.</summary>
static class RestoreChecks
{
    /// <summary>AWS Backup forgets jobs after so many days.</summary>
    const int RememberedDays = 30;

    /// <summary>Fewer restores say nothing about the slow ones.</summary>
    const int FewestForTail = 5;

    public static ImmutableArray<AuditCheck<BackupEvidence>> All { get; } =
    [
        Each(
            Define(
                "BKP-050", Severity.High, ("復元テストに成功している", "It was restored in a test"),
                "復元したことのないバックアップは、あるとは言えません。対象のない復旧ポイントは、テストから黙って外れます。", "復元テストの割り当てと、失敗の理由を確かめます。", [ListRestoreJobs, EstateFile], Nist("CP-9(1)"), Nist("CP-4"), Standard("A.1.3.2")),
            Restored),
        Each(
            Define(
                "BKP-051", Severity.Medium, ("復元した中身が確かめられている", "What was restored was validated"),
                "起動しても、中身が正しいとは限りません。TIMED_OUT は成功ではありません。", "検証の手順を PutRestoreValidationResult で記録します。", [ListRestoreJobs], Nist("CP-9(1)")),
            Validated),
        Each(
            Define(
                "BKP-052", Severity.High, ("復元にかかった時間が RTO に収まる", "Restoring took less than the objective"),
                "復元だけで RTO を使い切ると、業務の再開は間に合いません。", "大きさ、種類、リージョンを見直し、RTO を団体と話し合います。", [ListRestoreJobs, EstateFile], Aws("RESTORE_TIME_FOR_RESOURCES_MEET_TARGET"), Nist("CP-10"), Standard("A.1.3.2")),
            InTime),
        Whole(
            Define(
                "BKP-053", Severity.Low, ("復元テストの残りがない", "Nothing is left of restore tests"),
                "消えなかった復元先には、本番のデータが管理の外で残ります。", "残った復元先を消します。", [ListRestoreJobs], Nist("SI-12")),
            NothingLeft),
        Whole(
            Define(
                BackupChecks.DrillHeld, Severity.Medium, ("復旧訓練を期間内に行い、目標を満たしている", "A drill was held in time and met its objectives"),
                "復元の速さだけでは、業務の再開の速さは分かりません。", "gca dr drill で訓練を計画し、記録します。", ["drills", EstateFile], Nist("CP-4"), Standard("A.1.4.1")),
            Drilled),
    ];

    static bool IsTested(BackupEvidence evidence) => evidence.Class is { RestoreTested: true } && evidence.Estate.Backup.RestoreTest is not null;

    internal static bool IsTested(BackupEvidence evidence, ProtectedThing thing) => IsTested(evidence)
        && evidence.Estate.Backup.RestoreTest!.Resources.Any(kind => string.Equals(kind.ToString(), thing.Resource.Type, StringComparison.OrdinalIgnoreCase));

    static Judgement Restored(BackupEvidence evidence, ProtectedThing thing) => Tested(evidence, thing, jobs =>
    {
        var within = evidence.Estate.Backup.RestoredWithinDays;
        var since = evidence.Reading.Ended.AddDays(-within);
        var success = jobs.Find(job => job.State == JobState.Completed && job.Completed >= since && job.Validation is not RestoreValidation.Failed);
        if (success is not null)
        {
            return Judgement.Pass(thing.Subject, $"{JapanTime.Format(success.Completed)} に復元しました。", new ObservedValue("restored", ObjectiveChecks.Iso(success.Completed!.Value)));
        }

        var last = jobs.Find(job => job.State != JobState.Running);
        return last is not null ? Judgement.Fail(thing.Subject, $"{JapanTime.Format(last.Created)} の復元は{JobText.Of(last.State)}{(last.Message is { } message ? $": {JobText.Cause(null, message)}" : "")}。")
            : within > RememberedDays && !evidence.Reading.RestoresRemembered
                ? Judgement.Unknown(thing.Subject, string.Create(CultureInfo.InvariantCulture, $"AWS の記録は{RememberedDays}日分で、それより前の監査の記録がない"))
                : Judgement.Fail(thing.Subject, string.Create(CultureInfo.InvariantCulture, $"{within}日以内に復元されていません。"));
    });

    static Judgement Validated(BackupEvidence evidence, ProtectedThing thing) => Tested(evidence, thing, jobs => jobs.Find(job => job is { State: JobState.Completed, TestingPlanArn: not null }) switch
    {
        null => Judgement.NotApplicable(thing.Subject, "終わった復元テストがない"),
        { Validation: RestoreValidation.Successful } job => Judgement.Pass(thing.Subject, $"{JapanTime.Format(job.Completed)} の復元の中身は正しいと確かめられました。"),
        { Validation: RestoreValidation.Validating } => Judgement.NotApplicable(thing.Subject, "検証の途中"),
        { Validation: RestoreValidation.Unknown } => Judgement.Unknown(thing.Subject, "検証の結果が未知の値"),
        { Validation: RestoreValidation.Failed } => Judgement.Fail(thing.Subject, "検証で中身の誤りが見つかりました。"),
        { Validation: RestoreValidation.TimedOut } => Judgement.Fail(thing.Subject, "検証の時間内に結果が記録されませんでした(TIMED_OUT)。"),
        _ => Judgement.Fail(thing.Subject, "検証の結果が記録されていません。"),
    });

    static Judgement InTime(BackupEvidence evidence, ProtectedThing thing) => Tested(evidence, thing, jobs =>
    {
        var times = jobs.Where(job => job is { State: JobState.Completed, Created: not null, Completed: not null }).Select(job => (job.Completed!.Value - job.Created!.Value).TotalHours).ToList();
        if (times.Count == 0)
        {
            return Judgement.NotApplicable(thing.Subject, "終わった復元がない");
        }

        var goal = evidence.Class!.RtoHours;
        var sorted = times.Order().ToList();
        var (median, high) = (sorted[sorted.Count / 2], sorted[(int)Math.Ceiling(0.95 * sorted.Count) - 1]);
        // One slow restore of long ago says little; where there are enough, the slow ones are what a disaster meets.
        return Judgement.Of(
            times[0] <= goal && (sorted.Count < FewestForTail || high <= goal), thing.Subject, string.Create(CultureInfo.InvariantCulture, $"最新 {times[0]:0.0}時間、中央値 {median:0.0}時間、95% {high:0.0}時間(RTO {goal}時間)。"),
            new("hours", times[0].ToString("0.00", CultureInfo.InvariantCulture)), new("p95", high.ToString("0.00", CultureInfo.InvariantCulture)));
    });

    static Judgement Tested(BackupEvidence evidence, ProtectedThing thing, Func<List<RestoreJob>, Judgement> judge) => IsTested(evidence, thing)
        ? Judgement.From(thing.Subject, evidence.RestoreJobsByResource, all => judge(all[thing.Resource.Arn].OrderByDescending(job => job.Created).ThenBy(job => job.Id, StringComparer.Ordinal).ToList()))
        : Judgement.NotApplicable(thing.Subject, "復元テストの対象ではない");

    static Reading<IEnumerable<Judgement>> NothingLeft(BackupEvidence evidence) => evidence.Primary.RestoreJobs.Select<IEnumerable<Judgement>>(jobs =>
    {
        var left = jobs.Where(job => job is { TestingPlanArn: not null, Deleted: false }).OrderBy(job => job.CreatedResource, StringComparer.Ordinal).ToList();
        return left.Count == 0
            ? [Judgement.Pass(evidence.Scope, "残っていません。")]
            : left.Select(job => Judgement.Fail(new AuditSubject(SubjectKind.Resource, job.CreatedResource ?? job.Id, evidence.Context.Account.Id) { Region = evidence.Primary.Region }, "復元テストの復元先が消えずに残っています。"));
    });

    static Reading<IEnumerable<Judgement>> Drilled(BackupEvidence evidence)
    {
        if (evidence is not { Context: { System: { } system, Environment: DeploymentEnvironment.Production }, Class: not null })
        {
            return Readings.Known<IEnumerable<Judgement>>([]);
        }

        var subject = new AuditSubject(SubjectKind.System, system.Id, evidence.Context.Account.Id);
        return evidence.Drills.Select<IEnumerable<Judgement>>(drills =>
        {
            var last = drills.Where(drill => drill.System == system.Id && drill.Restored is not null).MaxBy(drill => drill.Restored);
            return [last is null || last.Restored < evidence.Reading.Ended.AddDays(-evidence.Estate.Backup.DrilledWithinDays)
                ? Judgement.Fail(subject, string.Create(CultureInfo.InvariantCulture, $"{evidence.Estate.Backup.DrilledWithinDays}日以内に終えた復旧訓練がありません。"))
                : DrillJudgement(subject, last, evidence.Class)];
        });
    }

    static Judgement DrillJudgement(AuditSubject subject, DrillRecord drill, BackupClass backup)
    {
        var open = drill.Findings.Count(finding => finding.Closed is null);
        var text = string.Create(CultureInfo.InvariantCulture, $"{JapanTime.Format(drill.Restored)} の訓練 {drill.Id}: 復旧まで {drill.ActualRto!.Value.TotalHours:0.0}時間(RTO {backup.RtoHours}時間)、未解決の指摘 {open}件。");
        return Judgement.Of(drill.ActualRto.Value.TotalHours <= backup.RtoHours && open == 0, subject, text);
    }
}
