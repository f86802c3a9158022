using Amazon.CDK.AWS.DynamoDB;

namespace GovCloud.Infra.Automation;

/// <summary>The incidents table, as <see cref="IncidentsTable"/> describes it. Kept when the stack is removed, and cannot be deleted by accident.</summary>
sealed class IncidentStore : Construct
{
    internal IncidentStore(Construct scope, string id, IKey key) : base(scope, id)
    {
        var props = ProtectedTable.Props(key, IncidentsTable.PartitionKey, IncidentsTable.SortKey);
        props.TimeToLiveAttribute = IncidentsTable.TimeToLive;
        // The Notifier reads the entry itself under its lease; the stream only wakes it.
        props.Stream = StreamViewType.KEYS_ONLY;
        Table = new Table(this, "Table", props);
        Table.AddIndex(IncidentsTable.ByStatusIndex, IncidentsTable.StatusKey, IncidentsTable.LastSeen, ProjectionType.ALL);
        // Sparse and read for keys: the entry is then leased by a conditional update.
        Table.AddIndex(IncidentsTable.OutboxDueIndex, IncidentsTable.OutboxState, IncidentsTable.DueAt, ProjectionType.KEYS_ONLY);
    }

    /// <summary>The table.</summary>
    internal Table Table { get; }

    /// <summary>The address of an index.</summary>
    internal string IndexArn(string index) => $"{Table.TableArn}/index/{index}";
}
