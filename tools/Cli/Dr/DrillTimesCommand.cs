using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using GovCloud.Cli.Audit;
using GovCloud.Resilience.Drills;

namespace GovCloud.Cli.Dr;

/// <summary><c>gca dr drill times</c>.</summary>
static class DrillTimesCommand
{
    static readonly ImmutableArray<string> Headings = ["業務", "シナリオ", "段階", "回数", "p50(分)", "p95(分)", "RTO に占める割合(p95)"];

    public static Command Create()
    {
        var folder = DrillOptions.Folder();
        var command = new Command(
            "times", "Show how long the phases of recovery took over all finished drills, p50 and p95, against the recovery time objective. Exit code 0: the slow drills meet it; 1: one does not, or a record cannot be read; 2: there is none.")
        {
            folder,
        };
        command.SetAction(parsed =>
        {
            var error = parsed.InvocationConfiguration.Error;
            return DrillFiles.ReadAll(parsed.GetRequiredValue(folder), error).Match(
                drills => Write(DrillTimes.Of(drills), parsed.InvocationConfiguration),
                why =>
                {
                    error.WriteLine($"error: {why}");
                    return ExitCode.Problems;
                });
        });
        return command;
    }

    static int Write(ImmutableArray<DrillTimes> times, InvocationConfiguration streams)
    {
        if (times.IsEmpty)
        {
            streams.Error.WriteLine("終えた訓練がない");
            return ExitCode.Misuse;
        }

        var table = AuditOutput.Table("復旧の段階ごとの所要時間", Headings, times.SelectMany(one => one.Phases.Append(one.Whole).Select(phase => Row(one, phase))), streams.Output);
        return AuditOutput.Write(null, table, streams) is not ExitCode.Success and var failed ? failed : times.All(one => one.Met) ? ExitCode.Success : ExitCode.Problems;
    }

    static string[] Row(DrillTimes times, PhaseTimes phase) =>
    [
        times.System,
        times.Scenario.ToString(),
        phase.Title,
        phase.Times.ToString(CultureInfo.InvariantCulture),
        Minutes(phase.Median),
        Minutes(phase.High),
        string.Create(CultureInfo.InvariantCulture, $"{100 * phase.High / times.Objective:0} %"),
    ];

    static string Minutes(TimeSpan time) => time.TotalMinutes.ToString("0", CultureInfo.InvariantCulture);
}
