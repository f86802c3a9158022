using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.Contracts;
using GovCloud.Guardrails;

namespace GovCloud.Infra.Tests.Guardrails;

/// <summary>The baseline's templates hold what the catalogue promises, and a released version never changes.</summary>
[Collection(Synthesis.Collection)]
public sealed class BaselineTests(Synthesis synthesis, BaselineTemplates templates) : IClassFixture<BaselineTemplates>
{
    const string Lever = "GOVCLOUD_RELEASE_BASELINE";

    // What "aws cloudformation deploy" sends without a bucket to put the template into.
    const int MostBytes = 51_200;

    static readonly JsonSerializerOptions Written = new() { WriteIndented = true, IndentSize = 0, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    public static TheoryData<string> Versions => [.. BaselineReleases.All.Select(release => release.Version.ToString())];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_control_of_the_version_has_exactly_the_resources_that_the_catalogue_names(string version) =>
        Assert.Empty(Gaps(Member(version).Json, BaselineVersion.Parse(version)));

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_resource_that_is_taken_out_is_missed(string version)
    {
        foreach (var id in Member(version).Resources.Select(resource => resource.Id))
        {
            var broken = Member(version).Json.DeepClone().AsObject();
            var resources = broken["Resources"]!.AsObject();
            var (type, control) = (resources[id]!["Type"]!.GetValue<string>(), resources[id]!["Metadata"]![GuardrailNames.ControlMetadata]!.GetValue<string>());
            foreach (var same in resources.Where(pair => pair.Value!["Type"]!.GetValue<string>() == type && pair.Value["Metadata"]![GuardrailNames.ControlMetadata]!.GetValue<string>() == control)
                         .Select(pair => pair.Key).ToArray())
            {
                resources.Remove(same);
            }

            Assert.Contains($"{control}: {type}", string.Join('\n', Gaps(broken, BaselineVersion.Parse(version))), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_released_version_never_changes(string version)
    {
        var release = BaselineReleases.Find(BaselineVersion.Parse(version))!;
        Assert.All([(BaselineTemplate.Member, templates.Member[version]), (BaselineTemplate.LogArchive, templates.LogArchive[version])], one =>
        {
            var (kind, template) = one;
            var file = Path.Combine(Synthesis.RepositoryRoot(), "infra", "Guardrails", "Versions", BaselineReleases.FileOf(release.Version, kind));
            if (Environment.GetEnvironmentVariable(Lever) is "1")
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, template.Json.ToJsonString(Written) + "\n");
            }

            var released = JsonNode.Parse(File.ReadAllText(file))!;
            Assert.True(JsonNode.DeepEquals(released, template.Json), $"{file} is not what is synthesised. A released version stays as it is: put the change into a new one.");
            Assert.Equal(release.DigestOf(kind), TemplateDigest.Of(released));
            Assert.InRange(new FileInfo(file).Length, 1, MostBytes);
        });
    }

    [Fact]
    public void The_lever_is_never_pulled_where_nobody_watches() =>
        Assert.False(Environment.GetEnvironmentVariable("CI") is not null && Environment.GetEnvironmentVariable(Lever) is not null);

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_template_names_no_estate_no_account_and_no_asset(string version)
    {
        var text = Member(version).Json.ToJsonString();

        Assert.DoesNotContain(SampleEstates.OperationsAccount, text, StringComparison.Ordinal);
        Assert.DoesNotContain(SampleEstates.Small.Profile.Name + "\"", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9]{12}", text);
        Assert.DoesNotContain("arn:aws:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("cdk-", text, StringComparison.Ordinal);
        Assert.Null(Member(version).Json["Parameters"]!["BootstrapVersion"]);
    }

    [Fact]
    public void Parameters_of_the_template_are_those_that_the_deployment_gives()
    {
        var estate = Estate;
        foreach (var release in BaselineReleases.All)
        {
            var values = BaselineParameterValues.Member(estate, estate.Accounts[0].Id, release.Version);
            var parameters = Member(release.Version.ToString()).Json["Parameters"]!.AsObject();
            Assert.Equal(parameters.Select(parameter => parameter.Key).Order(StringComparer.Ordinal), values.Keys);
            Assert.All(parameters.Where(parameter => parameter.Value!["AllowedValues"] is not null), parameter =>
                Assert.Contains(values[parameter.Key], parameter.Value!["AllowedValues"]!.AsArray().Select(value => value!.GetValue<string>())));
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_control_that_others_may_provide_hangs_on_its_switch_and_no_other_does(string version) =>
        Assert.All(Member(version).Resources, resource =>
        {
            var control = ControlCatalogue.Find(resource.Body["Metadata"]![GuardrailNames.ControlMetadata]!.GetValue<string>())!;
            Assert.Equal(control.Switch is { } name ? $"{name}Condition" : null, resource.Body["Condition"]?.GetValue<string>());
        });

    [Fact]
    public void The_member_template_needs_no_right_of_an_organization()
    {
        var types = Member("v1.1").Resources.Select(resource => resource.Type).ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(types, type => type.StartsWith("AWS::Organizations::", StringComparison.Ordinal) || type is "AWS::SecurityHub::OrganizationConfiguration");
        Assert.Null(Member("v1.1").Only("AWS::CloudTrail::Trail")["IsOrganizationTrail"]);
    }

    [Fact]
    public void What_belongs_to_the_organization_is_synthesised_only_where_the_organization_is_ours()
    {
        Assert.False(File.Exists(Path.Combine(templates.Folder, "GovCloud-OrganizationGuardrails.template.json")));
        var owned = synthesis.Synthesise("guardrails-owned", Estate with
        {
            Profile = Estate.Profile with { Organization = GovCloud.Estates.OrganizationMode.Owned },
            Organization = new GovCloud.Estates.EstateOrganization { ManagementAccount = AccountId.Parse("999900001111"), RootId = "r-ab12" },
        });
        var template = Template.Read(owned, "GovCloud-OrganizationGuardrails");

        Assert.True(template.Only("AWS::CloudTrail::Trail")["IsOrganizationTrail"]!.GetValue<bool>());
        Assert.Equal("CENTRAL", template.Only("AWS::SecurityHub::OrganizationConfiguration")["ConfigurationType"]!.GetValue<string>());
    }

    [Fact]
    public void An_estate_without_a_baseline_has_no_stack_of_it() =>
        Assert.Empty(Directory.GetFiles(synthesis.SmallFolder, "GovCloud-Guardrails*"));

    /// <summary>What the catalogue promises and the template lacks, and what the template has and no control asks for.</summary>
    static IEnumerable<string> Gaps(JsonObject template, BaselineVersion version)
    {
        var present = template["Resources"]!.AsObject()
            .GroupBy(pair => pair.Value!["Metadata"]?[GuardrailNames.ControlMetadata]?.GetValue<string>() ?? "none", StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(pair => pair.Value!["Type"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var promised = ControlCatalogue.Of(version).Where(control => control.Means == ControlMeans.Template).ToDictionary(control => control.Id, StringComparer.Ordinal);
        return promised.Values.SelectMany(control => control.ResourceTypes.Except(present.GetValueOrDefault(control.Id) ?? [], StringComparer.Ordinal).Select(type => $"{control.Id}: {type} is missing"))
            .Concat(present.SelectMany(pair => pair.Value.Except(promised.GetValueOrDefault(pair.Key)?.ResourceTypes ?? [], StringComparer.Ordinal).Select(type => $"{pair.Key}: {type} is nobody's")));
    }

    static GovCloud.Estates.Estate Estate => BaselineEstate.Of(SampleEstates.Small);

    Template Member(string version) => templates.Member[version];
}
