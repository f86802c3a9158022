namespace GovCloud.Contracts;

/// <summary>Keys, attributes and indexes of the incidents table.</summary>
/// <remarks>
/// One table for one concern, because an incident, the delivery that changed it and its outbox entries are written in one transaction:
/// <list type="table">
/// <item><term><c>FP#{fingerprint}</c> / <c>HEAD</c></term><description>the latest incident of a fingerprint</description></item>
/// <item><term><c>FP#{fingerprint}</c> / <c>HEAD</c>, without a document</term><description>there is no incident yet, but its source has already told a recovery; transient</description></item>
/// <item><term><c>FP#{fingerprint}</c> / <c>INC#{number}</c></term><description>an older incident of the same fingerprint</description></item>
/// <item><term><c>DELIVERY#{digest}</c> / <c>DELIVERY</c></term><description>marks a finding of an event as applied; transient</description></item>
/// <item><term><c>OUTBOX#{notification id}</c> / <c>ENTRY</c></term><description>a message to be sent</description></item>
/// <item><term><c>COUNTER#{scope}</c> / <c>COUNTER</c></term><description>the last number that was given out</description></item>
/// </list>
/// </remarks>
public static class IncidentsTable
{
    /// <summary>Partition key attribute.</summary>
    public const string PartitionKey = "pk";

    /// <summary>Sort key attribute.</summary>
    public const string SortKey = "sk";

    /// <summary>Time-to-live attribute, epoch seconds. Only on transient items.</summary>
    public const string TimeToLive = "expiresAt";

    /// <summary>Prefix of incidents' partition keys.</summary>
    public const string FingerprintPrefix = "FP#";

    /// <summary>Sort key of the latest incident.</summary>
    public const string Head = "HEAD";

    /// <summary>When the source of a fingerprint without an incident told its recovery, ISO 8601 UTC. Only on heads that are no incident.</summary>
    public const string RecoveredAt = "recoveredAt";

    /// <summary>Prefix of older incidents' sort keys.</summary>
    public const string IncidentPrefix = "INC#";

    /// <summary>Prefix of delivery markers' partition keys.</summary>
    public const string DeliveryPrefix = "DELIVERY#";

    /// <summary>Sort key of delivery markers.</summary>
    public const string Delivery = "DELIVERY";

    /// <summary>Prefix of outbox entries' partition keys.</summary>
    public const string OutboxPrefix = "OUTBOX#";

    /// <summary>Sort key of outbox entries.</summary>
    public const string OutboxEntry = "ENTRY";

    /// <summary>Prefix of counters' partition keys.</summary>
    public const string CounterPrefix = "COUNTER#";

    /// <summary>Sort key of counters.</summary>
    public const string Counter = "COUNTER";

    /// <summary>Index of incidents by status and time: <see cref="StatusKey"/>, <see cref="LastSeen"/>.</summary>
    public const string ByStatusIndex = "by-status";

    /// <summary>Partition key of <see cref="ByStatusIndex"/>: <c>open</c> or <c>resolved#yyyy-MM</c>.</summary>
    public const string StatusKey = "statusKey";

    /// <summary>Sort key of <see cref="ByStatusIndex"/>, ISO 8601 UTC.</summary>
    public const string LastSeen = "lastSeen";

    /// <summary>Sparse index of outbox entries that still have to be sent: <see cref="OutboxState"/>, <see cref="DueAt"/>.</summary>
    public const string OutboxDueIndex = "outbox-due";

    /// <summary>Partition key of <see cref="OutboxDueIndex"/>: <c>pending</c>, <c>sending</c>, or <c>undelivered</c>; absent once sent.</summary>
    public const string OutboxState = "outboxState";

    /// <summary>Sort key of <see cref="OutboxDueIndex"/>: when the entry may be tried (again), ISO 8601 UTC.</summary>
    public const string DueAt = "dueAt";
}
