using System.CommandLine;
using System.Text.Json;
using GovCloud.Network.Reachability;

namespace GovCloud.Cli.Network;

/// <summary>The templates of a cloud assembly: the folder that <c>cdk synth</c> writes.</summary>
static class ReachAssembly
{
    const string Manifest = "manifest.json";

    public static Option<string?> Option(bool required) => new("--templates")
    {
        Description = "Folder with the synthesised templates (cdk.out).",
        HelpName = "FOLDER",
        Required = required,
    };

    /// <summary>All templates, those of nested assemblies too; <see langword="null"/> after saying why that is impossible.</summary>
    public static List<StackTemplate>? Read(string folder, TextWriter error)
    {
        try
        {
            var templates = Stacks(folder).ToList();
            if (templates.Count > 0)
            {
                return templates;
            }

            error.WriteLine($"error: '{folder}' holds no stack. Remedy: npx cdk synth, then name its output folder.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            error.WriteLine($"error: '{folder}' is no cloud assembly ({e.Message}). Remedy: npx cdk synth, then name its output folder.");
        }

        return null;
    }

    static IEnumerable<StackTemplate> Stacks(string folder)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, Manifest)));
        foreach (var artifact in manifest.RootElement.GetProperty("artifacts").EnumerateObject())
        {
            var properties = artifact.Value.TryGetProperty("properties", out var given) ? given : default;
            switch (artifact.Value.GetProperty("type").GetString())
            {
                case "aws:cloudformation:stack":
                    yield return new StackTemplate(artifact.Name, File.ReadAllText(Path.Combine(folder, properties.GetProperty("templateFile").GetString()!)));
                    break;
                case "cdk:cloud-assembly":
                    foreach (var nested in Stacks(Path.Combine(folder, properties.GetProperty("directoryName").GetString()!)))
                    {
                        yield return nested;
                    }

                    break;
            }
        }
    }
}
