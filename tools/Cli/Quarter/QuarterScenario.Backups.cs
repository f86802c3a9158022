namespace GovCloud.Cli.Quarter;

/// <content>Jobs and copies that fail, are late or are never made.</content>
sealed partial class QuarterScenario
{
    IEnumerable<QuarterFault> BackupTrouble()
    {
        var first = free.Dequeue();
        yield return CopiesMissing(first, Resource(first, "RDS").Arn, Weekday(1, DayOfWeek.Tuesday));
        yield return LateJob(first, Resource(first, "EBS").Arn, Weekday(2, DayOfWeek.Wednesday));
        yield return NoJob(first, Resource(first, "S3").Arn, Weekday(5, DayOfWeek.Tuesday));
        var second = free.Dequeue();
        yield return FailedJob(second, Resource(second, "RDS").Arn, Weekday(3, DayOfWeek.Thursday));
        yield return PartialPoint(second, Resource(second, "EBS").Arn, Weekday(4, DayOfWeek.Wednesday));
        yield return Issues(second, Resource(second, "S3").Arn, Weekday(6, DayOfWeek.Wednesday));
        var third = free.Dequeue();
        yield return SizeDrops(third, Resource(third, "RDS").Arn, Weekday(6, DayOfWeek.Tuesday));
        yield return OptedOut(third, Resource(third, "EBS").Arn, Weekday(9, DayOfWeek.Wednesday));
    }

    QuarterFault CopiesMissing(AccountId account, string resource, DateOnly night) => new()
    {
        Title = "大阪への複製が2晩続けて失敗",
        Account = account,
        Day = night,
        Inject = tidy => backups.CopyFails(backups.CopyFails(tidy, resource, night), resource, night.AddDays(1)),
        // The copy of a night is due when business opens again, so that the second night's is the first that is missed.
        Expected = [new("BKP-021", resource, night.AddDays(1)), new("BKP-020", resource, night.AddDays(2))],
    };

    QuarterFault LateJob(AccountId account, string resource, DateOnly night) => new()
    {
        Title = "バックアップジョブが翌朝まで終わらない",
        Account = account,
        Day = night,
        Inject = tidy => backups.JobRunsLate(tidy, resource, night, TimeSpan.FromHours(12)),
        Expected = All(resource, night.AddDays(1), "BKP-010", "BKP-011", "BKP-014"),
    };

    QuarterFault NoJob(AccountId account, string resource, DateOnly night) => new()
    {
        Title = "バックアップジョブが作られない",
        Account = account,
        Day = night,
        Inject = tidy => backups.JobIsNotMade(tidy, resource, night),
        Expected = All(resource, night.AddDays(1), "BKP-010", "BKP-014", "BKP-015"),
    };

    QuarterFault FailedJob(AccountId account, string resource, DateOnly night) => new()
    {
        Title = "バックアップジョブが失敗(鍵の権限)",
        Account = account,
        Day = night,
        Inject = tidy => backups.JobFails(tidy, resource, night),
        Expected = All(resource, night.AddDays(1), "BKP-010", "BKP-014", "BKP-016"),
    };

    QuarterFault PartialPoint(AccountId account, string resource, DateOnly night) => new()
    {
        Title = "復旧ポイントが不完全(PARTIAL)",
        Account = account,
        Day = night,
        Inject = tidy => backups.PointsOf(tidy, resource, night, point => point with { Ending = "PARTIAL" }),
        Expected = All(resource, night.AddDays(1), "BKP-010", "BKP-011", "BKP-014"),
    };

    QuarterFault Issues(AccountId account, string resource, DateOnly night) => new()
    {
        Title = "ジョブは完了したが一部を含まない",
        Account = account,
        Day = night,
        Inject = tidy => backups.JobHasIssues(tidy, resource, night),
        Expected = All(resource, night.AddDays(1), "BKP-012"),
    };

    QuarterFault SizeDrops(AccountId account, string resource, DateOnly night) => new()
    {
        Title = "復旧ポイントの大きさが急に5分の1",
        Account = account,
        Day = night,
        Inject = tidy => backups.PointsOf(tidy, resource, night, point => point with { Bytes = point.Bytes / 5 }),
        Expected = All(resource, night.AddDays(1), "BKP-017"),
    };

    QuarterFault OptedOut(AccountId account, string resource, DateOnly night) => new()
    {
        Title = "EBS のオプトインが外される",
        Account = account,
        Day = night,
        Inject = tidy => backups.OptedOut(tidy, "EBS", night),
        // That no job was made is only told once it is opted in again: until then none is to be made.
        Expected = [.. All(resource, night.AddDays(1), "BKP-003", "BKP-010", "BKP-014"), .. All(resource, night.AddDays(2), "BKP-015")],
    };
}
