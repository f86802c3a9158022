using System.Net.Http.Json;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using GovCloud.ApiModels;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Clock;
using GovCloud.LocalCloud.Faults;

namespace GovCloud.LocalCloud.Tests;

/// <summary>The whole chain from hand-written templates: member bus, forwarding rule, operations bus, queue, function; table, stream, function; schedule.</summary>
public sealed class LocalCloudTests : IClassFixture<DynamoDbLocalFixture>, IAsyncLifetime, IDisposable
{
    static readonly string Operations = """
        {
          "Resources": {
            "Bus": { "Type": "AWS::Events::EventBus", "Properties": { "Name": "govcloud-ops" } },
            "Letters": { "Type": "AWS::SQS::Queue", "Properties": { "MessageRetentionPeriod": 1209600 } },
            "Alerts": { "Type": "AWS::SQS::Queue", "Properties": { "VisibilityTimeout": 60, "RedrivePolicy": { "deadLetterTargetArn": { "Fn::GetAtt": ["Letters", "Arn"] }, "maxReceiveCount": 2 } } },
            "Rule": { "Type": "AWS::Events::Rule", "Properties": {
              "EventBusName": { "Ref": "Bus" }, "State": "ENABLED",
              "EventPattern": { "source": [ { "anything-but": { "prefix": "govcloud." } } ] },
              "Targets": [ { "Id": "Alerts", "Arn": { "Fn::GetAtt": ["Alerts", "Arn"] }, "InputPath": "$.detail.body" } ] } },
            "OfAlerts": { "Type": "AWS::SQS::QueuePolicy", "Properties": { "Queues": [ { "Ref": "Alerts" } ], "PolicyDocument": { "Statement": {
              "Effect": "Allow", "Principal": { "Service": "events.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": { "Fn::GetAtt": ["Alerts", "Arn"] },
              "Condition": { "ArnEquals": { "aws:SourceArn": { "Fn::GetAtt": ["Rule", "Arn"] } } } } } } },
            "OfBus": { "Type": "AWS::Events::EventBusPolicy", "Properties": { "EventBusName": { "Ref": "Bus" }, "StatementId": "Member", "Statement": {
              "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::222222222222:root" }, "Action": "events:PutEvents", "Resource": { "Fn::GetAtt": ["Bus", "Arn"] } } } },
            "Role": { "Type": "AWS::IAM::Role", "Properties": {
              "AssumeRolePolicyDocument": { "Statement": { "Effect": "Allow", "Principal": { "Service": [ "lambda.amazonaws.com", "scheduler.amazonaws.com" ] }, "Action": "sts:AssumeRole" } },
              "Policies": [ { "PolicyName": "all", "PolicyDocument": { "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } } } ] } },
            "Triage": { "Type": "AWS::Lambda::Function", "Properties": { @CODE@, "Timeout": 2, "Environment": { "Variables": { "TABLE": { "Ref": "Incidents" } } } } },
            "FromAlerts": { "Type": "AWS::Lambda::EventSourceMapping", "Properties": {
              "FunctionName": { "Ref": "Triage" }, "EventSourceArn": { "Fn::GetAtt": ["Alerts", "Arn"] }, "BatchSize": 10, "FunctionResponseTypes": ["ReportBatchItemFailures"] } },
            "Incidents": { "Type": "AWS::DynamoDB::Table", "Properties": {
              "AttributeDefinitions": [ { "AttributeName": "pk", "AttributeType": "S" }, { "AttributeName": "state", "AttributeType": "S" } ],
              "KeySchema": [ { "AttributeName": "pk", "KeyType": "HASH" } ],
              "GlobalSecondaryIndexes": [ { "IndexName": "by-state", "KeySchema": [ { "AttributeName": "state", "KeyType": "HASH" } ], "Projection": { "ProjectionType": "ALL" } } ],
              "StreamSpecification": { "StreamViewType": "KEYS_ONLY" }, "TimeToLiveSpecification": { "AttributeName": "expiresAt", "Enabled": true } } },
            "Notifier": { "Type": "AWS::Lambda::Function", "Properties": { @CODE@, "Timeout": 2, "ReservedConcurrentExecutions": 1 } },
            "FromOutbox": { "Type": "AWS::Lambda::EventSourceMapping", "Properties": {
              "FunctionName": { "Fn::GetAtt": ["Notifier", "Arn"] }, "EventSourceArn": { "Fn::GetAtt": ["Incidents", "StreamArn"] }, "StartingPosition": "TRIM_HORIZON",
              "FilterCriteria": { "Filters": [ { "Pattern": "{\"eventName\":[\"INSERT\"],\"dynamodb\":{\"Keys\":{\"pk\":{\"S\":[{\"prefix\":\"OUTBOX#\"}]}}}}" } ] } } },
            "Every": { "Type": "AWS::Scheduler::Schedule", "Properties": { "ScheduleExpression": "rate(1 minute)", "FlexibleTimeWindow": { "Mode": "OFF" },
              "Target": { "Arn": { "Fn::GetAtt": ["Notifier", "Arn"] }, "RoleArn": { "Fn::GetAtt": ["Role", "Arn"] }, "Input": "{\"reason\":\"schedule\"}" } } }
          }
        }
        """.Replace("@CODE@", SampleAssembly.FunctionCode, StringComparison.Ordinal);

