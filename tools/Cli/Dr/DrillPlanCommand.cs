using System.CommandLine;
using GovCloud.Cli.Estates;
using GovCloud.Estates;
using GovCloud.Resilience;
using GovCloud.Resilience.Drills;

namespace GovCloud.Cli.Dr;

/// <summary><c>gca dr drill plan</c>.</summary>
static class DrillPlanCommand
{
    public static Command Create(TimeProvider time)
    {
        var system = new Option<string>("--system") { Description = "The system: its id in the estate.", Required = true, HelpName = "ID" };
        var scenario = new Option<DrillScenario>("--scenario") { Description = "What is rehearsed.", DefaultValueFactory = _ => DrillScenario.RestoreData };
        var day = new Option<DateOnly>("--on") { Description = "The day, JST.", Required = true, HelpName = "DAY" };
        var participants = new Option<string[]>("--participant") { Description = "A role or organisation that takes part; no names of persons. May be repeated.", HelpName = "TEXT" };
        var (folder, estate) = (DrillOptions.Folder(), EstateLocation.Option());
        var command = new Command("plan", "Plan a drill: writes its record with the scenario's steps and the system's objectives. Exit code 0: written; 1: the estate has errors, or it is planned already; 2: no such system or folder.")
        {
            system,
            scenario,
            day,
            participants,
            folder,
            estate,
        };
        command.SetAction(parsed =>
        {
            var error = parsed.InvocationConfiguration.Error;
            if (EstateLocation.Load(parsed.GetRequiredValue(estate), time, error) is not { } loaded)
            {
                return ExitCode.Misuse;
            }

            EstateLocation.WriteProblems(loaded, error);
            return loaded.Estate is { } read
                ? Plan(parsed, read, parsed.GetRequiredValue(system), parsed.GetValue(scenario), parsed.GetValue(day), parsed.GetValue(participants) ?? [], parsed.GetRequiredValue(folder))
                : ExitCode.Problems;
        });
        return command;
    }

    static int Plan(ParseResult parsed, Estate estate, string id, DrillScenario scenario, DateOnly day, string[] participants, string folder)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (estate.Systems.FirstOrDefault(one => one.Id == id) is not { } system || BackupPlan.ClassOf(estate.Backup, system, DeploymentEnvironment.Production) is not { } backup)
        {
            error.WriteLine($"error: the estate has no system '{id}' with a backup class; it has {string.Join(", ", estate.Systems.Select(one => one.Id))}.");
            return ExitCode.Misuse;
        }

        var drill = DrillProgress.Plan(system, backup, scenario, day, [.. participants]);
        if (File.Exists(DrillFiles.PathOf(folder, drill.Id)))
        {
            error.WriteLine($"error: {DrillFiles.PathOf(folder, drill.Id)} はすでにあります。");
            return ExitCode.Problems;
        }

        try
        {
            DrillFiles.Write(folder, drill);
            output.WriteLine(DrillFiles.PathOf(folder, drill.Id));
            return ExitCode.Success;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: {e.Message}");
            return ExitCode.Misuse;
        }
    }
}

/// <summary><c>gca dr drill start</c>.</summary>
static class DrillStartCommand
{
    public static Command Create(TimeProvider time)
    {
        var (id, at, folder) = (DrillOptions.Id(), DrillOptions.At(), DrillOptions.Folder());
        var command = new Command("start", "Declare the failure: the recovery time counts from here. Exit code 0: recorded; 1: it has begun already; 2: no such record.") { id, at, folder };
        command.SetAction(parsed => DrillOptions.Change(parsed, parsed.GetRequiredValue(folder), parsed.GetRequiredValue(id), drill => DrillProgress.Start(drill, parsed.GetValue(at) ?? time.GetUtcNow())));
        return command;
    }
}

/// <summary><c>gca dr drill record</c>.</summary>
static class DrillRecordCommand
{
    public static Command Create(TimeProvider time)
    {
        var (id, at, folder) = (DrillOptions.Id(), DrillOptions.At(), DrillOptions.Folder());
        var step = new Option<int?>("--step") { Description = "The step that ended, from 1.", HelpName = "N" };
        var failed = new Option<bool>("--failed") { Description = "It was tried and not achieved." };
        var began = new Option<DateTimeOffset?>("--began") { Description = "When the step began; the end of the step before when absent.", HelpName = "TIME" };
        var note = new Option<string?>("--note") { Description = "What is worth remembering about the step.", HelpName = "TEXT" };
        var recovered = new Option<DateTimeOffset?>("--recovered-to") { Description = "The moment to which data was recovered: when the recovery point was made.", HelpName = "TIME" };
        var finding = new Option<string?>("--finding") { Description = "Something that has to be mended.", HelpName = "TEXT" };
        var close = new Option<int?>("--close") { Description = "The finding that was mended, from 1.", HelpName = "N" };
        var command = new Command("record", "Record a step, the recovered moment or a finding. Exit code 0: recorded; 1: it cannot be so; 2: no such record.") { id, step, failed, at, began, note, recovered, finding, close, folder };
        command.SetAction(parsed => DrillOptions.Change(parsed, parsed.GetRequiredValue(folder), parsed.GetRequiredValue(id), drill =>
        {
            var now = parsed.GetValue(at) ?? time.GetUtcNow();
            drill = parsed.GetValue(step) is { } number ? DrillProgress.Record(drill, number, parsed.GetValue(failed) ? DrillOutcome.Failed : DrillOutcome.Done, parsed.GetValue(began), now, parsed.GetValue(note)) : drill;
            drill = parsed.GetValue(recovered) is { } moment ? drill with { RecoveredTo = moment } : drill;
            drill = parsed.GetValue(finding) is { } text ? drill with { Findings = drill.Findings.Add(new DrillFinding(text, null)) } : drill;
            return parsed.GetValue(close) is not { } mended ? drill
                : mended < 1 || mended > drill.Findings.Length ? throw new InvalidOperationException($"指摘 {mended.ToString(System.Globalization.CultureInfo.InvariantCulture)} はありません")
                : drill with { Findings = drill.Findings.SetItem(mended - 1, drill.Findings[mended - 1] with { Closed = Calendar.JapanTime.DateOf(now) }) };
        }));
        return command;
    }
}
