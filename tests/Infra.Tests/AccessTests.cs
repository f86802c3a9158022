using System.Text.Json.Nodes;
using GovCloud.Infra.Forwarding;

namespace GovCloud.Infra.Tests;

/// <summary>Who may do what.</summary>
[Collection(Synthesis.Collection)]
public sealed class AccessTests(Synthesis synthesis)
{
    // Actions that know no resources, by AWS's service authorization reference.
    static readonly string[] WithoutResources = ["dynamodb:ListStreams", "xray:PutTelemetryRecords", "xray:PutTraceSegments"];

    static readonly string[] TableKeyUse =
        ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"];

    [Fact]
    public void Only_the_estates_accounts_may_put_events()
    {
        var statement = Assert.Single(synthesis.Automation.Statements(), statement => statement.Actions.Contains("events:PutEvents", StringComparer.Ordinal));

        Assert.Equal("AWS::Events::EventBusPolicy", statement.Owner.Type);
        Assert.Equal(["events:PutEvents"], statement.Actions);
        Assert.Equal(
            SampleEstates.Small.Accounts.Select(account => account.Id.ToString()).Order(StringComparer.Ordinal),
            AccountsOf(statement.Owner));
    }

    [Fact]
    public void In_a_large_estate_every_account_may_write_to_exactly_one_bus_and_every_policy_fits()
    {
        var policies = synthesis.Large.OfType("AWS::Events::EventBusPolicy");

        Assert.Equal(2, policies.Count);
        Assert.Equal(
            SampleEstates.Large.Accounts.Select(account => account.Id.ToString()).Order(StringComparer.Ordinal),
            policies.SelectMany(AccountsOf).Order(StringComparer.Ordinal));
        // The statement plus {"Version":"2012-10-17","Statement":[...]} and the bus's address in place of its reference.
        Assert.All(policies, policy => Assert.InRange(policy["Statement"]!.ToJsonString().Length + 200, 1, 10_240));
    }

    [Fact]
    public void An_account_added_at_the_end_moves_no_other_account_to_another_bus()
    {
        var before = BusAllocation.Of(SampleEstates.Of(accounts: 1_000, organisations: 1));
        var after = BusAllocation.Of(SampleEstates.Of(accounts: 1_300, organisations: 1));

        Assert.All(before, bus => Assert.Empty(bus.Accounts.Except(after.Single(other => string.Equals(other.Name, bus.Name, StringComparison.Ordinal)).Accounts)));
        Assert.Equal(["govcloud-ops", "govcloud-ops-2", "govcloud-ops-3"], after.Select(bus => bus.Name));
    }

    [Fact]
    public void No_statement_that_allows_has_a_wildcard_action() =>
        Assert.All(
            synthesis.Small.SelectMany(template => template.Statements()).Where(statement => statement.Allows),
            statement => Assert.DoesNotContain(statement.Actions, action => action.Contains('*', StringComparison.Ordinal)));

    [Fact]
    public void A_role_may_use_every_resource_only_where_AWS_knows_no_resources() =>
        Assert.All(
            synthesis.Small.SelectMany(template => template.Statements())
                .Where(statement => statement.Owner.Type.StartsWith("AWS::IAM::", StringComparison.Ordinal))
                .Where(statement => statement.ResourceNodes.Any(resource => resource is JsonValue value && value.GetValue<string>() is "*")),
            statement => Assert.Subset(WithoutResources.ToHashSet(StringComparer.Ordinal), statement.Actions.ToHashSet(StringComparer.Ordinal)));

    [Fact]
    public void No_role_has_a_policy_managed_by_AWS() =>
        Assert.All(synthesis.Small.SelectMany(template => template.OfType("AWS::IAM::Role")), role => Assert.Null(role["ManagedPolicyArns"]));

    [Fact]
    public void Every_role_is_assumed_by_one_service_of_this_account_and_never_by_an_account() =>
        Assert.All(synthesis.Small.SelectMany(template => template.OfType("AWS::IAM::Role")), role =>
        {
            var trust = Assert.Single(role["AssumeRolePolicyDocument.Statement"]!.AsArray())!;
            Assert.Equal(["Service"], trust["Principal"]!.AsObject().Select(pair => pair.Key));
            var service = trust["Principal"]!["Service"]!.GetValue<string>();
            // Lambda has no other way to be somebody's deputy than the function's own configuration.
            Assert.True(service is "lambda.amazonaws.com" || trust["Condition"]?["StringEquals"]?["aws:SourceAccount"] is not null, service);
        });

    [Fact]
    public void Triage_may_do_exactly_this() => Assert.Equal(
        [
            "dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:UpdateItem",
            .. TableKeyUse,
            "logs:CreateLogStream", "logs:PutLogEvents",
            "s3:PutObject",
            "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage",
            "xray:PutTelemetryRecords", "xray:PutTraceSegments",
        ],
        ActionsOf("AlertTriageLambdaRole"));

    [Fact]
    public void The_notifier_may_do_exactly_this() => Assert.Equal(
        [
            "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem",
            .. TableKeyUse,
            "logs:CreateLogStream", "logs:PutLogEvents",
            "ses:SendEmail",
            "sqs:SendMessage",
            "ssm:GetParameter",
            "xray:PutTelemetryRecords", "xray:PutTraceSegments",
        ],
        ActionsOf("NotifierLambdaRole"));

    [Fact]
    public void The_scheduler_may_do_exactly_this() =>
        Assert.Equal(["kms:Decrypt", "kms:GenerateDataKey", "lambda:InvokeFunction", "sqs:SendMessage"], ActionsOf("NotifierSweepRole"));

