using System.CommandLine;
using System.Text.Json;
using GovCloud.Cli.Estates;
using GovCloud.Estates;
using GovCloud.Guardrails;

namespace GovCloud.Cli.Guardrails;

/// <summary><c>gca guardrails wave</c>: rolls a version out in waves and stops where something fails.</summary>
static class WaveCommand
{
    public static Command Create(TimeProvider time) => new("wave", "Roll the baseline out: the canary first, then verification, then production; stop where something fails.")
    {
        Reading(time, "plan", "Show the waves and what is recorded of each account. Exit code 0: shown; 2: not read.", WaveOutput.Plan),
        Reading(time, "next", "Print the commands of the next wave, or why there is none. Exit code 0: printed, or all done; 1: stopped; 2: not read.", WaveOutput.Next),
        WaveRecordCommand.Create(time),
    };

    static Command Reading(TimeProvider time, string name, string description, Func<Estate, RolloutRecord, TextWriter, TextWriter, int> write)
    {
        var folder = EstateLocation.Option();
        var command = new Command(name, description) { folder };
        command.SetAction(parsed => Load(
            parsed.GetRequiredValue(folder), time, parsed.InvocationConfiguration.Error,
            (estate, record) => write(estate, record, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error)));
        return command;
    }

    /// <summary>Runs the work on an estate that has a rollout, with its record.</summary>
    internal static int Load(string folder, TimeProvider time, TextWriter error, Func<Estate, RolloutRecord, int> work)
    {
        if (EstateLocation.Load(folder, time, error) is not { } read)
        {
            return ExitCode.Misuse;
        }

        if (read.Estate is not { } estate)
        {
            EstateLocation.WriteProblems(read, error);
            return ExitCode.Problems;
        }

        if (estate.Guardrails.Rollout is null)
        {
            error.WriteLine("error: the estate rolls no baseline out; write 'guardrails.version' and 'guardrails.rollout'.");
            return ExitCode.Misuse;
        }

        try
        {
            var path = Path.Combine(folder, RolloutRecord.FileName);
            return work(estate, File.Exists(path) ? RolloutRecord.Read(File.ReadAllText(path)) : new RolloutRecord());
        }
        catch (JsonException problem)
        {
            error.WriteLine($"error: '{Path.Combine(folder, RolloutRecord.FileName)}' cannot be read at line {problem.LineNumber + 1}; restore it from the repository's history.");
            return ExitCode.Misuse;
        }
    }
}
