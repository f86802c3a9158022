using GovCloud.Calendar;
using GovCloud.LocalCloud.Accounts;

namespace GovCloud.Cli.Quarter;

/// <content>Restore tests that fail, and calls that cannot be made.</content>
sealed partial class QuarterScenario
{
    static readonly TimeSpan HalfDay = TimeSpan.FromHours(12);

    IEnumerable<QuarterFault> RestoreTrouble()
    {
        if (estate.Backup.RestoreTest is null)
        {
            yield break;
        }

        var account = free.Dequeue();
        var (database, files, volume) = (Resource(account, "RDS").Arn, Resource(account, "S3").Arn, Resource(account, "EBS").Arn);
        var tests = Tests(account, database);
        var (before, test) = (tests[^3], tests[^2]);
        var day = JapanTime.DateOf(test.Created);
        yield return new QuarterFault
        {
            Title = "復元テストが失敗(次の月まで成功がない)",
            Account = account,
            Day = day,
            Inject = tidy => backups.RestoreOf(tidy, database, day, job => job with { Ending = "FAILED", Message = "Restore testing inferred metadata is not valid", Validation = null, TargetArn = null, Deletion = null }),
            Expected = All(database, Morning(before.Completed.AddDays(estate.Backup.RestoredWithinDays)), "BKP-050"),
        };
        yield return new QuarterFault
        {
            Title = "復元に14時間かかり RTO を超える",
            Account = account,
            Day = day,
            Inject = tidy => backups.RestoreOf(tidy, files, day, job => job with { Completed = job.Created.AddHours(14) }),
            Expected = All(files, Morning(Tests(account, files)[^2].Created.AddHours(14)), "BKP-052"),
        };
        yield return new QuarterFault
        {
            Title = "復元した中身の検証が時間切れ(TIMED_OUT)、復元先が残る",
            Account = account,
            Day = day,
            Inject = tidy => backups.RestoreOf(tidy, volume, day, job => job with { Validation = "TIMED_OUT", Deletion = "FAILED" }),
            Expected = [.. All(volume, day.AddDays(1), "BKP-051"), .. All(Tests(account, volume)[^2].TargetArn!, day.AddDays(1), "BKP-053")],
        };
    }

    List<SimulatedJob> Tests(AccountId account, string resource) => [.. tidy.Make(account).Regions[estate.Profile.PrimaryRegion].RestoreJobs.Where(job => job.Resource == resource).OrderBy(job => job.Created)];

    // The first audit at or after an instant.
    static DateOnly Morning(DateTimeOffset instant) => JapanTime.TimeOf(instant) <= QuarterRun.AuditTime ? JapanTime.DateOf(instant) : JapanTime.DateOf(instant).AddDays(1);

    IEnumerable<QuarterFault> UnreadableTrouble()
    {
        yield return Calls(free.Dequeue(), "アカウントに入れない(役割を引き受けられない)", Weekday(3, DayOfWeek.Tuesday), 3, "*", new CallFault { Kind = CallFaultKind.Denied, Service = "sts" });
        var account = free.Dequeue();
        yield return Calls(account, "複製ジョブの一覧が拒否される", Weekday(1, DayOfWeek.Thursday), 2, "backup:ListCopyJobs", new CallFault { Kind = CallFaultKind.Denied, Service = "backup", Operation = "ListCopyJobs" });
        yield return Calls(account, "復旧ポイントの一覧が途中で切れる", Weekday(4, DayOfWeek.Thursday), 1, "backup:ListRecoveryPointsByBackupVault", new CallFault { Kind = CallFaultKind.Torn, Service = "backup", Operation = "ListRecoveryPointsByBackupVault", Region = estate.Profile.PrimaryRegion });
        yield return ClockAhead(account, Weekday(6, DayOfWeek.Wednesday));
        yield return Calls(account, "バックアップ計画の一覧が拒否される", Weekday(9, DayOfWeek.Thursday), 2, "backup:ListBackupPlans", new CallFault { Kind = CallFaultKind.Denied, Service = "backup", Operation = "ListBackupPlans" });
        var other = free.Dequeue();
        // What the retries get over, and what expires while it is being read, is no finding.
        yield return Calls(other, "2回だけ呼び出しが多すぎると断られる(再試行で読める)", Weekday(2, DayOfWeek.Thursday), 1, null, new CallFault { Kind = CallFaultKind.Throttled, Service = "backup", Times = 2 });
        yield return Calls(other, "一覧の頁と頁の間に復旧ポイントの期限が来る", Weekday(7, DayOfWeek.Wednesday), 1, null, new CallFault { Kind = CallFaultKind.SlowPages, Service = "backup", Operation = "ListRecoveryPointsByBackupVault", By = TimeSpan.FromHours(14) });
    }

    // The morning after cannot tell; on the next one the time has come.
    QuarterFault ClockAhead(AccountId account, DateOnly night) => new()
    {
        Title = "復旧ポイントの時刻が12時間進んでいる(時計のずれ)",
        Account = account,
        Day = night,
        Inject = tidy => tidy.Regions[estate.Profile.PrimaryRegion].Resources.At(DateTimeOffset.MinValue)
            .Aggregate(tidy, (sofar, one) => backups.PointsOf(sofar, one.Arn, night, point => point with { Ahead = HalfDay })),
        Unreadable = new UnreadableTime("backup:ListRecoveryPointsByBackupVault", night.AddDays(1), night.AddDays(1)),
    };

    static QuarterFault Calls(AccountId account, string title, DateOnly day, int days, string? action, CallFault fault) => new()
    {
        Title = title,
        Account = account,
        Day = day,
        Inject = tidy => tidy with { Faults = tidy.Faults.Add(fault with { From = JapanTime.At(day, TimeOnly.MinValue), Until = JapanTime.At(day.AddDays(days), TimeOnly.MinValue) }) },
        Unreadable = action is null ? null : new UnreadableTime(action, day, day.AddDays(days - 1)),
    };
}
