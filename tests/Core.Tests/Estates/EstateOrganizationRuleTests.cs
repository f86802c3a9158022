namespace GovCloud.Core.Tests.Estates;

/// <summary>EST651 to EST658: the section organization.</summary>
public sealed class EstateOrganizationRuleTests
{
    const string Section = """
        organization:
          managementAccount: "999900001111"
          rootId: r-ab12
          units:
            - { kind: municipality, municipality: "131229", environment: production, id: ou-ab12-34cd56ef }
            - { kind: sandbox, id: ou-ab12-34cd56e0 }
          newAccounts:
            - { name: insurance-verification, mail: aws+a@example.jp, environment: verification, system: insurance }
            - { name: insurance-production, mail: aws+b@example.jp, environment: production, system: insurance }
          sandboxAccounts: []
          suspendedAccounts: ["131229002401"]
          exemptRoles:
            - { role: cdk-hnb659fds-*, reason: デプロイ }
          delegatedAdministrators:
            - { service: guard-duty, account: "012345678901" }
          alternateContacts:
            - { kind: security, organisation: operator, title: 運用窓口, phone: 03-0000-0000 }
          quotas:
            - { quota: accounts, value: 500, source: 例, asOf: 2026-04-01 }

        """;

    [Fact]
    public void A_sound_section_is_read_whole_and_in_order()
    {
        var result = SmallEstate.Read(Owned);
        Assert.Empty(result.Problems);
        var organization = result.Estate!.Organization;
        Assert.Equal(("999900001111", "r-ab12"), (organization.ManagementAccount?.ToString(), organization.RootId));
        Assert.Equal(["insurance-production", "insurance-verification"], organization.NewAccounts.Select(account => account.Name));
    }

    [Theory]
    [InlineData("  rootId: r-ab12\n", "", "109:3: error EST652: an owned organization lacks 'rootId'")]
    [InlineData("  managementAccount: \"999900001111\"\n", "", "109:3: error EST652: an owned organization lacks 'managementAccount'")]
    [InlineData("rootId: r-ab12", "rootId: root", "110:11: error EST111: 'rootId' must be the id of the organization's root such as r-ab12, not 'root'")]
    [InlineData("kind: sandbox, id", "kind: sandbox, environment: production, id", "113:15: error EST655: unit ou-ab12-34cd56e0 of kind sandbox names its owner wrongly")]
    [InlineData("kind: municipality, municipality: \"131229\", ", "kind: municipality, ", "112:15: error EST655: unit ou-ab12-34cd56ef of kind municipality names its owner wrongly")]
    [InlineData("kind: sandbox, id", "kind: municipality, municipality: \"131229\", environment: production, id", "113:82: error EST655: unit ou-ab12-34cd56e0 is for the same accounts as ou-ab12-34cd56ef")]
    [InlineData("id: ou-ab12-34cd56e0", "id: ou-ab12-34cd56ef", "113:28: error EST203: 'id' \"ou-ab12-34cd56ef\" stands already at e.yaml:112")]
    [InlineData("sandboxAccounts: []", "sandboxAccounts: [\"131229002401\"]", "117:21: error EST653: account 131229002401 is listed in 'sandboxAccounts' and in 'suspendedAccounts' and would belong into two units")]
    [InlineData("sandboxAccounts: []", "sandboxAccounts: [\"012345678901\"]", "117:21: error EST653: account 012345678901 is of production and purpose operations at e.yaml:")]
    [InlineData("suspendedAccounts: [\"131229002401\"]", "suspendedAccounts: [\"012345678901\"]", "118:23: error EST653: account 012345678901 is the operations account and cannot be suspended")]
    [InlineData("suspendedAccounts: [\"131229002401\"]", "suspendedAccounts: [\"131229002402\"]", "118:23: error EST201: 'suspendedAccounts' refers to \"131229002402\", which 'accounts' does not have")]
    [InlineData("name: insurance-production, mail: aws+b@example.jp, environment: production", "name: insurance-production, mail: aws+b@example.jp, environment: verification", "116:15: error EST653: account \"insurance-production\" stands at e.yaml:")]
    [InlineData("mail: aws+b@example.jp", "mail: aws+a@example.jp", "116:43: error EST203: 'mail' \"aws+a@example.jp\" stands already at e.yaml:115")]
    [InlineData("environment: verification, system: insurance }", "environment: verification }", "115:7: error EST654: new account \"insurance-verification\" must either name a 'system'")]
    [InlineData("environment: production, system: insurance }", "environment: production, system: insurance, sandbox: true }", "116:114: error EST653: new account \"insurance-production\" is of production and purpose system and would belong into the unit of these and into the sandbox")]
    [InlineData("environment: verification, system: insurance }", "environment: verification, system: insurance, municipalities: [\"131121\"] }", "error EST654: new account \"insurance-verification\" is for 131121, which does not use system \"insurance\"")]
    [InlineData("role: cdk-hnb659fds-*", "role: \"*\"", "120:15: error EST111: 'role' must be the name of a role: at least 4 letters")]
    [InlineData("account: \"012345678901\" }", "account: \"999900001111\" }", "error EST201: 'account' refers to \"999900001111\", which 'accounts' does not have")]
    [InlineData("value: 500", "value: 60000", "error EST656: AWS grants at most 50000 of accounts")]
    [InlineData("asOf: 2026-04-01 }", "asOf: 2027-04-01 }", "error EST656: 'asOf' 2027-04-01 is in the future")]
    [InlineData("organisation: operator, title", "organisation: vendor-a, title", "error EST657: organisation \"vendor-a\" has no mail address for AWS to write to")]
    [InlineData("  quotas:\n    - { quota: accounts", "  additionalRegions:\n    - { region: ap-northeast-3, reason: 例 }\n  quotas:\n    - { quota: accounts", "error EST658: region ap-northeast-3 is allowed already")]
    public void What_is_wrong_is_reported_with_place_and_remedy(string old, string replacement, string expected)
    {
        var at = Section.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, old);
        var yaml = OwnedProfile + string.Concat(Section.AsSpan(0, at), replacement, Section.AsSpan(at + old.Length));
        var problems = string.Join('\n', SmallEstate.Read(yaml).Problems);
        Assert.Contains(expected, problems, StringComparison.Ordinal);
    }

    [Fact]
    public void An_owned_organization_without_a_section_is_incomplete()
    {
        var problems = SmallEstate.Read(OwnedProfile).Problems.Select(problem => problem.ToString()).ToArray();
        Assert.Equal(2, problems.Length);
        Assert.All(problems, problem => Assert.StartsWith("e.yaml:4:17: error EST652: an owned organization lacks '", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void A_section_for_an_organization_that_is_not_ours_is_an_error()
    {
        var problem = Assert.Single(SmallEstate.Read(SmallEstate.Yaml + Section).Problems).ToString();
        Assert.Equal(
            "e.yaml:108:3: error EST651: 'organization' would have no effect: the organization is the Digital Agency's ('organization: gcas' in 'profile'); remove the section, or write 'organization: owned' in 'profile' where the organization is your own",
            problem);
    }

    static string OwnedProfile => SmallEstate.With("  title: 小さな例\n", "  title: 小さな例\n  organization: owned\n");

    static string Owned => OwnedProfile + Section;
}
