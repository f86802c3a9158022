using GovCloud.Calendar;
using GovCloud.Resilience;

namespace GovCloud.Estates.Reading;

/// <summary>Backup classes keep what the municipalities demand, where and as long as they demand it, and the vaults accept it.</summary>
static class BackupRules
{
    /// <summary>AWS Backup: a recovery point in cold storage is kept there for 90 days at least.</summary>
    const int DaysInColdStorage = 90;

    public static void Check(RuleContext context, DateOnly today)
    {
        var backup = context.Estate.Backup;
        foreach (var one in backup.Classes)
        {
            CheckClass(context, one);
        }

        CheckAcknowledgement(context, backup.Lock, today);
        BackupScopeRules.Check(context, today);
        if (!backup.Classes.IsEmpty && !context.Incomplete && context.Sound(backup, nameof(backup.Classes), nameof(backup.Assignments)))
        {
            CheckAssignments(context, backup, today);
        }
    }

    static void CheckClass(RuleContext context, BackupClass backup)
    {
        if (backup.Schedules.IsEmpty && context.Sound(backup, nameof(backup.Schedules)))
        {
            context.Error(EstateRules.BackupSchedule, backup, nameof(backup.Schedules), $"backup class \"{backup.Id}\" has no schedule; name at least one in 'schedules'");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var schedule in backup.Schedules.Where(s => context.Sound(s, nameof(s.Name), nameof(s.At), nameof(s.Days), nameof(s.RetentionDays), nameof(s.Generations), nameof(s.CopyRetentionDays))))
        {
            if (!names.Add(schedule.Name))
            {
                context.Error(EstateRules.BackupSchedule, schedule, nameof(schedule.Name), $"backup class \"{backup.Id}\" has two schedules \"{schedule.Name}\"; rename one");
            }

            CheckSchedule(context, backup, schedule);
            CheckLock(context, backup, schedule);
        }
    }

    static void CheckSchedule(RuleContext context, BackupClass backup, BackupSchedule schedule)
    {
        if (schedule.Days.IsEmpty)
        {
            context.Error(EstateRules.BackupSchedule, schedule, nameof(schedule.Days), $"schedule \"{schedule.Name}\" of \"{backup.Id}\" runs on no day; name days of the week, or remove 'days' for every day");
            return;
        }

        if (BackupTimetable.GenerationsOf(schedule) is var kept && kept < schedule.Generations)
        {
            context.Error(
                EstateRules.BackupRetention,
                schedule,
                nameof(schedule.RetentionDays),
                $"schedule \"{schedule.Name}\" of \"{backup.Id}\" keeps {kept} generations in {schedule.RetentionDays} days and promises {schedule.Generations}; keep them longer");
        }

        if (schedule.ColdStorageAfterDays is not { } cold)
        {
            return;
        }

        foreach (var days in new[] { schedule.RetentionDays, schedule.CopyRetentionDays }.OfType<int>().Where(days => days < cold + DaysInColdStorage).Take(1))
        {
            context.Error(
                EstateRules.BackupSchedule,
                schedule,
                nameof(schedule.ColdStorageAfterDays),
                $"schedule \"{schedule.Name}\" of \"{backup.Id}\" moves to cold storage after {cold} days and deletes after {days}; AWS Backup keeps {DaysInColdStorage} days there, so keep {cold + DaysInColdStorage} days or remove 'coldStorageAfterDays'");
        }
    }

    static void CheckLock(RuleContext context, BackupClass backup, BackupSchedule schedule)
    {
        var vault = context.Estate.Backup.Lock;
        if (!context.Sound(vault, nameof(vault.MinimumRetentionDays), nameof(vault.MaximumRetentionDays)))
        {
            return;
        }

        foreach (var (property, days) in new[] { (nameof(schedule.RetentionDays), (int?)schedule.RetentionDays), (nameof(schedule.CopyRetentionDays), schedule.CopyRetentionDays) })
        {
            if (days < vault.MinimumRetentionDays || days > vault.MaximumRetentionDays)
            {
                context.Error(
                    EstateRules.BackupLock,
                    schedule,
                    property,
                    $"schedule \"{schedule.Name}\" of \"{backup.Id}\" keeps {days} days, and the vault lock accepts {vault.MinimumRetentionDays} to {vault.MaximumRetentionDays}: every job would fail; change one of the two");
            }
        }
    }

    static void CheckAcknowledgement(RuleContext context, BackupLock vault, DateOnly today)
    {
        if (vault.MinimumRetentionDays > vault.MaximumRetentionDays && context.Sound(vault, nameof(vault.MinimumRetentionDays), nameof(vault.MaximumRetentionDays)))
        {
            context.Error(EstateRules.BackupLock, vault, nameof(vault.MaximumRetentionDays), $"the vault lock accepts at least {vault.MinimumRetentionDays} and at most {vault.MaximumRetentionDays} days; correct one of the two");
        }

        if (vault.Mode == BackupLockMode.Compliance && context.Sound(vault, nameof(vault.Mode), nameof(vault.Acknowledged)))
        {
            if (vault.Acknowledged is not { } decision)
            {
                context.Error(
                    EstateRules.BackupLock,
                    vault,
                    nameof(vault.Mode),
                    $"compliance mode can never be undone after {vault.ChangeableForDays} days, not even by AWS; name in 'acknowledged' who decided it, when and why, or write governance");
            }
            else if (decision.On > today && context.Sound(decision, nameof(decision.On)))
            {
                context.Error(EstateRules.BackupLock, decision, nameof(decision.On), FormattableString.Invariant($"'on' {decision.On:yyyy-MM-dd} is in the future; write the day of the decision"));
            }
        }
    }

