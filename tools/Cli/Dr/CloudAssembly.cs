using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.Audit;
using GovCloud.Resilience.Readiness;

namespace GovCloud.Cli.Dr;

/// <summary>The stacks that CDK synthesised, by the manifest of its output folder.</summary>
static class CloudAssembly
{
    /// <summary>The stacks of a region. Unknown where nothing was synthesised, or something of it cannot be read.</summary>
    public static Reading<ImmutableArray<RecoveryTemplate>> StacksIn(string folder, string region)
    {
        var manifest = Path.Combine(folder, "manifest.json");
        if (!File.Exists(manifest))
        {
            return Readings.Unknown<ImmutableArray<RecoveryTemplate>>($"合成した結果がない({manifest} がない。cdk synth を実行する)");
        }

        try
        {
            var stacks = (JsonNode.Parse(File.ReadAllText(manifest))?["artifacts"] as JsonObject ?? throw new FormatException("manifest.json has no artifacts."))
                .Where(artifact => artifact.Value?["type"]?.GetValue<string>() == "aws:cloudformation:stack" && artifact.Value["environment"]?.GetValue<string>().EndsWith($"/{region}", StringComparison.Ordinal) == true)
                .Select(artifact => Read(folder, artifact.Key, artifact.Value!)).ToImmutableArray();
            return stacks.IsEmpty
                ? Readings.Unknown<ImmutableArray<RecoveryTemplate>>($"{region} のスタックが合成されていない")
                : Readings.Known(stacks);
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException or FormatException or InvalidOperationException)
        {
            return Readings.Unknown<ImmutableArray<RecoveryTemplate>>($"合成した結果を読み取れない: {unreadable.Message}");
        }
    }

    static RecoveryTemplate Read(string folder, string id, JsonNode artifact)
    {
        var properties = artifact["properties"];
        var file = properties?["templateFile"]?.GetValue<string>() ?? throw new FormatException($"{id} has no templateFile.");
        return RecoveryTemplate.Of(properties["stackName"]?.GetValue<string>() ?? id, JsonNode.Parse(File.ReadAllText(Path.Combine(folder, file))) as JsonObject ?? throw new FormatException($"{file} is no object."));
    }
}
