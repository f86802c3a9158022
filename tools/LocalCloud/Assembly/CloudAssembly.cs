using System.Text.Json;

namespace GovCloud.LocalCloud.Assembly;

/// <summary>What <c>cdk synth</c> wrote: <c>manifest.json</c>, templates and assets, with the assemblies of stages below.</summary>
public sealed class CloudAssembly
{
    /// <summary>The account of a stack that leaves its account open.</summary>
    public const string UnknownAccount = "000000000000";

    const string DefaultRegion = "ap-northeast-1";

    CloudAssembly(IReadOnlyList<StackTemplate> stacks) => Stacks = stacks;

    /// <summary>In the manifest's order.</summary>
    public IReadOnlyList<StackTemplate> Stacks { get; }

    /// <summary>Reads a folder, as a rule <c>cdk.out</c>.</summary>
    /// <exception cref="CloudAssemblyException">A file is missing or is no cloud assembly.</exception>
    public static CloudAssembly Load(string directory) => new([.. Read(directory)]);

    static IEnumerable<StackTemplate> Read(string directory)
    {
        var manifest = Json(Path.Combine(directory, "manifest.json"));
        if (!manifest.TryGetProperty("artifacts", out var artifacts))
        {
            throw new CloudAssemblyException($"{directory}/manifest.json has no artifacts.");
        }

        var assets = artifacts.EnumerateObject().Where(artifact => IsOf(artifact, "cdk:asset-manifest"))
            .SelectMany(artifact => Assets(directory, artifact.Value.GetProperty("properties").GetProperty("file").GetString()!))
            .DistinctBy(asset => asset.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        foreach (var artifact in artifacts.EnumerateObject())
        {
            if (IsOf(artifact, "aws:cloudformation:stack"))
            {
                yield return Stack(directory, artifact, assets);
            }
            else if (IsOf(artifact, "cdk:cloud-assembly"))
            {
                foreach (var nested in Read(Path.Combine(directory, artifact.Value.GetProperty("properties").GetProperty("directoryName").GetString()!)))
                {
                    yield return nested;
                }
            }
        }
    }

    static StackTemplate Stack(string directory, JsonProperty artifact, IReadOnlyDictionary<string, string> assets)
    {
        var properties = artifact.Value.GetProperty("properties");
        var file = properties.GetProperty("templateFile").GetString()!;
        var place = artifact.Value.TryGetProperty("environment", out var environment) ? environment.GetString()!.Replace("aws://", "", StringComparison.Ordinal).Split('/') : [];
        return new()
        {
            Name = properties.TryGetProperty("stackName", out var name) ? name.GetString()! : artifact.Name,
            Account = place is [var account, _] && account is not "unknown-account" ? account : UnknownAccount,
            Region = place is [_, var region] && region is not "unknown-region" ? region : DefaultRegion,
            TemplateFile = file,
            Template = Json(Path.Combine(directory, file)),
            Parameters = properties.TryGetProperty("parameters", out var parameters)
                ? parameters.EnumerateObject().ToDictionary(parameter => parameter.Name, parameter => parameter.Value.ToString(), StringComparer.Ordinal)
                : new Dictionary<string, string>(StringComparer.Ordinal),
            Assets = assets,
        };
    }

    static IEnumerable<KeyValuePair<string, string>> Assets(string directory, string file)
    {
        if (!Json(Path.Combine(directory, file)).TryGetProperty("files", out var files))
        {
            yield break;
        }

        foreach (var asset in files.EnumerateObject())
        {
            if (asset.Value.TryGetProperty("source", out var source) && source.TryGetProperty("path", out var path))
            {
                yield return KeyValuePair.Create(asset.Name, Path.GetFullPath(Path.Combine(directory, path.GetString()!)));
            }
        }
    }

    static bool IsOf(JsonProperty artifact, string type) => artifact.Value.GetProperty("type").ValueEquals(type);

    static JsonElement Json(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.Clone();
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException)
        {
            throw new CloudAssemblyException($"{path} cannot be read: {unreadable.Message} Remedy: npx cdk synth");
        }
    }
}
