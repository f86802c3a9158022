using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using GovCloud.Contracts;
using GovCloud.Triage;

namespace GovCloud.Adapters.DynamoDb;

/// <summary>A message to be sent, as an item.</summary>
static class OutboxItem
{
    internal const string Attempts = "attempts";
    internal const string Uncertain = "uncertain";
    internal const string LastError = "lastError";
    internal const string DeliveredAt = "deliveredAt";
    internal const string PendingState = "pending";
    internal const string SendingState = "sending";
    internal const string UndeliveredState = "undelivered";

    internal static Dictionary<string, AttributeValue> Key(string id) => TableClient.Key(IncidentsTable.OutboxPrefix + id, IncidentsTable.OutboxEntry);

    internal static Dictionary<string, AttributeValue> Pending(Notification notification)
    {
        var item = Key(notification.Id);
        item[TableClient.Document] = TableClient.Text(JsonSerializer.Serialize(notification, TriageJsonContext.Default.Notification));
        item[IncidentsTable.OutboxState] = TableClient.Text(PendingState);
        item[IncidentsTable.DueAt] = TableClient.Time(notification.CreatedAt);
        item[Attempts] = TableClient.Number(0);
        return item;
    }
}
