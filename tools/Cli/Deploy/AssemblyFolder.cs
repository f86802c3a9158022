using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Deployment;

namespace GovCloud.Cli.Deploy;

/// <summary>The stacks of a cloud assembly: the folder that <c>cdk synth</c> writes.</summary>
static class AssemblyFolder
{
    /// <summary>All stacks, those of nested assemblies too; <see langword="null"/> after saying why that is impossible.</summary>
    public static ImmutableArray<StackArtifact>? Read(string folder, TextWriter error)
    {
        try
        {
            ImmutableArray<StackArtifact> stacks = [.. Stacks(folder)];
            if (!stacks.IsEmpty)
            {
                return stacks;
            }

            error.WriteLine($"error: '{folder}' holds no stack. Remedy: npx cdk synth, then name its output folder.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            error.WriteLine($"error: '{folder}' is no cloud assembly ({e.Message}). Remedy: npx cdk synth, then name its output folder.");
        }

        return null;
    }

    static IEnumerable<StackArtifact> Stacks(string folder)
    {
        var manifest = JsonElement.Parse(File.ReadAllBytes(Path.Combine(folder, "manifest.json")));
        foreach (var artifact in manifest.GetProperty("artifacts").EnumerateObject())
        {
            switch (artifact.Value.GetProperty("type").GetString())
            {
                case "aws:cloudformation:stack":
                    yield return Stack(folder, artifact);
                    break;
                case "cdk:cloud-assembly":
                    foreach (var nested in Stacks(Path.Combine(folder, artifact.Value.GetProperty("properties").GetProperty("directoryName").GetString()!)))
                    {
                        yield return nested;
                    }

                    break;
            }
        }
    }

    static StackArtifact Stack(string folder, JsonProperty artifact)
    {
        var properties = artifact.Value.GetProperty("properties");
        var file = properties.GetProperty("templateFile").GetString()!;
        var content = File.ReadAllBytes(Path.Combine(folder, file));
        var template = JsonElement.Parse(content);
        if (template.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidOperationException($"{file} is no template");
        }

        return new StackArtifact
        {
            Definition = new StackDefinition { Name = artifact.Name, Place = Place(artifact.Value), Template = template },
            StackName = Text(properties, "stackName") ?? artifact.Name,
            TemplateFile = file,
            TemplateBytes = content.LongLength,
            Dependencies = artifact.Value.TryGetProperty("dependencies", out var names) ? [.. names.EnumerateArray().Select(n => n.GetString()!).Where(n => !n.EndsWith(".assets", StringComparison.Ordinal))] : [],
            DeployRole = Text(properties, "assumeRoleArn"),
            ExecutionRole = Text(properties, "cloudFormationExecutionRoleArn"),
            // The lookup role asks for a newer version, but nothing is looked up: what is deployed needs only this one.
            BootstrapVersion = properties.TryGetProperty("requiresBootstrapStackVersion", out var version) ? version.GetInt32() : null,
            BootstrapParameter = Text(properties, "bootstrapStackVersionSsmParameter"),
            TerminationProtection = properties.TryGetProperty("terminationProtection", out var given) && given.ValueKind == JsonValueKind.True,
        };
    }

    static StackPlace Place(JsonElement artifact)
    {
        var parts = Text(artifact, "environment")?.Replace("aws://", "", StringComparison.Ordinal).Split('/') ?? [];
        return parts is [var account, var region] ? new StackPlace(account == "unknown-account" ? null : account, region == "unknown-region" ? null : region) : new StackPlace(null, null);
    }

    static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
