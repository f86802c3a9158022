namespace GovCloud.Infra.Tests;

[Collection(Synthesis.Collection)]
public sealed class DeterminismTests(Synthesis synthesis)
{
    [Fact]
    public void The_same_estate_gives_the_same_bytes()
    {
        var again = synthesis.Synthesise("again", SampleEstates.Small);

        var templates = Directory.GetFiles(synthesis.SmallFolder, "*.json").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
        Assert.Contains("GovCloud-Automation.template.json", templates, StringComparer.Ordinal);
        Assert.All(templates, name => Assert.Equal(
            File.ReadAllText(Path.Combine(synthesis.SmallFolder, name!)), File.ReadAllText(Path.Combine(again, name!))));
    }

    [Fact]
    public void The_functions_and_the_estate_they_decide_by_are_one_asset()
    {
        var folder = Assert.Single(Directory.GetDirectories(synthesis.SmallFolder, "asset.*"));

        Assert.True(File.Exists(Path.Combine(folder, "GovCloud.Functions.dll")));
        var estate = GovCloud.Estates.EstateDocument.Read(File.ReadAllBytes(Path.Combine(folder, "estate.json")));
        Assert.Equal(SampleEstates.Small.Accounts.Length, estate.Estate.Accounts.Length);
        var code = synthesis.Automation.OfType("AWS::Lambda::Function").Select(function => function["Code"]!.ToJsonString()).Distinct(StringComparer.Ordinal);
        Assert.Single(code);
    }
}
