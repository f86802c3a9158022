using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Audit;
using GovCloud.Inventory;
using static GovCloud.Core.Tests.Inventory.InventorySamples;
using ContactKind = GovCloud.Estates.ContactKind;

namespace GovCloud.Core.Tests.Inventory;

/// <summary>Use of roles, grants, contacts, assignments.</summary>
public sealed class RoleAndAccountCheckTests
{
    const string Service = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

    [Fact]
    public void A_role_that_was_never_used_is_as_unused_as_it_is_old()
    {
        Assert.Equal(AuditOutcomeKind.Fail, Only("IAM-034", With(Role("batch", Service))));
        Assert.Equal(AuditOutcomeKind.Pass, Only("IAM-034", With(Role("batch", Service, At.AddDays(-90)))));
        Assert.Equal(AuditOutcomeKind.Fail, Only("IAM-034", With(Role("batch", Service, At.AddDays(-91)))));
        Assert.Equal(AuditOutcomeKind.Pass, Only("IAM-034", With(Role("batch", Service) with { CreatedAt = At.AddDays(-10) })));
    }

    [Fact]
    public void A_role_of_which_the_last_use_was_not_read_is_unknown() =>
        Assert.Equal(AuditOutcomeKind.Unknown, Only("IAM-034", With(Role("batch", Service) with { LastUsedAt = Readings.Unknown<DateTimeOffset?>("ListRoles") })));

    [Fact]
    public void A_role_of_ours_that_the_estate_does_not_have_in_the_account_is_a_leaver() =>
        Assert.Equal([AuditOutcomeKind.Fail], Results("IAM-036", With(Role("gca-auditor", Service), Role("other", Service))).Select(result => result.Outcome.Kind));

    [Fact]
    public void Use_of_a_break_glass_role_since_the_last_audit_is_found_and_none_before()
    {
        var context = new InventoryContext(Estate, Readings.Unknown<ImmutableArray<GovCloud.Accounts.AccountRecord>>("なし"), Readings.Unknown<ImmutableArray<OrganizationAccount>>("なし"), Readings.Unknown<OrganizationFacts>("なし")) { BreakGlassRoles = ["govcloud-break-glass"] };
        AccountEvidence Used(DateTimeOffset? at) => Evidence(context) with { Roles = Readings.Known<ImmutableArray<IamRole>>([Role("govcloud-break-glass", Service, at), Role("other", Service, at)]) };
        Assert.Equal(AuditOutcomeKind.Fail, Only("IAM-035", Used(At.AddDays(-1))));
        Assert.Equal(AuditOutcomeKind.Pass, Only("IAM-035", Used(At.AddDays(-93))));
        Assert.Equal(AuditOutcomeKind.Pass, Only("IAM-035", Used(null)));
    }

    [Fact]
    public void Rights_of_an_administrator_are_seen_through_a_group_and_in_an_inline_policy()
    {
        const string all = "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";
        var group = new IamGroup("admin", "arn:aws:iam::131229002401:group/admin", new() { Attached = ["arn:aws:iam::aws:policy/AdministratorAccess"] });
        Assert.Equal(AuditOutcomeKind.Fail, Only("IAM-020", With(User(groups: ["admin"]), group)));
        Assert.Equal(AuditOutcomeKind.Fail, Only("IAM-020", With(User(inline: all))));
        Assert.Equal(AuditOutcomeKind.Pass, Only("IAM-020", With(User(inline: all.Replace("\"Allow\"", "\"Deny\"", StringComparison.Ordinal)))));
        Assert.Equal(AuditOutcomeKind.Unknown, Only("IAM-020", With(User(groups: ["unread"]))));
        Assert.Equal(AuditOutcomeKind.Unknown, Only("IAM-020", With(User(inline: "{\"Odd\":1}"))));
    }