    [Fact]
    public void Forwarding_may_put_events_on_the_operations_bus_and_nothing_else() =>
        Assert.All([synthesis.Forwarding, synthesis.GlobalForwarding], template =>
        {
            var policy = Assert.Single(template.Only("AWS::IAM::Role")["Policies"]!.AsArray())!;
            var statement = Assert.Single(policy["PolicyDocument"]!["Statement"]!.AsArray())!;
            Assert.Equal("events:PutEvents", statement["Action"]!.GetValue<string>());
            Assert.EndsWith(
                $":events:ap-northeast-1:{SampleEstates.OperationsAccount}:event-bus/govcloud-ops",
                statement["Resource"]!["Fn::Join"]![1]!.AsArray()[^1]!.GetValue<string>(), StringComparison.Ordinal);
        });

    [Fact]
    public void No_role_may_touch_the_ledger_of_accounts() => Assert.DoesNotContain(
        synthesis.Automation.Statements(),
        statement => statement.Owner.Type.StartsWith("AWS::IAM::", StringComparison.Ordinal) && statement.NamesResource("AccountsTable"));

    [Fact]
    public void The_notifier_may_not_read_the_quarantine() =>
        Assert.DoesNotContain(synthesis.Automation.StatementsOfRole("NotifierLambdaRole"), statement => statement.NamesResource("DocumentsQuarantine"));

    [Fact]
    public void Triage_may_put_into_the_quarantine_and_not_read_it() => Assert.Equal(
        ["s3:PutObject"],
        synthesis.Automation.StatementsOfRole("AlertTriageLambdaRole").Where(statement => statement.NamesResource("DocumentsQuarantine")).SelectMany(statement => statement.Actions));

    [Fact]
    public void The_notifier_may_change_outbox_entries_only()
    {
        var statement = Assert.Single(synthesis.Automation.StatementsOfRole("NotifierLambdaRole"), statement => statement.Actions.Contains("dynamodb:UpdateItem", StringComparer.Ordinal));

        Assert.Equal("""["OUTBOX#*"]""", statement.Body["Condition"]!["ForAllValues:StringLike"]!["dynamodb:LeadingKeys"]!.ToJsonString());
    }

    [Fact]
    public void The_notifier_may_read_exactly_the_webhook_parameters_that_the_estate_names()
    {
        var statement = Assert.Single(synthesis.Automation.StatementsOfRole("NotifierLambdaRole"), statement => statement.Actions.Contains("ssm:GetParameter", StringComparer.Ordinal));

        Assert.Equal(
            SampleEstates.Small.Organisations.Select(organisation => organisation.SlackWebhookParameter).Order(StringComparer.Ordinal),
            statement.ResourceNodes.Select(resource => resource["Fn::Join"]![1]!.AsArray()[^1]!.GetValue<string>().Split(":parameter")[1]));
    }

    [Fact]
    public void Webhook_parameters_that_are_too_many_to_name_are_granted_by_their_common_path()
    {
        var statement = Assert.Single(synthesis.Large.StatementsOfRole("NotifierLambdaRole"), statement => statement.Actions.Contains("ssm:GetParameter", StringComparer.Ordinal));

        Assert.EndsWith(":parameter/govcloud/slack/*", Assert.Single(statement.ResourceNodes)["Fn::Join"]![1]!.AsArray()[^1]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Mail_is_sent_in_the_estates_name_only()
    {
        var statement = Assert.Single(synthesis.Automation.StatementsOfRole("NotifierLambdaRole"), statement => statement.Actions.Contains("ses:SendEmail", StringComparer.Ordinal));

        Assert.Equal(SampleEstates.Small.Notification.MailFrom, statement.Body["Condition"]!["StringEquals"]!["ses:FromAddress"]!.GetValue<string>());
    }

    [Fact]
    public void Every_use_of_a_key_by_a_role_goes_through_a_service() =>
        Assert.All(
            synthesis.Automation.Statements().Where(statement => statement.Owner.Type is "AWS::IAM::Policy" && statement.Actions.Any(action => action.StartsWith("kms:", StringComparison.Ordinal))),
            statement => Assert.NotNull(statement.Body["Condition"]?["StringEquals"]?["kms:ViaService"]));

    [Fact]
    public void Everybody_may_do_something_only_under_a_condition() =>
        Assert.All(
            synthesis.Small.SelectMany(template => template.Statements()).Where(statement => statement.Allows && IsEverybody(statement.Body["Principal"])),
            statement => Assert.NotEmpty(statement.Body["Condition"]!.AsObject()));

    [Fact]
    public void No_address_is_written_with_a_partition_by_hand() =>
        Assert.All(synthesis.Small, template => Assert.DoesNotContain("arn:aws", template.Json.ToJsonString(), StringComparison.Ordinal));

    IEnumerable<string> ActionsOf(string role) =>
        synthesis.Automation.StatementsOfRole(role).SelectMany(statement => statement.Actions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    static IEnumerable<string> AccountsOf(Resource busPolicy) =>
        busPolicy["Statement"]!["Condition"]!["StringEquals"]!["aws:PrincipalAccount"]!.AsArray().Select(account => account!.GetValue<string>());

    static bool IsEverybody(JsonNode? principal) =>
        principal is JsonValue or JsonObject { Count: 1 } && (principal is JsonValue || principal["AWS"] is JsonValue value && value.GetValue<string>() is "*");
}
