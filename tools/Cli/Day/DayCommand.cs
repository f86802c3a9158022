using System.CommandLine;
using System.Diagnostics;
using GovCloud.Calendar;
using GovCloud.Cli.Estates;
using GovCloud.Documents;
using GovCloud.Estates;
using GovCloud.LocalCloud.Assembly;
using GovCloud.LocalCloud.Clock;

namespace GovCloud.Cli.Day;

/// <summary><c>gca day</c>: a day in the life of an estate, on a local AWS made from the estate's own templates.</summary>
static class DayCommand
{
    public static Command Create(TimeProvider time)
    {
        var estate = EstateLocation.Option();
        var assembly = new Option<string>("--assembly") { Description = "The folder that 'npx cdk synth' wrote.", HelpName = "DIR", DefaultValueFactory = _ => "cdk.out" };
        var output = new Option<string>("--out") { Description = "Where the page is written.", HelpName = "DIR", DefaultValueFactory = _ => "out" };
        var serve = new Option<bool>("--serve") { Description = "Keep the page and the local AWS up on 127.0.0.1 until Ctrl-C." };
        var port = new Option<int>("--port") { Description = "Port of the page with --serve; the local AWS takes the next one. 0: any free ports.", HelpName = "N", DefaultValueFactory = _ => 8700 };
        var command = new Command(
            "day",
            "A day in the life of the estate: events of every source enter the synthesised stacks and the published functions on a local AWS; "
            + "faults happen on the way; the day's page is written. Exit code 0: nothing was lost; 1: a check failed or the estate has errors; 2: something is missing.")
        {
            estate, assembly, output, serve, port,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new DayOptions(
                parsed.GetRequiredValue(estate), parsed.GetRequiredValue(assembly), parsed.GetRequiredValue(output), parsed.GetValue(serve), parsed.GetValue(port)),
            time,
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancellationToken));
        return command;
    }

    static async Task<int> RunAsync(DayOptions options, TimeProvider time, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (EstateLocation.Load(options.EstateFolder, time, error) is not { } result)
        {
            return ExitCode.Misuse;
        }

        if (result.Estate is not { } estate)
        {
            EstateLocation.WriteProblems(result, error);
            return ExitCode.Problems;
        }

        if (!File.Exists(Path.Combine(options.Assembly, "manifest.json")))
        {
            error.WriteLine($"error: there is no cloud assembly in '{options.Assembly}'. Remedy: npx cdk synth --quiet");
            return ExitCode.Misuse;
        }

        try
        {
            return await LiveAsync(options, new EstateIndex(estate, EstateDocument.DigestOf(EstateDocument.Write(estate))), time, output, cancellationToken);
        }
        catch (CloudAssemblyException wrong)
        {
            error.WriteLine($"error: {wrong.Message}");
            return ExitCode.Misuse;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            error.WriteLine("stopped.");
            return ExitCode.Problems;
        }
    }

    static async Task<int> LiveAsync(DayOptions options, EstateIndex estate, TimeProvider time, TextWriter output, CancellationToken cancellationToken)
    {
        var day = DayScenario.LastWorkingDay(JapanTime.DateOf(time.GetUtcNow()));
        var steps = DayScenario.Create(estate.Estate, day);
        var terminal = new DayTerminal(output);
        terminal.Starting(options, day, steps);
        await using var cloud = await EstateCloud.StartAsync(
            estate.Estate, options.Assembly, new ControllableClock(JapanTime.At(day, TimeOnly.MinValue), frozen: true), options.GatewayPort, cancellationToken);
        var begun = Stopwatch.GetTimestamp();
        var entered = await terminal.FollowAsync(steps, progress => new DayRun(cloud, progress).RunAsync(steps, cancellationToken));
        var elapsed = Stopwatch.GetElapsedTime(begun);

        Task<DayRecord> Record(CancellationToken token) => DayRecord.ReadAsync(cloud, estate, day, steps, entered, elapsed, token);
        var record = await Record(cancellationToken);
        var checks = DayChecks.Of(record);
        var report = new DayReport(record, checks);
        var page = Path.Combine(options.Output, "index.html");
        Directory.CreateDirectory(options.Output);
        await File.WriteAllTextAsync(page, OperationsPage.Render(report.Page(time.GetUtcNow()), estate), cancellationToken);
        terminal.Closing(report, checks, elapsed, page);
        if (options.Serve)
        {
            await DayServer.RunAsync(cloud, options.Port, Render, terminal, cancellationToken);
        }

        return checks.All(check => check.Holds) ? ExitCode.Success : ExitCode.Problems;

        async Task<string> Render(CancellationToken token)
        {
            var now = await Record(token);
            return OperationsPage.Render(new DayReport(now, DayChecks.Of(now)).Page(time.GetUtcNow()), estate);
        }
    }
}

/// <summary>The command line's wishes.</summary>
/// <param name="EstateFolder">Folder of the estate.</param>
/// <param name="Assembly">Folder of the cloud assembly.</param>
/// <param name="Output">Where the page goes.</param>
/// <param name="Serve">Whether to stay.</param>
/// <param name="Port">Port of the page; 0 for any.</param>
sealed record DayOptions(string EstateFolder, string Assembly, string Output, bool Serve, int Port)
{
    /// <summary>Without <see cref="Serve"/> nobody needs to know the port.</summary>
    public int GatewayPort => Serve && Port > 0 ? Port + 1 : 0;
}
