using System.Diagnostics;
using GovCloud.Audit;
using GovCloud.Cli.Quarter;
using Xunit.Abstractions;

namespace GovCloud.EndToEnd.Tests;

/// <summary>A quarter of audits of the sample estate's simulated accounts, once.</summary>
public sealed class QuarterFixture : IAsyncLifetime
{
    internal QuarterScenario Scenario { get; private set; } = null!;

    internal QuarterRecord Record { get; private set; } = null!;

    internal QuarterVerdict Verdict { get; private set; } = null!;

    internal TimeSpan Took { get; private set; }

    public async Task InitializeAsync()
    {
        var began = Stopwatch.GetTimestamp();
        var estate = SampleCloud.LoadEstate();
        Scenario = new QuarterScenario(estate.Estate, 2026, seed: 1);
        var days = Enumerable.Range(0, Scenario.Last.DayNumber - Scenario.First.DayNumber + 1).Select(Scenario.First.AddDays).ToList();
        Record = await new QuarterRun(estate, Scenario).RunAsync(days, static _ => { }, CancellationToken.None);
        Verdict = QuarterVerdict.Of(Scenario, Record);
        Took = Stopwatch.GetElapsedTime(began);
    }

    public Task DisposeAsync() => Task.CompletedTask;
}

public sealed class QuarterTests(QuarterFixture quarter, ITestOutputHelper output) : IClassFixture<QuarterFixture>
{
    [Fact]
    public void Every_injected_fault_is_found_on_its_day()
    {
        foreach (var row in quarter.Verdict.Rows)
        {
            output.WriteLine($"{row.Fault.Day:MM-dd} {row.Fault.Account} {row.Fault.Title}: {(row.Holds ? "ok" : "NOT OK")} unknown {row.Unknown}");
            foreach (var (expected, found) in row.Found)
            {
                output.WriteLine($"    {expected.Check} {expected.Subject} expected {expected.FoundOn:MM-dd} found {found?.First:MM-dd}..{found?.Last:MM-dd}");
            }
        }

        output.WriteLine($"{quarter.Record.Days.Length} mornings, {quarter.Record.Results.Length} answers, {quarter.Record.ModelledCalls} calls, {quarter.Took}");
        Assert.All(quarter.Verdict.Rows, row => Assert.True(row.Holds, row.Fault.Title));
    }

    [Fact]
    public void Nothing_is_found_that_was_not_injected()
    {
        foreach (var one in quarter.Verdict.Invented)
        {
            output.WriteLine($"{one.Check} {one.Account} {one.Subject} {one.First:MM-dd}..{one.Last:MM-dd}: {quarter.Record.Results.First(r => r.Result.Check.Id == one.Check && r.Result.Subject.Id == one.Subject && r.Result.Outcome is Failed).Result.Message}");
        }

        Assert.Empty(quarter.Verdict.Invented);
    }

    [Fact]
    public void What_cannot_be_read_is_unknown_and_nothing_else_is()
    {
        foreach (var (day, result) in quarter.Verdict.UnexplainedUnknown.Take(30))
        {
            output.WriteLine($"{day:MM-dd} {result.Check.Id} {result.Subject}: {result.Message} {result.Outcome}");
        }

        Assert.Empty(quarter.Verdict.UnexplainedUnknown);
        Assert.Empty(quarter.Verdict.PassedUnread);
    }

    [Fact]
    public void Calls_and_answers_are_as_AWS_publishes_them()
    {
        // AWS added these two after the models that are installed.
        string[] newer = ["AWS knows no member SourceResourceArn", "AWS knows no member BackupVaultArn"];
        var deviations = quarter.Record.ModelDeviations.Where(one => one.Operation != "ListRestoreJobs" || !newer.Any(member => one.Problem.EndsWith(member, StringComparison.Ordinal))).Distinct().ToList();
        foreach (var one in deviations)
        {
            output.WriteLine(one.ToString());
        }

        Assert.Empty(deviations);
        Assert.Empty(quarter.Record.UnhandledCalls);
    }
}
