using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Resilience.Checks;
using GovCloud.Resilience.Facts;
using static GovCloud.Core.Tests.Resilience.BackupScene;

namespace GovCloud.Core.Tests.Resilience;

public sealed class BackupHeatMapTests
{
    static readonly DateOnly Today = new(2026, 11, 20);

    // Friday 9:00: Thursday's backup and its copy are due.
    static readonly DateTimeOffset Opened = JapanTime.At(Today, new TimeOnly(9, 0));

    [Fact]
    public void Where_all_is_well_every_business_day_can_be_restored_to()
    {
        var map = BackupHeatMap.Of([At()], Today, 14);
        Assert.All(map.Rows, row => Assert.Equal("住民基本台帳", row.System.Name));
        Assert.Equal(At().Context.Municipalities.Select(body => body.Name), map.Rows.Select(row => row.Municipality.Name));
        Assert.All(map.Rows, row => Assert.Equal(HeatState.NotDue, row.Cells[^1]));
        Assert.All(map.Rows, row => Assert.All(row.Cells[..^1], cell => Assert.Equal(HeatState.Met, cell)));
    }

    [Fact]
    public void A_lost_night_a_lost_copy_and_an_unread_list_look_different()
    {
        static bool Is(RecoveryPoint point, int day) => JapanTime.DateOf(point.Created!.Value) == new DateOnly(2026, 11, day);
        Assert.Equal(HeatState.Missed, Cell(At(p => p with { Points = p.Points.Map(point => Is(point, 17) ? null : point) }), 17));
        Assert.Equal(HeatState.CopyMissed, Cell(At(recovery: r => r with { Points = r.Points.Map(point => Is(point, 17) ? null : point) }), 17));
        Assert.Equal(HeatState.Unknown, Cell(At(p => p with { Points = Readings.Unknown<ImmutableArray<RecoveryPoint>>("AccessDenied") }), 17));
        Assert.Equal(HeatState.Met, Cell(At(p => p with { Points = p.Points.Map(point => Is(point, 17) ? null : point) }), 16));
    }

    [Fact]
    public void Days_off_and_days_that_need_not_be_kept_are_told_apart()
    {
        Assert.Equal(HeatState.Closed, Cell(At(), 3)); // 文化の日
        Assert.Equal(HeatState.Forgotten, BackupHeatMap.Of([At(estate: Short)], Today, 20).Rows[0].Cells[1]);

        static Estate Short(Estate estate) => estate with
        {
            Backup = estate.Backup with { Classes = [.. estate.Backup.Classes.Select(c => c with { Schedules = [.. c.Schedules.Select(s => s with { RetentionDays = 7 })] })] },
        };
    }

    [Fact]
    public void The_worst_account_of_a_system_gives_the_colour()
    {
        var broken = At(p => p with { Points = Readings.Known<ImmutableArray<RecoveryPoint>>([]) });
        Assert.Equal(HeatState.Missed, BackupHeatMap.Of([At(), broken], Today, 14).Rows[0].Cells[^2]);
        Assert.Equal(HeatState.Missed, BackupHeatMap.Of([broken, At()], Today, 14).Rows[0].Cells[^2]);
    }

    static HeatState Cell(BackupEvidence evidence, int day) => BackupHeatMap.Of([evidence], Today, 20).Rows[0].Cells[19 - (20 - day)];

    static BackupEvidence At(Func<RegionReading, RegionReading>? primary = null, Func<RegionReading, RegionReading>? recovery = null, Func<Estate, Estate>? estate = null) =>
        Evidence(primary, recovery, Opened, estate);
}
