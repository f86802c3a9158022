using System.Globalization;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Resilience.Facts;

namespace GovCloud.Resilience.Objectives;

/// <summary>
/// The recovery point objective in business time. An objective of one business day is met where what was there when the last business day closed
/// can be restored, from the time on at which that day's backup is promised to be complete.
/// </summary>
public static class RecoveryPointObjective
{
    /// <summary>What must be there at an instant.</summary>
    /// <param name="backup">The class.</param>
    /// <param name="calendar">The business days.</param>
    /// <param name="now">The instant.</param>
    /// <param name="promised">By when it must be there.</param>
    /// <exception cref="InvalidOperationException">The calendar is closed for too long; see <see cref="WorkingCalendar"/>.</exception>
    public static RecoveryTarget TargetAt(BackupClass backup, WorkingCalendar calendar, DateTimeOffset now, PromisedBy promised = PromisedBy.Schedule)
    {
        ArgumentNullException.ThrowIfNull(backup);
        ArgumentNullException.ThrowIfNull(calendar);
        var day = calendar.AddBusinessDays(JapanTime.DateOf(now), -1, FirstDay.Included);
        while (DueBy(backup, calendar, day, promised) > now)
        {
            day = calendar.AddBusinessDays(day, -1);
        }

        var due = DueBy(backup, calendar, day, promised);
        var first = backup.RpoBusinessDays > 1 ? calendar.AddBusinessDays(day, 1 - backup.RpoBusinessDays) : day;
        return new RecoveryTarget { BusinessDay = day, CutOff = calendar.OpeningOf(first)!.Value.Closes, DueBy = due };
    }

    /// <summary>When the backup of a business day is promised to be complete: that of the first run after closing, and the next opening at the latest.</summary>
    /// <param name="backup">The class.</param>
    /// <param name="calendar">The business days.</param>
    /// <param name="day">A business day.</param>
    /// <param name="promised">By when it must be there.</param>
    public static DateTimeOffset DueBy(BackupClass backup, WorkingCalendar calendar, DateOnly day, PromisedBy promised = PromisedBy.Schedule)
    {
        ArgumentNullException.ThrowIfNull(backup);
        ArgumentNullException.ThrowIfNull(calendar);
        var closes = calendar.OpeningOf(day)!.Value.Closes;
        var opens = calendar.OpeningOf(calendar.AddBusinessDays(day, 1))!.Value.Opens;
        if (promised == PromisedBy.NextOpening)
        {
            return opens;
        }

        var complete = backup.Schedules
            .SelectMany(schedule => BackupTimetable.RunsBetween(schedule, closes.AddTicks(-1), opens).Take(1).Select(run => run.AddHours(schedule.CompleteWithinHours)))
            .Append(opens)
            .Min();
        return complete < opens ? complete : opens;
    }

    /// <summary>Judges the recovery points of one resource. Their order does not matter.</summary>
    /// <param name="target">What must be there.</param>
    /// <param name="points">All recovery points of the resource.</param>
    /// <param name="window">When they were read.</param>
    /// <param name="restorable">For continuous backups: the latest moment that can be restored to; null where it is not known.</param>
    public static RecoveryVerdict Judge(RecoveryTarget target, IEnumerable<RecoveryPoint> points, AuditWindow window, DateTimeOffset? restorable = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(points);
        RecoveryPoint? newest = null;
        DateTimeOffset? content = null;
        (DateTimeOffset At, string Why)? doubt = null;
        foreach (var point in points)
        {
            var (standing, why) = window.Judge(point);
            if (standing == PointStanding.DoesNotCount)
            {
                continue;
            }

            var at = point.IsContinuous ? restorable : point.Created;
            if (standing == PointStanding.Doubtful || at is null || at > window.Ended + AuditWindow.ClockTolerance)
            {
                doubt = Further(doubt, at ?? point.CreatedAtLatest ?? DateTimeOffset.MaxValue, why ?? (at is null ? "継続的バックアップの復元可能な時刻が分からない" : "復元可能な時刻が未来(時計のずれ)"));
                continue;
            }

            if (point.CreatedAtLatest is { } latest)
            {
                doubt = Further(doubt, latest, "複製の元の復旧ポイントが見つからない");
            }

            if (content is null || at > content || (at == content && string.CompareOrdinal(point.Arn, newest!.Arn) < 0))
            {
                (newest, content) = (point, at);
            }
        }

        var state = content >= target.CutOff ? RecoveryState.Met
            : doubt?.At >= target.CutOff ? RecoveryState.Unknown
            : RecoveryState.Missed;
        return new RecoveryVerdict { State = state, Target = target, Newest = newest, Content = content, Doubt = state == RecoveryState.Unknown ? doubt?.Why : null };
    }

