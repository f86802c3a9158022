using System.Text.Json.Nodes;

namespace GovCloud.Infra.Tests.Guardrails;

/// <summary>What the audit may do, and how the accounts let it in.</summary>
[Collection(Synthesis.Collection)]
public sealed class GuardrailAuditAccessTests(Synthesis synthesis, BaselineTemplates templates) : IClassFixture<BaselineTemplates>
{
    [Fact]
    public void The_audit_may_do_exactly_this() => Assert.Equal(
        [
            "events:PutEvents", "kms:Decrypt", "kms:GenerateDataKey", "logs:CreateLogStream", "logs:PutLogEvents", "s3:GetObject", "s3:ListBucket", "s3:PutObject", "sts:AssumeRole",
            "xray:PutTelemetryRecords", "xray:PutTraceSegments",
        ],
        Automation.StatementsOfRole("GuardrailAuditLambdaRole").SelectMany(statement => statement.Actions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void Only_the_audit_may_assume_a_role_and_only_the_audit_role() => Assert.All(
        Automation.Statements().Where(statement => statement.Owner.Type is "AWS::IAM::Policy" && statement.Actions.Contains("sts:AssumeRole", StringComparer.Ordinal)),
        statement =>
        {
            Assert.Contains(Automation.StatementsOfRole("GuardrailAuditLambdaRole"), own => own.Body.ToJsonString() == statement.Body.ToJsonString());
            Assert.EndsWith(":iam::*:role/govcloud-audit", Assert.Single(statement.ResourceNodes)["Fn::Join"]![1]!.AsArray()[^1]!.GetValue<string>(), StringComparison.Ordinal);
        });

    [Fact]
    public void The_audit_role_trusts_the_audits_function_and_nobody_else()
    {
        var trust = Assert.Single(Role("govcloud-audit")["AssumeRolePolicyDocument.Statement"]!.AsArray())!;
        var role = Assert.Single(Automation.OfType("AWS::IAM::Role"), one => one.Id.StartsWith("GuardrailAuditLambdaRole", StringComparison.Ordinal));

        Assert.Contains(":role/GovCloud-Automation-GuardrailAudit*", trust["Condition"]!["ArnLike"]!["aws:PrincipalArn"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.StartsWith("GuardrailAudit", role.Id, StringComparison.Ordinal);
        Assert.Null(role["RoleName"]);
    }

    [Fact]
    public void The_audit_role_can_change_nothing() => Assert.All(
        Role("govcloud-audit")["Policies"]!.AsArray().SelectMany(policy => policy!["PolicyDocument"]!["Statement"]!.AsArray()).SelectMany(statement => Actions(statement!["Action"]!)),
        action => Assert.Matches("^[a-z0-9]+:(Get|Describe|BatchGet|List|Detect)[A-Za-z]*$", action));

    [Theory]
    [InlineData("govcloud-break-glass")]
    [InlineData("govcloud-support")]
    public void A_role_for_people_asks_for_a_fresh_second_factor(string name)
    {
        var condition = Assert.Single(Role(name)["AssumeRolePolicyDocument.Statement"]!.AsArray())!["Condition"]!;

        Assert.Equal("true", condition["Bool"]!["aws:MultiFactorAuthPresent"]!.GetValue<string>());
        Assert.Equal("3600", condition["NumericLessThan"]!["aws:MultiFactorAuthAge"]!.GetValue<string>());
    }

    [Fact]
    public void The_audit_of_a_sample_is_not_started_by_itself_and_that_of_an_estate_is()
    {
        var estate = BaselineEstate.Of(SampleEstates.Small);
        var real = Template.Read(synthesis.Synthesise("guardrails-real", estate with { Profile = estate.Profile with { Sample = false } }), "GovCloud-Automation");

        Assert.Equal(["DISABLED", "DISABLED"], States(Automation));
        Assert.Equal(["ENABLED", "ENABLED"], States(real));
        Assert.All(Audits(real), schedule => Assert.Equal("Asia/Tokyo", schedule["ScheduleExpressionTimezone"]!.GetValue<string>()));
    }

    [Fact]
    public void The_log_archive_lets_the_accounts_write_and_nobody_read() => Assert.Equal(
        ["s3:GetBucketAcl", "s3:ListBucket", "s3:PutObject"],
        templates.LogArchive["v1.1"].Statements().Where(statement => statement.Allows).SelectMany(statement => statement.Actions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    Template Automation => automation ??= Template.Read(templates.Folder, "GovCloud-Automation");

    Template? automation;

    static IEnumerable<Resource> Audits(Template template) => template.OfType("AWS::Scheduler::Schedule").Where(schedule => schedule.Id.StartsWith("GuardrailAudit", StringComparison.Ordinal));

    static IEnumerable<string> States(Template template) => Audits(template).Select(schedule => schedule["State"]!.GetValue<string>());

    static IEnumerable<string> Actions(JsonNode actions) => actions is JsonArray many ? many.Select(one => one!.GetValue<string>()) : [actions.GetValue<string>()];

    Resource Role(string name) => Assert.Single(templates.Member["v1.1"].OfType("AWS::IAM::Role"), role => role["RoleName"]?.GetValue<string>() == name);
}
