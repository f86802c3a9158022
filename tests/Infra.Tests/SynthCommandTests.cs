using GovCloud.Infra.Automation;
using GovCloud.Infra.Forwarding;

namespace GovCloud.Infra.Tests;

/// <summary>What <c>cdk.json</c> runs, with good and bad inputs.</summary>
[Collection(Synthesis.Collection)]
public sealed class SynthCommandTests(Synthesis synthesis) : IDisposable
{
    static readonly string Sample = Path.Combine(Synthesis.RepositoryRoot(), "estates", "katsushika");

    readonly string root = Directory.CreateTempSubdirectory("govcloud-synth-").FullName;

    string Output => Path.Combine(root, "cdk.out");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void The_sample_estate_is_synthesised_for_its_operations_account()
    {
        var (exitCode, errors) = Run(Sample, synthesis.PublishedFunctions);

        Assert.Equal(0, exitCode);
        Assert.Equal(
            "note: the organization is the Digital Agency's (organization: gcas), so no organizational units, accounts and policies are synthesised; accounts are applied for with 'gca accounts application'.",
            errors);
        Assert.Contains("aws://131229090201/ap-northeast-1", File.ReadAllText(Path.Combine(Output, "manifest.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_estate_is_reported_whole_with_positions_and_nothing_is_synthesised()
    {
        var bad = Path.Combine(root, "bad");
        Directory.CreateDirectory(bad);
        foreach (var file in Directory.GetFiles(Sample, "*.yaml"))
        {
            File.Copy(file, Path.Combine(bad, Path.GetFileName(file)));
        }

        Replace(Path.Combine(bad, "profile.yaml"), "operator: operator", "operator: nobody");
        Replace(Path.Combine(bad, "operators.yaml"), "kind: network-operator", "kind: astronaut");

        var (exitCode, errors) = Run(bad, synthesis.PublishedFunctions);

        Assert.Equal(1, exitCode);
        Assert.Matches(@"profile\.yaml:\d+:\d+: error", errors);
        Assert.Matches(@"operators\.yaml:\d+:\d+: error", errors);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Output, "GovCloud-Automation.template.json")));
    }

    [Fact]
    public void An_owned_organization_beyond_its_quotas_is_reported_with_its_place_and_nothing_is_synthesised()
    {
        var owned = Path.Combine(root, "owned");
        Directory.CreateDirectory(owned);
        foreach (var file in Directory.GetFiles(Sample, "*.yaml"))
        {
            File.Copy(file, Path.Combine(owned, Path.GetFileName(file)));
        }

        // An owned organization gives access through IAM Identity Center, which the sample does not have.
        File.Delete(Path.Combine(owned, "access.yaml"));
        Replace(Path.Combine(owned, "profile.yaml"), "organization: gcas", "organization: owned");
        File.WriteAllText(Path.Combine(owned, "organization.yaml"), "organization:\n  managementAccount: \"999900001111\"\n  rootId: r-ab12\n");

        var (exitCode, errors) = Run(owned, synthesis.PublishedFunctions);

        Assert.Equal(1, exitCode);
        Assert.Matches(@"organization\.yaml:2:3: error ORG005: the organization: \d+ accounts", errors);
        Assert.Contains("warning ORG003", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Output, "GovCloud-Organization.template.json")));
    }

    [Fact]
    public void An_estate_that_is_not_there_is_reported()
    {
        var missing = Path.Combine(root, "none");

        Assert.Equal((1, $"error: There is no folder '{missing}'."), Run(missing, synthesis.PublishedFunctions));
    }

    [Fact]
    public void Functions_that_were_not_published_are_reported()
    {
        var (exitCode, errors) = Run(Sample, Path.Combine(root, "none"));

        Assert.Equal(1, exitCode);
        Assert.Contains("tools/build/publish-functions", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Context_that_is_not_set_is_reported()
    {
        var errors = new StringWriter();

        Assert.Equal(1, SynthCommand.Run(GovCloudApp.Create(Output), default, errors));
        Assert.StartsWith("error: The context key 'estate' is not set.", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_estate_without_accounts_is_refused()
    {
        var estate = SampleEstates.Small;

        Assert.Throws<SynthInputException>(() => BusAllocation.Of(estate with { Accounts = [] }));
    }

    [Theory]
    [InlineData(new[] { "/govcloud/slack/a", "/govcloud/slack/b" }, "/govcloud/slack/")]
    [InlineData(new[] { "/govcloud/slack/a", "/govcloud/slack/a/b" }, "/govcloud/slack/")]
    [InlineData(new[] { "/govcloud/slack-a/x", "/govcloud/slack-a/y", "/govcloud/slack-a/z/w" }, "/govcloud/slack-a/")]
    public void The_common_path_of_parameters_ends_at_a_slash(string[] names, string path) => Assert.Equal(path, SlackParameters.CommonPath(names));

    [Theory]
    [InlineData("/govcloud/a", "/govcloud/b")]
    [InlineData("/a/x/1", "/b/x/1")]
    [InlineData("a", "b")]
    public void A_path_that_others_may_share_is_not_granted(string first, string last) =>
        Assert.Throws<SynthInputException>(() => SlackParameters.CommonPath([first, last]));

    (int ExitCode, string Errors) Run(string estate, string functions)
    {
        var context = new Dictionary<string, object>(StringComparer.Ordinal) { ["estate"] = estate, ["functions"] = functions };
        var errors = new StringWriter();
        var exitCode = SynthCommand.Run(GovCloudApp.Create(Output, context), new DateOnly(2026, 4, 1), errors);
        return (exitCode, errors.ToString().TrimEnd());
    }

    static void Replace(string file, string text, string by)
    {
        var before = File.ReadAllText(file);
        Assert.Contains(text, before, StringComparison.Ordinal);
        File.WriteAllText(file, before.Replace(text, by, StringComparison.Ordinal));
    }
}