    static (DateTimeOffset At, string Why) Further((DateTimeOffset At, string Why)? doubt, DateTimeOffset at, string why) =>
        doubt is { } worst && (worst.At, worst.Why).CompareTo((at, why)) >= 0 ? worst : (at, why);

    /// <summary>How many business days closed after a moment and up to the cut-off: 0 where the objective is met.</summary>
    public static int BusinessDaysBehind(RecoveryTarget target, WorkingCalendar calendar, DateTimeOffset content)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(calendar);
        if (content >= target.CutOff)
        {
            return 0;
        }

        var (first, last) = (JapanTime.DateOf(content), JapanTime.DateOf(target.CutOff));
        return Enumerable.Range(first.DayNumber, last.DayNumber - first.DayNumber + 1)
            .Count(number => calendar.OpeningOf(DateOnly.FromDayNumber(number)) is { } opening && opening.Closes > content && opening.Closes <= target.CutOff);
    }

    /// <summary>The verdict in words: <c>直近の営業日は11/20(金)、期限 11/21 04:30、最新 11/19 20:31 → 1営業日超過</c>.</summary>
    public static string Explain(RecoveryVerdict verdict, WorkingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        var target = verdict.Target;
        var day = string.Create(CultureInfo.InvariantCulture, $"直近の営業日は{target.BusinessDay.Month}/{target.BusinessDay.Day}({Weekdays[(int)target.BusinessDay.DayOfWeek]})、期限 {Short(target.DueBy)}");
        var newest = verdict.Content is { } content ? $"最新 {Short(content)}" : "使える復旧ポイントがない";
        return verdict.State switch
        {
            RecoveryState.Met => $"{day}、{newest}",
            RecoveryState.Unknown => $"{day}、{newest}、判定できない({verdict.Doubt})",
            _ when verdict.Content is { } late => string.Create(CultureInfo.InvariantCulture, $"{day}、{newest} → {BusinessDaysBehind(target, calendar, late)}営業日超過"),
            _ => $"{day}、{newest}",
        };
    }

    const string Weekdays = "日月火水木金土";

    static string Short(DateTimeOffset instant) => JapanTime.Of(instant).ToString("M/d HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>By when a backup of a business day must be there.</summary>
public enum PromisedBy
{
    /// <summary>When the schedule promises it to be complete, and when business opens again at the latest.</summary>
    Schedule,

    /// <summary>When business opens again: copies, for which no schedule promises anything.</summary>
    NextOpening,
}

/// <summary>What must be there at an instant.</summary>
public sealed record RecoveryTarget
{
    /// <summary>The last business day whose backup is due.</summary>
    public required DateOnly BusinessDay { get; init; }

    /// <summary>A recovery point from then or later meets the objective.</summary>
    public required DateTimeOffset CutOff { get; init; }

    /// <summary>Since when it is due.</summary>
    public required DateTimeOffset DueBy { get; init; }
}

/// <summary>Whether a recovery point objective is met.</summary>
public sealed record RecoveryVerdict
{
    /// <summary>The answer.</summary>
    public required RecoveryState State { get; init; }

    /// <summary>What was asked.</summary>
    public required RecoveryTarget Target { get; init; }

    /// <summary>The newest recovery point that counts.</summary>
    public required RecoveryPoint? Newest { get; init; }

    /// <summary>The moment that it restores.</summary>
    public required DateTimeOffset? Content { get; init; }

    /// <summary>Why it cannot be said, Japanese.</summary>
    public required string? Doubt { get; init; }
}

/// <summary>Answers about an objective. Ordered: a later one is worse.</summary>
public enum RecoveryState
{
    /// <summary>Met.</summary>
    Met,

    /// <summary>It cannot be said.</summary>
    Unknown,

    /// <summary>Missed.</summary>
    Missed,
}
