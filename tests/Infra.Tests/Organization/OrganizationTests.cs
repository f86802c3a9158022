using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.Estates;
using GovCloud.Infra.Organization;
using GovCloud.Organization;

namespace GovCloud.Infra.Tests;

/// <summary>The stacks of an organization that the vendor owns.</summary>
[Collection(Synthesis.Collection)]
public sealed class OrganizationTests(Synthesis synthesis)
{
    const string UnitType = "AWS::Organizations::OrganizationalUnit";
    const string PolicyType = "AWS::Organizations::Policy";
    const string AccountType = "AWS::Organizations::Account";

    static readonly string[] Stacks =
    [
        "GovCloud-Organization", "GovCloud-Organization-Accounts", "GovCloud-Organization-Accounts-trials", "GovCloud-Organization-Units-041", "GovCloud-Organization-Units-131",
        "GovCloud-Organization-Units-Vendors",
    ];

    IEnumerable<Template> Templates => Stacks.Select(stack => Template.Read(synthesis.OwnedFolder, stack));

    Template Root => Template.Read(synthesis.OwnedFolder, "GovCloud-Organization");

    [Fact]
    public void The_stacks_are_exactly_these_and_all_for_the_management_account_with_termination_protection()
    {
        Assert.Equal(Stacks, NamesIn(synthesis.OwnedFolder));
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(synthesis.OwnedFolder, "manifest.json")))!["artifacts"]!;
        Assert.All(Stacks, stack =>
        {
            Assert.Equal($"aws://{OwnedEstates.Management}/ap-northeast-1", manifest[stack]!["environment"]!.GetValue<string>());
            Assert.True(manifest[stack]!["properties"]!["terminationProtection"]!.GetValue<bool>());
        });
    }

    [Fact]
    public void Where_the_organization_is_not_ours_nothing_is_synthesised_in_it()
    {
        Assert.Empty(NamesIn(synthesis.SmallFolder));
        Assert.All(synthesis.Small.Concat([synthesis.Large]), template => Assert.DoesNotContain(template.Resources, IsOfOrganization));
    }

    [Fact]
    public void Everything_of_the_organization_is_kept_when_it_leaves_the_template_or_is_replaced() => Assert.All(
        Templates.SelectMany(template => template.Resources).Where(resource => resource.Type is not "AWS::CDK::Metadata"),
        resource =>
        {
            Assert.Equal("Retain", resource.Body["DeletionPolicy"]!.GetValue<string>());
            Assert.Equal("Retain", resource.Body["UpdateReplacePolicy"]!.GetValue<string>());
        });

    [Fact]
    public void The_types_are_exactly_these() => Assert.Equal(
        [AccountType, UnitType, PolicyType, "AWS::SecurityHub::DelegatedAdmin"],
        Templates.SelectMany(template => template.Resources).Select(resource => resource.Type).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void Units_for_all_stand_right_below_the_root()
    {
        var units = Root.OfType(UnitType);
        Assert.Equal(["common", "network", "operations", "production", "sandbox", "suspended", "verification"], units.Select(unit => unit["Name"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.All(units, unit => Assert.Equal("r-ab12", unit["ParentId"]!.GetValue<string>()));
    }

    [Fact]
    public void Every_body_and_every_vendor_of_a_shared_system_has_a_unit_for_production_and_one_for_verification_but_where_it_exists_already()
    {
        Assert.Equal(["katsushika", "katsushika", "setagaya", "setagaya"], UnitsOf("GovCloud-Organization-Units-131"));
        Assert.Equal(["sendai"], UnitsOf("GovCloud-Organization-Units-041"));
        Assert.Equal(["asp.vendor-1", "asp.vendor-1", "asp.vendor-2", "asp.vendor-2"], UnitsOf("GovCloud-Organization-Units-Vendors"));
    }

    [Fact]
    public void Policies_are_attached_to_units_only_and_also_to_those_that_exist_already()
    {
        Assert.All(Root.OfType(PolicyType), policy => Assert.DoesNotContain(policy["TargetIds"]!.AsArray(), target => target is JsonValue value && value.GetValue<string>() is "r-ab12"));
        Assert.All(
            Root.OfType(PolicyType).Where(policy => policy["Name"]!.GetValue<string>() is not "gca-suspended-accounts"),
            policy => Assert.Contains(policy["TargetIds"]!.AsArray(), target => target is JsonValue value && value.GetValue<string>() is "ou-ab12-34cd56ef"));
    }

    [Fact]
    public void The_policies_are_those_of_the_plan_to_the_character() => Assert.Equal(
        OrganizationPlan.Of(OwnedEstates.Owned).Policies.Select(policy => (policy.Name, policy.Type, policy.Document)).Order(),
        Root.OfType(PolicyType).Select(policy => (policy["Name"]!.GetValue<string>(), policy["Type"]!.GetValue<string>(), Written(policy["Content"]!))).Order());

    [Fact]
    public void Accounts_are_created_one_after_the_other_across_stacks()
    {
        var accounts = Template.Read(synthesis.OwnedFolder, "GovCloud-Organization-Accounts").OfType(AccountType);
        Assert.Equal(3, accounts.Count);
        Assert.Equal([null, accounts[0].Id, accounts[1].Id], accounts.Select(account => account.Body["DependsOn"]?[0]!.GetValue<string>()));
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(synthesis.OwnedFolder, "manifest.json")))!["artifacts"]!;
        Assert.Contains("GovCloud-Organization-Accounts", manifest["GovCloud-Organization-Accounts-trials"]!["dependencies"]!.AsArray().Select(one => one!.GetValue<string>()), StringComparer.Ordinal);
    }

    [Fact]
    public void An_account_is_in_one_unit_and_tells_its_owner()
    {
        var account = Template.Read(synthesis.OwnedFolder, "GovCloud-Organization-Accounts").Named(AccountType, "Accountskatsushikataxproduction");
        Assert.Single(account["ParentIds"]!.AsArray());
        Assert.Contains("production131229", account["ParentIds"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(
            ["Environment=production", "Estate=sample", "Municipality=131229", "Owner=vendor-1", "Project=GovCloudAutomation", "System=tax"],
            account["Tags"]!.AsArray().Select(tag => $"{tag!["Key"]!.GetValue<string>()}={tag["Value"]!.GetValue<string>()}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_new_account_changes_no_other_account_and_no_unit()
    {
        var more = OwnedEstates.With([.. OwnedEstates.Owned.Organization.NewAccounts, OwnedEstates.Account("a-first", DeploymentEnvironment.Production, "care")]);
        var after = synthesis.Synthesise("owned-more", more);
        foreach (var stack in Stacks)
        {
            var later = Template.Read(after, stack).Resources.ToDictionary(resource => resource.Id, resource => resource.Properties.ToJsonString(), StringComparer.Ordinal);
            Assert.All(Template.Read(synthesis.OwnedFolder, stack).Resources, resource => Assert.Equal(resource.Properties.ToJsonString(), later[resource.Id]));
        }
    }

    [Fact]
    public void A_removed_account_leaves_the_template_and_nothing_else_changes_but_the_order_of_creation()
    {
        var fewer = OwnedEstates.With([.. OwnedEstates.Owned.Organization.NewAccounts.Where(account => account.Name is not "katsushika-tax-production")]);
        var after = Template.Read(synthesis.Synthesise("owned-fewer", fewer), "GovCloud-Organization-Accounts");
        var before = Template.Read(synthesis.OwnedFolder, "GovCloud-Organization-Accounts").Resources.ToDictionary(resource => resource.Id, resource => resource.Properties.ToJsonString(), StringComparer.Ordinal);
        Assert.Equal(2, after.Resources.Count);
        Assert.All(after.Resources, resource => Assert.Equal(before[resource.Id], resource.Properties.ToJsonString()));
    }

    [Fact]
    public void An_organization_of_1200_accounts_fits_CloudFormation()
    {
        var accounts = Enumerable.Range(0, 1_200).Select(number => OwnedEstates.Account(FormattableString.Invariant($"care-{number}"), DeploymentEnvironment.Production, "care") with { Stack = FormattableString.Invariant($"s{number / 150}") });
        var folder = synthesis.Synthesise("owned-large", OwnedEstates.With([.. accounts]));
        Assert.All(NamesIn(folder), stack =>
        {
            var template = Template.Read(folder, stack);
            Assert.InRange(template.Resources.Count, 1, 500);
            Assert.InRange(template.Bytes, 1, 1_000_000);
            Assert.InRange(template.Json["Outputs"]?.AsObject().Count ?? 0, 0, 200);
        });
    }

    [Fact]
    public void Too_many_accounts_for_one_stack_are_refused()
    {
        var accounts = Enumerable.Range(0, 151).Select(number => OwnedEstates.Account(FormattableString.Invariant($"care-{number}"), DeploymentEnvironment.Production, "care"));
        Assert.Throws<SynthInputException>(() => OrganizationStacks.Add(GovCloudApp.Create(), OwnedEstates.With([.. accounts])));
    }

    static string Written(JsonNode content) => content.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    static IEnumerable<string> NamesIn(string folder) => Directory.GetFiles(folder, "GovCloud-Organization*.template.json")
        .Select(file => Path.GetFileName(file)[..^".template.json".Length]).Order(StringComparer.Ordinal);

    static bool IsOfOrganization(Resource resource) => resource.Type.StartsWith("AWS::Organizations::", StringComparison.Ordinal) || resource.Type.EndsWith("::DelegatedAdmin", StringComparison.Ordinal);

    IEnumerable<string> UnitsOf(string stack) => Template.Read(synthesis.OwnedFolder, stack).OfType(UnitType).Select(unit => unit["Name"]!.GetValue<string>()).Order(StringComparer.Ordinal);
}
