using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Audit;
using GovCloud.Inventory;
using GovCloud.Inventory.Trust;
using static GovCloud.Core.Tests.Inventory.InventorySamples;

namespace GovCloud.Core.Tests.Inventory;

/// <summary>Who may assume a role, with conditions as AWS evaluates them.</summary>
public sealed class TrustAnalysisTests
{
    const string Everybody = "\"Principal\":\"*\"";
    const string Vendor = "\"Principal\":{\"AWS\":\"arn:aws:iam::999999999999:root\"}";

    /// <summary>Principal, conditions, who gets in.</summary>
    public static TheoryData<string, string, TrustParty?> Cases => new()
    {
        { "\"Principal\":{\"AWS\":\"arn:aws:iam::131229002401:root\"}", "", TrustParty.OwnAccount },
        { "\"Principal\":{\"AWS\":\"012345678901\"}", "", TrustParty.KnownAccount },
        { Vendor, "", TrustParty.Outsider },
        { "\"Principal\":{\"AWS\":\"arn:aws:sts::999999999999:assumed-role/a/b\"}", "", TrustParty.Outsider },
        { Everybody, "", TrustParty.Everybody },
        { "\"Principal\":{\"AWS\":[\"*\"]}", "", TrustParty.Everybody },
        { "\"NotPrincipal\":{\"AWS\":\"arn:aws:iam::012345678901:root\"}", "", TrustParty.Everybody },
        { "\"Principal\":{\"AWS\":\"AROAABCDEFGHIJKLMNOPQ\"}", "", TrustParty.DeletedPrincipal },
        { "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"}", "", TrustParty.Service },
        { "\"Principal\":{\"Federated\":\"arn:aws:iam::131229002401:saml-provider/idp\"}", "", TrustParty.Federation },
        { "\"Principal\":{\"CanonicalUser\":\"abc\"}", "", TrustParty.Unknown },

        // Organization.
        { Everybody, "\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-ours000001\"}", TrustParty.OwnOrganization },
        { Everybody, "\"StringEquals\":{\"AWS:principalorgid\":\"o-ours000001\"}", TrustParty.OwnOrganization },
        { Everybody, "\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-theirs0001\"}", TrustParty.Everybody },
        { Everybody, "\"StringEquals\":{\"aws:PrincipalOrgID\":[\"o-ours000001\",\"o-theirs0001\"]}", TrustParty.Everybody },
        { Everybody, "\"StringLike\":{\"aws:PrincipalOrgID\":\"o-*\"}", TrustParty.Everybody },
        { Everybody, "\"StringEqualsIfExists\":{\"aws:PrincipalOrgID\":\"o-ours000001\"}", TrustParty.Everybody },
        { Everybody, "\"StringNotEquals\":{\"aws:PrincipalOrgID\":\"o-theirs0001\"}", TrustParty.Everybody },
        { Everybody, "\"Null\":{\"aws:PrincipalOrgID\":\"false\"}", TrustParty.Everybody },
        { Everybody, "\"ForAnyValue:StringLike\":{\"aws:PrincipalOrgPaths\":\"o-ours000001/r-ab12/ou-ab12-11111111/*\"}", TrustParty.OwnOrganization },
        { Everybody, "\"ForAnyValue:StringEquals\":{\"aws:PrincipalOrgPaths\":\"o-ours000001/r-ab12/ou-ab12-11111111/\"}", TrustParty.OwnOrganization },
        { Everybody, "\"ForAnyValue:StringLike\":{\"aws:PrincipalOrgPaths\":\"o-theirs0001/*\"}", TrustParty.Everybody },
        { Everybody, "\"ForAllValues:StringLike\":{\"aws:PrincipalOrgPaths\":\"o-ours000001/*\"}", TrustParty.Everybody },
        { Everybody, "\"ForAnyValues:StringLike\":{\"aws:PrincipalOrgPaths\":\"o-ours000001/*\"}", TrustParty.Unknown },
        { Vendor, "\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-ours000001\"}", TrustParty.OwnOrganization },

        // Accounts and ARNs.
        { Everybody, "\"StringEquals\":{\"aws:PrincipalAccount\":\"012345678901\"}", null },
        { Everybody, "\"StringEquals\":{\"aws:PrincipalAccount\":\"999999999999\"}", TrustParty.Everybody },
        { Everybody, "\"StringEquals\":{\"aws:PrincipalAccount\":[\"012345678901\",\"999999999999\"]}", TrustParty.Everybody },
        { Everybody, "\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::012345678901:role/*\"}", null },
        { Everybody, "\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::*:role/deploy\"}", TrustParty.Everybody },

        // What the caller has or chooses keeps nobody out.
        { Vendor, "\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}", TrustParty.Outsider },
        { Vendor, "\"StringLike\":{\"sts:SourceIdentity\":\"?*\"}", TrustParty.Outsider },
        { Vendor, "\"DateLessThan\":{\"aws:CurrentTime\":\"2027-01-01T00:00:00Z\"}", TrustParty.Outsider },
        { Vendor, "\"DateLessThan\":{\"aws:CurrentTime\":\"2026-01-01T00:00:00Z\"}", null },

        // What is not understood is unknown.
        { Everybody, "\"IpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}", TrustParty.Unknown },
        { Everybody, "\"StringEquals\":{\"aws:PrincipalTag/Owner\":\"vendor-a\"}", TrustParty.Unknown },
        { Everybody, "\"StringSounds\":{\"aws:PrincipalOrgID\":\"o-ours000001\"}", TrustParty.Unknown },
        { "\"Principal\":{\"AWS\":\"012345678901\"}", "\"StringSounds\":{\"aws:Odd\":\"x\"}", TrustParty.KnownAccount },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Conditions_count_as_AWS_evaluates_them(string principal, string condition, TrustParty? expected) =>
        Assert.Equal(expected, Find(Statement(principal, condition)).Select(finding => (TrustParty?)finding.Party).SingleOrDefault());

    [Theory]
    [InlineData("\"StringEquals\":{\"sts:ExternalId\":\"4f0c1b\"}", true)]
    [InlineData("\"StringLike\":{\"sts:ExternalId\":\"*\"}", false)]
    [InlineData("\"StringEqualsIfExists\":{\"sts:ExternalId\":\"4f0c1b\"}", false)]
    [InlineData("\"Null\":{\"sts:ExternalId\":\"false\"}", false)]
    [InlineData("", false)]
    public void An_external_id_protects_only_where_one_must_be_known(string condition, bool asked)
    {
        var finding = Assert.Single(Find(Statement(Vendor, condition)));
        Assert.Equal((TrustParty.Outsider, asked), (finding.Party, finding.AsksExternalId));
    }

    [Theory]
    [InlineData("{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sts:*\",\"Condition\":{\"StringNotEquals\":{\"aws:PrincipalOrgID\":\"o-ours000001\"}}}", TrustParty.OwnOrganization)]
    [InlineData("{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sts:*\",\"Condition\":{\"StringNotEqualsIfExists\":{\"aws:PrincipalOrgID\":\"o-ours000001\"}}}", TrustParty.OwnOrganization)]
    [InlineData("{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sts:TagSession\"}", TrustParty.Everybody)]
    [InlineData("{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\"}", null)]
    [InlineData("{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:Odd\":\"x\"}}}", TrustParty.Unknown)]
    public void A_denial_counts_and_an_unknown_one_is_never_taken_for_none(string deny, TrustParty? expected) =>
        Assert.Equal(expected, Find($"{Statement(Everybody, "")},{deny}").Select(finding => (TrustParty?)finding.Party).SingleOrDefault());

    [Fact]
    public void An_organization_that_may_be_ours_is_unknown_where_ours_is_not_known()
    {
        var finding = Assert.Single(Find(Statement(Everybody, "\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-ours000001\"}"), Context(organizationId: null)));
        Assert.Equal(TrustParty.Unknown, finding.Party);
    }

    [Fact]
    public void An_account_is_known_by_its_whole_number_never_by_a_part_of_it()
    {
        Assert.True(Context().Knows("131229002401"));
        Assert.False(Context().Knows("31229002401"));
        Assert.False(Context().Knows(""));
    }

    [Theory]
    [InlineData("token.actions.githubusercontent.com", "\"StringEquals\":{\"token.actions.githubusercontent.com:sub\":\"repo:body/infra:ref:refs/heads/main\"}", AuditOutcomeKind.Pass)]
    [InlineData("token.actions.githubusercontent.com", "\"StringLike\":{\"token.actions.githubusercontent.com:sub\":\"repo:body/*\"}", AuditOutcomeKind.Pass)]
    [InlineData("token.actions.githubusercontent.com", "\"StringLike\":{\"token.actions.githubusercontent.com:sub\":\"repo:*\"}", AuditOutcomeKind.Fail)]
    [InlineData("token.actions.githubusercontent.com", "\"ForAllValues:StringLike\":{\"token.actions.githubusercontent.com:sub\":\"repo:body/*\"}", AuditOutcomeKind.Fail)]
    [InlineData("token.actions.githubusercontent.com", "\"StringEquals\":{\"token.actions.githubusercontent.com:aud\":\"sts.amazonaws.com\"}", AuditOutcomeKind.Fail)]
    [InlineData("token.actions.githubusercontent.com", "\"StringSounds\":{\"token.actions.githubusercontent.com:sub\":\"x\"}", AuditOutcomeKind.Unknown)]
    [InlineData("cognito-identity.amazonaws.com", "\"StringEquals\":{\"cognito-identity.amazonaws.com:aud\":\"ap-northeast-1:0\"}", AuditOutcomeKind.Pass)]
    [InlineData("cognito-identity.amazonaws.com", "", AuditOutcomeKind.Fail)]
    public void An_OpenID_Connect_provider_needs_a_condition_on_whom(string provider, string condition, AuditOutcomeKind expected)
    {
        var principal = provider.StartsWith("cognito", StringComparison.Ordinal) ? provider : $"arn:aws:iam::131229002401:oidc-provider/{provider}";
        var trust = Document(Statement($"\"Principal\":{{\"Federated\":\"{principal}\"}}", condition, "sts:AssumeRoleWithWebIdentity"));
        Assert.Equal(expected, Only("IAM-032", With(Role("deploy", trust))));
    }

    [Theory]
    [InlineData("\"StringEquals\":{\"aws:SourceAccount\":\"131229002401\"}", AuditOutcomeKind.Pass)]
    [InlineData("\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:backup:ap-northeast-1:131229002401:*\"}", AuditOutcomeKind.Pass)]
    [InlineData("\"StringEquals\":{\"aws:SourceAccount\":\"999999999999\"}", AuditOutcomeKind.Fail)]
    [InlineData("\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:backup:ap-northeast-1:*:*\"}", AuditOutcomeKind.Fail)]
    [InlineData("", AuditOutcomeKind.Pass)]
    public void A_service_may_not_come_for_accounts_that_nobody_knows(string condition, AuditOutcomeKind expected) =>
        Assert.Equal(expected, Only("IAM-033", With(Role("backup", Document(Statement("\"Principal\":{\"Service\":\"backup.amazonaws.com\"}", condition))))));

    [Theory]
    [InlineData("{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\",\"Odd\":1}]}")]
    [InlineData("{\"Statement\":[{\"Effect\":\"Allow\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\"}]}")]
    [InlineData("{\"Version\":\"2012-10-17\"}")]
    [InlineData("[]")]
    [InlineData("<URL-encoded-JSON>")]
    public void A_document_that_is_not_understood_is_unknown(string document) =>
        Assert.Equal(AuditOutcomeKind.Unknown, Only("IAM-030", With(Role("odd", document))));

    [Fact]
    public void Percent_encoding_of_the_API_is_undone() =>
        Assert.Equal(AuditOutcomeKind.Fail, Only("IAM-030", With(Role("open", Uri.EscapeDataString(Document(Statement(Everybody, "")))))));

    /// <summary>Conditions of an allowing statement can only narrow: none of them lets in somebody whom the statement without it does not.</summary>
    [Fact]
    public void A_condition_never_widens_a_trust() =>
        Prop.ForAll(Gen.Elements(Cases.Select(row => (string)row[1]).Where(condition => condition.Length > 0).ToArray()).ToArbitrary(), condition =>
            Assert.DoesNotContain(Find(Statement("\"Principal\":{\"AWS\":\"012345678901\"}", condition)), finding => finding.Party is TrustParty.Outsider or TrustParty.Everybody))
        .QuickCheckThrowOnFailure();

    static AccountEvidence With(params ImmutableArray<IamRole> roles) => Evidence() with { Roles = Readings.Known(roles) };

    static ImmutableArray<TrustFinding> Find(string statements, InventoryContext? context = null)
    {
        var trust = IamPolicyText.Read(JsonSerializer.SerializeToElement(Document(statements))).Match(known => known, why => throw new FormatException(why));
        return TrustAnalysis.Of(trust, "arn:aws:iam::131229002401:role/r", Account, context ?? Context(), At);
    }

    static string Statement(string principal, string condition, string action = "sts:AssumeRole") =>
        $"{{\"Effect\":\"Allow\",{principal},\"Action\":\"{action}\"{(condition.Length > 0 ? $",\"Condition\":{{{condition}}}" : "")}}}";

    static string Document(string statements) => $"{{\"Version\":\"2012-10-17\",\"Statement\":[{statements}]}}";
}
