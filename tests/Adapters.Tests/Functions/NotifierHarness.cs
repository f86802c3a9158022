using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Adapters.Messaging;
using GovCloud.Adapters.Parameters;
using GovCloud.Adapters.Tests.DynamoDb;
using GovCloud.Contracts;
using GovCloud.Functions.Notifier;
using GovCloud.Hosting;
using GovCloud.Triage;
using Microsoft.Extensions.Logging.Abstractions;

namespace GovCloud.Adapters.Tests.Functions;

/// <summary>Notifier on a table and channels of its own.</summary>
sealed class NotifierHarness : IAsyncDisposable
{
    readonly DynamoDbFixture dynamoDb;
    readonly string table;
    readonly LogCapture log = new();
    readonly Metrics metrics;
    readonly SlackWebhook slack;

    NotifierHarness(DynamoDbFixture dynamoDb, string table, ChannelServer channels, TimeSpan slackTimeout)
    {
        slack = new SlackWebhook(TimeProvider.System, slackTimeout);
        this.dynamoDb = dynamoDb;
        this.table = table;
        Channels = channels;
        metrics = new Metrics(EventNames.MetricNamespace, new LambdaEnvironment { RuntimeApi = "", Service = "notifier" }, new JsonLines(log.Stream), Time);
    }

    public ChannelServer Channels { get; }

    public ManualTime Time { get; } = new(ManualTime.Start);

    public static async Task<NotifierHarness> CreateAsync(DynamoDbFixture dynamoDb, TimeSpan? slackTimeout = null) =>
        new(dynamoDb, await dynamoDb.NewTableNameAsync(), await ChannelServer.StartAsync(), slackTimeout ?? TimeSpan.FromMinutes(1));

    public async ValueTask DisposeAsync()
    {
        slack.Dispose();
        await Channels.DisposeAsync();
    }

    /// <summary>Decides messages as AlertTriage does.</summary>
    public async Task WriteAsync(params Notification[] notifications)
    {
        var store = new IncidentStore(new TableClient(dynamoDb.Client, table), Time, new Random(1));
        foreach (var notification in notifications)
        {
            await store.CommitAsync(new IncidentChange { Delivery = new DeliveryKey(notification.Id), Notifications = [notification] }, default);
        }
    }

    /// <summary>Invokes the function as the stream does after the entries were written; returns the sequence numbers that it wants again.</summary>
    public Task<string[]> StreamAsync(IEnumerable<string> ids, Faults? faults = null, TimeSpan? left = null) => InvokeAsync(
        new JsonObject
        {
            ["Records"] = new JsonArray([.. ids.Select((id, i) => Change("INSERT", IncidentsTable.OutboxPrefix + id, i)), Change("INSERT", "FP#1", 100), Change("MODIFY", "OUTBOX#other", 101)]),
        }, faults, left);

    /// <summary>Invokes the function as the schedule does.</summary>
    public Task<string[]> SweepAsync(Faults? faults = null, TimeSpan? left = null) =>
        InvokeAsync(new JsonObject { ["source"] = "govcloud.schedule", ["detail-type"] = "Outbox Sweep" }, faults, left);

    public async Task<Dictionary<string, AttributeValue>> EntryAsync(string id) =>
        (await dynamoDb.ItemsAsync(table, IncidentsTable.OutboxPrefix)).Single(item => string.Equals(item[IncidentsTable.PartitionKey].S, IncidentsTable.OutboxPrefix + id, StringComparison.Ordinal));

    /// <summary>The state of an entry; null once it is delivered.</summary>
    public async Task<string?> StateAsync(string id) => (await EntryAsync(id)).GetValueOrDefault(IncidentsTable.OutboxState)?.S;

    public string Metrics()
    {
        metrics.Flush();
        return log.Take();
    }

    async Task<string[]> InvokeAsync(JsonObject input, Faults? faults, TimeSpan? left)
    {
        using var client = faults is null ? null : dynamoDb.NewClient(faults.Handler);
        var outbox = new OutboxStore(new TableClient(client ?? dynamoDb.Client, table));
        var estate = Events.Estate();
        var aws = new AwsClientOptions { Credentials = new BasicAWSCredentials("local", "local"), Region = "ap-northeast-1", Endpoint = Channels.Address };
        using var ssm = new AwsClient<Ssm>(aws);
        using var ses = MailSender.Client(aws);
        var channels = new MessageChannels(estate, slack, new SlackWebhookAddresses(new ParameterStore(ssm), Time), new MailSender(ses, "alerts@example.jp"));
        var delivery = new OutboxDelivery(outbox, estate, channels.SendAsync, metrics, Time, NullLogger.Instance);
        var handler = new NotifierHandler(outbox, delivery, Time, NullLogger.Instance);
        using var output = new MemoryStream();
        var context = new LambdaContext { AwsRequestId = "request", Deadline = Time.GetUtcNow() + (left ?? TimeSpan.FromMinutes(1)), Time = Time };
        await handler.HandleAsync(JsonSerializer.SerializeToUtf8Bytes(input), output, context, default);
        return [.. JsonDocument.Parse(output.ToArray()).RootElement.GetProperty("batchItemFailures").EnumerateArray().Select(failure => failure.GetProperty("itemIdentifier").GetString()!)];
    }

    static JsonObject Change(string name, string key, int sequence) => new()
    {
        ["eventID"] = $"e{sequence}",
        ["eventName"] = name,
        ["eventVersion"] = "1.1",
        ["eventSource"] = "aws:dynamodb",
        ["awsRegion"] = "ap-northeast-1",
        ["dynamodb"] = new JsonObject
        {
            ["ApproximateCreationDateTime"] = 1780000000,
            ["Keys"] = new JsonObject { ["pk"] = new JsonObject { ["S"] = key }, ["sk"] = new JsonObject { ["S"] = "ENTRY" } },
            ["SequenceNumber"] = $"{sequence}00000000000",
            ["SizeBytes"] = 40,
            ["StreamViewType"] = "KEYS_ONLY",
        },
    };
}
