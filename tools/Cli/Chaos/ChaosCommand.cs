using System.Collections.Immutable;
using System.CommandLine;
using GovCloud.Calendar;
using GovCloud.Cli.Day;
using GovCloud.Cli.Estates;
using GovCloud.Estates;
using GovCloud.LocalCloud.Assembly;

namespace GovCloud.Cli.Chaos;

/// <summary><c>gca chaos</c>: thousands of events through the deployed functions while everything breaks, and then a count of what is left.</summary>
static class ChaosCommand
{
    const int MostShown = 10;

    public static Command Create(TimeProvider time)
    {
        var estate = EstateLocation.Option();
        var assembly = new Option<string>("--assembly") { Description = "The folder that 'npx cdk synth' wrote.", HelpName = "DIR", DefaultValueFactory = _ => "cdk.out" };
        var seed = new Option<ulong>("--seed") { Description = "Decides the events and the faults: the same number, the same run.", HelpName = "N", DefaultValueFactory = _ => 20261121 };
        var events = new Option<int>("--events") { Description = "Distinct events that enter.", HelpName = "N", DefaultValueFactory = _ => 10_000 };
        var faults = new Option<string>("--faults") { Description = $"What goes wrong, by commas: {string.Join(',', ChaosFaults.All.Select(Word))}; all, or none.", HelpName = "A,B", DefaultValueFactory = _ => "all" };
        var format = FormatOption.Create("Table for people, Json for programs.");
        events.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--events must be at least 1.");
            }
        });
        var command = new Command(
            "chaos",
            "Sends events through the synthesised stacks and the published functions on a local AWS while processes are killed, events come twice and in disorder, AWS refuses, "
            + "Slack and mail break and stored items are damaged; then counts. Exit code 0: nothing was lost or told twice without a word; 1: something was; 2: something is missing.")
        {
            estate, assembly, seed, events, faults, format,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new ChaosWishes(parsed.GetRequiredValue(estate), parsed.GetRequiredValue(assembly), parsed.GetValue(seed), parsed.GetValue(events), parsed.GetRequiredValue(faults), parsed.GetValue(format)),
            time, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellationToken));
        return command;
    }

    static async Task<int> RunAsync(ChaosWishes wishes, TimeProvider time, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (Parse(wishes.Faults) is not { } faults)
        {
            error.WriteLine($"error: --faults '{wishes.Faults}' names no fault. Known: {string.Join(',', ChaosFaults.All.Select(Word))}, all, none.");
            return ExitCode.Misuse;
        }

        if (EstateLocation.Load(wishes.EstateFolder, time, error) is not { } result)
        {
            return ExitCode.Misuse;
        }

        if (result.Estate is not { } estate)
        {
            EstateLocation.WriteProblems(result, error);
            return ExitCode.Problems;
        }

        if (!File.Exists(Path.Combine(wishes.Assembly, "manifest.json")))
        {
            error.WriteLine($"error: there is no cloud assembly in '{wishes.Assembly}'. Remedy: npx cdk synth --quiet");
            return ExitCode.Misuse;
        }

        try
        {
            var report = new ChaosReport(wishes.Format == OutputFormat.Json ? error : output);
            var index = new EstateIndex(estate, EstateDocument.DigestOf(EstateDocument.Write(estate)));
            var day = DayScenario.LastWorkingDay(JapanTime.DateOf(time.GetUtcNow()));
            var session = await ChaosSession.RunAsync(index, wishes.Assembly, new ChaosOptions(wishes.Seed, wishes.Events, faults), day, report.Progress, cancellationToken);
            if (wishes.Format == OutputFormat.Json)
            {
                output.WriteLine(ChaosReport.Json(session));
            }
            else
            {
                report.Table(session, MostShown);
            }

            return session.Holds ? ExitCode.Success : ExitCode.Problems;
        }
        catch (Exception failure) when (failure is CloudAssemblyException or TimeoutException)
        {
            error.WriteLine($"error: {failure.Message}");
            return failure is TimeoutException ? ExitCode.Problems : ExitCode.Misuse;
        }
    }

    /// <summary>The word of a fault on the command line.</summary>
    internal static string Word(ChaosFault fault) => fault == ChaosFault.DeadLetters ? "dlq" : fault.ToString().ToLowerInvariant();

    /// <summary>The faults that a text names; null where it names something else.</summary>
    internal static ImmutableHashSet<ChaosFault>? Parse(string text)
    {
        var known = ChaosFaults.All.ToDictionary(Word, fault => fault, StringComparer.Ordinal);
        var words = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words switch
        {
            ["all"] => [.. ChaosFaults.All],
            ["none"] => [],
            _ when words.Length > 0 && words.All(known.ContainsKey) => [.. words.Select(word => known[word])],
            _ => null,
        };
    }
}

/// <summary>The command line's wishes.</summary>
sealed record ChaosWishes(string EstateFolder, string Assembly, ulong Seed, int Events, string Faults, OutputFormat Format);
