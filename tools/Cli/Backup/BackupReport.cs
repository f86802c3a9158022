using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;
using GovCloud.Resilience;

namespace GovCloud.Cli.Backup;

/// <summary>The backups of an estate: a row for each system, environment and schedule.</summary>
static class BackupReport
{
    public static EstateReport Of(Estate estate, ImmutableArray<ProtectedSystem> systems, DateTimeOffset now, int days) => new()
    {
        Sheets =
        [
            new SpreadsheetSheet
            {
                Name = "バックアップ計画",
                Preamble = [string.Create(CultureInfo.InvariantCulture, $"{estate.Profile.Title} {now:yyyy-MM-dd HH:mm} から{days}日間の実行(日本時間)")],
                Headings = ["業務", "環境", "アカウント", "団体", "区分", "スケジュール", "次回以降", "世代", "保管(日)", "コールド(日)", "複製先", "複製の保管(日)", "RPO", "RPO達成", "RTO(時間)", "RTO達成", "不足"],
                Rows = [.. systems.SelectMany(s => Rows(estate, s, now, days))],
            },
        ],
        Json = new { generated = now, timeZone = "Asia/Tokyo", days, tagKey = estate.Backup.TagKey, systems = systems.Select(s => Json(estate, s, now, days)) },
        Problems = [.. systems.Where(s => s.RecoveryPointMet is false || !s.Shortfalls.IsEmpty).Select(Problem)],
    };

    static IEnumerable<ImmutableArray<string>> Rows(Estate estate, ProtectedSystem system, DateTimeOffset now, int days)
    {
        ImmutableArray<string> head =
        [
            NameOf(system), EstateReport.LabelOf(system.Environment), string.Join('\n', system.Accounts.Select(a => a.Account.Id.ToString())), Bodies(system),
        ];
        if (system.Class is not { } backup)
        {
            return [[.. head, "なし", .. Enumerable.Repeat("", 12)]];
        }

        return backup.Schedules.Select((schedule, i) => (ImmutableArray<string>)
        [
            .. i == 0 ? head : ["", "", "", ""],
            i == 0 ? backup.Name : "",
            $"{schedule.Name} {BackupTimetable.Cron(schedule)}",
            string.Join('\n', BackupTimetable.Runs(schedule, now, days).Select(r => r.ToString("MM-dd (ddd) HH:mm", Japanese))),
            Number(BackupTimetable.GenerationsOf(schedule)),
            Number(schedule.RetentionDays),
            schedule.ColdStorageAfterDays is { } cold ? Number(cold) : "",
            schedule.CopyRetentionDays is null ? "なし" : estate.Profile.RecoveryRegion,
            schedule.CopyRetentionDays is { } copy ? Number(copy) : "",
            i == 0 ? string.Create(CultureInfo.InvariantCulture, $"{backup.RpoBusinessDays}営業日({system.Calendar?.Id ?? "暦なし"})") : "",
            i == 0 ? EstateReport.Mark(system.RecoveryPointMet) : "",
            i == 0 ? Number(backup.RtoHours) : "",
            i == 0 ? EstateReport.Mark(system.RecoveryTimeMet) : "",
            i == 0 ? string.Join('\n', system.Shortfalls.Select(Text)) : "",
        ]);
    }

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

    static readonly CultureInfo Japanese = CultureInfo.GetCultureInfo("ja-JP");

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
