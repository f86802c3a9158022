using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using GovCloud.ApiModels;
using GovCloud.LocalCloud.Clock;
using GovCloud.LocalCloud.Faults;

namespace GovCloud.LocalCloud.Tests.Faults;

/// <summary>What clients see of a disturbed call: AWS's own clients where there are packages.</summary>
public sealed class FaultInjectionTests : IClassFixture<DynamoDbLocalFixture>, IAsyncLifetime, IDisposable
{
    const string Template = """
        { "Resources": {
            "Bus": { "Type": "AWS::Events::EventBus", "Properties": { "Name": "govcloud-ops" } },
            "Jobs": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "jobs" } },
            "Spare": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "spare" } },
            "Files": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "files" } },
            "Items": { "Type": "AWS::DynamoDB::Table", "Properties": {
              "AttributeDefinitions": [ { "AttributeName": "pk", "AttributeType": "S" }, { "AttributeName": "sk", "AttributeType": "S" }, { "AttributeName": "state", "AttributeType": "S" } ],
              "KeySchema": [ { "AttributeName": "pk", "KeyType": "HASH" }, { "AttributeName": "sk", "KeyType": "RANGE" } ],
              "GlobalSecondaryIndexes": [ { "IndexName": "by-state", "KeySchema": [ { "AttributeName": "state", "KeyType": "HASH" } ], "Projection": { "ProjectionType": "ALL" } } ] } } } }
        """;

