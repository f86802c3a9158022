using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Contracts;
using GovCloud.LocalCloud.DynamoDb;

namespace GovCloud.Adapters.Tests.DynamoDb;

/// <summary>One DynamoDB Local for the assembly; every test makes its own table.</summary>
public sealed class DynamoDbFixture : IAsyncLifetime
{
    DynamoDbLocal local = null!;
    int tables;

    public IAmazonDynamoDB Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        local = await DynamoDbLocal.StartAsync(CancellationToken.None);
        Client = NewClient(null, retries: 3);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await local.DisposeAsync();
    }

    /// <summary>A client whose requests pass through a handler of the test, to make faults that the real service does not make on demand.</summary>
    internal IAmazonDynamoDB NewClient(Func<DelegatingHandler>? fault, int retries = 0)
    {
        var config = new AmazonDynamoDBConfig { ServiceURL = local.Endpoint.ToString(), AuthenticationRegion = "ap-northeast-1", MaxErrorRetry = retries };
        if (fault is not null)
        {
            config.HttpClientFactory = new FaultyHttpClients(fault);
        }

        return new AmazonDynamoDBClient(new BasicAWSCredentials("local", "local"), config);
    }

    public async Task<TableClient> NewTableAsync() => new(Client, await NewTableNameAsync());

    public async Task<string> NewTableNameAsync()
    {
        var name = $"incidents-{Interlocked.Increment(ref tables)}";
        await Client.CreateTableAsync(IncidentsTableDefinition.Request(name));
        return name;
    }

    internal async Task<List<Dictionary<string, AttributeValue>>> ItemsAsync(string table, string partitionPrefix)
    {
        var items = new List<Dictionary<string, AttributeValue>>();
        Dictionary<string, AttributeValue>? after = null;
        do
        {
            var page = await Client.ScanAsync(new ScanRequest { TableName = table, ConsistentRead = true, ExclusiveStartKey = after });
            items.AddRange(page.Items);
            after = page.LastEvaluatedKey;
        }
        while (after is { Count: > 0 });
        return [.. items.Where(item => item[IncidentsTable.PartitionKey].S.StartsWith(partitionPrefix, StringComparison.Ordinal))];
    }

    sealed class FaultyHttpClients(Func<DelegatingHandler> fault) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig)
        {
            var handler = fault();
            handler.InnerHandler = new SocketsHttpHandler { UseProxy = false };
            return new HttpClient(handler);
        }
    }
}

[CollectionDefinition(Name)]
public sealed class DynamoDbTests : ICollectionFixture<DynamoDbFixture>
{
    public const string Name = "DynamoDB Local";
}

static class IncidentsTableDefinition
{
    internal static CreateTableRequest Request(string name) => new()
    {
        TableName = name,
        BillingMode = BillingMode.PAY_PER_REQUEST,
        AttributeDefinitions =
        [
            .. new[]
            {
                IncidentsTable.PartitionKey, IncidentsTable.SortKey, IncidentsTable.StatusKey, IncidentsTable.LastSeen, IncidentsTable.OutboxState, IncidentsTable.DueAt,
            }.Select(attribute => new AttributeDefinition(attribute, ScalarAttributeType.S)),
        ],
        KeySchema = Keys(IncidentsTable.PartitionKey, IncidentsTable.SortKey),
        GlobalSecondaryIndexes =
        [
            Index(IncidentsTable.ByStatusIndex, IncidentsTable.StatusKey, IncidentsTable.LastSeen, ProjectionType.ALL),
            Index(IncidentsTable.OutboxDueIndex, IncidentsTable.OutboxState, IncidentsTable.DueAt, ProjectionType.KEYS_ONLY),
        ],
        StreamSpecification = new StreamSpecification { StreamEnabled = true, StreamViewType = StreamViewType.KEYS_ONLY },
    };

    static List<KeySchemaElement> Keys(string hash, string range) => [new(hash, KeyType.HASH), new(range, KeyType.RANGE)];

    static GlobalSecondaryIndex Index(string name, string hash, string range, ProjectionType projection) =>
        new() { IndexName = name, KeySchema = Keys(hash, range), Projection = new Projection { ProjectionType = projection } };
}