    static void CheckAssignments(RuleContext context, EstateBackup backup, DateOnly today)
    {
        foreach (var unused in backup.Classes.Where(c => backup.Assignments.All(a => a.Class != c.Id)))
        {
            context.Warning(EstateRules.BackupClassUnused, unused, nameof(unused.Id), $"nothing is assigned backup class \"{unused.Id}\"; assign it or remove it");
        }

        foreach (var system in context.Estate.Systems.Where(s => context.Sound(s, nameof(s.Id), nameof(s.DataClass), nameof(s.Municipalities), nameof(s.ServiceCalendar))))
        {
            if (BackupPlan.ClassOf(backup, system, DeploymentEnvironment.Production) is { } assigned)
            {
                CheckSystem(context, system, assigned, today);
            }
            else if (backup.Assignments.All(a => backup.Classes.Any(c => c.Id == a.Class)))
            {
                context.Error(EstateRules.BackupUnassigned, system, nameof(system.Id), $"system \"{system.Id}\" has no backup class in production; add a row to 'backup.assignments'");
            }
        }
    }

    static void CheckSystem(RuleContext context, BusinessSystem system, BackupClass backup, DateOnly today)
    {
        if (backup.Schedules.IsEmpty || backup.Schedules.Any(s => s.Days.IsEmpty) || !context.Sound(backup, nameof(backup.Schedules), nameof(backup.RpoBusinessDays), nameof(backup.RtoHours)))
        {
            return;
        }

        foreach (var requirement in context.Estate.Backup.Requirements.Where(r => system.Municipalities.Contains(r.Municipality)))
        {
            foreach (var shortfall in BackupPlan.Shortfalls(backup, requirement))
            {
                var (rule, property, text) = Describe(shortfall);
                context.Error(rule, (object?)shortfall.Schedule ?? backup, property, $"{text}; municipality {requirement.Municipality} demands it of system \"{system.Id}\" ({requirement.Source})");
            }
        }

        if (BackupPlan.CalendarOf(context.Estate, system) is { } hours && IsSoundCalendar(context, hours))
        {
            CheckHours(context, system, backup, hours, today);
        }
    }

    static (string Rule, string Property, string Text) Describe(BackupShortfall shortfall) => shortfall.Kind switch
    {
        BackupShortfallKind.Retention => (EstateRules.BackupRetention, nameof(BackupSchedule.RetentionDays), $"{shortfall.Actual} days of retention, {shortfall.Demanded} are needed"),
        BackupShortfallKind.CopyRetention => (EstateRules.BackupRetention, nameof(BackupSchedule.CopyRetentionDays), $"{shortfall.Actual} days of retention of the copy, {shortfall.Demanded} are needed"),
        BackupShortfallKind.Generations => (EstateRules.BackupRetention, nameof(BackupClass.Schedules), $"{shortfall.Actual} generations, {shortfall.Demanded} are needed"),
        BackupShortfallKind.Copy => (EstateRules.BackupCopy, nameof(BackupClass.Schedules), "no copy in the recovery region; write 'copyRetentionDays'"),
        BackupShortfallKind.RecoveryPoint => (EstateRules.BackupObjective, nameof(BackupClass.RpoBusinessDays), $"a recovery point objective of {shortfall.Actual} business days, {shortfall.Demanded} is needed"),
        _ => (EstateRules.BackupObjective, nameof(BackupClass.RtoHours), $"a recovery time objective of {shortfall.Actual} hours, {shortfall.Demanded} is needed"),
    };

    static void CheckHours(RuleContext context, BusinessSystem system, BackupClass backup, WorkCalendar hours, DateOnly today)
    {
        foreach (var schedule in backup.Schedules.Where(s => s.Days.Any(hours.Days.Contains) && s.At >= hours.Open && (s.At < hours.Close || hours.Close == TimeOnly.MinValue)))
        {
            context.Warning(
                EstateRules.BackupSchedule,
                schedule,
                nameof(schedule.At),
                FormattableString.Invariant($"schedule \"{schedule.Name}\" of \"{backup.Id}\" starts at {schedule.At:H:mm}, while system \"{system.Id}\" is online ({hours.Open:H:mm} to {hours.Close:H:mm}); start it after the service has closed"));
        }

        if (BackupTimetable.FirstMissed(backup, new WorkingCalendar(hours), today, 260) is { } day)
        {
            context.Error(
                EstateRules.BackupObjective,
                backup,
                nameof(backup.RpoBusinessDays),
                FormattableString.Invariant($"no backup of \"{backup.Id}\" completes between closing and opening before {day:yyyy-MM-dd}, so that system \"{system.Id}\" cannot be restored to {backup.RpoBusinessDays} business day before; add days or complete sooner"));
        }
    }

    /// <summary>Whether the calendar can be computed with; what is wrong with it has been reported.</summary>
    static bool IsSoundCalendar(RuleContext context, WorkCalendar calendar) =>
        context.Sound(calendar, nameof(calendar.Days), nameof(calendar.Open), nameof(calendar.Close), nameof(calendar.NthWeekdayClosures), nameof(calendar.ClosedDays), nameof(calendar.OpenDays))
        && !calendar.Days.IsEmpty
        && (calendar.Close == TimeOnly.MinValue || calendar.Close > calendar.Open)
        && !calendar.OpenDays.Any(calendar.ClosedDays.Contains)
        && calendar.NthWeekdayClosures.All(r => context.Sound(r, nameof(r.Nth), nameof(r.FollowingDays)));
}
