using System.Text.Json.Nodes;
using GovCloud.Estates;
using GovCloud.Organization;

namespace GovCloud.Core.Tests.Organization;

/// <summary>ORG001 to ORG008.</summary>
public sealed class OrganizationChecksTests
{
    static readonly DateOnly BeforeDoubling = new(2026, 5, 14);

    [Fact]
    public void A_sound_organization_has_no_finding() => Assert.Empty(Findings(new EstateOrganization()));

    [Fact]
    public void Policies_count_with_FullAWSAccess_and_those_of_others_against_the_limit_of_the_day()
    {
        Assert.Equal(["ORG001"], Findings(new EstateOrganization { OtherPolicies = 4 }).Distinct(StringComparer.Ordinal));
        Assert.Empty(Findings(new EstateOrganization { OtherPolicies = 3 }));
        Assert.Contains("ORG001", Findings(new EstateOrganization(), BeforeDoubling), StringComparer.Ordinal);
        Assert.Empty(Findings(new EstateOrganization { OtherPolicies = 4, Quotas = [Accounts, Quota(OrganizationQuota.ServiceControlPoliciesPerNode, 12)] }));
    }

    [Fact]
    public void A_policy_that_is_too_long_is_refused_by_the_characters_of_the_minified_document()
    {
        var regions = Enumerable.Range(0, 700).Select(number => new AdditionalRegion { Region = FormattableString.Invariant($"xx-region-{number}"), Reason = "例" });
        var organization = new EstateOrganization { AdditionalRegions = [.. regions] };
        Assert.Equal(["ORG002"], Findings(organization));
        var document = OrganizationPlan.Of(OwnedEstate.With(organization)).Policies[0].Document;
        Assert.Empty(Findings(organization with { Quotas = [Accounts, Quota(OrganizationQuota.ServiceControlPolicyCharacters, document.Length * 2)] }));
    }