    [Fact]
    public void A_contact_is_sound_only_as_a_desk_of_the_estate_and_never_written_out()
    {
        var results = Results("ACC-010", Evidence() with
        {
            Contacts = Readings.Known<ImmutableArray<AccountContact>>([new(ContactKind.Security, "desk@operator.example.jp"), new(ContactKind.Billing, "taro.yamada@mail.example.com")]),
        });
        Assert.Equal(["billing Fail", "operations Fail", "security Pass"], results.Select(result => $"{result.Subject.Id.Split('/')[1]} {result.Outcome.Kind}").Order(StringComparer.Ordinal));
        Assert.DoesNotContain(results, result => result.Message.Contains("taro", StringComparison.Ordinal));
    }

    [Fact]
    public void The_contact_that_the_baseline_sets_is_sound_for_security_alone()
    {
        var estate = Estate with { Guardrails = Estate.Guardrails with { Parameters = new() { SecurityContactMail = "csirt@operator.example.jp" } } };
        var context = new InventoryContext(estate, Readings.Unknown<ImmutableArray<GovCloud.Accounts.AccountRecord>>("なし"), Readings.Unknown<ImmutableArray<OrganizationAccount>>("なし"), Readings.Unknown<OrganizationFacts>("なし"));
        var results = Results("ACC-010", Evidence(context) with
        {
            Contacts = Readings.Known<ImmutableArray<AccountContact>>([new(ContactKind.Security, "csirt@operator.example.jp"), new(ContactKind.Operations, "csirt@operator.example.jp")]),
        });
        Assert.Equal(["billing Fail", "operations Fail", "security Pass"], results.Select(result => $"{result.Subject.Id.Split('/')[1]} {result.Outcome.Kind}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_account_is_idle_only_where_the_use_of_every_role_is_known()
    {
        var idle = Evidence() with { Credentials = Report(Root), Roles = Readings.Known<ImmutableArray<IamRole>>([Role("batch", Service)]) };
        Assert.Equal(AuditOutcomeKind.Fail, Only("ACC-012", idle));
        Assert.Equal(AuditOutcomeKind.Pass, Only("ACC-012", idle with { Roles = Readings.Known<ImmutableArray<IamRole>>([Role("batch", Service, At.AddDays(-1))]) }));
        var unread = Role("batch", Service) with { LastUsedAt = Readings.Unknown<DateTimeOffset?>("ListRoles") };
        Assert.Equal(AuditOutcomeKind.Unknown, Only("ACC-012", idle with { Roles = Readings.Known<ImmutableArray<IamRole>>([unread]) }));
    }

    [Fact]
    public void An_assignment_to_a_person_or_outside_the_matrix_fails_and_one_without_a_name_is_unknown()
    {
        var evidence = Evidence() with
        {
            Assignments = Readings.Known<ImmutableArray<SsoAssignment>>([new("AdministratorAccess", OfGroup: false, "u-1"), new("arn:aws:sso:::permissionSet/ssoins-1/ps-1", OfGroup: true, "g-1")]),
        };
        Assert.Equal([AuditOutcomeKind.Fail, AuditOutcomeKind.Unknown], Results("SSO-001", evidence).Select(result => result.Outcome.Kind).Order());
        Assert.Equal([AuditOutcomeKind.Pass, AuditOutcomeKind.Fail], Results("SSO-002", evidence).Select(result => result.Outcome.Kind).Order());
    }

    static AccountEvidence With(params ImmutableArray<IamRole> roles) => Evidence() with { Roles = Readings.Known(roles) };

    static AccountEvidence With(IamUser user, params ImmutableArray<IamGroup> groups) => Evidence() with { Entities = Readings.Known(new IamEntities { Users = [user], Groups = groups }) };

    static IamUser User(string? inline = null, ImmutableArray<string>? groups = null) => new(
        "taro",
        "arn:aws:iam::131229002401:user/taro",
        groups ?? [],
        new() { Inline = inline is null ? [] : [new("own", IamPolicyText.Read(JsonSerializer.SerializeToElement(inline)))] });
}
