using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.Access.Proof;

namespace GovCloud.Infra.Tests;

/// <summary>The roles of people: what stands in the templates, and that the proof finds what is broken in them.</summary>
[Collection(Synthesis.Collection)]
public sealed class AccessRoleTests(Synthesis synthesis)
{
    static readonly DateOnly Today = new(2026, 11, 21);
    static readonly string[] Accounts = [SampleEstates.OperationsAccount, AccessRoleEstates.Shared, AccessRoleEstates.Other];

    // Synthesised once for all tests of this class.
    static string? assembly;

    readonly string folder = assembly ??= synthesis.Synthesise("access", AccessRoleEstates.Issued);

    Template[] Templates => [.. Accounts.Select(account => Template.Read(folder, $"GovCloud-Access-{account}"))];

    [Fact]
    public void Every_account_has_the_roles_that_the_estate_selects_for_it() => Assert.Equal(
        [
            ["gca-emergency", "gca-operate"],
            ["gca-audit", "gca-care-in-welfare", "gca-emergency", "gca-operate", "gca-welfare"],
            ["gca-care-build", "gca-care-operate", "gca-care-read", "gca-care-rerun", "gca-emergency", "gca-operate"],
        ],
        Templates.Select(template => template.OfType("AWS::IAM::Role").Select(role => role["RoleName"]!.GetValue<string>()).Order(StringComparer.Ordinal).ToArray()));

    [Fact]
    public void A_template_names_no_account_but_those_that_people_come_from() =>
        Assert.All(Templates, template => Assert.DoesNotContain(Accounts, account => template.Json["Resources"]!.ToJsonString().Contains(account, StringComparison.Ordinal)));

