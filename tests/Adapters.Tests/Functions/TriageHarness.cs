using System.Collections.Concurrent;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Adapters.Tests.DynamoDb;
using GovCloud.Contracts;
using GovCloud.Functions.AlertTriage;
using GovCloud.Hosting;
using GovCloud.Triage;
using Microsoft.Extensions.Logging;

namespace GovCloud.Adapters.Tests.Functions;

/// <summary>AlertTriage on a table of its own.</summary>
sealed class TriageHarness
{
    readonly DynamoDbFixture dynamoDb;
    readonly LogCapture log = new();
    readonly Metrics metrics;

    TriageHarness(DynamoDbFixture dynamoDb, string table)
    {
        this.dynamoDb = dynamoDb;
        Table = table;
        metrics = new Metrics(EventNames.MetricNamespace, new LambdaEnvironment { RuntimeApi = "", Service = "alert-triage" }, new JsonLines(log.Stream), Time);
    }

    public string Table { get; }

    public ManualTime Time { get; } = new(ManualTime.Start);

    /// <summary>What was quarantined, by finding.</summary>
    public ConcurrentDictionary<string, string> Quarantined { get; } = new(StringComparer.Ordinal);

    public bool QuarantineFails { get; set; }

    /// <summary>The exceptions that were logged.</summary>
    public List<Exception> Errors { get; } = [];

    public static async Task<TriageHarness> CreateAsync(DynamoDbFixture dynamoDb) => new(dynamoDb, await dynamoDb.NewTableNameAsync());

    /// <summary>Invokes a function with messages m0, m1 and so on; returns those that it wants again.</summary>
    public async Task<string[]> InvokeAsync(IEnumerable<string> bodies, Faults? faults = null, CancellationToken cancellationToken = default)
    {
        using var client = faults is null ? null : dynamoDb.NewClient(faults.Handler);
        var store = new IncidentStore(new TableClient(client ?? dynamoDb.Client, Table), Time, new Random(1));
        var handler = new AlertTriageHandler(Events.Estate(), store, QuarantineAsync, metrics, Time, new ErrorLog(Errors));
        using var output = new MemoryStream();
        var context = new LambdaContext { AwsRequestId = "request", Deadline = Time.GetUtcNow().AddMinutes(1), Time = Time };
        await handler.HandleAsync(Events.Queue(bodies), output, context, cancellationToken);
        return [.. JsonDocument.Parse(output.ToArray()).RootElement.GetProperty("batchItemFailures").EnumerateArray().Select(failure => failure.GetProperty("itemIdentifier").GetString()!)];
    }

    /// <summary>Cuts the stored document of an incident. Returns the item as it was.</summary>
    public async Task<Dictionary<string, AttributeValue>> DamageAsync(string number)
    {
        var before = (await dynamoDb.ItemsAsync(Table, IncidentsTable.FingerprintPrefix)).Single(item => item["number"].S == number);
        await PutAsync(new(before, StringComparer.Ordinal) { ["document"] = new AttributeValue(before["document"].S[..40]) });
        return before;
    }

    public Task PutAsync(Dictionary<string, AttributeValue> item) => dynamoDb.Client.PutItemAsync(Table, item);

    public async Task<List<Incident>> HeadsAsync() =>
    [
        .. (await dynamoDb.ItemsAsync(Table, IncidentsTable.FingerprintPrefix)).Where(item => item[IncidentsTable.SortKey].S is IncidentsTable.Head && item.ContainsKey("document"))
            .Select(item => JsonSerializer.Deserialize(item["document"].S, TriageJsonContext.Default.Incident)!).OrderBy(incident => incident.Number, StringComparer.Ordinal),
    ];

    public async Task<List<Notification>> OutboxAsync() =>
    [
        .. (await dynamoDb.ItemsAsync(Table, IncidentsTable.OutboxPrefix)).Select(item => JsonSerializer.Deserialize(item["document"].S, TriageJsonContext.Default.Notification)!),
    ];

    /// <summary>All items as text in a fixed order: equal texts mean equal tables.</summary>
    public async Task<string> StateAsync()
    {
        var lines = (await dynamoDb.ItemsAsync(Table, "")).Select(item => string.Join(' ', item.OrderBy(attribute => attribute.Key, StringComparer.Ordinal)
            .Select(attribute => $"{attribute.Key}={attribute.Value.S ?? attribute.Value.N ?? string.Join(',', attribute.Value.SS ?? [])}")));
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    /// <summary>The metrics since the last call, as the log would have them.</summary>
    public string Metrics()
    {
        metrics.Flush();
        return log.Take();
    }

    Task<string> QuarantineAsync(Finding finding, string reason, CancellationToken cancellationToken)
    {
        if (QuarantineFails)
        {
            throw new HttpRequestException("The bucket does not answer.");
        }

        Assert.Equal(1780000000000, finding.ArrivedAt.ToUnixTimeMilliseconds());
        Quarantined[finding.Key.Value] = reason;
        // As the bucket does: one object for an event, whatever is wrong with several of its findings.
        return Task.FromResult("quarantine/" + finding.Key.Value.Split('#')[0]);
    }

    sealed class ErrorLog(List<Exception> errors) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not null)
            {
                errors.Add(exception);
            }
        }
    }
}