    const string Member = $$"""
        {
          "Resources": {
            "Forward": { "Type": "AWS::Events::Rule", "Properties": {
              "EventPattern": { "source": [ "aws.guardduty" ] },
              "Targets": [ { "Id": "Ops", "Arn": "arn:aws:events:ap-northeast-1:{{SampleAssembly.Operations}}:event-bus/govcloud-ops", "RoleArn": { "Fn::GetAtt": ["Forwarding", "Arn"] } } ] } },
            "Forwarding": { "Type": "AWS::IAM::Role", "Properties": {
              "AssumeRolePolicyDocument": { "Statement": { "Effect": "Allow", "Principal": { "Service": "events.amazonaws.com" }, "Action": "sts:AssumeRole" } },
              "Policies": [ { "PolicyName": "forward", "PolicyDocument": { "Statement": { "Effect": "Allow", "Action": "events:PutEvents", "Resource": "arn:aws:events:ap-northeast-1:{{SampleAssembly.Operations}}:event-bus/govcloud-ops" } } } ] } }
          }
        }
        """;

    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    readonly Uri dynamoDb;
    readonly SampleAssembly assembly = new SampleAssembly().Stack("Operations", SampleAssembly.Operations, Operations).Stack("Member", SampleAssembly.Member, Member);
    readonly ControllableClock clock = new(new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero), frozen: true);
    LocalCloudHost cloud = null!;

    public LocalCloudTests(DynamoDbLocalFixture fixture) => dynamoDb = fixture.Endpoint;

    public async Task InitializeAsync() => cloud = await LocalCloudHost.StartAsync(
        new()
        {
            AssemblyDirectory = assembly.Directory,
            Clock = clock,
            DynamoDbEndpoint = dynamoDb,
            MaximumProcesses = 2,
            ApiModels = ApiModelLibrary.FindFolder(AppContext.BaseDirectory),
            Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["/slack/x"] = "{gateway}/slack/x" },
        },
        CancellationToken.None);

    public async Task DisposeAsync()
    {
        using var tables = Tables(dynamoDb);
        await cloud.DisposeAsync();
        await tables.DeleteTableAsync(cloud.PhysicalName("AWS::DynamoDB::Table", "Incidents"));
    }

    public void Dispose()
    {
        clock.Dispose();
        assembly.Dispose();
    }

    [Fact]
    public async Task An_event_of_a_member_account_reaches_the_function_of_the_operations_account()
    {
        cloud.PutServiceEvent(SampleAssembly.Member, "ap-northeast-1", SampleAssembly.Event("aws.guardduty", new { body = "hello" }));
        cloud.PutServiceEvent(SampleAssembly.Member, "ap-northeast-1", SampleAssembly.Event("aws.other", new { body = "not forwarded" }));
        cloud.PutEvent(SampleAssembly.Event("govcloud.triage", new { body = "our own" }));
        await cloud.WaitUntilIdleAsync(Limit, CancellationToken.None);
        var state = cloud.Snapshot();
        var invocation = Assert.Single(Function(state, "Triage").Invocations);
        Assert.True(invocation.Succeeded && invocation.IsColdStart, invocation.Response);
        Assert.Contains("hello", invocation.Payload, StringComparison.Ordinal);
        Assert.Equal("record \"\\u0022hello\\u0022\"", Assert.Single(Function(state, "Triage").Logs).Text);
        Assert.Equal(2, state.EventsUnmatched);
        Assert.All(state.Queues, queue => Assert.Equal(0, queue.Depth.Total));
    }

    [Fact]
    public async Task A_failed_item_comes_back_and_ends_in_the_dead_letter_queue_while_its_neighbours_are_done()
    {
        await SqsAsync("SendMessageBatch", new { QueueUrl = QueueUrl("Alerts"), Entries = new[] { new { Id = "1", MessageBody = "good" }, new { Id = "2", MessageBody = "bad apple" } } });
        await cloud.WaitUntilIdleAsync(Limit, CancellationToken.None);
        Assert.Equal(1, Queue("Alerts").Depth.InFlight);
        await cloud.RunUntilQuietAsync(TimeSpan.FromMinutes(10), Limit, CancellationToken.None);
        var letter = Assert.Single(Queue("Letters").Messages);
        Assert.Equal(("bad apple", 2), (letter.Body, letter.ReceiveCount));
        Assert.True(Queue("Letters").IsDeadLetterQueue);
        Assert.Equal(0, Queue("Alerts").Depth.Total);

        await SqsAsync("StartMessageMoveTask", new { SourceArn = Queue("Letters").Arn.ToString() });
        await cloud.WaitUntilIdleAsync(Limit, CancellationToken.None);
        Assert.Equal(0, Queue("Letters").Depth.Total);
        Assert.Equal(1, Queue("Alerts").Depth.InFlight);
    }

    [Theory]
    [InlineData("crash", "Runtime.ExitError")]
    [InlineData("hang", "Sandbox.Timedout")]
    [InlineData("fail", "Sample.Failed")]
    public async Task A_function_that_dies_or_runs_late_is_replaced_and_loses_nothing(string behaviour, string errorType)
    {
        var failed = await cloud.InvokeAsync(Name("Triage"), $$"""{"do":"{{behaviour}}"}""", CancellationToken.None);
        Assert.Equal(errorType, failed.ErrorType);
        var next = await cloud.InvokeAsync(Name("Triage"), "{}", CancellationToken.None);
        Assert.True(next.Succeeded);
        Assert.Equal(behaviour is not "fail", next.IsColdStart);
    }

    [Fact]
    public async Task A_killed_process_is_replaced_and_the_message_it_held_comes_back()
    {
        var first = JsonDocument.Parse((await cloud.InvokeAsync(Name("Triage"), "{}", CancellationToken.None)).Response).RootElement;
        Assert.Equal(1, await cloud.KillProcessesAsync(Name("Triage")));
        var second = JsonDocument.Parse((await cloud.InvokeAsync(Name("Triage"), "{}", CancellationToken.None)).Response).RootElement;
        Assert.NotEqual(first.GetProperty("process").GetInt32(), second.GetProperty("process").GetInt32());
        Assert.Equal(cloud.PhysicalName("AWS::DynamoDB::Table", "Incidents"), second.GetProperty("table").GetString());
        Assert.Equal(Name("Triage"), second.GetProperty("function").GetString());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("home").ValueKind);
    }

    [Fact]
    public async Task A_written_outbox_entry_reaches_the_function_of_the_stream_and_other_items_do_not()
    {
        using var tables = Tables(cloud.Endpoint);
        var table = cloud.PhysicalName("AWS::DynamoDB::Table", "Incidents");
        foreach (var key in new[] { "FP#1", "OUTBOX#1" })
        {
            await tables.PutItemAsync(table, Item(key));
        }

        await cloud.WaitUntilIdleAsync(Limit, CancellationToken.None);
        var invocation = Assert.Single(Function(cloud.Snapshot(), "Notifier").Invocations);
        Assert.Contains("OUTBOX#1", invocation.Payload, StringComparison.Ordinal);
        Assert.DoesNotContain("FP#1", invocation.Payload, StringComparison.Ordinal);
        Assert.Contains("aws:dynamodb", invocation.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schedule_fires_when_the_clock_reaches_it()
    {
        clock.Advance(TimeSpan.FromSeconds(59));
        await cloud.WaitUntilIdleAsync(Limit, CancellationToken.None);
        Assert.Empty(Function(cloud.Snapshot(), "Notifier").Invocations);
        clock.Advance(TimeSpan.FromSeconds(61));
        await cloud.WaitUntilIdleAsync(Limit, CancellationToken.None);
        Assert.Equal(["{\"reason\":\"schedule\"}", "{\"reason\":\"schedule\"}"], Function(cloud.Snapshot(), "Notifier").Invocations.Select(invocation => invocation.Payload), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_throttled_table_answers_as_often_as_asked_and_then_works_again()
    {
        using var tables = Tables(cloud.Endpoint);
        var table = cloud.PhysicalName("AWS::DynamoDB::Table", "Incidents");
        using var fault = cloud.Faults.Inject(Fault.Of("dynamodb", new FaultEffect.Throttled()) with { Calls = 1 });
        await Assert.ThrowsAsync<ProvisionedThroughputExceededException>(() => tables.GetItemAsync(table, Item("x")));
        Assert.False((await tables.GetItemAsync(table, Item("x"))).IsItemSet);
    }

    [Fact]
    public async Task Slack_answers_by_its_script_and_every_post_is_kept()
    {
        using var http = new HttpClient { BaseAddress = cloud.Endpoint };
        cloud.Slack.Script(SlackAnswer.RateLimited(30), SlackAnswer.ServerError);
        var answers = new List<(int, string?)>();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await http.PostAsJsonAsync("/slack/T1/B1", new { text = "障害" });
            answers.Add(((int)answer.StatusCode, answer.Headers.RetryAfter?.ToString()));
        }

        Assert.Equal([(429, "30"), (500, null), (200, null)], answers);
        Assert.Equal([429, 500, 200], cloud.Snapshot().SlackPosts.Select(post => post.Status));
        Assert.Equal("T1/B1", cloud.Snapshot().SlackPosts[0].Channel);
    }

    [Fact]
    public async Task A_plain_post_of_an_event_goes_to_the_operations_bus_with_its_envelope_completed()
    {
        using var http = new HttpClient { BaseAddress = cloud.Endpoint };
        using var answer = await http.PostAsJsonAsync("/events", new Dictionary<string, object>(StringComparer.Ordinal) { ["source"] = "my.app", ["detail-type"] = "x", ["detail"] = new { body = "by hand" } });
        Assert.Equal(202, (int)answer.StatusCode);
        using var refused = await http.PostAsync(new Uri("/events", UriKind.Relative), new StringContent("not json"));
        Assert.Equal(400, (int)refused.StatusCode);
        await cloud.WaitUntilIdleAsync(Limit, CancellationToken.None);
        Assert.Contains("by hand", Assert.Single(Function(cloud.Snapshot(), "Triage").Invocations).Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_is_not_simulated_is_refused_by_name_and_recorded()
    {
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => SignedCall.JsonAsync(cloud.Endpoint, "organizations", "AWSOrganizationsV20161128.ListAccounts", new { }));
        Assert.Contains("organizations:ListAccounts", refused.Message, StringComparison.Ordinal);
        var call = Assert.Single(cloud.Snapshot().UnhandledCalls);
        Assert.Equal(("organizations", "ListAccounts"), (call.Service, call.Operation));
    }

    [Fact]
    public async Task A_call_that_AWS_would_not_understand_is_refused_and_recorded()
    {
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => SignedCall.JsonAsync(cloud.Endpoint, "ssm", "AmazonSSM.GetParameter", new { Name = "/slack/x", Decrypt = true }));
        Assert.Contains("AWS knows no member Decrypt", refused.Message, StringComparison.Ordinal);
        var deviation = Assert.Single(cloud.Snapshot().ModelDeviations);
        Assert.Equal(("ssm", "GetParameter"), (deviation.Service, deviation.Operation));
    }

    [Fact]
    public async Task Parameters_from_outside_name_the_gateway()
    {
        var answer = await SignedCall.JsonAsync(cloud.Endpoint, "ssm", "AmazonSSM.GetParameter", new { Name = "/slack/x", WithDecryption = true });
        Assert.Equal($"{cloud.Endpoint}slack/x", answer.GetProperty("Parameter").GetProperty("Value").GetString());
    }

    [Fact]
    public void What_has_no_effect_is_listed() => Assert.Equal(["AWS::SQS::QueuePolicy", "AWS::Events::EventBusPolicy", "AWS::IAM::Role", "AWS::IAM::Role"], cloud.Deployment.NotSimulated.Select(resource => resource.Type), StringComparer.Ordinal);

    Task<JsonElement> SqsAsync(string operation, object request) => SignedCall.JsonAsync(cloud.Endpoint, "sqs", "AmazonSQS." + operation, request);

    string QueueUrl(string id) => $"{cloud.Endpoint}{SampleAssembly.Operations}/{cloud.PhysicalName("AWS::SQS::Queue", id)}";

    string Name(string id) => cloud.PhysicalName("AWS::Lambda::Function", id);

    QueueState Queue(string id) => cloud.Snapshot().Queues.Single(queue => queue.Name.Equals(cloud.PhysicalName("AWS::SQS::Queue", id), StringComparison.Ordinal));

    FunctionState Function(LocalCloudState state, string id) => state.Functions.Single(function => function.Name.Equals(Name(id), StringComparison.Ordinal));

    static Dictionary<string, AttributeValue> Item(string key) => new(StringComparer.Ordinal) { ["pk"] = new AttributeValue(key) };

    static AmazonDynamoDBClient Tables(Uri endpoint)
    {
        var (key, secret) = LocalCloudHost.CredentialsOf(SampleAssembly.Operations);
        return new(new BasicAWSCredentials(key, secret), new AmazonDynamoDBConfig { ServiceURL = endpoint.ToString(), AuthenticationRegion = "ap-northeast-1", MaxErrorRetry = 0 });
    }
}
