using System.CommandLine;
using System.Diagnostics;
using GovCloud.Cli.Estates;
using GovCloud.Estates;

namespace GovCloud.Cli.Quarter;

/// <summary><c>gca quarter</c>: a quarter of audits of an estate's accounts, simulated, with faults that must be found.</summary>
static class QuarterCommand
{
    public static Command Create(TimeProvider time)
    {
        var estate = EstateLocation.Option();
        var seed = new Option<int>("--seed") { Description = "Which accounts are hit, and all that looks accidental.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var year = new Option<int>("--year") { Description = "The year whose October to December is played.", HelpName = "YEAR", DefaultValueFactory = _ => 2026 };
        var output = new Option<string>("--out") { Description = "Folder for the pages.", HelpName = "DIR", DefaultValueFactory = _ => Path.Combine("out", "quarter") };
        year.Validators.Add(parsed =>
        {
            if (parsed.GetValueOrDefault<int>() is < 2020 or > 2090)
            {
                parsed.AddError("--year must be 2020 to 2090");
            }
        });
        var command = new Command(
            "quarter",
            "A quarter of audits, simulated: the estate's accounts with a quarter of backups on a local AWS, faults that are put in, and every morning's audit over HTTP. "
            + "Prints what was put in against what was found, and writes the pages. Exit code 0: every fault was found on its day and nothing else; 1: not so, or the estate has errors; 2: not done.")
        {
            estate, seed, year, output,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed, parsed.GetRequiredValue(estate), parsed.GetValue(year), parsed.GetValue(seed), parsed.GetRequiredValue(output), time, cancellationToken));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, string folder, int year, int seed, string output, TimeProvider time, CancellationToken cancellationToken)
    {
        var (console, error) = (Terminal.Of(parsed.InvocationConfiguration.Output), parsed.InvocationConfiguration.Error);
        if (EstateLocation.Load(folder, time, error) is not { } loaded)
        {
            return ExitCode.Misuse;
        }

        if (loaded.Estate is not { } estate)
        {
            EstateLocation.WriteProblems(loaded, error);
            return ExitCode.Problems;
        }

        try
        {
            var index = new EstateIndex(estate, EstateDocument.DigestOf(EstateDocument.Write(estate)));
            var scenario = new QuarterScenario(estate, year, seed);
            var began = Stopwatch.GetTimestamp();
            var days = Enumerable.Range(0, scenario.Last.DayNumber - scenario.First.DayNumber + 1).Select(scenario.First.AddDays).ToList();
            var record = await new QuarterRun(index, scenario).RunAsync(days, day => Progress(error, day), cancellationToken);
            var verdict = QuarterVerdict.Of(scenario, record);
            var report = new QuarterReport(index, scenario, record, verdict, Stopwatch.GetElapsedTime(began));
            report.Write(console);
            foreach (var page in await report.WriteAsync(output, cancellationToken))
            {
                parsed.InvocationConfiguration.Output.WriteLine(page);
            }

            return verdict.Holds ? ExitCode.Success : ExitCode.Problems;
        }
        catch (ArgumentException unfit)
        {
            error.WriteLine($"error: {unfit.Message}");
            return ExitCode.Misuse;
        }
        catch (IOException full)
        {
            error.WriteLine($"error: {full.Message}");
            return ExitCode.Misuse;
        }
    }

    // A line a week is enough to see that it goes on.
    static void Progress(TextWriter error, DateOnly day)
    {
        if (day.DayOfWeek == DayOfWeek.Monday)
        {
            error.WriteLine(FormattableString.Invariant($"{day:yyyy-MM-dd} ..."));
        }
    }
}
