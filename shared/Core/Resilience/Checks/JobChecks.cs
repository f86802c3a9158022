using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Resilience.Facts;
using GovCloud.Resilience.Objectives;
using GovCloud.Triage;
using static GovCloud.Resilience.Checks.BackupCheck;

namespace GovCloud.Resilience.Checks;

/// <summary>Whether backup jobs were made as promised, and how they ended.</summary>
static class JobChecks
{
    /// <summary>How far back expected runs are compared with jobs.</summary>
    const int LookBackDays = 3;

    /// <summary>How far ahead somebody has time to act.</summary>
    const int ForecastDays = 30;

    /// <summary>How far ahead a missed objective is named: a year's budget can still help it.</summary>
    const int RpoForecastDays = 365;

    // The start window of the plans, and what clocks differ by.
    static readonly TimeSpan StartWindow = TimeSpan.FromMinutes(70);

    public static ImmutableArray<AuditCheck<BackupEvidence>> All { get; } =
    [
        Each(
            Define(
                "BKP-012", Severity.Medium, ("最新のジョブが問題なく完了している", "The newest job completed without issues"),
                "「完了」でも、含められなかったものがあると AWS Backup が知らせていることがあります。", "ジョブのメッセージを読み、含まれないものを直します。", [ListBackupJobs], Nist("CP-9")),
            WithoutIssues),
        Each(
            Define(
                "BKP-015", Severity.High, ("予定どおりにジョブが作られている", "A job was made for every scheduled run"),
                "失敗より見つけにくいのが、作られなかったジョブです。失敗の知らせも届きません。", "計画の割り当て、タグ、オプトイン、ロールを確かめます。", [ListBackupJobs, ListPlans, GetSelection, EstateFile], Nist("CP-9")),
            Made),
        Each(
            Define(
                "BKP-016", Severity.High, ("最新のジョブが失敗していない", "The newest job did not fail"),
                "失敗が続くと RPO が破れます。", "原因を直し、オンデマンドでバックアップを取り直します。", [ListBackupJobs], Nist("CP-9")),
            NotFailed),
        Each(
            Define(
                "BKP-018", Severity.Medium, ("所要時間の伸びで期限を超える見込みがない", "Backups are not growing past their deadline"),
                "バックアップはデータとともに遅くなり、ある朝、業務の開始に間に合わなくなります。", "開始を早めるか、完了の約束を見直すか、リソースを分けます。", [ListBackupJobs, EstateFile], Nist("CP-9"), Nist("CP-2(2)")),
            Forecast),
    ];

    static Judgement WithoutIssues(BackupEvidence evidence, ProtectedThing thing) => Judgement.From(thing.Subject, JobsOf(evidence, thing), jobs => jobs.Find(job => job.State == JobState.Completed) switch
    {
        null => Judgement.NotApplicable(thing.Subject, "完了したジョブがない"),
        { MessageCategory: { } category } job when category != "SUCCESS" => Judgement.Fail(thing.Subject, $"{JapanTime.Format(job.Created)} のジョブは問題を残して完了しました({category}: {job.Message})。"),
        var job => Judgement.Pass(thing.Subject, $"{JapanTime.Format(job.Created)} のジョブは完了しています。"),
    });

    static Judgement NotFailed(BackupEvidence evidence, ProtectedThing thing) => Judgement.From(thing.Subject, JobsOf(evidence, thing), jobs =>
    {
        var ended = jobs.Find(job => job.State != JobState.Running);
        return ended switch
        {
            null => Judgement.NotApplicable(thing.Subject, "終わったジョブがない"),
            { State: JobState.Completed } => Judgement.Pass(thing.Subject, $"最新のジョブ({JapanTime.Format(ended.Created)})は完了しています。"),
            { State: JobState.Unknown } => Judgement.Unknown(thing.Subject, $"ジョブ {ended.Id} の状態が未知の値"),
            _ => Judgement.Fail(
                thing.Subject, $"最新のジョブ({JapanTime.Format(ended.Created)})は{JobText.Of(ended.State)}: {JobText.Cause(ended.MessageCategory, ended.Message)}。",
                new("job", ended.Id), new("cause", JobCauses.Of(ended.MessageCategory, ended.Message).ToString()), new("message", ended.Message ?? "")),
        };
    });

