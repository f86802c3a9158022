using GovCloud.Contracts;
using GovCloud.Inventory;

namespace GovCloud.Infra.Tests;

/// <summary>What the inventory of accounts may do, and how the accounts let it in.</summary>
[Collection(Synthesis.Collection)]
public sealed class AccountAuditAccessTests(Synthesis synthesis)
{
    [Fact]
    public void The_inventory_may_do_exactly_this() => Assert.Equal(
        [
            "dynamodb:Query", "events:PutEvents", "kms:Decrypt", "kms:GenerateDataKey", "logs:CreateLogStream", "logs:PutLogEvents", "organizations:DescribeOrganization", "organizations:ListAccounts",
            "organizations:ListTagsForResource", "s3:GetObject", "s3:ListBucket", "s3:PutObject", "s3:PutObjectRetention", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:SendMessage",
            "sso:DescribePermissionSet", "sso:ListAccountAssignments", "sso:ListAccountsForProvisionedPermissionSet", "sso:ListInstances", "sso:ListPermissionSets", "sts:AssumeRole",
            "xray:PutTelemetryRecords", "xray:PutTraceSegments",
        ],
        Automation.StatementsOfRole("AccountAuditLambdaRole").SelectMany(statement => statement.Actions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void It_assumes_the_reader_role_and_no_other() => Assert.All(
        Of("sts:AssumeRole"), statement => Assert.EndsWith(":iam::*:role/govcloud-account-audit", Last(Assert.Single(statement.ResourceNodes)), StringComparison.Ordinal));

    [Fact]
    public void It_writes_below_its_own_prefix_of_the_evidence_and_nowhere_else() => Assert.All(
        Of("s3:PutObject"), statement => Assert.EndsWith("/accounts/*", Last(Assert.Single(statement.ResourceNodes)), StringComparison.Ordinal));

    [Fact]
    public void It_reads_the_ledger_by_its_index_and_never_writes_it() => Assert.All(
        Of("dynamodb:Query"), statement => Assert.EndsWith("/index/" + AccountsTable.ByStateIndex, Last(Assert.Single(statement.ResourceNodes)), StringComparison.Ordinal));

    [Fact]
    public void The_reader_role_asks_IAM_for_its_reports_and_changes_nothing() => Assert.Equal(
        [
            "access-analyzer:ListAnalyzers", "access-analyzer:ListFindings", "account:GetAlternateContact", "cloudtrail:LookupEvents",
            "iam:GenerateCredentialReport", "iam:GenerateServiceLastAccessedDetails", "iam:GetAccountAuthorizationDetails", "iam:GetAccountPasswordPolicy", "iam:GetAccountSummary",
            "iam:GetCredentialReport", "iam:GetServiceLastAccessedDetails", "iam:ListAccessKeys", "iam:ListServiceSpecificCredentials",
        ],
        Accounts.StatementsOfRole("Reader").SelectMany(statement => statement.Actions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void The_reader_role_trusts_the_inventorys_function_and_nobody_else()
    {
        var reader = Assert.Single(Accounts.OfType("AWS::IAM::Role"));
        var trust = Assert.Single(reader["AssumeRolePolicyDocument.Statement"]!.AsArray())!;
        var role = Assert.Single(Automation.OfType("AWS::IAM::Role"), one => one.Id.StartsWith("AccountAuditLambdaRole", StringComparison.Ordinal));

        Assert.Equal(AccountAuditNames.ReaderRole, reader["RoleName"]!.GetValue<string>());
        Assert.Contains(":role/GovCloud-Automation-AccountAudit*", trust["Condition"]!["ArnLike"]!["aws:PrincipalArn"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(role["RoleName"]);
    }

    [Fact]
    public void The_role_is_the_same_in_every_account_and_names_none_but_the_operations_account() =>
        Assert.DoesNotContain(SampleEstates.Katsushika.Accounts.Where(account => account.Id != SampleEstates.Katsushika.Profile.OperationsAccount), account =>
            File.ReadAllText(Path.Combine(synthesis.SampleFolder, "GovCloud-AccountAudit.template.json")).Contains(account.Id.ToString(), StringComparison.Ordinal));

    [Fact]
    public void A_larger_estate_has_a_queue_that_waits_for_the_function_and_a_smaller_one_has_none()
    {
        var queue = Automation.Named("AWS::SQS::Queue", "AccountAuditSlices");
        var mapping = Automation.Named("AWS::Lambda::EventSourceMapping", "AccountAuditFromSlices");
        var function = Automation.Named("AWS::Lambda::Function", "AccountAuditLambda");

        Assert.True(InventorySlices.AreNeeded(SampleEstates.Katsushika));
        Assert.Equal(6 * function["Timeout"]!.GetValue<int>(), queue["VisibilityTimeout"]!.GetValue<int>());
        Assert.Equal((1, AccountAuditNames.MostConcurrentSlices), (mapping["BatchSize"]!.GetValue<int>(), mapping["ScalingConfig.MaximumConcurrency"]!.GetValue<int>()));
        Assert.DoesNotContain(synthesis.Automation.Resources, resource => resource.Id.StartsWith("AccountAuditSlices", StringComparison.Ordinal));
    }

    [Fact]
    public void It_runs_every_Monday_morning_in_Japan_and_early_in_a_quarter()
    {
        var schedules = Automation.OfType("AWS::Scheduler::Schedule").Where(schedule => schedule.Id.StartsWith("AccountAudit", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            ["cron(30 6 1-10 1,4,7,10 ? *)", "cron(30 6 ? * MON *)"], schedules.Select(schedule => schedule["ScheduleExpression"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.All(schedules, schedule => Assert.Equal(("DISABLED", "Asia/Tokyo"), (schedule["State"]!.GetValue<string>(), schedule["ScheduleExpressionTimezone"]!.GetValue<string>())));
        Assert.All(schedules, schedule => Assert.Contains("<aws.scheduler.scheduled-time>", schedule["Target.Input"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    IEnumerable<Statement> Of(string action) =>
        Automation.StatementsOfRole("AccountAuditLambdaRole").Where(statement => statement.Actions.Contains(action, StringComparer.Ordinal)).ToList() is { Count: > 0 } found ? found : throw new InvalidOperationException(action);

    static string Last(System.Text.Json.Nodes.JsonNode node) => node["Fn::Join"]![1]!.AsArray()[^1]!.GetValue<string>();

    Template Automation => synthesis.Sample("GovCloud-Automation");

    Template Accounts => synthesis.Sample("GovCloud-AccountAudit");
}
