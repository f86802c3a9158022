using GovCloud.Contracts;
using GovCloud.Resilience.Checks;

namespace GovCloud.Infra.Tests;

/// <summary>What the audit of backups may do, and how the accounts let it in.</summary>
[Collection(Synthesis.Collection)]
public sealed class BackupAuditAccessTests(Synthesis synthesis)
{
    [Fact]
    public void The_audit_may_do_exactly_this() => Assert.Equal(
        [
            "events:PutEvents", "kms:Decrypt", "kms:GenerateDataKey", "logs:CreateLogStream", "logs:PutLogEvents", "s3:GetObject", "s3:ListBucket", "s3:PutObject", "s3:PutObjectRetention", "sts:AssumeRole",
            "xray:PutTelemetryRecords", "xray:PutTraceSegments",
        ],
        Automation.StatementsOfRole("BackupAuditLambdaRole").SelectMany(statement => statement.Actions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void It_assumes_the_reader_role_and_no_other() => Assert.All(
        Automation.StatementsOfRole("BackupAuditLambdaRole").Where(statement => statement.Actions.Contains("sts:AssumeRole", StringComparer.Ordinal)),
        statement => Assert.EndsWith(":iam::*:role/govcloud-backup-audit", Assert.Single(statement.ResourceNodes)["Fn::Join"]![1]!.AsArray()[^1]!.GetValue<string>(), StringComparison.Ordinal));

    [Fact]
    public void It_writes_below_its_own_prefix_of_the_evidence_and_nowhere_else() => Assert.All(
        Automation.StatementsOfRole("BackupAuditLambdaRole").Where(statement => statement.Actions.Contains("s3:PutObject", StringComparer.Ordinal)),
        statement => Assert.EndsWith("/backup/*", Assert.Single(statement.ResourceNodes)["Fn::Join"]![1]!.AsArray()[^1]!.GetValue<string>(), StringComparison.Ordinal));

    [Fact]
    public void The_reader_role_reads_lists_and_settings_and_no_contents() => Assert.Equal(
        [
            "backup:DescribeRegionSettings", "backup:GetBackupPlan", "backup:GetBackupSelection", "backup:GetBackupVaultAccessPolicy", "backup:GetRestoreTestingPlan",
            "backup:GetRestoreTestingSelection", "backup:ListBackupJobs", "backup:ListBackupPlans", "backup:ListBackupSelections", "backup:ListBackupVaults", "backup:ListCopyJobs",
            "backup:ListProtectedResources", "backup:ListRecoveryPointsByBackupVault", "backup:ListRestoreJobs", "backup:ListRestoreTestingPlans", "backup:ListRestoreTestingSelections",
            "cloudtrail:LookupEvents", "config:SelectResourceConfig",
        ],
        Backup.StatementsOfRole("Reader").SelectMany(statement => statement.Actions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void The_reader_role_trusts_the_audits_function_and_nobody_else()
    {
        var trust = Assert.Single(Reader["AssumeRolePolicyDocument.Statement"]!.AsArray())!;
        var role = Assert.Single(Automation.OfType("AWS::IAM::Role"), one => one.Id.StartsWith("BackupAuditLambdaRole", StringComparison.Ordinal));

        Assert.Contains(":role/GovCloud-Automation-BackupAudit*", trust["Condition"]!["ArnLike"]!["aws:PrincipalArn"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("OperationsAccount", trust["Principal"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(role["RoleName"]);
    }

    [Fact]
    public void Where_one_invocation_cannot_read_all_accounts_the_audit_has_a_queue_that_nobody_else_may_use()
    {
        var many = Template.Read(synthesis.Synthesise("backup-shared", SampleEstates.Of(accounts: BackupSlices.MostAlone + 1, organisations: 2) with { Calendars = SampleEstates.Katsushika.Calendars, Backup = SampleEstates.Katsushika.Backup }), "GovCloud-Automation");
        var queue = many.Named("AWS::SQS::Queue", "BackupAuditSlices");
        var mapping = many.Named("AWS::Lambda::EventSourceMapping", "BackupAuditFromSlices");
        var function = many.Named("AWS::Lambda::Function", "BackupAuditLambda");
        var own = many.StatementsOfRole("BackupAuditLambdaRole").Select(statement => statement.Body.ToJsonString()).ToHashSet(StringComparer.Ordinal);

        Assert.StartsWith("KeysMessages", queue["KmsMasterKeyId"]!["Fn::GetAtt"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.StartsWith("BackupAuditUnprocessable", queue["RedrivePolicy.deadLetterTargetArn"]!["Fn::GetAtt"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(6 * function["Timeout"]!.GetValue<int>(), queue["VisibilityTimeout"]!.GetValue<int>());
        Assert.Equal((queue.Id, function.Id), (mapping["EventSourceArn"]!["Fn::GetAtt"]![0]!.GetValue<string>(), mapping["FunctionName"]!["Ref"]!.GetValue<string>()));
        Assert.Equal((1, 20), (mapping["BatchSize"]!.GetValue<int>(), mapping["ScalingConfig.MaximumConcurrency"]!.GetValue<int>()));
        Assert.Equal("""["ReportBatchItemFailures"]""", mapping["FunctionResponseTypes"]!.ToJsonString());
        Assert.Equal(queue.Id, function[$"Environment.Variables.{EnvironmentVariables.AuditQueue}"]!["Ref"]!.GetValue<string>());
        var users = many.Statements().Where(statement => statement.Allows && statement.NamesResource("BackupAuditSlices")).ToArray();
        Assert.NotEmpty(users);
        Assert.All(users, statement => Assert.Contains(statement.Body.ToJsonString(), own));
    }

    [Fact]
    public void An_estate_that_one_invocation_can_read_has_no_queue_for_it() =>
        Assert.DoesNotContain(Automation.Resources, resource => resource.Id.StartsWith("BackupAuditSlices", StringComparison.Ordinal));

    [Fact]
    public void Every_beginning_carries_the_time_that_was_planned() =>
        Assert.Equal("""{"time":"<aws.scheduler.scheduled-time>"}""", Schedule(Automation)["Target.Input"]!.GetValue<string>());

    [Fact]
    public void The_audit_runs_in_the_morning_in_Japan_but_for_a_sample()
    {
        var real = Template.Read(synthesis.Synthesise("backup-real", SampleEstates.Katsushika with { Profile = SampleEstates.Katsushika.Profile with { Sample = false } }), "GovCloud-Automation");

        Assert.Equal(("DISABLED", "ENABLED"), (Schedule(Automation)["State"]!.GetValue<string>(), Schedule(real)["State"]!.GetValue<string>()));
        Assert.Equal(("cron(0 7 * * ? *)", "Asia/Tokyo"), (Schedule(real)["ScheduleExpression"]!.GetValue<string>(), Schedule(real)["ScheduleExpressionTimezone"]!.GetValue<string>()));
    }

    Template Automation => synthesis.Sample("GovCloud-Automation");

    Template Backup => synthesis.Sample("GovCloud-Backup");

    Resource Reader => Assert.Single(Backup.OfType("AWS::IAM::Role"), role => role["RoleName"]?.GetValue<string>() == "govcloud-backup-audit");

    static Resource Schedule(Template template) => Assert.Single(template.OfType("AWS::Scheduler::Schedule"), schedule => schedule.Id.StartsWith("BackupAudit", StringComparison.Ordinal));
}
