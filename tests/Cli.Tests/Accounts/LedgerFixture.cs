using System.CommandLine;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using GovCloud.Cli.Accounts;
using GovCloud.Contracts;
using GovCloud.LocalCloud.DynamoDb;

namespace GovCloud.Cli.Tests.Accounts;

/// <summary>One DynamoDB Local for the tests of the ledger; every test makes its own table.</summary>
public sealed class LedgerFixture : IAsyncLifetime
{
    DynamoDbLocal local = null!;
    int tables;

    /// <summary>Where DynamoDB Local listens.</summary>
    public Uri Endpoint => local.Endpoint;

    public async Task InitializeAsync() => local = await DynamoDbLocal.StartAsync(CancellationToken.None);

    public async Task DisposeAsync() => await local.DisposeAsync();

    internal async Task<Ledger> NewLedgerAsync()
    {
        var name = $"accounts-{Interlocked.Increment(ref tables)}";
        using var client = NewClient();
        await client.CreateTableAsync(new CreateTableRequest
        {
            TableName = name,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions =
            [
                .. new[] { AccountsTable.PartitionKey, AccountsTable.SortKey, AccountsTable.State, AccountsTable.ChangedAt }
                    .Select(attribute => new AttributeDefinition(attribute, ScalarAttributeType.S)),
            ],
            KeySchema = [new(AccountsTable.PartitionKey, KeyType.HASH), new(AccountsTable.SortKey, KeyType.RANGE)],
            GlobalSecondaryIndexes =
            [
                new()
                {
                    IndexName = AccountsTable.ByStateIndex,
                    KeySchema = [new(AccountsTable.State, KeyType.HASH), new(AccountsTable.ChangedAt, KeyType.RANGE)],
                    Projection = new Projection { ProjectionType = ProjectionType.ALL },
                },
            ],
        });
        return new Ledger(this, name);
    }

    internal AmazonDynamoDBClient NewClient() => new(
        new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig { ServiceURL = Endpoint.ToString(), AuthenticationRegion = "ap-northeast-1", MaxErrorRetry = 0 });
}

[CollectionDefinition(Name)]
public sealed class LedgerTests : ICollectionFixture<LedgerFixture>
{
    public const string Name = "ledger on DynamoDB Local";
}

/// <summary>The command line on one table.</summary>
sealed class Ledger(LedgerFixture fixture, string table)
{
    public string Table { get; } = table;

    /// <summary>The table's name as the environment variable gives it; null where it is not set.</summary>
    public string? Variable { get; init; } = table;

    /// <summary>Makes the client; for a ledger that cannot be reached.</summary>
    public Func<string, IAmazonDynamoDB>? Connect { get; init; }

    public async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var connection = new LedgerConnection(
            new FixedTime(), name => name == EnvironmentVariables.AccountsTable ? Variable : null, Connect ?? (_ => fixture.NewClient()));
        var parsed = new RootCommand { AccountsCommand.Create(connection) }.Parse(["accounts", .. args, "--estate", SampleEstate]);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, CancellationToken.None);
        return (parsed.Errors.Count > 0 ? ExitCode.Misuse : code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command that must succeed.</summary>
    public async Task<string> EnterAsync(params string[] args)
    {
        var (code, output, error) = await RunAsync([.. args, "--who", "運用担当", "--why", "試験"]);
        Assert.True(code == 0, output + error);
        return output;
    }

    public static string SampleEstate { get; } = Path.Combine(Root(), "estates", "katsushika");

    public static string Root()
    {
        var current = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(current.FullName, "GovCloudAutomation.sln")))
        {
            current = current.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
        }

        return current.FullName;
    }

    sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);
    }
}
