using System.Text.Json.Nodes;

namespace GovCloud.EndToEnd.Tests;

/// <summary>The sample's cloud assembly with changed templates.</summary>
static class AssemblyCopy
{
    /// <summary>Copies the sample's assembly; assets are linked.</summary>
    /// <param name="name">Name of the copy's folder.</param>
    /// <param name="change">Changes a template's resources.</param>
    public static async Task<string> MakeAsync(string name, Action<JsonObject> change) => await MakeAsync(await Repository.AssemblyAsync(), name, change);

    /// <summary>Copies an assembly; assets are linked.</summary>
    /// <param name="source">The assembly.</param>
    /// <param name="name">Name of the copy's folder.</param>
    /// <param name="change">Changes a template's resources.</param>
    public static async Task<string> MakeAsync(string source, string name, Action<JsonObject> change)
    {
        var target = Path.Combine(Path.GetDirectoryName(source)!, name);
        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true);
        }

        Directory.CreateDirectory(target);
        foreach (var folder in Directory.GetDirectories(source))
        {
            Directory.CreateSymbolicLink(Path.Combine(target, Path.GetFileName(folder)), folder);
        }

        foreach (var file in Directory.GetFiles(source))
        {
            var text = await File.ReadAllTextAsync(file);
            if (file.EndsWith(".template.json", StringComparison.Ordinal))
            {
                var template = JsonNode.Parse(text)!;
                change(template["Resources"]!.AsObject());
                text = template.ToJsonString();
            }

            await File.WriteAllTextAsync(Path.Combine(target, Path.GetFileName(file)), text);
        }

        return target;
    }
}
