using System.Collections.Immutable;
using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Resilience;

/// <summary>Which class every account has, and whether the class gives the bodies what they demand.</summary>
public static class BackupPlan
{
    // Long enough for every holiday and the days around the year's end.
    const int JudgedBusinessDays = 260;

    /// <summary>One row for each system and environment that has an account, in the order of systems; then the accounts without a system.</summary>
    /// <param name="index">The estate.</param>
    /// <param name="today">The first day of the year for which objectives are judged.</param>
    public static ImmutableArray<ProtectedSystem> Of(EstateIndex index, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(index);
        var estate = index.Estate;
        return
        [
            .. estate.Accounts.Select(a => index.FindAccount(a.Id.ToString())!)
                .GroupBy(c => (System: c.System?.Id, c.Environment, Purpose: c.System is null ? c.Account.Purpose : AccountPurpose.System))
                .OrderBy(g => g.Key.System is null)
                .ThenBy(g => g.Key.System, StringComparer.Ordinal)
                .ThenBy(g => g.Key.Purpose)
                .ThenBy(g => g.Key.Environment)
                .Select(g => Describe(estate, [.. g], today)),
        ];
    }

    /// <summary>The class of a system in an environment; <see langword="null"/> where no row of the estate gives it one.</summary>
    public static BackupClass? ClassOf(EstateBackup backup, BusinessSystem? system, DeploymentEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(backup);
        var row = backup.Assignments.FirstOrDefault(a => a.Covers(system, environment));
        return row is null ? null : backup.Classes.FirstOrDefault(c => c.Id == row.Class);
    }

    /// <summary>What a class falls short of, in words for people; empty where it gives all that is demanded.</summary>
    public static ImmutableArray<BackupShortfall> Shortfalls(BackupClass backup, BackupRequirement requirement)
    {
        ArgumentNullException.ThrowIfNull(backup);
        ArgumentNullException.ThrowIfNull(requirement);
        var found = ImmutableArray.CreateBuilder<BackupShortfall>();
        foreach (var schedule in backup.Schedules)
        {
            if (schedule.RetentionDays < requirement.MinimumRetentionDays)
            {
                found.Add(new(BackupShortfallKind.Retention, schedule, schedule.RetentionDays, requirement.MinimumRetentionDays));
            }

            if (schedule.CopyRetentionDays is { } copy && requirement.RecoveryRegionCopy && copy < requirement.MinimumRetentionDays)
            {
                found.Add(new(BackupShortfallKind.CopyRetention, schedule, copy, requirement.MinimumRetentionDays));
            }
        }

        var generations = backup.Schedules.Sum(BackupTimetable.GenerationsOf);
        if (generations < requirement.MinimumGenerations)
        {
            found.Add(new(BackupShortfallKind.Generations, null, generations, requirement.MinimumGenerations));
        }

        if (requirement.RecoveryRegionCopy && backup.Schedules.All(s => s.CopyRetentionDays is null))
        {
            found.Add(new(BackupShortfallKind.Copy, null, 0, 1));
        }

        if (backup.RpoBusinessDays > requirement.RpoBusinessDays)
        {
            found.Add(new(BackupShortfallKind.RecoveryPoint, null, backup.RpoBusinessDays, requirement.RpoBusinessDays));
        }

        if (backup.RtoHours > requirement.RtoHours)
        {
            found.Add(new(BackupShortfallKind.RecoveryTime, null, backup.RtoHours, requirement.RtoHours));
        }

        return found.ToImmutable();
    }

    static ProtectedSystem Describe(Estate estate, ImmutableArray<AccountContext> accounts, DateOnly today)
    {
        var first = accounts[0];
        var backup = ClassOf(estate.Backup, first.System, first.Environment);
        var calendar = CalendarOf(estate, first.System);
        var bodies = accounts.SelectMany(c => c.Municipalities).Select(m => m.Code).ToHashSet();
        var demanded = first.System is null || first.Environment != DeploymentEnvironment.Production
            ? []
            : estate.Backup.Requirements.Where(r => bodies.Contains(r.Municipality)).ToImmutableArray();
        return new ProtectedSystem
        {
            Accounts = accounts,
            Class = backup,
            Calendar = calendar,
            MissedOn = backup is null || calendar is null ? null : BackupTimetable.FirstMissed(backup, new WorkingCalendar(calendar), today, JudgedBusinessDays),
            Requirements = demanded,
            Shortfalls = backup is null ? [] : [.. demanded.SelectMany(r => Shortfalls(backup, r)).Distinct()],
        };
    }

    /// <summary>The business days that a system's recovery point objective counts; <see langword="null"/> where the estate names none.</summary>
    public static WorkCalendar? CalendarOf(Estate estate, BusinessSystem? system)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var id = system?.ServiceCalendar ?? estate.Backup.Calendar;
        return estate.Calendars.FirstOrDefault(c => c.Id == id);
    }
}

/// <summary>A system in one environment, or the accounts of one purpose, with their class.</summary>
public sealed record ProtectedSystem
{
    /// <summary>The accounts; at least one, all of the same system and environment.</summary>
    public required ImmutableArray<AccountContext> Accounts { get; init; }

    /// <summary>The class; none where nothing is backed up.</summary>
    public required BackupClass? Class { get; init; }

    /// <summary>The business days of the recovery point objective; none where the estate names none, and then it cannot be judged.</summary>
    public required WorkCalendar? Calendar { get; init; }

    /// <summary>The first business day within a year on which the recovery point objective is missed.</summary>
    public required DateOnly? MissedOn { get; init; }

    /// <summary>What the bodies demand.</summary>
    public required ImmutableArray<BackupRequirement> Requirements { get; init; }

    /// <summary>What the class falls short of.</summary>
    public required ImmutableArray<BackupShortfall> Shortfalls { get; init; }

    /// <summary>The system; none for accounts without one.</summary>
    public BusinessSystem? System => Accounts[0].System;

    /// <summary>Production or verification.</summary>
    public DeploymentEnvironment Environment => Accounts[0].Environment;

    /// <summary>Whether the recovery point objective is met on every business day of a year; <see langword="null"/> where that cannot be judged.</summary>
    public bool? RecoveryPointMet => Class is null || Calendar is null
        ? null
        : MissedOn is null && !Shortfalls.Any(s => s.Kind == BackupShortfallKind.RecoveryPoint);

    /// <summary>
    /// Whether the recovery time that the class promises is what the bodies demand; <see langword="null"/> where nothing is promised. Whether the promise
    /// is kept only a restore tells.
    /// </summary>
    public bool? RecoveryTimeMet => Class is null ? null : !Shortfalls.Any(s => s.Kind == BackupShortfallKind.RecoveryTime);
}

/// <summary>Something that a class gives less of than is demanded.</summary>
/// <param name="Kind">What.</param>
/// <param name="Schedule">The schedule; none where it is about all together.</param>
/// <param name="Actual">What there is, in days, generations, copies, business days or hours.</param>
/// <param name="Demanded">What is demanded, likewise.</param>
public sealed record BackupShortfall(BackupShortfallKind Kind, BackupSchedule? Schedule, int Actual, int Demanded);

/// <summary>What a class can fall short of.</summary>
public enum BackupShortfallKind
{
    /// <summary>Days of retention.</summary>
    Retention,

    /// <summary>Days of retention of the copy.</summary>
    CopyRetention,

    /// <summary>Generations.</summary>
    Generations,

    /// <summary>The copy in the recovery region.</summary>
    Copy,

    /// <summary>The recovery point objective in business days.</summary>
    RecoveryPoint,

    /// <summary>The recovery time objective in hours.</summary>
    RecoveryTime,
}
