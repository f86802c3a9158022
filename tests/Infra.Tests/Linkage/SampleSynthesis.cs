using System.Text.Json.Nodes;
using GovCloud.EstateFiles;
using GovCloud.Estates;

namespace GovCloud.Infra.Tests.Linkage;

/// <summary>The templates of the sample estate, synthesised once.</summary>
public sealed class SampleSynthesis
{
    readonly string folder;

    public SampleSynthesis(Synthesis synthesis) => folder = synthesis.SampleFolder;

    internal Estate Estate { get; } = LoadEstate();

    internal JsonObject Template(string store) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, $"GovCloud-Linkage-{store}.template.json")))!.AsObject();

    internal Template Read(string stack) => Tests.Template.Read(folder, stack);

    internal static Estate LoadEstate() =>
        EstateFolder.Load(Path.Combine(Synthesis.RepositoryRoot(), "estates", "katsushika"), new DateOnly(2026, 11, 20)).Estate!;
}
