using Amazon.CDK.AWS.DynamoDB;

namespace GovCloud.Infra.Automation;

/// <summary>
/// The accounts table, as <see cref="AccountsTable"/> describes it: the ledger of accounts and its history. Kept when the stack is removed, and cannot be
/// deleted by accident. Nothing in it expires. The operator writes it with the rights of their own session; no function may read or write it.
/// </summary>
sealed class AccountLedger : Construct
{
    internal AccountLedger(Construct scope, string id, IKey key) : base(scope, id)
    {
        Table = new Table(this, "Table", new TableProps
        {
            PartitionKey = Text(AccountsTable.PartitionKey),
            SortKey = Text(AccountsTable.SortKey),
            BillingMode = BillingMode.PAY_PER_REQUEST,
            Encryption = TableEncryption.CUSTOMER_MANAGED,
            EncryptionKey = key,
            PointInTimeRecovery = true,
            DeletionProtection = true,
            RemovalPolicy = RemovalPolicy.RETAIN,
        });
        Table.AddGlobalSecondaryIndex(new GlobalSecondaryIndexProps
        {
            IndexName = AccountsTable.ByStateIndex,
            PartitionKey = Text(AccountsTable.State),
            SortKey = Text(AccountsTable.ChangedAt),
            ProjectionType = ProjectionType.ALL,
        });
    }

    /// <summary>The table.</summary>
    internal Table Table { get; }

    static Amazon.CDK.AWS.DynamoDB.Attribute Text(string name) => new() { Name = name, Type = AttributeType.STRING };
}
