using System.Text.Json.Nodes;
using GovCloud.Contracts;

namespace GovCloud.Infra.Tests.Guardrails;

/// <summary>What the audit may do, and how the accounts let it in.</summary>
[Collection(Synthesis.Collection)]
public sealed class GuardrailAuditAccessTests(Synthesis synthesis, BaselineTemplates templates) : IClassFixture<BaselineTemplates>
{
    [Fact]
    public void The_audit_may_do_exactly_this() => Assert.Equal(
        [
            "events:PutEvents", "kms:Decrypt", "kms:GenerateDataKey", "logs:CreateLogStream", "logs:PutLogEvents", "s3:GetObject", "s3:ListBucket", "s3:PutObject", "s3:PutObjectRetention", "sts:AssumeRole",
            "xray:PutTelemetryRecords", "xray:PutTraceSegments",
        ],
        Automation.StatementsOfRole("GuardrailAuditLambdaRole").SelectMany(statement => statement.Actions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void Where_one_invocation_cannot_read_all_accounts_the_audit_may_use_its_own_queue_besides_and_nothing_else()
    {
        var shared = templates.SharedAudit.StatementsOfRole("GuardrailAuditLambdaRole").ToArray();
        var alone = Automation.StatementsOfRole("GuardrailAuditLambdaRole").Select(statement => statement.Sid).ToHashSet(StringComparer.Ordinal);

        var added = shared.Where(statement => !alone.Contains(statement.Sid)).ToArray();
        Assert.Equal(
            ["kms:Decrypt", "kms:GenerateDataKey", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:SendMessage"],
            added.SelectMany(statement => statement.Actions).Order(StringComparer.Ordinal));
        Assert.All(added, statement => Assert.True(statement.NamesResource("GuardrailAuditSlices") || statement.NamesResource("KeysMessages")));
        Assert.Equal("sqs.ap-northeast-1.amazonaws.com", Assert.Single(added, statement => statement.NamesResource("KeysMessages")).Body["Condition"]!["StringEquals"]!["kms:ViaService"]!.GetValue<string>());
    }

    [Fact]
    public void Nobody_else_may_use_the_audits_queue() => Assert.All(
        templates.SharedAudit.Statements().Where(statement => statement.Allows && statement.NamesResource("GuardrailAuditSlices")),
        statement => Assert.Contains(templates.SharedAudit.StatementsOfRole("GuardrailAuditLambdaRole"), own => own.Body.ToJsonString() == statement.Body.ToJsonString()));

    [Fact]
    public void The_audits_queue_is_encrypted_keeps_what_fails_and_brings_one_slice_at_a_time()
    {
        var template = templates.SharedAudit;
        var queue = template.Named("AWS::SQS::Queue", "GuardrailAuditSlices");
        var mapping = template.Named("AWS::Lambda::EventSourceMapping", "GuardrailAuditFromSlices");
        var function = template.Named("AWS::Lambda::Function", "GuardrailAuditLambda");

        Assert.StartsWith("KeysMessages", queue["KmsMasterKeyId"]!["Fn::GetAtt"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.StartsWith("GuardrailAuditUnprocessable", queue["RedrivePolicy.deadLetterTargetArn"]!["Fn::GetAtt"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(6 * function["Timeout"]!.GetValue<int>(), queue["VisibilityTimeout"]!.GetValue<int>());
        Assert.Equal(queue.Id, mapping["EventSourceArn"]!["Fn::GetAtt"]![0]!.GetValue<string>());
        Assert.Equal(function.Id, mapping["FunctionName"]!["Ref"]!.GetValue<string>());
        Assert.Equal(1, mapping["BatchSize"]!.GetValue<int>());
        Assert.Equal("""["ReportBatchItemFailures"]""", mapping["FunctionResponseTypes"]!.ToJsonString());
        Assert.InRange(mapping["ScalingConfig.MaximumConcurrency"]!.GetValue<int>(), 2, 1_000);
        Assert.Equal(queue.Id, function[$"Environment.Variables.{EnvironmentVariables.AuditQueue}"]!["Ref"]!.GetValue<string>());
    }

    [Fact]
    public void An_estate_that_one_invocation_can_read_has_no_queue_for_it()
    {
        Assert.DoesNotContain(Automation.Resources, resource => resource.Id.StartsWith("GuardrailAuditSlices", StringComparison.Ordinal));
        Assert.Null(Automation.Named("AWS::Lambda::Function", "GuardrailAuditLambda")[$"Environment.Variables.{EnvironmentVariables.AuditQueue}"]);
    }

    [Fact]
    public void Every_beginning_carries_the_time_that_was_planned() => Assert.All(
        Audits(Automation), schedule => Assert.Equal("<aws.scheduler.scheduled-time>", JsonNode.Parse(schedule["Target.Input"]!.GetValue<string>())!["time"]!.GetValue<string>()));

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
