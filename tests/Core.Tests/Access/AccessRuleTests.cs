using GovCloud.Core.Tests.Estates;
using GovCloud.Estates;

namespace GovCloud.Core.Tests.Access;

/// <summary>EST950 to EST963: the section access.</summary>
public sealed class AccessRuleTests
{
    /// <summary>The case, the text that is replaced, its replacement, the problem's id and the end of its message.</summary>
    public static TheoryData<string, string, string, string, string> Cases => new()
    {
        { "nowhere", "      municipalities: [\"131229\"]\n      until", "      until", EstateRules.AccessSelection, "add 'accounts', 'systems' or 'municipalities'" },
        { "no account", "      municipalities: [\"131229\"]\n      until", "      systems: [insurance]\n      environments: [verification]\n      until", EstateRules.AccessSelection, "remove it or widen its selectors" },
        { "vendor's role for the operator", "      organisation: vendor-a\n      level: operate", "      organisation: operator\n      level: operate", EstateRules.AccessOrganisation, "\"operator\" is of kind operator; correct one of the two" },
        { "auditor without end", "      until: 2027-03-31\n      reason", "      reason", EstateRules.TemporaryAccess, "add 'until', the last day of the audit" },
        { "auditor without reason", "      reason: 監査\n", "", EstateRules.TemporaryAccess, "add 'reason', the audit and who agreed to it" },
        { "ends before it begins", "      until: 2027-03-31\n      reason", "      from: 2027-04-01\n      until: 2027-03-31\n      reason", EstateRules.TemporaryAccess, "begins on 2027-04-01 and ends before, on 2027-03-31; correct one of the two" },
        { "expired", "      until: 2027-03-31\n      reason", "      until: 2026-11-19\n      reason", EstateRules.AccessExpired, "remove it and deploy, or have a later end agreed" },
        { "auditor who operates", "      reason: 監査", "      reason: 監査\n      level: operate", EstateRules.ReadOnlyRole, "remove 'level'. Changes are requested from the operator" },
        { "auditor who reads data", "      reason: 監査", "      reason: 監査\n      data: true", EstateRules.ReadOnlyRole, "remove 'data'. Changes are requested from the operator" },
        { "staff in shared use", "kind: auditor\n      organisation: operator", "kind: municipal\n      organisation: katsushika-it", EstateRules.MunicipalStaff, "is in shared use (共同利用), where municipal staff have no user; give them reports instead" },
        { "wildcard", "states:StartExecution,", "states:*,", EstateRules.AccessWildcard, "write each action, or end a name that begins with Describe, Get or List with *" },
        { "everything", "states:StartExecution,", "'*',", EstateRules.AccessWildcard, "write each action, or end a name that begins with Describe, Get or List with *" },
        { "unknown session policy", "sessionPolicy: rerun", "sessionPolicy: rerunn", EstateRules.DanglingReference, "which 'access.sessionPolicies' does not have; did you mean 'rerun'?" },
        { "remote operation", "municipality: \"131121\", remote", "municipality: \"131229\", remote", EstateRules.RemoteOperation, "which forbids remote operation (回答); remove 'remote', or select other accounts" },
        { "nobody", "    - { organisation: operator, principals", "    - { organisation: setagaya-it, principals", EstateRules.AccessPrincipal, "add the organisation with 'principals' or 'samlProvider' to 'access.principals'" },
        { "an account as a whole", ":user/person", ":root", EstateRules.Format, "'principals' must be the ARN of one IAM user or role, without wildcards, not 'arn:aws:iam::999900000002:root'" },
        { "unseen second factor", ", mfaAssurance: 認証基盤 }\n    - { organisation: vendor-a", " }\n    - { organisation: vendor-a", EstateRules.AccessPrincipal, "say in 'mfaAssurance' of 'access.principals' what makes sure of it" },
        { "no second factor", "      sessionMinutes: 120", "      mfa: false", EstateRules.AccessPrincipal, "does more than read, without a second factor; remove 'mfa: false'" },
        { "changes without data", "      level: change\n      data: true", "      level: change", EstateRules.ChangeReadsData, "write 'data: true', or a lower level" },
        { "building is over", "until: 2027-03-31 }", "until: 2026-11-19 }", EstateRules.BuildPhase, "remove the entry and deploy, or have a later day agreed" },
        { "a chained session", ":user/person\"] }", ":role/people\"], mfaAssurance: 認証基盤 }", EstateRules.SessionLength, "AWS ends such a session after 60 minutes; write that or less" },
        { "too long", "sessionMinutes: 120", "sessionMinutes: 721", EstateRules.Range, "must be 60 to 720, not 721" },
    };

    [Fact]
    public void The_estate_of_these_tests_is_sound() => Assert.Empty(SmallEstate.Read(AccessEstates.Yaml).Problems);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_broken_role_is_reported_with_place_and_remedy(string name, string old, string replacement, string rule, string end)
    {
        Assert.NotEmpty(name);
        var problems = SmallEstate.Read(AccessEstates.With(old, replacement)).Problems;
        Assert.Contains(problems, p => p.Id == rule && p.Message.EndsWith(end, StringComparison.Ordinal) && p.Position.Line > 100);
    }

