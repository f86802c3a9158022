using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using GovCloud.Audit;
using GovCloud.Cli.Audit;
using GovCloud.Cli.Estates;
using GovCloud.Estates;
using GovCloud.Resilience.Readiness;

namespace GovCloud.Cli.Dr;

/// <summary><c>gca dr readiness</c>.</summary>
static class ReadinessCommand
{
    public static Command Create(TimeProvider time)
    {
        var assembly = new Argument<string>("CDK_OUT") { Description = "The folder that cdk synth wrote." };
        var (estate, drills) = (EstateLocation.Option(), DrillOptions.Folder());
        var record = new Option<string?>("--record") { Description = "Record the stacks in this drill: they are what it rehearsed.", HelpName = "ID" };
        var at = new Option<DateTimeOffset?>("--at") { Description = "As of when drills are judged; now when absent.", HelpName = "TIME" };
        var options = new AuditResultOptions();
        var command = options.AddTo(new Command(
            "readiness",
            "Compare the stacks of the recovery region with those that the last finished drill rehearsed. What was never synthesised or recorded is unknown. "
            + "Exit code 0: nothing to act on; 1: something changed, was not rehearsed or is unknown; 2: not done.")
        {
            assembly,
            estate,
            drills,
            record,
            at,
        });
        command.SetAction(parsed =>
        {
            var error = parsed.InvocationConfiguration.Error;
            if (EstateLocation.Load(parsed.GetRequiredValue(estate), time, error) is not { } loaded)
            {
                return ExitCode.Misuse;
            }

            EstateLocation.WriteProblems(loaded, error);
            if (loaded.Estate is not { } read)
            {
                return ExitCode.Problems;
            }

            var (path, folder) = (parsed.GetRequiredValue(assembly), parsed.GetRequiredValue(drills));
            var stacks = CloudAssembly.StacksIn(path, read.Profile.RecoveryRegion);
            return parsed.GetValue(record) is { } id ? Record(parsed, folder, id, stacks) : Judge(parsed, read, folder, stacks, parsed.GetValue(at) ?? time.GetUtcNow(), options);
        });
        return command;
    }

    static int Record(ParseResult parsed, string folder, string id, Reading<ImmutableArray<RecoveryTemplate>> stacks) => stacks.Match(
        known => DrillOptions.Change(parsed, folder, id, drill => drill with { Stacks = known }),
        why =>
        {
            parsed.InvocationConfiguration.Error.WriteLine($"error: {why}");
            return ExitCode.Misuse;
        });

    static int Judge(ParseResult parsed, Estate estate, string folder, Reading<ImmutableArray<RecoveryTemplate>> stacks, DateTimeOffset at, AuditResultOptions options)
    {
        var evidence = new ReadinessEvidence { At = at, Estate = estate, Stacks = stacks, Drills = DrillFiles.ReadAll(folder, parsed.InvocationConfiguration.Error) };
        var inputs = stacks.Match(known => known.Select(stack => new AuditInput(stack.Name, stack.Digest)), _ => []).Append(AuditInput.Of("estate", EstateDocument.Write(estate)))
            .Append(AuditInput.Of("drills", evidence.Drills.Match(known => JsonSerializer.SerializeToUtf8Bytes(known), _ => [])));
        var run = AuditRun.Of(at, inputs, AuditEngine.Judge(ReadinessChecks.All, evidence, estate.Audit.Waivers));
        return options.Write(parsed, $"{estate.Profile.Title} 災害対策リージョンの再構築の備え{(estate.Profile.Sample ? "(例)" : "")}", run, estate);
    }
}
