using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Calendar;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;
using GovCloud.Monitoring;

namespace GovCloud.Cli.Monitoring;

/// <summary>The service levels of an estate for a month.</summary>
static class MonitoringReport
{
    public static bool TryMonth(string text, out DateOnly first) =>
        DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out first);

    public static EstateReport Of(Estate estate, DateOnly month)
    {
        var levels = estate.Monitoring.Systems.Select(s => Level(estate, s, month)).ToImmutableArray();
        return new EstateReport
        {
            Sheets =
            [
                new SpreadsheetSheet
                {
                    Name = "監視とサービスレベル",
                    Preamble = [string.Create(CultureInfo.InvariantCulture, $"{estate.Profile.Title} {month:yyyy-MM}")],
                    Headings = ["業務", "アカウント", "応答(秒)", "失敗(%)", "稼働率(%)", "サービス時間(時間)", "計画停止(時間)", "許容停止(分)", "バッチ(期限)", "アラーム"],
                    Rows = [.. levels.Select(Row)],
                },
            ],
            Json = new
            {
                month = month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                systems = levels.Select(l => new
                {
                    system = l.System.Id,
                    accounts = l.Monitoring.Targets.Select(t => t.Account.ToString()),
                    responseSeconds = l.Target.Response.TotalSeconds,
                    responsePercentile = l.Target.Percentile,
                    errorPercent = l.Target.ErrorPercent,
                    availability = l.Target.Availability,
                    scheduledHours = l.Scheduled?.Scheduled.TotalHours,
                    plannedStopHours = l.PlannedStop?.TotalHours,
                    allowedDownMinutes = l.Scheduled?.Budget(l.Target.Availability).TotalMinutes,
                    batches = l.Monitoring.Batches.Select(b => new { id = b.Id, finishedBy = b.FinishedBy.ToString("HH:mm", CultureInfo.InvariantCulture), withinHours = b.WithinHours }),
                    alarms = AlarmNames.Of(l.Monitoring),
                }),
            },
        };
    }

    static SystemLevel Level(Estate estate, SystemMonitoring monitoring, DateOnly month)
    {
        var system = estate.Systems.Single(s => s.Id == monitoring.System);
        var hours = estate.Calendars.FirstOrDefault(c => c.Id == system.ServiceCalendar);
        var calendar = hours is null ? null : new WorkingCalendar(hours);
        var last = month.AddMonths(1).AddDays(-1);
        var whole = calendar is null ? (Availability?)null : Availability.Of(calendar, month, last, [], []);
        var scheduled = calendar is null ? (Availability?)null : Availability.Of(calendar, month, last, Availability.PlannedOf(estate, system.Id), []);
        return new SystemLevel(system, monitoring, ServiceLevel.Of(estate.Monitoring.Standard, monitoring), scheduled, whole?.Scheduled - scheduled?.Scheduled);
    }

    static ImmutableArray<string> Row(SystemLevel level) =>
    [
        level.System.Name,
        string.Join('\n', level.Monitoring.Targets.Select(t => t.Account.ToString())),
        string.Create(CultureInfo.InvariantCulture, $"{level.Target.Response.TotalSeconds:0.###} (p{level.Target.Percentile})"),
        level.Target.ErrorPercent.ToString(CultureInfo.InvariantCulture),
        level.Target.Availability.ToString(CultureInfo.InvariantCulture),
        Number(level.Scheduled?.Scheduled.TotalHours),
        Number(level.PlannedStop?.TotalHours),
        Number(level.Scheduled?.Budget(level.Target.Availability).TotalMinutes),
        string.Join('\n', level.Monitoring.Batches.Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Name} {b.FinishedBy:H:mm}"))),
        string.Join('\n', AlarmNames.Of(level.Monitoring)),
    ];

    static string Number(double? value) => value?.ToString("0.##", CultureInfo.InvariantCulture) ?? "—";

    sealed record SystemLevel(BusinessSystem System, SystemMonitoring Monitoring, ServiceLevel Target, Availability? Scheduled, TimeSpan? PlannedStop);
}
