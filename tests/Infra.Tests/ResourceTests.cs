using System.Text.Json.Nodes;
using GovCloud.Contracts;

namespace GovCloud.Infra.Tests;

/// <summary>How every resource of a kind must be.</summary>
[Collection(Synthesis.Collection)]
public sealed class ResourceTests(Synthesis synthesis)
{
    [Fact]
    public void Every_queue_is_encrypted_and_has_a_dead_letter_queue_or_is_one()
    {
        foreach (var template in synthesis.Small)
        {
            var deadLetters = template.Resources.SelectMany(resource => Template.Objects(resource.Properties)).SelectMany(DeadLetterTargets).ToHashSet(StringComparer.Ordinal);
            Assert.All(template.OfType("AWS::SQS::Queue"), queue =>
            {
                Assert.True(queue["KmsMasterKeyId"] is not null || queue["SqsManagedSseEnabled"]?.GetValue<bool>() is true);
                Assert.True(queue["RedrivePolicy"] is not null || deadLetters.Contains(queue.Id));
            });
        }
    }

    [Fact]
    public void Queues_of_the_operations_account_use_a_customer_managed_key() =>
        Assert.All(synthesis.Automation.OfType("AWS::SQS::Queue"), queue => Assert.NotNull(queue["KmsMasterKeyId"]));

    [Fact]
    public void Dead_letter_queues_keep_messages_for_14_days_and_have_alarms_on_depth_and_age() =>
        Assert.All(synthesis.Automation.OfType("AWS::SQS::Queue").Where(queue => queue["RedrivePolicy"] is null), queue =>
        {
            Assert.Equal(14 * 24 * 3600, queue["MessageRetentionPeriod"]!.GetValue<int>());
            Assert.Equal(["ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible"], AlarmsOn(queue));
        });

    [Fact]
    public void Alerts_are_tried_five_times_and_are_hidden_six_times_as_long_as_triage_may_take()
    {
        var queue = synthesis.Automation.Named("AWS::SQS::Queue", "IntakeAlerts");
        var triage = synthesis.Automation.Named("AWS::Lambda::Function", "AlertTriageLambda");

        Assert.Equal(5, queue["RedrivePolicy.maxReceiveCount"]!.GetValue<int>());
        Assert.InRange(queue["VisibilityTimeout"]!.GetValue<int>(), 6 * triage["Timeout"]!.GetValue<int>(), int.MaxValue);
        Assert.Equal(["ApproximateAgeOfOldestMessage"], AlarmsOn(queue));
    }

    [Fact]
    public void Every_queue_topic_and_bucket_refuses_requests_without_TLS()
    {
        foreach (var template in synthesis.Small)
        {
            var refusing = template.Statements()
                .Where(statement => !statement.Allows && statement.Body["Condition"]?["Bool"]?["aws:SecureTransport"]?.GetValue<string>() is "false")
                .ToArray();
            Assert.All(
                template.Resources.Where(resource => resource.Type is "AWS::SQS::Queue" or "AWS::SNS::Topic" or "AWS::S3::Bucket"),
                resource => Assert.Contains(refusing, statement => statement.NamesResource(resource.Id)));
        }
    }

