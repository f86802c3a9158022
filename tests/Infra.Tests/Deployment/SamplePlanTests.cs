using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Deployment;
using Xunit.Abstractions;

namespace GovCloud.Infra.Tests.Deployment;

/// <summary>The plan of what this repository synthesises.</summary>
[Collection(Synthesis.Collection)]
public sealed class SamplePlanTests(Synthesis synthesis, ITestOutputHelper log)
{
    static readonly DateOnly Day = new(2026, 11, 21);

    [Fact]
    public void Every_stack_has_a_kind_with_its_check_and_rollback()
    {
        var names = new[] { synthesis.SampleFolder, synthesis.OwnedFolder, synthesis.LargeFolder }.SelectMany(folder => Stacks(folder).Select(s => s.Definition.Name)).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(names.Count > 100, $"only {names.Count} stacks were read");
        Assert.All(names, name => Assert.True(StackKind.Of(name).Audience != StackAudience.Unknown, $"{name} has no kind"));
    }

    [Fact]
    public void The_sample_can_be_deployed_within_AWS_s_limits_and_in_an_order()
    {
        var plan = DeploymentPlanner.Plan(Stacks(synthesis.SampleFolder), synthesis.SampleEstate, new DeploymentChoices(), Day);

        log.WriteLine($"{plan.Steps.Length} steps, {plan.Bootstraps.Length} bootstraps, {plan.Limits.Compared} comparisons, {plan.Limits.Warnings.Length} of 80 % and more");
        Assert.Empty(plan.Problems);
        Assert.DoesNotContain(plan.Limits.Warnings, usage => usage.IsExceeded);
        Assert.All(plan.Steps, step => Assert.All(step.After, before => Assert.True(before < step.Number)));
    }

    [Fact]
    public void Routes_come_after_the_account_that_they_are_for()
    {
        var plan = DeploymentPlanner.Plan(Stacks(synthesis.SampleFolder), synthesis.SampleEstate, new DeploymentChoices(), Day);

        var spokes = plan.Steps.Where(s => s.Kind.Prefix == "GovCloud-Spoke").ToDictionary(s => s.AccountName!, s => s.Number, StringComparer.Ordinal);
        var routes = plan.Steps.Where(s => s.Kind.Prefix == "GovCloud-NetworkRouting").Select(s => (Account: s.Stack.Definition.Name["GovCloud-NetworkRouting-".Length..], s.Number)).Where(r => spokes.ContainsKey(r.Account)).ToList();
        Assert.True(routes.Count > 30, $"only {routes.Count} routing stacks were read");
        Assert.All(routes, r => Assert.True(spokes[r.Account] < r.Number, r.Account));
    }

    static ImmutableArray<StackArtifact> Stacks(string folder) =>
    [
        .. JsonElement.Parse(File.ReadAllBytes(Path.Combine(folder, "manifest.json"))).GetProperty("artifacts").EnumerateObject()
            .Where(a => a.Value.GetProperty("type").ValueEquals("aws:cloudformation:stack")).Select(a =>
            {
                var properties = a.Value.GetProperty("properties");
                var file = properties.GetProperty("templateFile").GetString()!;
                var content = File.ReadAllBytes(Path.Combine(folder, file));
                var place = a.Value.GetProperty("environment").GetString()!["aws://".Length..].Split('/').Select(part => part.StartsWith("unknown", StringComparison.Ordinal) ? null : part).ToArray();
                return new StackArtifact
                {
                    Definition = new StackDefinition { Name = a.Name, Place = new StackPlace(place[0], place[1]), Template = JsonElement.Parse(content) },
                    StackName = properties.TryGetProperty("stackName", out var name) ? name.GetString()! : a.Name,
                    TemplateFile = file,
                    TemplateBytes = content.Length,
                    Dependencies = [.. (a.Value.TryGetProperty("dependencies", out var needed) ? needed.EnumerateArray().AsEnumerable() : []).Select(d => d.GetString()!).Where(d => !d.EndsWith(".assets", StringComparison.Ordinal))],
                    BootstrapVersion = properties.TryGetProperty("requiresBootstrapStackVersion", out var version) ? version.GetInt32() : null,
                };
            }),
    ];
}
