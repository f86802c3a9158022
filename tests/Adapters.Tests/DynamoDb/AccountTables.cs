using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using GovCloud.Accounts;
using GovCloud.Contracts;
using GovCloud.Estates;

namespace GovCloud.Adapters.Tests.DynamoDb;

/// <summary>The accounts table as the stack makes it (the template's own test compares both with the contract), and samples for it.</summary>
static class AccountTables
{
    static int tables;

    public static AccountFacts Facts(string? mail = "root@example.jp") => new()
    {
        Environment = DeploymentEnvironment.Production,
        System = "tax",
        Municipalities = [MunicipalityCode.Parse("131229")],
        Mail = mail,
    };

    public static AccountId Id(int number) => AccountId.Parse($"{131229000000 + number}");

    public static RequestAccount Request(string name, string? mail = "root@example.jp") => new() { Name = name, Who = "受付", Why = "依頼", Facts = Facts(mail) };

    public static ApplyForAccount Apply(string name) => new() { Name = name, Who = "申請", Why = "申請" };

    public static IssueAccount Issue(string name, AccountId id) => new() { Name = name, Who = "申請", Why = "通知", Id = id };

    public static async Task<string> NewAccountsTableAsync(this DynamoDbFixture dynamoDb)
    {
        var name = $"accounts-{Interlocked.Increment(ref tables)}";
        await dynamoDb.Client.CreateTableAsync(new CreateTableRequest
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
        return name;
    }
}
