using System.CommandLine;

namespace GovCloud.Cli.Dr;

/// <summary><c>gca dr</c>: disaster recovery.</summary>
static class DrCommand
{
    public static Command Create(TimeProvider time) => new("dr", "Disaster recovery.")
    {
        new Command("drill", "Recovery drills (復旧訓練): planned, started, recorded and reported; a record is a JSON file in a folder.")
        {
            DrillPlanCommand.Create(time),
            DrillStartCommand.Create(time),
            DrillRecordCommand.Create(time),
            DrillReportCommand.Create(time),
            DrillTimesCommand.Create(),
        },
        ReadinessCommand.Create(time),
        AvailabilityCommand.Create(time),
    };
}
