using System.Collections.Immutable;
using GovCloud.Resilience.Drills;
using static GovCloud.Core.Tests.Resilience.BackupScene;

namespace GovCloud.Core.Tests.Resilience;

public sealed class DrillTimesTests
{
    [Fact]
    public void Phases_have_their_median_and_the_slow_end_over_all_finished_drills()
    {
        var times = Assert.Single(DrillTimes.Of([Drill(1, 60), Drill(2, 120), Drill(3, 600), Drill(4, 5) with { Declared = null }]));

        Assert.Equal(("復元", 3, TimeSpan.FromMinutes(120), TimeSpan.FromMinutes(600)), (times.Phases[0].Title, times.Phases[0].Times, times.Phases[0].Median, times.Phases[0].High));
        Assert.Equal((TimeSpan.FromMinutes(600), TimeSpan.FromHours(12)), (times.Whole.High, times.Objective));
        Assert.True(times.Met);
    }

    [Theory]
    [InlineData(720, true)]
    [InlineData(721, false)]
    public void The_objective_is_met_to_the_minute(int minutes, bool met) => Assert.Equal(met, Assert.Single(DrillTimes.Of([Drill(1, 60), Drill(2, minutes)])).Met);

    [Fact]
    public void Systems_and_scenarios_stand_apart()
    {
        ImmutableArray<DrillRecord> drills = [Drill(1, 60), Drill(2, 60) with { System = "tax" }, Drill(3, 60) with { Scenario = DrillScenario.Ransomware }];
        Assert.Equal(["residents", "residents", "tax"], DrillTimes.Of(drills).Select(one => one.System));
    }

    static DrillRecord Drill(int number, int minutes)
    {
        var declared = Morning.AddDays(-number);
        return Drills(Morning)[0] with
        {
            Id = $"d{number}",
            Declared = declared,
            Steps = [new DrillStep { Title = "復元", Began = declared, Ended = declared.AddMinutes(minutes), Outcome = DrillOutcome.Done }],
        };
    }
}