    [Fact]
    public void Every_role_has_a_boundary_and_policies_of_its_template_and_nothing_else() =>
        Assert.All(Templates.SelectMany(template => template.OfType("AWS::IAM::Role")), role =>
        {
            Assert.EndsWith(role["RoleName"]!.GetValue<string>() == "gca-emergency" ? "EmergencyBoundary" : "Boundary", role["PermissionsBoundary"]!["Ref"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.All(role["ManagedPolicyArns"]!.AsArray(), policy => Assert.NotNull(policy!["Ref"]));
            Assert.Null(role["Policies"]);
        });

    [Fact]
    public void Only_named_users_roles_and_providers_may_assume_a_role() =>
        Assert.All(Templates.SelectMany(template => template.OfType("AWS::IAM::Role")).SelectMany(role => role["AssumeRolePolicyDocument.Statement"]!.AsArray()), statement =>
        {
            Assert.DoesNotContain(":root", statement!.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain("\"*\"", statement["Principal"]!.ToJsonString(), StringComparison.Ordinal);
            Assert.NotNull(statement["Condition"]!["StringLike"]!["sts:SourceIdentity"]);
            Assert.DoesNotContain("sts:TagSession", statement.ToJsonString(), StringComparison.Ordinal);
        });

    [Fact]
    public void The_second_factor_is_asked_of_users_and_not_of_roles_whose_sessions_never_show_it()
    {
        Assert.NotNull(Trust(AccessRoleEstates.Other, "gca-care-read")["Condition"]!["Bool"]!["aws:MultiFactorAuthPresent"]);
        Assert.Null(Trust(AccessRoleEstates.Other, "gca-operate")["Condition"]!["Bool"]);
    }

    [Fact]
    public void A_temporary_role_ends_by_its_trust_and_by_its_policies()
    {
        Assert.Equal("""["2030-03-31T15:00:00Z"]""", Trust(AccessRoleEstates.Shared, "gca-audit")["Condition"]!["DateLessThan"]!["aws:CurrentTime"]!.ToJsonString());
        Assert.Contains(Template.Read(folder, $"GovCloud-Access-{AccessRoleEstates.Shared}").Statements(), statement => statement.Sid == "NoLonger" && !statement.Allows);
    }

    [Fact]
    public void Every_policy_fits_into_what_IAM_holds() =>
        Assert.All(Templates.SelectMany(template => template.OfType("AWS::IAM::ManagedPolicy")), policy => Assert.InRange(policy["PolicyDocument"]!.ToJsonString().Length + 200, 1, 6_144));

    [Fact]
    public void No_address_is_written_with_a_partition_by_hand() =>
        Assert.All(Templates, template => Assert.DoesNotContain("arn:aws", template.Json.ToJsonString(), StringComparison.Ordinal));

    [Fact]
    public void What_the_policies_allow_is_what_the_estate_means()
    {
        var result = AccessProof.Check(AccessRoleEstates.Issued, Roles(_ => { }), Today);

        Assert.Empty(result.Mismatches);
        Assert.Equal(13, result.Roles);
        Assert.True(result.Requests > 5_000, $"only {result.Requests} requests were tried");
    }

    /// <summary>What is broken by hand, and what the proof must say of it.</summary>
    public static TheoryData<string, string, string> Breakages => new()
    {
        { "gca-care-in-welfare", "tag", "ec2:StartInstances (another vendor's resource)" },
        { "gca-care-in-welfare", "tag", "ec2:StartInstances (resource without tags)" },
        { "gca-care-read", "write", "ec2:StartInstances (own resource)" },
        { "gca-care-read", "NoData", "ec2:DescribeInstanceAttribute (own data)" },
        { "gca-audit", "data", "s3:GetObject (own data)" },
        { "gca-audit", "NoLonger", "ec2:DescribeInstances (after the last day)" },
        { "gca-care-build", "OnlyWithThisBoundary", "way to more rights, by a role that it makes: a role of one's own without boundary" },
        { "gca-care-build", "OnlySystemRoles", "way to more rights, by a role that it makes: sts:AssumeRole" },
        { "gca-care-build", "NoUsersNoTrust", "way to more rights, by a role that it makes: iam:CreatePolicyVersion" },
        { "gca-care-build", "NoWaysAround", "way to more rights, by a role that it makes: eks:CreateAccessEntry" },
        { "gca-care-build", "GuardsStayOn", "cloudtrail:StopLogging (guard, by a role that it makes)" },
        { "gca-care-build", "PlatformIsNotTheirs", "way to more rights: lambda:UpdateFunctionCode" },
        { "gca-care-build", "pass", "way to more rights: iam:PassRole + lambda:CreateFunction + lambda:InvokeFunction" },
        { "gca-emergency", "GuardsStayOn", "cloudtrail:StopLogging (guard)" },
        { "gca-operate", "OnlyInJapan", "ec2:DescribeInstances (outside of Japan)" },
        { "gca-care-rerun", "NothingElse", "ec2:StartInstances (own resource)" },
        { "gca-operate", "operator", "ec2:StartInstances (own resource)" },
        { "gca-operate", "managed", "ec2:StopInstances (own resource)" },
        { "gca-operate", "trust", "who may assume it" },
        { "gca-operate", "boundary", "ec2:DescribeInstances (outside of Japan)" },
    };

    [Theory]
    [MemberData(nameof(Breakages))]
    public void A_template_that_is_broken_by_hand_is_found(string role, string breakage, string subject)
    {
        var result = AccessProof.Check(AccessRoleEstates.Issued, Roles(template => Break(template, role, breakage)), Today);

        Assert.Contains(result.Mismatches, mismatch => mismatch.Role == role && mismatch.Subject == subject);
    }

    [Fact]
    public void Where_nothing_is_allowed_a_missing_denial_opens_nothing() =>
        Assert.Empty(AccessProof.Check(AccessRoleEstates.Issued, Roles(template => Break(template, "gca-audit", "NoRemoteOperation")), Today).Mismatches);

    [Fact]
    public void What_cannot_be_told_is_a_finding_and_never_an_agreement()
    {
        var result = AccessProof.Check(AccessRoleEstates.Issued, Roles(template => Break(template, "gca-operate", "operator")), Today);

        Assert.Contains(result.Mismatches, mismatch => mismatch.Role == "gca-operate" && mismatch.Actual == "Unknown");
    }

    [Fact]
    public void A_role_that_is_missing_or_one_too_many_is_found()
    {
        var roles = Roles(_ => { });

        Assert.Contains(AccessProof.Check(AccessRoleEstates.Issued, [.. roles.Skip(1)], Today).Mismatches, mismatch => mismatch.Expected == "there");
        Assert.Contains(AccessProof.Check(AccessRoleEstates.Issued, [.. roles, roles[0] with { Name = "gca-more" }], Today).Mismatches, mismatch => mismatch.Actual == "there");
    }

    [Theory]
    [InlineData("--specification")]
    [InlineData("--nag")]
    public void The_templates_pass_the_checks_of_all_others(string check)
    {
        var (code, output) = TemplateCheckTests.Check(folder, check);

        Assert.True(code == 0, output);
    }

    [Fact]
    public void In_an_owned_organization_a_role_is_a_permission_set_with_an_assignment_for_each_account()
    {
        var owned = synthesis.Synthesise("access-owned", AccessRoleEstates.Owned);
        var template = Template.Read(owned, "GovCloud-PermissionSet-care-operate");

        Assert.Equal("PT60M", template.Only("AWS::SSO::PermissionSet")["SessionDuration"]!.GetValue<string>());
        Assert.Equal(AccessRoleEstates.Other, template.Only("AWS::SSO::Assignment")["TargetId"]!.GetValue<string>());
        Assert.Empty(Directory.EnumerateFiles(owned, "GovCloud-Access-*"));
        Assert.All(Directory.EnumerateFiles(owned, "GovCloud-PermissionSet-*.template.json"), file =>
        {
            var policy = Template.Read(owned, Path.GetFileName(file)[..^".template.json".Length]).Only("AWS::SSO::PermissionSet")["InlinePolicy"]!.ToJsonString();
            Assert.InRange(policy.Length, 1, 32_768);
            Assert.DoesNotContain("aws:PrincipalTag", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("{account}", policy, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_role_in_more_accounts_than_a_stack_holds_gets_further_stacks_of_one_permission_set()
    {
        var large = synthesis.Synthesise("access-owned-large", AccessRoleEstates.OwnedLarge);
        Template[] templates = [Template.Read(large, "GovCloud-PermissionSet-operate"), Template.Read(large, "GovCloud-PermissionSet-operate-2"), Template.Read(large, "GovCloud-PermissionSet-operate-3")];

        Assert.All(templates, template => Assert.InRange(template.Resources.Count, 1, 500));
        Assert.Equal(1_000, templates.SelectMany(template => template.OfType("AWS::SSO::Assignment")).Select(assignment => assignment["TargetId"]!.GetValue<string>()).Distinct(StringComparer.Ordinal).Count());
        Assert.Single(templates.SelectMany(template => template.OfType("AWS::SSO::PermissionSet")));
    }

    JsonNode Trust(string account, string role) =>
        Assert.Single(Template.Read(folder, $"GovCloud-Access-{account}").OfType("AWS::IAM::Role"), resource => resource["RoleName"]!.GetValue<string>() == role)["AssumeRolePolicyDocument.Statement"]![0]!;

    List<SynthesisedRole> Roles(Action<JsonObject> change) =>
    [
        .. Accounts.SelectMany(account =>
        {
            var template = Template.Read(folder, $"GovCloud-Access-{account}").Json;
            change(template);
            using var document = JsonDocument.Parse(template.ToJsonString());
            return SynthesisedRoles.Read(document.RootElement, account);
        }),
    ];

    static void Break(JsonObject template, string name, string breakage)
    {
        var resources = template["Resources"]!.AsObject();
        if (resources.FirstOrDefault(resource => resource.Value!["Properties"]!["RoleName"]?.GetValue<string>() == name).Value?["Properties"]?.AsObject() is not { } role)
        {
            return;
        }

        var policies = role["ManagedPolicyArns"]!.AsArray().Append(role["PermissionsBoundary"]).Select(reference => resources[reference!["Ref"]!.GetValue<string>()]!["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray()).ToList();
        switch (breakage)
        {
            case "tag":
                policies.SelectMany(statements => statements).ToList().ForEach(statement => (statement!["Condition"]?["StringEquals"] as JsonObject)?.Remove("aws:ResourceTag/System"));
                break;
            case "write":
                policies[1].Add(Allow("ec2:StartInstances"));
                break;
            case "data":
                policies.ForEach(statements => statements.RemoveAll(statement => statement!["Sid"]!.GetValue<string>() == "NoData"));
                policies[1].Add(Allow("s3:GetObject"));
                break;
            case "pass":
                policies.ForEach(statements => statements.RemoveAll(statement => statement!["Sid"]!.GetValue<string>() == "OnlySystemRoles"));
                policies[1].Add(Allow("iam:PassRole"));
                break;
            case "operator":
                policies[1].ToList().ForEach(statement => statement!["Condition"] = JsonNode.Parse("""{ "StringMatchesRegex": { "aws:RequestedRegion": "ap.*" } }"""));
                break;
            case "managed":
                role["ManagedPolicyArns"]!.AsArray().Add("arn:aws:iam::aws:policy/ReadOnlyAccess");
                role["ManagedPolicyArns"]!.AsArray().RemoveAt(1);
                break;
            case "trust":
                role["AssumeRolePolicyDocument"]!["Statement"]![0]!["Principal"] = JsonNode.Parse("""{ "AWS": "*" }""");
                break;
            case "boundary":
                role.Remove("PermissionsBoundary");
                break;
            default:
                policies.ForEach(statements => statements.RemoveAll(statement => statement!["Sid"]!.GetValue<string>() == breakage));
                break;
        }
    }

    static JsonNode Allow(string action) => new JsonObject { ["Sid"] = "ByHand", ["Effect"] = "Allow", ["Action"] = action, ["Resource"] = "*" };
}