    static Judgement Made(BackupEvidence evidence, ProtectedThing thing)
    {
        if (evidence.Class is not { } backup)
        {
            return Judgement.NotApplicable(thing.Subject, "区分がない");
        }

        return Judgement.From(thing.Subject, Readings.Both(JobsOf(evidence, thing), evidence.Primary.Plans), both =>
        {
            if (SelectionEvaluator.Evaluate(both.Second, thing.Resource, evidence.Primary.OptIn).Selected is false)
            {
                return Judgement.NotApplicable(thing.Subject, "計画の対象ではない");
            }

            var now = evidence.Reading.Ended;
            var made = both.First.Select(job => job.Created).OfType<DateTimeOffset>().ToList();
            var missing = backup.Schedules
                .SelectMany(schedule => BackupTimetable.RunsBetween(schedule, now.AddDays(-LookBackDays), now - StartWindow).Select(run => (schedule.Name, Run: run)))
                .Where(one => !made.Exists(at => at >= one.Run - AuditWindow.ClockTolerance && at <= one.Run + StartWindow))
                .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Run:M/d HH:mm}({one.Name})"))
                .ToList();
            return missing.Count == 0
                ? Judgement.Pass(thing.Subject, "過去3日の予定どおりに作られています。")
                : Judgement.Fail(thing.Subject, $"{string.Join('、', missing)} のジョブが作られていません。");
        });
    }

    static Judgement Forecast(BackupEvidence evidence, ProtectedThing thing)
    {
        if (evidence.Class is not { } backup)
        {
            return Judgement.NotApplicable(thing.Subject, "区分がない");
        }

        return Judgement.From(thing.Subject, JobsOf(evidence, thing), jobs =>
        {
            var limit = backup.Schedules.Min(schedule => schedule.CompleteWithinHours);
            var ended = jobs.Where(job => job is { State: JobState.Completed, Created: not null, Completed: not null } && job.Completed >= job.Created)
                .Select(job => (job.Created!.Value, (job.Completed!.Value - job.Created!.Value).TotalHours));
            if (DurationTrend.Of(ended) is not { } trend)
            {
                return Judgement.NotApplicable(thing.Subject, "傾向を見るには完了したジョブが足りない");
            }

            var text = string.Create(CultureInfo.InvariantCulture, $"所要 {trend.HoursNow:0.0}時間、1日あたり {trend.HoursPerDay * 60:+0.0;-0.0;0.0}分(約束 {limit}時間)。");
            var today = JapanTime.DateOf(evidence.Reading.Ended);
            if (HoursToOpening(evidence, backup) is { } untilOpening && trend.DaysUntil(untilOpening) is { } missed && missed <= RpoForecastDays)
            {
                text += string.Create(CultureInfo.InvariantCulture, $"{today.AddDays((int)missed):M/d} ごろに次の業務開始({untilOpening:0.0}時間)に間に合わず、RPO を破る見込みです。");
            }

            return trend.DaysUntil(limit) is { } days && days <= ForecastDays
                ? Judgement.Fail(thing.Subject, string.Create(CultureInfo.InvariantCulture, $"{text}{today.AddDays((int)days):M/d} ごろに約束の時間を超える見込みです。"))
                : Judgement.Pass(thing.Subject, text);
        });
    }

    // How long a backup of the last business day had from its beginning to the next opening: what takes longer misses the objective.
    static double? HoursToOpening(BackupEvidence evidence, BackupClass backup)
    {
        if (evidence.Calendar is not { } calendar)
        {
            return null;
        }

        var target = RecoveryPointObjective.TargetAt(backup, calendar, evidence.Reading.Ended, PromisedBy.NextOpening);
        var runs = backup.Schedules.SelectMany(schedule => BackupTimetable.RunsBetween(schedule, target.CutOff, target.DueBy)).ToList();
        return runs.Count == 0 ? null : (target.DueBy - runs.Min()).TotalHours;
    }

    // Newest first. What is backed up with an instance or cluster has that one's jobs.
    static Reading<List<BackupJob>> JobsOf(BackupEvidence evidence, ProtectedThing thing) => evidence.BackupJobsByResource.Select(jobs =>
        jobs[thing.Resource.Arn].Concat(thing.Resource.PartOf is { } whole ? jobs[whole] : []).OrderByDescending(job => job.Created).ThenBy(job => job.Id, StringComparer.Ordinal).ToList());
}

/// <summary>Jobs in words for people.</summary>
static class JobText
{
    public static string Of(JobState state) => state switch
    {
        JobState.Failed => "失敗",
        JobState.Aborted => "中止",
        JobState.Expired => "開始できず期限切れ",
        JobState.Partial => "一部だけ完了",
        JobState.Running => "実行中",
        JobState.Completed => "完了",
        _ => "状態不明",
    };

    /// <summary>The cause, and what AWS said where that tells more.</summary>
    public static string Cause(string? category, string? message) => (JobCauses.Of(category, message), message) switch
    {
        (JobCause.Unknown, { } text) => text.Trim('"'),
        (JobCause.Unknown, _) => category ?? "AWS は理由を示していない",
        var (cause, _) => cause.Label(),
    };
}
