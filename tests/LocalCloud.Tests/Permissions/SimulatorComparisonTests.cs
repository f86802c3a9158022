using System.Diagnostics;
using System.Text;
using GovCloud.Policies;
using Xunit.Abstractions;

namespace GovCloud.LocalCloud.Tests.Permissions;

/// <summary>Our evaluator says what an independent one says: thousands of calls with random policies of every kind.</summary>
public sealed class SimulatorComparisonTests(ITestOutputHelper output)
{
    const int Cases = 6_000;

    [PolicyChecksFact]
    public async Task Both_evaluators_decide_alike()
    {
        var calls = new RandomCalls(20261121);
        var cases = Enumerable.Range(0, Cases).Select(_ => calls.Next()).ToList();
        var theirs = await SimulateAsync(cases);
        var ours = cases.Select(one => CallEvaluator.Decide(one.Request, one.Policies)).ToList();

        var told = cases.Zip(ours, theirs).Where(pair => pair.Second.Outcome != AccessOutcome.Unknown).ToList();
        var different = told.Where(pair => (pair.Second.Outcome == AccessOutcome.Allowed) != (pair.Third == "Allowed")).ToList();
        output.WriteLine($"{Cases} calls: {told.Count(pair => pair.Third == "Allowed")} allowed, {told.Count(pair => pair.Third == "ExplicitlyDenied")} denied, {told.Count(pair => pair.Third == "ImplicitlyDenied")} not allowed by both, {Cases - told.Count} not told by ours, {different.Count} different");
        foreach (var (one, mine, other) in different.Take(3))
        {
            output.WriteLine($"ours {mine.Outcome} ({mine.By}), theirs {other}: {one.Simulation.ToJsonString()}");
        }

        Assert.All(theirs, outcome => Assert.Contains(outcome, (string[])["Allowed", "ExplicitlyDenied", "ImplicitlyDenied"]));
        Assert.Empty(different);
        Assert.InRange(told.Count, Cases * 9 / 10, Cases);
        Assert.InRange(told.Count(pair => pair.Third == "Allowed"), Cases / 10, Cases / 2);
    }

    static async Task<string[]> SimulateAsync(IEnumerable<RandomCall> cases)
    {
        using var node = Process.Start(new ProcessStartInfo(PolicyChecks.Node, [Path.Combine(PolicyChecks.Folder, "simulate.js")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
        })!;
        var answers = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEndAsync();
        foreach (var one in cases)
        {
            await node.StandardInput.WriteLineAsync(one.Simulation.ToJsonString());
        }

        node.StandardInput.Close();
        await node.WaitForExitAsync();
        return node.ExitCode == 0 ? (await answers).Split('\n', StringSplitOptions.RemoveEmptyEntries) : throw new InvalidOperationException(await errors);
    }
}
