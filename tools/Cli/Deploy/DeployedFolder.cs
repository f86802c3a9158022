using System.Text.Json;
using System.Text.RegularExpressions;
using GovCloud.Cli.Guardrails;
using GovCloud.Deployment;

namespace GovCloud.Cli.Deploy;

/// <summary>Templates that were fetched from the accounts: <c>{account}/{region}/{stack}.json</c>, each as <c>aws cloudformation get-template --output json</c> prints it, or the template itself.</summary>
static partial class DeployedFolder
{
    /// <summary>Everything in the folder; <see langword="null"/> after saying what cannot be read. A stack that is not in a folder that is there is not deployed.</summary>
    public static DeployedStacks? Read(string folder, TextWriter error)
    {
        if (!Directory.Exists(folder))
        {
            error.WriteLine($"error: there is no folder '{folder}'. It holds {{account}}/{{region}}/{{stack}}.json as aws cloudformation get-template prints them.");
            return null;
        }

        try
        {
            var places = Directory.EnumerateDirectories(folder).SelectMany(Directory.EnumerateDirectories).Order(StringComparer.Ordinal).Select(path => (Path: path, Place: PlaceOf(path))).ToList();
            return new DeployedStacks(
                [.. places.SelectMany(p => Directory.EnumerateFiles(p.Path, "*.json").Order(StringComparer.Ordinal).Select(file => Stack(file, p.Place)))],
                [.. places.Select(p => p.Place)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or TemplateFileException)
        {
            error.WriteLine($"error: {e.Message}");
            return null;
        }
    }

    static StackPlace PlaceOf(string path)
    {
        var account = Path.GetFileName(Path.GetDirectoryName(path))!;
        return Account().IsMatch(account) ? new StackPlace(account, Path.GetFileName(path)) : throw new TemplateFileException($"'{path}' is no folder {{account}}/{{region}}");
    }

    static StackDefinition Stack(string file, StackPlace place)
    {
        var content = JsonElement.Parse(File.ReadAllBytes(file));
        var body = content.ValueKind == JsonValueKind.Object && content.TryGetProperty("TemplateBody", out var given) ? given : content;
        // As text it is what was uploaded: YAML, or JSON that was not parsed.
        var template = body.ValueKind == JsonValueKind.String ? JsonElement.Parse(TemplateFile.Parse(body.GetString()!, file).ToJsonString()) : body;
        return template.ValueKind == JsonValueKind.Object && template.TryGetProperty("Resources", out _)
            ? new StackDefinition { Name = Path.GetFileNameWithoutExtension(file), Place = place, Template = template }
            : throw new TemplateFileException($"'{file}' is no CloudFormation template: it has no mapping 'Resources'");
    }

    [GeneratedRegex(@"^\d{12}$", RegexOptions.None, 1000)]
    private static partial Regex Account();
}
