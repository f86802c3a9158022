using System.Collections.Immutable;
using GovCloud.Accounts;
using GovCloud.Audit;
using GovCloud.Estates;
using GovCloud.Inventory;
using GovCloud.Organization;
using static GovCloud.Core.Tests.Inventory.InventorySamples;

namespace GovCloud.Core.Tests.Inventory;

/// <summary>Services granted and not used, root calls, provisioning, use after closing, the organization's policies.</summary>
public sealed class ServiceUseAndPolicyCheckTests
{
    const string Trust = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

    [Fact]
    public void A_service_that_was_not_used_for_so_long_is_found_on_the_day_after_the_limit()
    {
        Assert.Equal(AuditOutcomeKind.Pass, Only("IAM-039", Using(At.AddDays(-90))));
        Assert.Equal(AuditOutcomeKind.Fail, Only("IAM-039", Using(At.AddDays(-91))));
        Assert.Equal(AuditOutcomeKind.Fail, Only("IAM-039", Using(null)));
        Assert.Contains("s3", Assert.Single(Results("IAM-039", Using(null))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_AWS_has_not_worked_out_or_cannot_remember_is_unknown()
    {
        Assert.Equal(AuditOutcomeKind.Unknown, Only("IAM-039", With(new IdentityUse(Role("app", Trust).Arn, Readings.Unknown<ImmutableArray<ServiceUse>>("作成中")))));
        Assert.Equal(AuditOutcomeKind.Unknown, Only("IAM-039", Evidence()));
        Assert.Equal(AuditOutcomeKind.Unknown, Only("IAM-039", Using(At.AddDays(1))));
        var long400 = Context().Limits with { UnusedServiceDays = 401 };
        var context = new InventoryContext(Estate, Readings.Unknown<ImmutableArray<AccountRecord>>("なし"), Readings.Unknown<ImmutableArray<OrganizationAccount>>("なし"), Readings.Unknown<OrganizationFacts>("なし")) { Limits = long400 };
        Assert.Equal(AuditOutcomeKind.Unknown, Only("IAM-039", Using(At) with { Context = context }));
    }

    [Fact]
    public void A_role_that_is_younger_than_the_limit_is_unknown_and_not_worth_asking_about()
    {
        var young = Role("app", Trust, At.AddDays(-1)) with { CreatedAt = At.AddDays(-89) };
        Assert.Equal(AuditOutcomeKind.Unknown, Only("IAM-039", Using(At) with { Roles = Readings.Known<ImmutableArray<IamRole>>([young]) }));
        Assert.False(InventoryChecks.AsksForServiceUse(new(), At.AddDays(-89), At, At));
        Assert.True(InventoryChecks.AsksForServiceUse(new(), At.AddDays(-90), At, At));
        Assert.False(InventoryChecks.AsksForServiceUse(new(), At.AddDays(-900), At.AddDays(-91), At));
        Assert.False(InventoryChecks.AsksForServiceUse(new(), At.AddDays(-900), null, At));
    }

    [Fact]
    public void A_call_of_the_root_user_is_found_where_the_report_does_not_know_it_yet()
    {
        var quiet = Evidence() with { Credentials = Report(Root), RootCalls = Readings.Known<ImmutableArray<RecordedCall>>([]) };
        Assert.Equal((AuditOutcomeKind.Pass, AuditOutcomeKind.Pass), (Only("IAM-003", quiet), Only("IAM-004", quiet)));
        var used = quiet with { RootCalls = Readings.Known<ImmutableArray<RecordedCall>>([new("ConsoleLogin", At.AddHours(-1))]) };
        Assert.Equal((AuditOutcomeKind.Pass, AuditOutcomeKind.Fail), (Only("IAM-003", used), Only("IAM-004", used)));
        Assert.Equal(AuditOutcomeKind.Pass, Only("IAM-004", quiet with { RootCalls = Readings.Known<ImmutableArray<RecordedCall>>([new("ConsoleLogin", At.AddDays(-93))]) }));
    }

    [Fact]
    public void A_permission_set_that_is_behind_is_named()
    {
        Assert.Equal(AuditOutcomeKind.Pass, Only("SSO-004", Evidence() with { OutdatedPermissionSets = Readings.Known<ImmutableArray<string>>([]) }));
        Assert.Contains("gca-operator", Assert.Single(Results("SSO-004", Evidence() with { OutdatedPermissionSets = Readings.Known<ImmutableArray<string>>(["gca-operator"]) })).Message, StringComparison.Ordinal);
        Assert.Equal(AuditOutcomeKind.Unknown, Only("SSO-004", Evidence()));
    }

    [Fact]
    public void Use_of_a_closed_account_after_its_closing_is_found_and_that_of_our_own_audits_is_none()
    {
        Assert.Equal(AuditOutcomeKind.Fail, Only("ACC-013", Closed(AccountState.Closed, "app", At.AddDays(-1))));
        Assert.Equal(AuditOutcomeKind.Pass, Only("ACC-013", Closed(AccountState.Closed, "app", At.AddDays(-11))));
        Assert.Equal(AuditOutcomeKind.Pass, Only("ACC-013", Closed(AccountState.Closed, "govcloud-audit", At.AddDays(-1))));
        Assert.Equal(AuditOutcomeKind.NotApplicable, Only("ACC-013", Closed(AccountState.InUse, "app", At.AddDays(-1))));
        Assert.Equal(AuditOutcomeKind.Unknown, Only("ACC-013", Evidence()));
    }

    [Fact]
    public void An_account_that_only_services_and_audits_use_is_idle()
    {
        var linked = Role("AWSServiceRoleForConfig", Trust, At) with { Arn = "arn:aws:iam::131229002401:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig" };
        var evidence = Closed(AccountState.InUse, "govcloud-audit", At);
        Assert.Equal(AuditOutcomeKind.Fail, Only("ACC-012", evidence with { Roles = evidence.Roles.Select(roles => roles.Add(linked)) }));
    }

    [Fact]
    public void A_policy_is_the_same_whatever_the_order_of_its_members_and_items()
    {
        Assert.Equal(PolicyDigest.Of("""{"a":["x","y"],"b":{"c":"1"} }"""), PolicyDigest.Of("""{ "b": {"c":["1"]}, "a": ["y", "x"] }"""));
        Assert.NotEqual(PolicyDigest.Of("""{"a":["x"]}"""), PolicyDigest.Of("""{"a":["x","z"]}"""));
        Assert.NotEqual(PolicyDigest.Of("""{"Effect":"Allow"}"""), PolicyDigest.Of("""{"Effect":"Deny"}"""));
        Assert.Null(PolicyDigest.Of("no json"));
        Assert.Null(PolicyDigest.Of(null));
    }

    [Fact]
    public void The_policies_of_an_owned_organization_are_compared_by_what_they_say_and_where_they_are()
    {
        var plan = OrganizationPlan.Of(Owned);
        ImmutableArray<PolicyReading> there = [.. plan.Policies.Select((policy, number) => There(plan, policy, number))];
        Assert.All(new[] { "ORG-001", "ORG-002", "ORG-003" }, check => Assert.All(Judge(check, there), result => Assert.Equal(AuditOutcomeKind.Pass, result.Outcome.Kind)));

        var loosened = there.SetItem(0, there[0] with { Content = "{\"Version\":\"2012-10-17\",\"Statement\":[]}" });
        Assert.Equal(there[0].Name, Assert.Single(Judge("ORG-001", loosened), result => result.Outcome is Failed).Subject.Id.Split('/')[^1]);
        var detached = there.SetItem(0, there[0] with { Targets = there[0].Targets.RemoveAt(0) });
        Assert.Contains("付いていない", Assert.Single(Judge("ORG-002", detached), result => result.Outcome is Failed).Message, StringComparison.Ordinal);
        var foreign = there.SetItem(0, there[0] with { Targets = there[0].Targets.Add(new("r-1", "Root", false)) });
        Assert.Contains("余分に付いている: Root", Assert.Single(Judge("ORG-002", foreign), result => result.Outcome is Failed).Message, StringComparison.Ordinal);
        Assert.Single(Judge("ORG-001", there.RemoveAt(0)), result => result.Outcome is Failed);
        Assert.Contains("環境定義にありません", Assert.Single(Judge("ORG-001", there.Add(there[0] with { Name = "gca-by-hand" })), result => result.Outcome is Failed).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_with_as_many_policies_as_fit_is_found()
    {
        var node = new PolicyAttachment("ou-1", "production", true);
        ImmutableArray<PolicyReading> Policies(int count) => [.. Enumerable.Range(0, count).Select(number => new PolicyReading { Id = $"p-{number}", Name = $"p{number}", Type = "SERVICE_CONTROL_POLICY", Targets = [node] })];
        Assert.Equal(AuditOutcomeKind.Pass, Assert.Single(Judge("ORG-003", Policies(9))).Outcome.Kind);
        Assert.Equal(AuditOutcomeKind.Fail, Assert.Single(Judge("ORG-003", Policies(10))).Outcome.Kind);
    }

    [Fact]
    public void The_policies_of_the_agencys_organization_are_not_ours_to_compare()
    {
        var evidence = new EstateEvidence { Context = Context(), At = At, Policies = Readings.Known<ImmutableArray<PolicyReading>>([]) };
        Assert.Equal(AuditOutcomeKind.NotApplicable, Assert.Single(AuditEngine.Judge(InventoryChecks.OfEstate.Where(check => check.Definition.Id == "ORG-001"), evidence, [])).Outcome.Kind);
    }

    static readonly Estate Owned = Estate with { Profile = Estate.Profile with { Organization = OrganizationMode.Owned } };

    static PolicyReading There(OrganizationPlan plan, OrganizationPolicy policy, int number) => new()
    {
        Id = $"p-{number}",
        Name = policy.Name,
        Type = policy.Type,
        Content = policy.Document,
        Targets = [.. policy.Targets.Select(key => plan.Units.First(unit => unit.Key == key)).Select(unit => new PolicyAttachment(unit.ExistingId ?? "ou-" + unit.Key, unit.Name, true))],
    };

    static List<AuditResult> Judge(string check, ImmutableArray<PolicyReading> policies)
    {
        var context = new InventoryContext(Owned, Readings.Unknown<ImmutableArray<AccountRecord>>("なし"), Readings.Unknown<ImmutableArray<OrganizationAccount>>("なし"), Readings.Unknown<OrganizationFacts>("なし"));
        return [.. AuditEngine.Judge(InventoryChecks.OfEstate.Where(known => known.Definition.Id == check), new EstateEvidence { Context = context, At = At, Policies = Readings.Known(policies) }, [])];
    }

    static AccountEvidence Closed(AccountState state, string role, DateTimeOffset used)
    {
        var record = new AccountRecord { Name = "resident", Id = Account, State = state, ChangedAt = At.AddDays(-10), Facts = new() { Environment = DeploymentEnvironment.Production }, Version = 3 };
        var context = new InventoryContext(Estate, Readings.Known<ImmutableArray<AccountRecord>>([record]), Readings.Unknown<ImmutableArray<OrganizationAccount>>("なし"), Readings.Unknown<OrganizationFacts>("なし")) { AuditRoles = ["govcloud-audit"] };
        return Evidence(context) with { Credentials = Report(Root), Roles = Readings.Known<ImmutableArray<IamRole>>([Role(role, Trust, used)]) };
    }

    static AccountEvidence Using(DateTimeOffset? used) => With(new IdentityUse(Role("app", Trust).Arn, Readings.Known<ImmutableArray<ServiceUse>>([new("ec2", At), new("s3", used)])));

    static AccountEvidence With(IdentityUse use) => Evidence() with { Roles = Readings.Known<ImmutableArray<IamRole>>([Role("app", Trust, At)]), ServiceUse = Readings.Known<ImmutableArray<IdentityUse>>([use]) };
}