    [Fact]
    public void Two_vendors_in_one_account_must_both_be_limited_by_tag()
    {
        var yaml = AccessEstates.With("  - id: katsushika-it\n", "  - id: vendor-b\n    name: 別\n    kind: vendor\n    calendar: desk\n    mail: [desk@vendor-b.example.jp]\n  - id: katsushika-it\n")
            .Replace("    - id: operate\n", "    - id: other\n      name: 別\n      kind: vendor\n      organisation: vendor-b\n      level: operate\n      accounts: [\"131229002401\"]\n    - id: operate\n", StringComparison.Ordinal)
            .Replace("    - { organisation: vendor-a,", "    - { organisation: vendor-b, principals: [\"arn:aws:iam::999900000003:user/b\"] }\n    - { organisation: vendor-a,", StringComparison.Ordinal);

        var problems = SmallEstate.Read(yaml).Problems.Where(p => p.Id == EstateRules.ForeignVendor).Select(p => p.Message).ToList();

        Assert.Equal(3, problems.Count);
        Assert.Contains("role \"other\": account 131229002401 (insurance-production) carries system \"insurance\" of vendor \"vendor-a\"; limit the role with 'tagOwner: true' or 'tagSystem'", problems);
        Assert.Contains("role \"vendor-operate\": account 131229002401 (insurance-production) is also worked in by vendor \"vendor-b\" (role \"other\"); limit the role with 'tagOwner: true' or 'tagSystem'", problems);

        var scoped = yaml.Replace("      level: operate\n", "      level: operate\n      tagOwner: true\n", StringComparison.Ordinal)
            .Replace("      level: change\n", "      level: change\n      tagOwner: true\n", StringComparison.Ordinal);
        Assert.DoesNotContain(SmallEstate.Read(scoped).Problems, p => p.Id == EstateRules.ForeignVendor);
    }

    [Fact]
    public void A_role_that_is_limited_to_a_system_is_limited_to_one_of_its_own()
    {
        var yaml = AccessEstates.With("      sessionMinutes: 120\n", "      tagSystem: foreign\n").Replace(
            "systems:\n  - id: insurance", "systems:\n  - id: foreign\n    name: 別\n    usage: shared\n    vendor: vendor-b\n    municipalities: [\"131229\"]\n  - id: insurance", StringComparison.Ordinal);

        Assert.Contains(SmallEstate.Read(yaml).Problems, p => p.Id == EstateRules.TagScope);
    }

    [Fact]
    public void Municipal_staff_see_no_account_that_holds_data_of_other_bodies()
    {
        var yaml = AccessEstates.With("kind: auditor\n      organisation: operator\n      municipalities: [\"131229\"]", "kind: municipal\n      organisation: katsushika-it\n      accounts: [\"012345678901\"]")
            .Replace("    purpose: operations\n", "    purpose: operations\n    municipalities: [\"131229\", \"131121\"]\n", StringComparison.Ordinal);

        Assert.Contains(SmallEstate.Read(yaml).Problems, p => p.Id == EstateRules.MunicipalStaff && p.Message.EndsWith("holds data of other bodies; name accounts of their own body only", StringComparison.Ordinal));
    }

    [Fact]
    public void Municipal_staff_may_read_the_account_of_a_dedicated_system_of_their_own_body()
    {
        var yaml = AccessEstates.With("kind: auditor\n      organisation: operator", "kind: municipal\n      organisation: katsushika-it").Replace("usage: shared", "usage: dedicated", StringComparison.Ordinal);

        Assert.Empty(SmallEstate.Read(yaml).Problems);
    }

    [Fact]
    public void In_an_owned_organization_roles_are_given_to_groups()
    {
        var owned = AccessEstates.With("  operator: operator\n", "  operator: operator\n  organization: owned\n") + "\norganization: { managementAccount: \"999900001111\", rootId: r-ab12 }\n";
        Assert.All(SmallEstate.Read(owned).Problems, p => Assert.Equal(EstateRules.AccessPrincipal, p.Id));
        Assert.NotEmpty(SmallEstate.Read(owned).Problems);

        var given = owned.Replace("access:\n", "access:\n  identityCenter: { instance: \"arn:aws:sso:::instance/ssoins-1234567890abcdef\" }\n", StringComparison.Ordinal)
            .Replace("mfaAssurance: 認証基盤 }", "group: 12345678-1234-1234-1234-123456789012 }", StringComparison.Ordinal)
            .Replace(":user/person\"] }", ":user/person\"], group: 12345678-1234-1234-1234-123456789013 }", StringComparison.Ordinal);
        Assert.Empty(SmallEstate.Read(given).Problems);
    }
}