    [Fact]
    public void The_incidents_table_is_as_the_contract_says()
    {
        var table = synthesis.Automation.Named("AWS::DynamoDB::Table", "Incidents");

        Assert.Equal([IncidentsTable.PartitionKey, IncidentsTable.SortKey], KeyNames(table["KeySchema"]));
        Assert.Equal(IncidentsTable.TimeToLive, table["TimeToLiveSpecification.AttributeName"]!.GetValue<string>());
        Assert.Equal("KEYS_ONLY", table["StreamSpecification.StreamViewType"]!.GetValue<string>());
        var indexes = table["GlobalSecondaryIndexes"]!.AsArray().ToDictionary(index => index!["IndexName"]!.GetValue<string>(), index => KeyNames(index!["KeySchema"]), StringComparer.Ordinal);
        Assert.Equal([IncidentsTable.ByStatusIndex, IncidentsTable.OutboxDueIndex], indexes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([IncidentsTable.StatusKey, IncidentsTable.LastSeen], indexes[IncidentsTable.ByStatusIndex]);
        Assert.Equal([IncidentsTable.OutboxState, IncidentsTable.DueAt], indexes[IncidentsTable.OutboxDueIndex]);
    }

    [Fact]
    public void The_accounts_table_is_as_the_contract_says_and_nothing_in_it_expires()
    {
        var table = synthesis.Automation.Named("AWS::DynamoDB::Table", "Accounts");

        Assert.Equal([AccountsTable.PartitionKey, AccountsTable.SortKey], KeyNames(table["KeySchema"]));
        var index = Assert.Single(table["GlobalSecondaryIndexes"]!.AsArray())!;
        Assert.Equal(AccountsTable.ByStateIndex, index["IndexName"]!.GetValue<string>());
        Assert.Equal([AccountsTable.State, AccountsTable.ChangedAt], KeyNames(index["KeySchema"]));
        Assert.Null(table["TimeToLiveSpecification"]);
        Assert.Null(table["StreamSpecification"]);
    }

    [Fact]
    public void The_tables_are_exactly_these() => Assert.Equal(
        ["Accounts", "Incidents"],
        synthesis.Automation.OfType("AWS::DynamoDB::Table").Select(table => table.Id[..table.Id.IndexOf("Table", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_table_is_protected_and_kept() => Assert.All(synthesis.Automation.OfType("AWS::DynamoDB::Table"), table =>
    {
        Assert.Equal("PAY_PER_REQUEST", table["BillingMode"]!.GetValue<string>());
        Assert.NotNull(table["SSESpecification.KMSMasterKeyId"]);
        Assert.True(table["PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled"]!.GetValue<bool>());
        Assert.True(table["DeletionProtectionEnabled"]!.GetValue<bool>());
        AssertKept(table);
    });

    [Fact]
    public void Every_bucket_is_versioned_encrypted_private_and_kept() => Assert.All(synthesis.Automation.OfType("AWS::S3::Bucket"), bucket =>
    {
        Assert.Equal("Enabled", bucket["VersioningConfiguration.Status"]!.GetValue<string>());
        Assert.NotNull(bucket["BucketEncryption"]);
        Assert.All(
            (string[])["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"],
            setting => Assert.True(bucket[$"PublicAccessBlockConfiguration.{setting}"]!.GetValue<bool>()));
        Assert.NotNull(bucket["LifecycleConfiguration"]);
        AssertKept(bucket);
    });

    [Fact]
    public void Every_bucket_but_the_one_for_access_logs_logs_access_and_uses_the_key_of_data() => Assert.All(
        synthesis.Automation.OfType("AWS::S3::Bucket").Where(bucket => !bucket.Id.Contains("AccessLogs", StringComparison.Ordinal)), bucket =>
        {
            Assert.NotNull(bucket["LoggingConfiguration.DestinationBucketName"]);
            var rule = Assert.Single(bucket["BucketEncryption.ServerSideEncryptionConfiguration"]!.AsArray())!;
            Assert.True(rule["BucketKeyEnabled"]!.GetValue<bool>());
            Assert.StartsWith("KeysData", rule["ServerSideEncryptionByDefault"]!["KMSMasterKeyID"]!["Fn::GetAtt"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        });

    [Fact]
    public void Every_key_is_rotated_and_kept() => Assert.All(synthesis.Automation.OfType("AWS::KMS::Key"), key =>
    {
        Assert.True(key["EnableKeyRotation"]!.GetValue<bool>());
        AssertKept(key);
    });

    [Fact]
    public void Every_log_group_has_a_retention_and_a_key() => Assert.All(synthesis.Automation.OfType("AWS::Logs::LogGroup"), log =>
    {
        Assert.Equal(400, log["RetentionInDays"]!.GetValue<int>());
        Assert.NotNull(log["KmsKeyId"]);
    });

    [Fact]
    public void Every_function_has_its_own_role_and_its_own_log_group()
    {
        var functions = synthesis.Automation.OfType("AWS::Lambda::Function");

        Assert.Equal(functions.Count, functions.Select(function => function["Role"]!.ToJsonString()).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(functions.Count, functions.Select(function => function["LoggingConfig.LogGroup"]!.ToJsonString()).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void There_is_a_function_for_every_handler() => Assert.Equal(
        new[] { HandlerIds.AlertTriage, HandlerIds.Notifier },
        synthesis.Automation.OfType("AWS::Lambda::Function").Select(function => function[$"Environment.Variables.{EnvironmentVariables.Handler}"]!.GetValue<string>()).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_function_runs_the_executable_on_the_managed_runtime_and_is_traced() =>
        Assert.All(synthesis.Automation.OfType("AWS::Lambda::Function"), function =>
        {
            Assert.Equal("dotnet10", function["Runtime"]!.GetValue<string>());
            Assert.Equal("GovCloud.Functions", function["Handler"]!.GetValue<string>());
            Assert.Equal("x86_64", Assert.Single(function["Architectures"]!.AsArray())!.GetValue<string>());
            Assert.Equal("Active", function["TracingConfig.Mode"]!.GetValue<string>());
            Assert.Equal(1024, function["MemorySize"]!.GetValue<int>());
        });

    [Fact]
    public void Every_function_has_alarms_on_errors_and_throttles() =>
        Assert.All(synthesis.Automation.OfType("AWS::Lambda::Function"), function => Assert.Superset(new HashSet<string>(["Errors", "Throttles"], StringComparer.Ordinal), AlarmsOn(function).ToHashSet(StringComparer.Ordinal)));

    [Fact]
    public void Every_alarm_tells_the_operator_when_it_is_raised_and_when_it_is_well_again() => Assert.All(synthesis.Automation.OfType("AWS::CloudWatch::Alarm"), alarm =>
    {
        var topic = synthesis.Automation.Only("AWS::SNS::Topic").Id;
        Assert.Equal(topic, Assert.Single(alarm["AlarmActions"]!.AsArray())!["Ref"]!.GetValue<string>());
        Assert.Equal(topic, Assert.Single(alarm["OKActions"]!.AsArray())!["Ref"]!.GetValue<string>());
        Assert.NotEmpty(alarm["AlarmDescription"]!.GetValue<string>());
    });

    [Theory]
    [InlineData(MetricNames.Quarantined, HandlerIds.AlertTriage)]
    [InlineData(MetricNames.Undelivered, HandlerIds.Notifier)]
    public void What_is_lost_to_people_raises_an_alarm(string metric, string service)
    {
        var alarm = Assert.Single(synthesis.Automation.OfType("AWS::CloudWatch::Alarm"), alarm => string.Equals(alarm["MetricName"]!.GetValue<string>(), metric, StringComparison.Ordinal));

        Assert.Equal(EventNames.MetricNamespace, alarm["Namespace"]!.GetValue<string>());
        Assert.Equal($$"""[{"Name":"service","Value":"{{service}}"}]""", alarm["Dimensions"]!.ToJsonString());
    }

    [Fact]
    public void Every_taggable_resource_names_the_project_and_the_estate() => Assert.All(
        synthesis.Automation.Resources.Where(resource => resource["Tags"] is JsonArray), resource =>
        {
            var tags = resource["Tags"]!.AsArray().ToDictionary(tag => tag!["Key"]!.GetValue<string>(), tag => tag!["Value"]!.GetValue<string>(), StringComparer.Ordinal);
            Assert.Equal("GovCloudAutomation", tags["Project"]);
            Assert.Equal("sample", tags["Estate"]);
        });

    [Fact]
    public void Only_the_bus_has_a_name_of_our_choice()
    {
        string[] names = ["BucketName", "TableName", "QueueName", "TopicName", "FunctionName", "RoleName", "LogGroupName", "AlarmName", "DashboardName", "ArchiveName"];
        var named = synthesis.Small.SelectMany(template => template.Resources)
            .Where(resource => names.Any(name => resource[name] is JsonValue) || resource is { Type: "AWS::Events::EventBus" })
            .Select(resource => resource.Type);

        Assert.Equal(["AWS::Events::EventBus"], named);
    }

    [Fact]
    public void A_large_estate_fits_the_limits_of_CloudFormation()
    {
        Assert.InRange(synthesis.Large.Bytes, 1, 1_000_000);
        Assert.InRange(synthesis.Large.Resources.Count, 1, 500);
        // IAM: all inline policies of a role together, without white space.
        Assert.All(synthesis.Large.OfType("AWS::IAM::Policy"), policy => Assert.InRange(policy["PolicyDocument"]!.ToJsonString().Length, 1, 10_240));
    }

    static IEnumerable<string> KeyNames(JsonNode? schema) => schema!.AsArray().Select(key => key!["AttributeName"]!.GetValue<string>());

    static void AssertKept(Resource resource)
    {
        Assert.Equal("Retain", resource.Body["DeletionPolicy"]!.GetValue<string>());
        Assert.Equal("Retain", resource.Body["UpdateReplacePolicy"]!.GetValue<string>());
    }

    // A dead-letter queue is named by a redrive policy, a rule's or schedule's target, or the failure destination of an event source mapping.
    static IEnumerable<string> DeadLetterTargets(JsonObject node) =>
        new[] { node["deadLetterTargetArn"], node["DeadLetterConfig"]?["Arn"], node["OnFailure"]?["Destination"] }
            .Where(target => target is not null)
            .Select(target => target!["Fn::GetAtt"]![0]!.GetValue<string>());

    IEnumerable<string> AlarmsOn(Resource resource) => synthesis.Automation.OfType("AWS::CloudWatch::Alarm")
        .Where(alarm => alarm["Dimensions"]!.AsArray().Any(dimension => dimension!["Value"]!.ToJsonString().Contains($"\"{resource.Id}\"", StringComparison.Ordinal)))
        .Select(alarm => alarm["MetricName"]!.GetValue<string>())
        .Order(StringComparer.Ordinal);
}
