using Amazon.CDK.AWS.DynamoDB;

namespace GovCloud.Infra.Automation;

/// <summary>The incidents table, as <see cref="IncidentsTable"/> describes it. Kept when the stack is removed, and cannot be deleted by accident.</summary>
sealed class IncidentStore : Construct
{
    internal IncidentStore(Construct scope, string id, IKey key) : base(scope, id)
    {
        Table = new Table(this, "Table", new TableProps
        {
            PartitionKey = Text(IncidentsTable.PartitionKey),
            SortKey = Text(IncidentsTable.SortKey),
            BillingMode = BillingMode.PAY_PER_REQUEST,
            Encryption = TableEncryption.CUSTOMER_MANAGED,
            EncryptionKey = key,
            PointInTimeRecovery = true,
            DeletionProtection = true,
            RemovalPolicy = RemovalPolicy.RETAIN,
            TimeToLiveAttribute = IncidentsTable.TimeToLive,
            // The Notifier reads the entry itself under its lease; the stream only wakes it.
            Stream = StreamViewType.KEYS_ONLY,
        });
        Table.AddGlobalSecondaryIndex(new GlobalSecondaryIndexProps
        {
            IndexName = IncidentsTable.ByStatusIndex,
            PartitionKey = Text(IncidentsTable.StatusKey),
            SortKey = Text(IncidentsTable.LastSeen),
            ProjectionType = ProjectionType.ALL,
        });
        Table.AddGlobalSecondaryIndex(new GlobalSecondaryIndexProps
        {
            IndexName = IncidentsTable.OutboxDueIndex,
            PartitionKey = Text(IncidentsTable.OutboxState),
            SortKey = Text(IncidentsTable.DueAt),
            // Sparse and read for keys: the entry is then leased by a conditional update.
            ProjectionType = ProjectionType.KEYS_ONLY,
        });
    }

    /// <summary>The table.</summary>
    internal Table Table { get; }

    /// <summary>The address of an index.</summary>
    internal string IndexArn(string index) => $"{Table.TableArn}/index/{index}";

    static Amazon.CDK.AWS.DynamoDB.Attribute Text(string name) => new() { Name = name, Type = AttributeType.STRING };
}