    [Fact]
    public void The_documents_are_minified_and_fit_even_the_limit_before_it_was_doubled() => Assert.All(OrganizationPlan.Of(OwnedEstate.Estate).Policies, policy =>
    {
        Assert.DoesNotContain('\n', policy.Document);
        Assert.Equal(policy.Document, JsonNode.Parse(policy.Document)!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.InRange(policy.Document.Length, 1, 5_120);
    });

    [Fact]
    public void A_deny_without_exempt_role_is_a_warning_for_each_statement_that_should_have_one()
    {
        var estate = OwnedEstate.Estate;
        var findings = OrganizationChecks.Check(OrganizationPlan.Of(estate with { Organization = estate.Organization with { ExemptRoles = [] } }), OwnedEstate.Today);
        Assert.Equal(
            ["OnlyAllowedRegions", "DetectionStaysOn", "AutomationStays", "RolesStay", "PublicAccessStaysBlocked", "NoIamUsers", "Suspended"],
            findings.Where(finding => finding.Rule.Id is "ORG003").Select(finding => finding.Message.English.Split(' ')[0]));
        Assert.DoesNotContain(findings, finding => finding.Rule.IsError);
    }

    [Fact]
    public void A_deny_by_region_that_forgets_global_services_is_an_error()
    {
        var policy = OrganizationPlan.Of(OwnedEstate.Estate).Policies.OfType<OrganizationPolicy.ServiceControl>().First();
        var broken = policy with { Statements = [policy.Statements[0] with { Actions = [.. policy.Statements[0].Actions.Where(action => action is not "sts:*")] }] };
        Assert.Empty(OrganizationChecks.Statements(policy));
        var finding = Assert.Single(OrganizationChecks.Statements(broken));
        Assert.Equal(("ORG004", true), (finding.Rule.Id, finding.Rule.IsError));
        Assert.EndsWith("hits global services: sts:*", finding.Message.English, StringComparison.Ordinal);
        Assert.Single(OrganizationChecks.Statements(policy with { Statements = [policy.Statements[0] with { AllBut = false, Actions = ["*"] }] }));
    }

    [Fact]
    public void More_accounts_than_AWS_gives_without_a_request_are_refused_until_the_estate_names_the_limit()
    {
        var estate = OwnedEstate.With(new EstateOrganization(), [.. Enumerable.Range(50, 20).Select(number => OwnedEstate.Account(number, FormattableString.Invariant($"m-{number}")))]);
        var findings = OrganizationChecks.Check(OrganizationPlan.Of(estate with { Organization = estate.Organization with { Quotas = [] } }), OwnedEstate.Today);
        Assert.Equal("the organization: 28 accounts, the management account included, over the limit of 10 (AWS Organizations User Guide, Quotas and service limits, as of 2026-11-21)", Assert.Single(findings).Message.English);
    }

    [Fact]
    public void A_policy_that_is_turned_off_is_named_with_its_reason()
    {
        var finding = Assert.Single(OrganizationChecks.Check(
            OrganizationPlan.Of(OwnedEstate.With(new EstateOrganization { PoliciesTurnedOff = [new PolicyTurnedOff { Policy = ControlPolicy.NoIamUsers, Reason = "移行中" }] })), OwnedEstate.Today));
        Assert.Equal(("ORG006", false, "ポリシー NoIamUsers は使わない: 移行中"), (finding.Rule.Id, finding.Rule.IsError, finding.Message.Japanese));
    }

    [Fact]
    public void Too_many_accounts_for_a_stack_are_refused_until_they_are_split()
    {
        var accounts = Enumerable.Range(0, 151).Select(number => OwnedEstate.New(FormattableString.Invariant($"n-{number}"))).ToArray();
        Assert.Equal(["ORG007"], Findings(new EstateOrganization { NewAccounts = [.. accounts] }));
        Assert.Empty(Findings(new EstateOrganization { NewAccounts = [.. accounts[1..], accounts[0] with { Stack = "second" }] }));
    }

    [Fact]
    public void A_stack_abroad_that_nobody_may_deploy_is_an_error()
    {
        var estate = OwnedEstate.Estate;
        var locked = estate with { Profile = estate.Profile with { GlobalEventRule = true }, Organization = estate.Organization with { ExemptRoles = [] } };
        Assert.Contains(OrganizationChecks.Check(OrganizationPlan.Of(locked), OwnedEstate.Today), finding => finding.Rule is { Id: "ORG008", IsError: true });
        Assert.Empty(OrganizationChecks.Check(OrganizationPlan.Of(locked with { Organization = estate.Organization }), OwnedEstate.Today));
    }

    [Fact]
    public void Every_quota_is_in_the_table_in_order_of_its_days() => Assert.All(Enum.GetValues<OrganizationQuota>(), quota =>
    {
        var values = OrganizationQuotas.Of(quota).Values;
        Assert.Equal(values.OrderBy(value => value.Since), values);
    });

    [Theory]
    [InlineData("2026-05-14", 5, 5_120)]
    [InlineData("2026-05-15", 10, 10_240)]
    public void The_limits_of_service_control_policies_doubled_on_a_day(string day, int perNode, int characters)
    {
        var date = DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            (perNode, characters),
            (OrganizationQuotas.LimitOf(new EstateOrganization(), OrganizationQuota.ServiceControlPoliciesPerNode, date), OrganizationQuotas.LimitOf(new EstateOrganization(), OrganizationQuota.ServiceControlPolicyCharacters, date)));
    }

    static OrganizationQuotaOverride Accounts => Quota(OrganizationQuota.Accounts, 500);

    static OrganizationQuotaOverride Quota(OrganizationQuota quota, int value) => new() { Quota = quota, Value = value, Source = "例", AsOf = OwnedEstate.Today };

    static string[] Findings(EstateOrganization organization, DateOnly? day = null) =>
        [.. OrganizationChecks.Check(OrganizationPlan.Of(OwnedEstate.With(organization)), day ?? OwnedEstate.Today).Select(finding => finding.Rule.Id)];
}
