using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GovCloud.LocalCloud.Assembly;
using GovCloud.LocalCloud.Schedules;
using GovCloud.LocalCloud.Tests.Permissions;
using Xunit.Abstractions;

namespace GovCloud.LocalCloud.Tests.Schedules;

/// <summary>Our schedules come when those of an independent implementation (npm <c>aws-cron-parser</c>) do: those of the templates, and many random ones. In UTC.</summary>
public sealed class CronComparisonTests(ITestOutputHelper output)
{
    const int Random = 600;
    const int Times = 40;

    // A leap year comes within the forty next times of most.
    static readonly DateTimeOffset[] Starts = [Time("2026-11-21T00:07:30Z"), Time("2027-12-31T23:59:00Z"), Time("2028-02-28T11:00:00Z")];

    [PolicyChecksFact]
    public async Task Random_schedules_come_when_the_other_implementation_says()
    {
        var random = new RandomCrons(20261121);
        await CompareAsync([.. Enumerable.Range(0, Random).Select(_ => random.Next())]);
    }

    [TemplatesFact]
    public async Task Every_schedule_of_the_templates_comes_when_the_other_implementation_says()
    {
        var expressions = Templates.Folder is { } folder ? CloudAssembly.Load(folder).Stacks.SelectMany(stack => Expressions(stack.Template)).ToList() : [];
        var crons = expressions.Where(expression => expression.StartsWith("cron(", StringComparison.Ordinal)).ToList();
        output.WriteLine($"{expressions.Count} schedules of {Templates.Folder}: {crons.Count} cron, {expressions.Count - crons.Count} other");
        Assert.NotEmpty(crons);
        Assert.All(expressions, expression => ScheduleExpression.Parse(expression));
        await CompareAsync([.. crons.Select(cron => cron["cron(".Length..^1]).Distinct(StringComparer.Ordinal)]);
    }

    async Task CompareAsync(IReadOnlyCollection<string> crons)
    {
        var cases = (from cron in crons from start in Starts select (Cron: cron, Start: start)).ToList();
        var theirs = await AskAsync(cases);
        var ours = cases.Select(one => JsonSerializer.Serialize(Next(one.Cron, one.Start))).ToList();
        var different = cases.Zip(ours, theirs).Where(pair => pair.Second != pair.Third).ToList();
        output.WriteLine($"{crons.Count} expressions from {Starts.Length} times: {ours.Sum(times => times.Count(c => c == 'Z'))} occurrences, {different.Count} cases different");
        foreach (var (one, mine, other) in different.Take(5))
        {
            output.WriteLine($"{one.Cron} from {one.Start:u}\n  ours   {mine}\n  theirs {other}");
        }

        Assert.Equal(cases.Count, theirs.Length);
        Assert.Empty(different);
    }

    static IEnumerable<string> Next(string cron, DateTimeOffset start)
    {
        var schedule = ScheduleExpression.Parse($"cron({cron})");
        var at = schedule.NextAfter(start, start);
        for (var i = 0; i < Times && at is { } found; i++, at = schedule.NextAfter(found, start))
        {
            yield return found.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        }
    }

    static async Task<string[]> AskAsync(IEnumerable<(string Cron, DateTimeOffset Start)> cases)
    {
        using var node = Process.Start(new ProcessStartInfo(PolicyChecks.Node, [Path.Combine(PolicyChecks.Folder, "cron.js")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            // It takes weekdays from the machine's own time zone.
            Environment = { ["TZ"] = "UTC" },
        })!;
        var answers = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEndAsync();
        foreach (var (cron, start) in cases)
        {
            await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { cron, from = start.UtcDateTime, count = Times }));
        }

        node.StandardInput.Close();
        await node.WaitForExitAsync();
        return node.ExitCode == 0 ? (await answers).Split('\n', StringSplitOptions.RemoveEmptyEntries) : throw new InvalidOperationException(await errors);
    }

    /// <summary>Every value of a property that holds a schedule, at any depth: rules, schedules, backup plans, restore tests.</summary>
    static IEnumerable<string> Expressions(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member =>
            member.Name is "ScheduleExpression" && member.Value.ValueKind == JsonValueKind.String ? [member.Value.GetString()!] : Expressions(member.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Expressions),
        _ => [],
    };

    static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>The templates that were synthesised last: by <c>npx cdk synth</c>, or by the end-to-end tests.</summary>
static class Templates
{
    public static string? Folder { get; } = new[] { "cdk.out", Path.Combine("artifacts", "end-to-end", "cdk.out") }
        .Select(folder => Path.Combine(PolicyChecks.Folder, "..", "..", folder)).Select(Path.GetFullPath)
        .Where(folder => File.Exists(Path.Combine(folder, "manifest.json"))).OrderByDescending(folder => File.GetLastWriteTimeUtc(Path.Combine(folder, "manifest.json"))).FirstOrDefault();
}

/// <summary>A test on the synthesised templates; without them, or without the packages, it is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TemplatesFactAttribute : FactAttribute
{
    public TemplatesFactAttribute() => Skip = PolicyChecks.WhatIsMissing ?? (Templates.Folder is null ? "There are no templates. Remedy: npx cdk synth" : null);
}
