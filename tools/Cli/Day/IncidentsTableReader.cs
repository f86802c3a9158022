using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using GovCloud.Contracts;
using GovCloud.Triage;

namespace GovCloud.Cli.Day;

/// <summary>Reads the whole incidents table. For a small table of a local cloud only.</summary>
sealed class IncidentsTableReader(IAmazonDynamoDB tables, string table)
{
    const string Document = "document";

    /// <summary>The table's name.</summary>
    public string TableName => table;

    /// <summary>Everything that is stored now.</summary>
    public async Task<StoredDay> ReadAsync(CancellationToken cancellationToken)
    {
        var incidents = ImmutableArray.CreateBuilder<Incident>();
        var outbox = ImmutableArray.CreateBuilder<OutboxEntry>();
        var deliveries = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        await foreach (var item in ScanAsync(cancellationToken))
        {
            var key = item[IncidentsTable.PartitionKey].S;
            if (key.StartsWith(IncidentsTable.FingerprintPrefix, StringComparison.Ordinal) && item.ContainsKey(Document))
            {
                incidents.Add(Incident(item));
            }
            else if (key.StartsWith(IncidentsTable.OutboxPrefix, StringComparison.Ordinal))
            {
                outbox.Add(Entry(item));
            }
            else if (key.StartsWith(IncidentsTable.DeliveryPrefix, StringComparison.Ordinal))
            {
                deliveries.Add(key[IncidentsTable.DeliveryPrefix.Length..]);
            }
        }

        return new StoredDay
        {
            Incidents = [.. incidents.OrderBy(incident => incident.Number, StringComparer.Ordinal)],
            Outbox = [.. outbox.OrderBy(entry => entry.Notification.CreatedAt)],
            Deliveries = deliveries.ToImmutable(),
        };
    }

    /// <summary>Makes due what waits for another attempt. Returns how many entries that were.</summary>
    public Task<int> EndWaitsAsync(DateTimeOffset now, CancellationToken cancellationToken) => MakeDueAsync("pending", now, cancellationToken);

    async Task<int> MakeDueAsync(string state, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ended = 0;
        await foreach (var item in ScanAsync(cancellationToken))
        {
            if (item.GetValueOrDefault(IncidentsTable.OutboxState)?.S != state)
            {
                continue;
            }

            try
            {
                await tables.UpdateItemAsync(
                    new UpdateItemRequest
                    {
                        TableName = table,
                        Key = new(StringComparer.Ordinal) { [IncidentsTable.PartitionKey] = item[IncidentsTable.PartitionKey], [IncidentsTable.SortKey] = item[IncidentsTable.SortKey] },
                        UpdateExpression = "SET #due = :now",
                        ConditionExpression = "#state = :state",
                        ExpressionAttributeNames = new(StringComparer.Ordinal) { ["#due"] = IncidentsTable.DueAt, ["#state"] = IncidentsTable.OutboxState },
                        ExpressionAttributeValues = new(StringComparer.Ordinal)
                        {
                            [":now"] = new AttributeValue(now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)),
                            [":state"] = new AttributeValue(state),
                        },
                    },
                    cancellationToken);
                ended++;
            }
            catch (ConditionalCheckFailedException)
            {
                // A sender was faster: a call of it that was cut off came through late.
            }
        }

        return ended;
    }

    /// <summary>
    /// Lets the leases of senders end that died. Only while no sender is at work: it is the time that passes until the next sweep, taken away. Returns how many they were.
    /// </summary>
    public Task<int> EndLeasesAsync(DateTimeOffset now, CancellationToken cancellationToken) => MakeDueAsync("sending", now, cancellationToken);

    /// <summary>An incident's item.</summary>
    public static Incident Incident(Dictionary<string, AttributeValue> item) => JsonSerializer.Deserialize(item[Document].S, TriageJsonContext.Default.Incident)!;

    /// <summary>An outbox entry's item.</summary>
    public static OutboxEntry Entry(Dictionary<string, AttributeValue> item) => new()
    {
        Notification = JsonSerializer.Deserialize(item[Document].S, TriageJsonContext.Default.Notification)!,
        State = item.GetValueOrDefault(IncidentsTable.OutboxState)?.S,
        Attempts = int.Parse(item["attempts"].N, CultureInfo.InvariantCulture),
        DeliveredAt = item.GetValueOrDefault("deliveredAt") is { S: { } text } ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null,
        LastError = item.GetValueOrDefault("lastError")?.S,
    };

    /// <summary>Every item, as it is stored.</summary>
    public async IAsyncEnumerable<Dictionary<string, AttributeValue>> ScanAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Dictionary<string, AttributeValue>? after = null;
        do
        {
            var page = await tables.ScanAsync(new ScanRequest { TableName = table, ConsistentRead = true, ExclusiveStartKey = after }, cancellationToken);
            foreach (var item in page.Items ?? [])
            {
                yield return item;
            }

            after = page.LastEvaluatedKey;
        }
        while (after is { Count: > 0 });
    }
}

/// <summary>What the table holds.</summary>
sealed record StoredDay
{
    /// <summary>All incidents, also those that another of the same fingerprint superseded, in order of their numbers.</summary>
    public required ImmutableArray<Incident> Incidents { get; init; }

    /// <summary>All messages, in order of their decision.</summary>
    public required ImmutableArray<OutboxEntry> Outbox { get; init; }

    /// <summary>The findings that were applied, by delivery key.</summary>
    public required ImmutableHashSet<string> Deliveries { get; init; }
}

/// <summary>A message and how far it came.</summary>
sealed record OutboxEntry
{
    public required Notification Notification { get; init; }

    /// <summary><c>pending</c>, <c>sending</c>, <c>undelivered</c>; null once delivered.</summary>
    public string? State { get; init; }

    public required int Attempts { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    public string? LastError { get; init; }
}
