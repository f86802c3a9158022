using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using GovCloud.Contracts;
using GovCloud.LocalCloud.DynamoDb;

namespace GovCloud.Benchmarks.Store;

/// <summary>Fresh incidents tables in DynamoDB Local, with the keys, indexes and stream that the stack gives them.</summary>
sealed class IncidentsTables : IAsyncDisposable
{
    readonly DynamoDbLocal local;
    int made;

    IncidentsTables(DynamoDbLocal local)
    {
        this.local = local;
        Client = NewClient();
    }

    public Uri Endpoint => local.Endpoint;

    public AmazonDynamoDBClient Client { get; }

    public static async Task<IncidentsTables> StartAsync(CancellationToken cancellationToken) => new(await DynamoDbLocal.StartAsync(cancellationToken));

    public AmazonDynamoDBClient NewClient() =>
        new(new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig { ServiceURL = Endpoint.ToString(), AuthenticationRegion = "ap-northeast-1", MaxErrorRetry = 3 });

    public async Task<string> NewAsync(CancellationToken cancellationToken)
    {
        var name = FormattableString.Invariant($"incidents-{++made}");
        await Client.CreateTableAsync(
            new CreateTableRequest
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
                    Index(IncidentsTable.ByStatusIndex, IncidentsTable.StatusKey, IncidentsTable.LastSeen),
                    Index(IncidentsTable.OutboxDueIndex, IncidentsTable.OutboxState, IncidentsTable.DueAt),
                ],
                StreamSpecification = new StreamSpecification { StreamEnabled = true, StreamViewType = StreamViewType.KEYS_ONLY },
            },
            cancellationToken);
        return name;
    }

    public Task DropAsync(string name, CancellationToken cancellationToken) => Client.DeleteTableAsync(name, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await local.DisposeAsync();
    }

    static List<KeySchemaElement> Keys(string hash, string range) => [new(hash, KeyType.HASH), new(range, KeyType.RANGE)];

    static GlobalSecondaryIndex Index(string name, string hash, string range) =>
        new() { IndexName = name, KeySchema = Keys(hash, range), Projection = new Projection { ProjectionType = ProjectionType.ALL } };
}
