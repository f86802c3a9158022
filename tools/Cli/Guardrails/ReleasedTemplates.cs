using System.Text.Json.Nodes;
using GovCloud.Guardrails;

namespace GovCloud.Cli.Guardrails;

/// <summary>The templates of the released versions, which are part of this program.</summary>
static class ReleasedTemplates
{
    /// <summary>A released template.</summary>
    public static JsonObject Read(BaselineVersion version, BaselineTemplate template)
    {
        var name = "guardrails/" + BaselineReleases.FileOf(version, template);
        using var stream = typeof(ReleasedTemplates).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The template {name} is not part of this program.");
        return JsonNode.Parse(stream)!.AsObject();
    }

    /// <summary>A version by its name, or a template from a file.</summary>
    /// <exception cref="TemplateFileException">Neither.</exception>
    public static JsonObject VersionOrFile(string text)
    {
        if (!BaselineVersion.TryParse(text, out var version))
        {
            return TemplateFile.Read(text);
        }

        return BaselineReleases.Find(version) is not null
            ? Read(version, BaselineTemplate.Member)
            : throw new TemplateFileException($"the baseline has no version {text}; there are {string.Join(", ", BaselineReleases.All.Select(release => release.Version))}");
    }
}
