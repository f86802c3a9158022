using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;
using GovCloud.Resilience;

namespace GovCloud.Cli.Backup;

/// <summary>The backups of an estate: a row for each system, environment and schedule.</summary>
static class BackupReport
{
    const string Weekdays = "日月火水木金土";

    public static EstateReport Of(Estate estate, ImmutableArray<ProtectedSystem> systems, DateTimeOffset now, int days) => new()
    {
        Sheets =
        [
            new SpreadsheetSheet
            {
                Name = "業務ごとの区分と目標",
                Preamble = [estate.Profile.Title],
                Headings = [.. SystemHeadings, .. ObjectiveHeadings],
                Rows = [.. systems.Select(s => (ImmutableArray<string>)[.. Head(s, '\n'), .. Objectives(s)])],
            },
            new SpreadsheetSheet
            {
                Name = "区分ごとの実行予定",
                Preamble = [string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd HH:mm} から{days}日間(日本時間)")],
                Headings = ["区分", .. ScheduleHeadings],
                Rows = [.. estate.Backup.Classes.SelectMany(c => c.Schedules.Select(s => (ImmutableArray<string>)[c.Name, .. Schedule(estate, s, now, days, '\n')]))],
            },
        ],
        Lines = new SpreadsheetSheet
        {
            Name = "バックアップ計画",
            Headings = [.. SystemHeadings, .. ObjectiveHeadings, .. ScheduleHeadings],
            Rows =
            [
                .. systems.SelectMany(s => s.Class is null
                    ? [[.. Head(s, ' '), .. Objectives(s), .. ScheduleHeadings.Select(_ => "")]]
                    : s.Class.Schedules.Select(x => (ImmutableArray<string>)[.. Head(s, ' '), .. Objectives(s), .. Schedule(estate, x, now, days, ' ')])),
            ],
        },
        Json = new { generated = now, timeZone = "Asia/Tokyo", days, tagKey = estate.Backup.TagKey, systems = systems.Select(s => Json(estate, s, now, days)) },
        Problems = [.. systems.Where(s => s.RecoveryPointMet is false || !s.Shortfalls.IsEmpty).Select(Problem)],
    };

    static readonly ImmutableArray<string> SystemHeadings = ["業務", "環境", "アカウント", "団体"];

    static readonly ImmutableArray<string> ObjectiveHeadings = ["区分", "RPO", "RPO達成", "RTO(時間)", "RTO達成", "不足"];

    static readonly ImmutableArray<string> ScheduleHeadings = ["スケジュール", "次回以降", "世代", "保管(日)", "コールド(日)", "複製先", "複製の保管(日)"];

    static ImmutableArray<string> Head(ProtectedSystem system, char separator) =>
    [
        NameOf(system), EstateReport.LabelOf(system.Environment), string.Join(separator, system.Accounts.Select(a => a.Account.Id.ToString())), Bodies(system),
    ];

    static ImmutableArray<string> Objectives(ProtectedSystem system) => system.Class is not { } backup ? ["なし", "", "", "", "", ""] :
    [
        backup.Name,
        string.Create(CultureInfo.InvariantCulture, $"{backup.RpoBusinessDays}営業日({system.Calendar?.Id ?? "暦なし"})"),
        EstateReport.Mark(system.RecoveryPointMet),
        Number(backup.RtoHours),
        EstateReport.Mark(system.RecoveryTimeMet),
        string.Join('、', system.Shortfalls.Select(Text)),
    ];

    static ImmutableArray<string> Schedule(Estate estate, BackupSchedule schedule, DateTimeOffset now, int days, char separator) =>
    [
        $"{schedule.Name} {BackupTimetable.Cron(schedule)}",
        string.Join(separator, BackupTimetable.Runs(schedule, now, days).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r:MM-dd}({Weekdays[(int)r.DayOfWeek]}) {r:HH:mm}"))),
        Number(BackupTimetable.GenerationsOf(schedule)),
        Number(schedule.RetentionDays),
        schedule.ColdStorageAfterDays is { } cold ? Number(cold) : "",
        schedule.CopyRetentionDays is null ? "なし" : estate.Profile.RecoveryRegion,
        schedule.CopyRetentionDays is { } copy ? Number(copy) : "",
    ];

    static object Json(Estate estate, ProtectedSystem system, DateTimeOffset now, int days) => new
    {
        system = system.System?.Id,
        environment = EstateReport.Word(system.Environment),
        accounts = system.Accounts.Select(a => a.Account.Id.ToString()),
        @class = system.Class?.Id,
        rpoBusinessDays = system.Class?.RpoBusinessDays,
        rpoCalendar = system.Calendar?.Id,
        rpoMet = system.RecoveryPointMet,
        rpoMissedOn = system.MissedOn,
        rtoHours = system.Class?.RtoHours,
        rtoMet = system.RecoveryTimeMet,
        shortfalls = system.Shortfalls.Select(s => new { kind = EstateReport.Word(s.Kind), schedule = s.Schedule?.Name, actual = s.Actual, demanded = s.Demanded }),
        schedules = system.Class?.Schedules.Select(s => new
        {
            name = s.Name,
            cron = BackupTimetable.Cron(s),
            next = BackupTimetable.Runs(s, now, days),
            generations = BackupTimetable.GenerationsOf(s),
            retentionDays = s.RetentionDays,
            coldStorageAfterDays = s.ColdStorageAfterDays,
            copyRegion = s.CopyRetentionDays is null ? null : estate.Profile.RecoveryRegion,
            copyRetentionDays = s.CopyRetentionDays,
        }),
    };

    static string Problem(ProtectedSystem system) =>
        $"{NameOf(system)}({EstateReport.LabelOf(system.Environment)}): "
        + string.Join('、', system.Shortfalls.Select(Text).Concat(system.MissedOn is { } day ? [string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} の業務開始までにバックアップがない")] : []));

    static string Text(BackupShortfall shortfall)
    {
        var (what, unit) = shortfall.Kind switch
        {
            BackupShortfallKind.Retention => ("保管期間", "日"),
            BackupShortfallKind.CopyRetention => ("複製の保管期間", "日"),
            BackupShortfallKind.Generations => ("世代", ""),
            BackupShortfallKind.Copy => ("遠隔地の複製", "件"),
            BackupShortfallKind.RecoveryPoint => ("RPO", "営業日"),
            _ => ("RTO", "時間"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{what} {shortfall.Actual}{unit}(要求 {shortfall.Demanded}{unit})");
    }

    static string NameOf(ProtectedSystem system) => system.System?.Name ?? system.Accounts[0].Account.Purpose switch
    {
        AccountPurpose.Network => "(ネットワーク)",
        AccountPurpose.Operations => "(運用管理)",
        AccountPurpose.LogArchive => "(ログ保管)",
        _ => "(共通)",
    };

    static string Bodies(ProtectedSystem system) => string.Join('、', system.Accounts.SelectMany(a => a.Municipalities).Select(m => m.Name).Distinct(StringComparer.Ordinal));

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
