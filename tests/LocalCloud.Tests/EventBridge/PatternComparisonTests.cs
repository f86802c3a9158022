using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Assembly;
using GovCloud.LocalCloud.EventBridge;
using GovCloud.LocalCloud.Tests.Permissions;
using GovCloud.LocalCloud.Tests.Schedules;
using Xunit.Abstractions;

namespace GovCloud.LocalCloud.Tests.EventBridge;

/// <summary>Our matcher says of thousands of random patterns and events what an independent one says: that of npm <c>serverless-offline-aws-eventbridge</c>.</summary>
public sealed class PatternComparisonTests(ITestOutputHelper output)
{
    const int Cases = 6_000;

    [PolicyChecksFact]
    public async Task Both_matchers_decide_alike_but_where_AWS_documents_that_the_other_is_wrong()
    {
        var random = new RandomPatterns(20261121);
        var cases = Enumerable.Range(0, Cases).Select(_ => random.Next()).ToList();
        var theirs = await AskAsync(cases.Select(one => (one.Pattern, one.Event)));
        var ours = cases.Select(one => Matches(one.Pattern, one.Event)).ToList();

        Assert.All(theirs, answer => Assert.Contains(answer, (string[])["true", "false"]));
        var different = cases.Zip(ours, theirs).Where(pair => pair.Second != (pair.Third == "true")).ToList();
        output.WriteLine($"{Cases} cases: {ours.Count(matched => matched)} match, {different.Count} told differently: {string.Join(", ", different.CountBy(pair => pair.First.Differs ?? "not decided").Select(one => $"{one.Value} {one.Key}"))}");
        foreach (var (one, mine, _) in different.Where(pair => pair.First.Differs is null).Take(5))
        {
            output.WriteLine($"ours {mine}: {one.Pattern.ToJsonString()} of {one.Event.ToJsonString()}");
        }

        Assert.DoesNotContain(different, pair => pair.First.Differs is null);
        Assert.InRange(different.Count, 1, Cases / 10);
        Assert.InRange(ours.Count(matched => matched), Cases / 20, Cases / 2);
    }

    /// <summary>
    /// As others saw AWS do it (localstack/localstack, issues 9711 and 13268): anything-but wants a field that is there, and null is one. Of a list one other element is enough, as for every
    /// comparison: user guide, "Arrays in event patterns".
    /// </summary>
    [Theory]
    [InlineData("""{ "detail": { "state": [ { "anything-but": "run" } ] } }""", """{ "detail": { "other": 1 } }""", false)]
    [InlineData("""{ "detail": { "state": [ { "anything-but": "run" } ] } }""", """{ "detail": { "state": null } }""", true)]
    [InlineData("""{ "detail": { "state": [ { "anything-but": "run" } ] } }""", """{ "detail": { "state": [ "run", "stop" ] } }""", true)]
    [InlineData("""{ "detail": { "state": [ { "anything-but": "run" } ] } }""", """{ "detail": { "state": [ "run", "run" ] } }""", false)]
    public void The_cases_on_which_they_differ_are_decided_as_AWS_documents(string pattern, string json, bool matches) =>
        Assert.Equal(matches, Matches(JsonNode.Parse(pattern)!.AsObject(), JsonNode.Parse(json)!.AsObject()));

    [TemplatesFact]
    public async Task Every_pattern_of_the_templates_takes_its_own_example_in_both_matchers()
    {
        var patterns = Templates.Folder is { } folder
            ? CloudAssembly.Load(folder).Stacks.SelectMany(stack => stack.Section("Resources")).Where(resource => resource.Value.GetProperty("Type").ValueEquals("AWS::Events::Rule"))
                .Select(resource => resource.Value.GetProperty("Properties")).Where(rule => rule.TryGetProperty("EventPattern", out _)).Select(rule => rule.GetProperty("EventPattern").GetRawText()).Distinct(StringComparer.Ordinal)
                .Where(text => !text.Contains("\"Ref\"", StringComparison.Ordinal) && !text.Contains("Fn::", StringComparison.Ordinal)).ToList()
            : [];
        Assert.NotEmpty(patterns);
        var cases = patterns.Select(text => (Pattern: JsonNode.Parse(text)!.AsObject(), Event: Example(JsonNode.Parse(text)!.AsObject()))).ToList();
        var ours = cases.Select(one => Matches(one.Pattern, one.Event)).ToList();
        var theirs = await AskAsync(cases);
        output.WriteLine($"{cases.Count} patterns of {Templates.Folder}: {ours.Count(matched => matched)} take their example by ours, {theirs.Count(answer => answer == "true")} by the other, {theirs.Count(answer => answer.StartsWith("unsupported", StringComparison.Ordinal))} that it does not support");
        Assert.All(cases.Zip(ours, theirs).Where(pair => pair.Third is "true" or "false"), pair => Assert.True(pair.Second == (pair.Third == "true"), $"{pair.First.Pattern} {pair.First.Event}"));
        Assert.All(cases.Zip(ours), pair => Assert.True(pair.Second, $"{pair.First.Pattern} {pair.First.Event}"));
    }

    /// <summary>An event that has of every field the first value that is asked for.</summary>
    static JsonObject Example(JsonObject pattern)
    {
        var json = new JsonObject();
        foreach (var (name, asked) in pattern)
        {
            if (name == "$or")
            {
                foreach (var (member, value) in Example(asked!.AsArray()[0]!.AsObject()))
                {
                    json[member] = value?.DeepClone();
                }
            }
            else if (asked is JsonObject below)
            {
                json[name] = Example(below);
            }
            else if (asked![0] is not JsonObject { Count: 1 } comparison)
            {
                json[name] = asked[0]!.DeepClone();
            }
            else if (ExampleOf(comparison) is { } value)
            {
                json[name] = value;
            }
        }

        return json;
    }

    static JsonNode? ExampleOf(JsonObject comparison) => comparison.First() switch
    {
        { Key: "prefix" or "suffix" or "equals-ignore-case", Value: JsonValue text } => text.DeepClone(),
        { Key: "wildcard", Value: { } text } => text.GetValue<string>().Replace("*", "x", StringComparison.Ordinal),
        { Key: "exists", Value: { } there } => there.GetValue<bool>() ? "something" : null,
        { Key: "numeric", Value: { } range } when range[0]!.GetValue<string>() is ">=" or "<=" or "=" => range[1]!.DeepClone(),
        { Key: "numeric", Value: { } range } => range[1]!.GetValue<double>() + (range[0]!.GetValue<string>() == ">" ? 0.5 : -0.5),
        { Key: "anything-but" } => "something else",
        var other => throw new NotSupportedException(other.Key),
    };

    static bool Matches(JsonObject pattern, JsonObject json) => EventPattern.Parse(pattern.ToJsonString()).Matches(JsonSerializer.SerializeToElement(json));

    static async Task<string[]> AskAsync(IEnumerable<(JsonObject Pattern, JsonObject Event)> cases)
    {
        using var node = Process.Start(new ProcessStartInfo(PolicyChecks.Node, [Path.Combine(PolicyChecks.Folder, "patterns.js")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
        })!;
        var answers = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEndAsync();
        foreach (var (pattern, json) in cases)
        {
            await node.StandardInput.WriteLineAsync(new JsonObject { ["pattern"] = pattern.DeepClone(), ["event"] = json.DeepClone() }.ToJsonString());
        }

        node.StandardInput.Close();
        await node.WaitForExitAsync();
        return node.ExitCode == 0 ? (await answers).Split('\n', StringSplitOptions.RemoveEmptyEntries) : throw new InvalidOperationException(await errors);
    }
}
