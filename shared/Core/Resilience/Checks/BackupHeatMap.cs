using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Estates;
using GovCloud.Resilience.Facts;
using GovCloud.Resilience.Objectives;

namespace GovCloud.Resilience.Checks;

/// <summary>Whether each system of each body could have been restored to each business day, as far as what is kept still tells.</summary>
public sealed record BackupHeatMap
{
    /// <summary>The days, earliest first, JST.</summary>
    public required ImmutableArray<DateOnly> Days { get; init; }

    /// <summary>A row for each body, system and environment.</summary>
    public required ImmutableArray<HeatRow> Rows { get; init; }

    /// <summary>Draws up the map of the last days.</summary>
    /// <param name="evidence">What was read of the accounts.</param>
    /// <param name="today">The last day.</param>
    /// <param name="days">How many days, 1 to 366.</param>
    public static BackupHeatMap Of(IEnumerable<BackupEvidence> evidence, DateOnly today, int days = 28)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, 366);
        ImmutableArray<DateOnly> columns = [.. Enumerable.Range(1 - days, days).Select(today.AddDays)];
        var rows = evidence.Where(one => one.Context.System is not null)
            .Select(one => (Evidence: one, Cells: columns.Select(day => CellOf(one, day)).ToImmutableArray()))
            .SelectMany(one => one.Evidence.Context.Municipalities, (one, body) => (one.Evidence, one.Cells, Body: body))
            .GroupBy(one => (Code: one.Body.Code.ToString(), one.Evidence.Context.System!.Id, one.Evidence.Context.Environment))
            .OrderBy(group => group.Key.Code, StringComparer.Ordinal).ThenBy(group => group.Key.Id, StringComparer.Ordinal).ThenBy(group => group.Key.Environment)
            .Select(group => new HeatRow
            {
                Municipality = group.First().Body,
                System = group.First().Evidence.Context.System!,
                Environment = group.Key.Environment,
                Cells = [.. Enumerable.Range(0, columns.Length).Select(column => group.Max(one => one.Cells[column]))],
            });
        return new BackupHeatMap { Days = columns, Rows = [.. rows] };
    }

    static HeatState CellOf(BackupEvidence evidence, DateOnly day)
    {
        if (evidence is not { Class: { } backup, Calendar: { } calendar } || evidence.Things.IsEmpty)
        {
            return evidence.Class is null || evidence.Primary.Inventory.IsKnown ? HeatState.NothingToProtect : HeatState.Unknown;
        }

        if (!calendar.IsOpen(day))
        {
            return HeatState.Closed;
        }

        if (RecoveryPointObjective.DueBy(backup, calendar, day) > evidence.Reading.Ended)
        {
            return HeatState.NotDue;
        }

        var from = calendar.OpeningOf(backup.RpoBusinessDays > 1 ? calendar.AddBusinessDays(day, 1 - backup.RpoBusinessDays) : day)!.Value.Closes;
        var until = calendar.OpeningOf(calendar.AddBusinessDays(day, 1))!.Value.Opens;
        if (from < evidence.Reading.Ended.AddDays(-backup.Schedules.Max(schedule => schedule.RetentionDays)))
        {
            return HeatState.Forgotten;
        }

        var copyDue = RecoveryPointObjective.DueBy(backup, calendar, day, PromisedBy.NextOpening) <= evidence.Reading.Ended;
        return evidence.Things.Max(thing => State(evidence, thing, from, until, evidence.CopyNeeded && copyDue));
    }

    static HeatState State(BackupEvidence evidence, ProtectedThing thing, DateTimeOffset from, DateTimeOffset until, bool copyNeeded)
    {
        var own = Holds(evidence, thing.Points, thing.Resource.LatestRestorable, from, until);
        var copied = copyNeeded ? Holds(evidence, thing.Copies, null, from, until) : true;
        return (own, copied) switch
        {
            (false, _) => HeatState.Missed,
            (null, _) or (_, null) => HeatState.Unknown,
            (_, false) => HeatState.CopyMissed,
            _ => HeatState.Met,
        };
    }

    static bool? Holds(BackupEvidence evidence, Reading<ImmutableArray<RecoveryPoint>> points, DateTimeOffset? restorable, DateTimeOffset from, DateTimeOffset until) => points.Match<bool?>(
        known =>
        {
            var doubtful = false;
            foreach (var point in known)
            {
                var covers = point.IsContinuous ? restorable >= from && point.Created <= until : point.Created >= from && point.Created <= until;
                var mayCover = covers || (point.CreatedAtLatest >= from && (point.Created is null || point.Created <= until));
                if (mayCover && evidence.Window.Judge(point).Standing is var standing && standing != PointStanding.DoesNotCount)
                {
                    if (covers && standing == PointStanding.Counts)
                    {
                        return true;
                    }

                    doubtful = true;
                }
            }

            return doubtful ? null : false;
        },
        _ => null);
}

/// <summary>A system of a body in an environment.</summary>
public sealed record HeatRow
{
    /// <summary>The body.</summary>
    public required Municipality Municipality { get; init; }

    /// <summary>The system.</summary>
    public required BusinessSystem System { get; init; }

    /// <summary>Production or verification.</summary>
    public required DeploymentEnvironment Environment { get; init; }

    /// <summary>The worst of its resources, for each day.</summary>
    public required ImmutableArray<HeatState> Cells { get; init; }
}

/// <summary>What a day looks like. Ordered: a later one is worse.</summary>
public enum HeatState
{
    /// <summary>There is nothing to protect.</summary>
    NothingToProtect,

    /// <summary>No business day.</summary>
    Closed,

    /// <summary>Its backup is not due yet.</summary>
    NotDue,

    /// <summary>So long ago that nothing of it has to be kept.</summary>
    Forgotten,

    /// <summary>It can be restored to.</summary>
    Met,

    /// <summary>It can be restored to in the region of daily operation only.</summary>
    CopyMissed,

    /// <summary>It cannot be said.</summary>
    Unknown,

    /// <summary>It cannot be restored to.</summary>
    Missed,
}