    readonly Uri dynamoDb;
    readonly SampleAssembly assembly = new SampleAssembly().Stack("Operations", SampleAssembly.Operations, Template);
    readonly ControllableClock clock = new(new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero), frozen: true);
    LocalCloudHost cloud = null!;
    string table = "";
    AmazonDynamoDBClient tables = null!;
    AmazonS3Client files = null!;

    public FaultInjectionTests(DynamoDbLocalFixture fixture) => dynamoDb = fixture.Endpoint;

    public async Task InitializeAsync()
    {
        cloud = await LocalCloudHost.StartAsync(
            new()
            {
                AssemblyDirectory = assembly.Directory,
                Clock = clock,
                DynamoDbEndpoint = dynamoDb,
                ApiModels = ApiModelLibrary.FindFolder(AppContext.BaseDirectory),
                Parameters = Enumerable.Range(1, 5).ToDictionary(i => $"/app/{i}", i => $"{i}", StringComparer.Ordinal),
            },
            CancellationToken.None);
        table = cloud.PhysicalName("AWS::DynamoDB::Table", "Items");
        var (key, secret) = LocalCloudHost.CredentialsOf(SampleAssembly.Operations);
        var credentials = new BasicAWSCredentials(key, secret);
        tables = new(credentials, new AmazonDynamoDBConfig { ServiceURL = cloud.Endpoint.ToString(), AuthenticationRegion = "ap-northeast-1", MaxErrorRetry = 0 });
        files = new(credentials, new AmazonS3Config { ServiceURL = cloud.Endpoint.ToString(), AuthenticationRegion = "ap-northeast-1", ForcePathStyle = true, MaxErrorRetry = 0 });
    }

    public async Task DisposeAsync()
    {
        await tables.DeleteTableAsync(table);
        tables.Dispose();
        files.Dispose();
        await cloud.DisposeAsync();
    }

    public void Dispose()
    {
        clock.Dispose();
        assembly.Dispose();
    }

    public static TheoryData<FaultEffect, string, int> TableErrors { get; } = new()
    {
        { new FaultEffect.Throttled(), "ProvisionedThroughputExceededException", 400 },
        { new FaultEffect.Denied(), "AccessDeniedException", 400 },
        { new FaultEffect.ExpiredCredentials(), "ExpiredTokenException", 400 },
        { new FaultEffect.ServerError(), "InternalServerError", 500 },
        { new FaultEffect.ServerError(503), "ServiceUnavailable", 503 },
    };

    public static TheoryData<FaultEffect, string, int> StorageErrors { get; } = new()
    {
        { new FaultEffect.Throttled(), "SlowDown", 503 },
        { new FaultEffect.Denied(), "AccessDenied", 403 },
        { new FaultEffect.ExpiredCredentials(), "ExpiredToken", 400 },
        { new FaultEffect.ServerError(), "InternalError", 500 },
        { new FaultEffect.Error(409, "OperationAborted"), "OperationAborted", 409 },
    };

    [Theory]
    [MemberData(nameof(TableErrors))]
    public async Task A_client_of_tables_reads_the_error_of_the_service(FaultEffect effect, string code, int status)
    {
        using var fault = cloud.Faults.Inject(Fault.Of("dynamodb", effect, "GetItem"));
        var refused = await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(() => GetAsync("a", consistent: true));
        Assert.Equal((code, status), (refused.ErrorCode, (int)refused.StatusCode));
        await PutAsync("a", "open");
    }

    [Theory]
    [MemberData(nameof(StorageErrors))]
    public async Task A_client_of_storage_reads_the_error_of_the_service(FaultEffect effect, string code, int status)
    {
        using var fault = cloud.Faults.Inject(Fault.Of("s3", effect, "ListObjectsV2"));
        var refused = await Assert.ThrowsAsync<AmazonS3Exception>(() => files.ListObjectsV2Async(new() { BucketName = "files" }));
        Assert.Equal((code, status), (refused.ErrorCode, (int)refused.StatusCode));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_breaks_before_or_after_the_work(bool afterWork)
    {
        using (cloud.Faults.Inject(Fault.Of("dynamodb", new FaultEffect.ConnectionCut(afterWork), "PutItem")))
        {
            await Assert.ThrowsAnyAsync<Exception>(() => PutAsync("a", "open"));
        }

        Assert.Equal(afterWork, (await GetAsync("a", consistent: true)).IsItemSet);
    }

    [Fact]
    public async Task A_delayed_call_waits_for_the_clock()
    {
        using var fault = cloud.Faults.Inject(Fault.Of("dynamodb", new FaultEffect.Delayed(TimeSpan.FromMinutes(5)), "GetItem"));
        var call = GetAsync("a", consistent: true);
        while (cloud.Faults.Count<FaultEffect.Delayed>() == 0)
        {
            await Task.Yield();
        }

        Assert.False(call.IsCompleted);
        while (!call.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMinutes(5));
            await Task.WhenAny(call, Task.Delay(TimeSpan.FromMilliseconds(10)));
        }

        Assert.False((await call).IsItemSet);
    }

    [Fact]
    public async Task Entries_of_a_batch_fail_while_the_others_come_through()
    {
        using var fault = cloud.Faults.Inject(new() { Effect = new FaultEffect.PartialFailure(), Calls = 3 });
        var sent = await CallAsync("sqs", "AmazonSQS.SendMessageBatch", new { QueueUrl = QueueUrl("jobs"), Entries = Enumerable.Range(1, 3).Select(i => new { Id = $"m{i}", MessageBody = "x" }) });
        Assert.Equal(["m1", "m3"], sent.GetProperty("Successful").EnumerateArray().Select(entry => entry.GetProperty("Id").GetString()));
        Assert.Equal("m2", Assert.Single(sent.GetProperty("Failed").EnumerateArray()).GetProperty("Id").GetString());
        Assert.Equal(2, cloud.Snapshot().Queues.Single(queue => queue.Name == "jobs").Depth.Total);

        var put = await CallAsync("events", "AWSEvents.PutEvents", new { Entries = Enumerable.Range(1, 2).Select(i => new { Source = $"s{i}", DetailType = "t", Detail = "{}", EventBusName = "govcloud-ops" }) });
        Assert.Equal(1, put.GetProperty("FailedEntryCount").GetInt32());
        Assert.Equal([true, false], put.GetProperty("Entries").EnumerateArray().Select(entry => entry.TryGetProperty("EventId", out _)));

        var written = await tables.BatchWriteItemAsync(new Dictionary<string, List<WriteRequest>>(StringComparer.Ordinal) { [table] = [.. "abcd".Select(c => new WriteRequest(new PutRequest(Item($"{c}", "open"))))] });
        Assert.Equal(["b", "d"], written.UnprocessedItems[table].Select(write => write.PutRequest.Item["sk"].S));
        Assert.Equal(2, (await tables.ScanAsync(new ScanRequest(table) { ConsistentRead = true })).Count);
        Assert.Empty(cloud.Snapshot().ModelDeviations);
    }

    [Fact]
    public async Task Lists_come_in_small_pages_some_of_them_empty_with_a_token()
    {
        foreach (var service in (string[])["s3", "dynamodb", "ssm", "sqs"])
        {
            cloud.Faults.Inject(Fault.Of(service, new FaultEffect.SmallPages(Size: 2, EmptyEvery: 2)));
        }

        foreach (var name in "abcde")
        {
            await files.PutObjectAsync(new PutObjectRequest { BucketName = "files", Key = $"{name}", ContentBody = "x" });
            await PutAsync($"{name}", "open");
        }

        var pages = await files.Paginators.ListObjectsV2(new() { BucketName = "files" }).Responses.Select(page => page.S3Objects?.Select(found => found.Key).ToList() ?? []).ToListAsync();
        Assert.Equal(["ab", "", "cd", "", "e"], pages.Select(static keys => string.Concat(keys)));
        var queried = await tables.Paginators.Query(Query(index: null)).Responses.Select(page => string.Concat(page.Items.Select(item => item["sk"].S))).ToListAsync();
        Assert.Equal(["ab", "", "cd", "", "e"], queried);
        Assert.Equal("12345", await ParametersAsync());
        var queues = await CallAsync("sqs", "AmazonSQS.ListQueues", new { MaxResults = 1 });
        Assert.Equal("jobs", Assert.Single(queues.GetProperty("QueueUrls").EnumerateArray()).GetString()!.Split('/')[^1]);
        Assert.True(queues.TryGetProperty("NextToken", out _));
        Assert.True(cloud.Faults.Count<FaultEffect.SmallPages>() >= 13);
    }

    [Fact]
    public async Task A_read_without_consistency_does_not_see_what_was_just_written()
    {
        await PutAsync("old", "open");
        using var fault = cloud.Faults.Inject(Fault.Of("dynamodb", new FaultEffect.StaleReads(TimeSpan.FromSeconds(2))));
        await PutAsync("new", "open");
        await PutAsync("old", "closed");

        Assert.Empty(await IndexAsync("closed"));
        Assert.Empty(await IndexAsync("open"));
        Assert.Equal("open", (await GetAsync("old", consistent: false)).Item["state"].S);
        Assert.Equal("closed", (await GetAsync("old", consistent: true)).Item["state"].S);
        Assert.False((await GetAsync("new", consistent: false)).IsItemSet);

        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["new"], await IndexAsync("open"));
        Assert.Equal(["old"], await IndexAsync("closed"));
    }

    async Task<string> ParametersAsync()
    {
        var (values, token) = ("", (string?)null);
        do
        {
            var page = await CallAsync("ssm", "AmazonSSM.GetParametersByPath", token is null ? new { Path = "/app" } : new { Path = "/app", NextToken = token });
            values += string.Concat(page.GetProperty("Parameters").EnumerateArray().Select(parameter => parameter.GetProperty("Value").GetString()));
            token = page.TryGetProperty("NextToken", out var next) ? next.GetString() : null;
        }
        while (token is not null);
        return values;
    }

    async Task<string[]> IndexAsync(string state)
    {
        var query = Query("by-state");
        (query.KeyConditionExpression, query.ExpressionAttributeNames, query.ExpressionAttributeValues) = ("#s = :s", new(StringComparer.Ordinal) { ["#s"] = "state" }, new(StringComparer.Ordinal) { [":s"] = new(state) });
        return [.. (await tables.QueryAsync(query)).Items.Select(item => item["sk"].S)];
    }

    QueryRequest Query(string? index) => new(table)
    {
        IndexName = index,
        KeyConditionExpression = "pk = :pk",
        ExpressionAttributeValues = new(StringComparer.Ordinal) { [":pk"] = new("p") },
    };

    Task<PutItemResponse> PutAsync(string name, string state) => tables.PutItemAsync(table, Item(name, state));

    Task<GetItemResponse> GetAsync(string name, bool consistent) =>
        tables.GetItemAsync(table, new(StringComparer.Ordinal) { ["pk"] = new("p"), ["sk"] = new(name) }, consistent);

    static Dictionary<string, AttributeValue> Item(string name, string state) => new(StringComparer.Ordinal) { ["pk"] = new("p"), ["sk"] = new(name), ["state"] = new(state) };

    string QueueUrl(string name) => new Uri(cloud.Endpoint, $"{SampleAssembly.Operations}/{name}").ToString();

    Task<JsonElement> CallAsync(string service, string target, object request) => SignedCall.JsonAsync(cloud.Endpoint, service, target, request);
}
