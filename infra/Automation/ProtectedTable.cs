using Amazon.CDK.AWS.DynamoDB;

namespace GovCloud.Infra.Automation;

/// <summary>What every table of ours has: text keys, our own encryption key, recovery to any second of the last 35 days, and protection from deletion.</summary>
static class ProtectedTable
{
    /// <summary>The properties, to which a store adds what only it needs.</summary>
    internal static TableProps Props(IKey key, string partitionKey, string sortKey) => new()
    {
        PartitionKey = Text(partitionKey),
        SortKey = Text(sortKey),
        BillingMode = BillingMode.PAY_PER_REQUEST,
        Encryption = TableEncryption.CUSTOMER_MANAGED,
        EncryptionKey = key,
        PointInTimeRecovery = true,
        DeletionProtection = true,
        RemovalPolicy = RemovalPolicy.RETAIN,
    };

    /// <summary>Adds an index over two text attributes.</summary>
    internal static void AddIndex(this Table table, string name, string partitionKey, string sortKey, ProjectionType projection) =>
        table.AddGlobalSecondaryIndex(new GlobalSecondaryIndexProps
        {
            IndexName = name,
            PartitionKey = Text(partitionKey),
            SortKey = Text(sortKey),
            ProjectionType = projection,
        });

    static Amazon.CDK.AWS.DynamoDB.Attribute Text(string name) => new() { Name = name, Type = AttributeType.STRING };
}
