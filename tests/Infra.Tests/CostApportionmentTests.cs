using GovCloud.Contracts;
using GovCloud.Estates;

namespace GovCloud.Infra.Tests;

/// <summary>What the apportionment may do, and that what it publishes stays.</summary>
[Collection(Synthesis.Collection)]
public sealed class CostApportionmentTests(Synthesis synthesis)
{
    const string Role = "CostApportionmentLambdaRole";

    Template Automation => automation ??= synthesis.Sample("GovCloud-Automation");

    Template? automation;

    [Fact]
    public void The_function_may_do_exactly_this() => Assert.Equal(
        [
            "dynamodb:DescribeStream", "dynamodb:GetItem", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams", "dynamodb:PutItem", "dynamodb:Query",
            "events:PutEvents", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo",
            "logs:CreateLogStream", "logs:PutLogEvents", "s3:GetObject", "s3:ListBucket", "s3:PutObject", "s3:PutObjectRetention",
            "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:SendMessage", "xray:PutTelemetryRecords", "xray:PutTraceSegments",
        ],
        Automation.StatementsOfRole(Role).SelectMany(statement => statement.Actions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void It_adds_messages_to_the_outbox_and_neither_reads_nor_writes_an_incident()
    {
        var statement = Assert.Single(Automation.StatementsOfRole(Role), statement => statement.NamesResource("Incidents"));
        Assert.Equal(["dynamodb:PutItem"], statement.Actions);
        Assert.Contains(IncidentsTable.OutboxPrefix, statement.Body["Condition"]!["ForAllValues:StringLike"]!["dynamodb:LeadingKeys"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_writes_statements_and_the_quarantine_and_only_reads_billing_data()
    {
        var writing = Automation.StatementsOfRole(Role).Where(statement => statement.Actions.Contains("s3:PutObject", StringComparer.Ordinal)).Select(statement => statement.Sid).Order(StringComparer.Ordinal);
        Assert.Equal(["KeepStatements", "PutIntoQuarantine"], writing);
        Assert.DoesNotContain(Automation.StatementsOfRole(Role).SelectMany(statement => statement.Actions), action => action.Contains("Delete", StringComparison.Ordinal) && action.StartsWith("s3:", StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_else_may_write_the_index_or_the_statements() => Assert.All(
        Automation.Statements().Where(statement => statement.Allows && statement.Owner.Type is "AWS::IAM::Policy"
            && (statement.NamesResource("CostApportionmentTable") || statement.NamesResource("CostApportionmentStatements"))),
        statement => Assert.Contains(Automation.StatementsOfRole(Role), own => own.Body.ToJsonString() == statement.Body.ToJsonString()));

    [Fact]
    public void The_bucket_of_statements_can_lock_and_is_as_protected_as_the_others()
    {
        var bucket = Automation.Named("AWS::S3::Bucket", "CostApportionmentStatements");
        Assert.True(bucket["ObjectLockEnabled"]!.GetValue<bool>());
        Assert.Null(bucket["ObjectLockConfiguration"]);
        foreach (var own in (Resource[])[bucket, Automation.Named("AWS::S3::Bucket", "CostApportionmentCostInputs")])
        {
            Assert.Equal("Enabled", own["VersioningConfiguration.Status"]!.GetValue<string>());
            Assert.NotNull(own["LoggingConfiguration.DestinationBucketName"]);
            Assert.NotNull(own["BucketEncryption.ServerSideEncryptionConfiguration"]![0]!["ServerSideEncryptionByDefault"]!["KMSMasterKeyID"]);
            Assert.Equal("Retain", own.Body["DeletionPolicy"]!.GetValue<string>());
            Assert.Contains(Automation.Statements(), statement => !statement.Allows && statement.NamesResource(own.Id) && statement.Body.ToJsonString().Contains("aws:SecureTransport", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_index_is_as_the_contract_says_and_is_kept()
    {
        var table = Automation.Named("AWS::DynamoDB::Table", "CostApportionmentTable");
        Assert.Equal([StatementsTable.PartitionKey, StatementsTable.SortKey], table["KeySchema"]!.AsArray().Select(key => key!["AttributeName"]!.GetValue<string>()));
        Assert.Equal("KEYS_ONLY", table["StreamSpecification.StreamViewType"]!.GetValue<string>());
        Assert.True(table["DeletionProtectionEnabled"]!.GetValue<bool>());
        Assert.True(table["PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled"]!.GetValue<bool>());
        Assert.NotNull(table["SSESpecification.KMSMasterKeyId"]);
        Assert.Null(table["TimeToLiveSpecification"]);
    }

    [Fact]
    public void The_manifest_and_nothing_else_of_a_delivery_is_told_to_the_operations_account()
    {
        var folder = synthesis.Synthesise("cost-exports", synthesis.SampleEstate with { Budgets = synthesis.SampleEstate.Budgets with { Exports = new CostExports() } });
        var export = Template.Read(folder, "GovCloud-CostExportBucket");
        Assert.True(export.Only("AWS::S3::Bucket")["NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled"]!.GetValue<bool>());
        var rule = export.Only("AWS::Events::Rule");
        Assert.Equal("""{"key":[{"suffix":"Manifest.json"}]}""", rule["EventPattern.detail.object"]!.ToJsonString());
        Assert.Contains($":event-bus/{CostNames.Bus}", rule["Targets"]![0]!["Arn"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("DataExportsWrite", export.Statements().Select(statement => statement.Sid));
        var alone = Directory.CreateDirectory(Path.Combine(folder, "alone")).FullName;
        File.Copy(Path.Combine(folder, "GovCloud-CostExportBucket.template.json"), Path.Combine(alone, "GovCloud-CostExportBucket.template.json"));
        Assert.All((string[])["--specification", "--nag"], checks =>
        {
            var (code, findings) = TemplateCheckTests.Check(alone, checks);
            Assert.True(code == 0, findings);
        });
    }

    [Fact]
    public void Every_morning_three_months_are_looked_at_the_earliest_first_with_the_longest_time_there_is()
    {
        var schedules = Automation.OfType("AWS::Scheduler::Schedule").Where(schedule => schedule.Id.StartsWith("CostApportionment", StringComparison.Ordinal)).ToList();
        Assert.Equal(["cron(0 7 * * ? *)", "cron(10 7 * * ? *)", "cron(5 7 * * ? *)"], schedules.Select(schedule => schedule["ScheduleExpression"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Contains("\"monthsBack\":2", schedules.Single(schedule => schedule["ScheduleExpression"]!.GetValue<string>() == "cron(0 7 * * ? *)")["Target.Input"]!.GetValue<string>(), StringComparison.Ordinal);
        // The accounts of the sample do not exist.
        Assert.All(schedules, schedule => Assert.Equal("DISABLED", schedule["State"]!.GetValue<string>()));
        var function = Automation.Named("AWS::Lambda::Function", "CostApportionmentLambda");
        Assert.Equal((900, 3538), (function["Timeout"]!.GetValue<int>(), function["MemorySize"]!.GetValue<int>()));
        Assert.Equal(6 * 900, Automation.Named("AWS::SQS::Queue", "CostApportionmentWork")["VisibilityTimeout"]!.GetValue<int>());
    }
}
