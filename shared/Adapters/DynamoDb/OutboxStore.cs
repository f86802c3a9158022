using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2.Model;
using GovCloud.Contracts;
using GovCloud.Triage;

namespace GovCloud.Adapters.DynamoDb;

/// <summary>The right to send one outbox entry until a certain time. Nobody else sends it meanwhile.</summary>
public sealed record OutboxLease
{
    /// <summary>What is to be sent.</summary>
    public required Notification Notification { get; init; }

    /// <summary>Which attempt this is, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>An earlier attempt may have reached its reader: its answer was lost, or its sender ended before it recorded the answer.</summary>
    public required bool PossiblyRepeated { get; init; }

    /// <summary>When the right ends, UTC. It also identifies the lease: a later one ends later.</summary>
    public required DateTimeOffset Until { get; init; }
}

/// <summary>The messages to be sent. An entry is leased, sent, and then completed, rescheduled or given up.</summary>
public sealed class OutboxStore(TableClient table)
{
    // Thirteen months, so that a yearly report still finds what was sent.
    static readonly TimeSpan SentLifetime = TimeSpan.FromDays(400);

    // Clocks of two functions differ a little; a new entry must not wait for the next sweep because of it.
    static readonly TimeSpan ClockDifference = TimeSpan.FromSeconds(5);

    /// <summary>Ids of the entries that are due: not yet tried, to be tried again, or left by a sender that ended. Eventually consistent.</summary>
    /// <exception cref="TableAccessException">DynamoDB did not answer.</exception>
    public async IAsyncEnumerable<string> DueAsync(DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var state in (string[])[OutboxItem.PendingState, OutboxItem.SendingState])
        {
            Dictionary<string, AttributeValue>? after = null;
            do
            {
                var request = new QueryRequest
                {
                    TableName = table.Name,
                    IndexName = IncidentsTable.OutboxDueIndex,
                    KeyConditionExpression = "#state = :state AND #dueAt <= :now",
                    ExpressionAttributeNames = new(StringComparer.Ordinal) { ["#state"] = IncidentsTable.OutboxState, ["#dueAt"] = IncidentsTable.DueAt },
                    ExpressionAttributeValues = new(StringComparer.Ordinal)
                    {
                        [":state"] = TableClient.Text(state),
                        [":now"] = TableClient.Time(now),
                    },
                    ExclusiveStartKey = after,
                };
                var page = await table.CallAsync("Query", client => client.QueryAsync(request, cancellationToken));
                foreach (var item in page.Items ?? [])
                {
                    yield return item[IncidentsTable.PartitionKey].S[IncidentsTable.OutboxPrefix.Length..];
                }

                after = page.LastEvaluatedKey;
            }
            while (after is { Count: > 0 });
        }
    }

    /// <summary>Takes the right to send an entry; none when it is not due, somebody else has it, or it is done.</summary>
    /// <exception cref="StoredItemException">The entry cannot be read. It is given up and on the list of undelivered, which names it.</exception>
    /// <exception cref="TableAccessException">DynamoDB did not answer.</exception>
    public async Task<OutboxLease?> LeaseAsync(string id, DateTimeOffset now, TimeSpan duration, CancellationToken cancellationToken)
    {
        var until = now + duration;
        var request = Update(id, "SET #state = :sending, #dueAt = :until, #attempts = #attempts + :one",
            "(#state = :pending AND #dueAt <= :soon) OR (#state = :sending AND #dueAt <= :now)");
        request.ExpressionAttributeNames["#attempts"] = OutboxItem.Attempts;
        request.ExpressionAttributeValues = new(StringComparer.Ordinal)
        {
            [":pending"] = TableClient.Text(OutboxItem.PendingState),
            [":sending"] = TableClient.Text(OutboxItem.SendingState),
            [":until"] = TableClient.Time(until),
            [":soon"] = TableClient.Time(now + ClockDifference),
            [":now"] = TableClient.Time(now),
            [":one"] = TableClient.Number(1),
        };
        request.ReturnValues = "ALL_OLD";
        if (await TryAsync(request, cancellationToken) is not { } before)
        {
            return null;
        }

        return new OutboxLease
        {
            Notification = await ReadAsync(id, before, until, cancellationToken),
            Attempt = (int)TableClient.ReadNumber(before[OutboxItem.Attempts]) + 1,
            PossiblyRepeated = before[IncidentsTable.OutboxState].S is OutboxItem.SendingState
                || before.GetValueOrDefault(OutboxItem.Uncertain)?.BOOL == true,
            Until = until,
        };
    }

    /// <summary>Adds entries that fan out from another. One that is there already stays as it is, whatever became of it.</summary>
    /// <exception cref="TableAccessException">DynamoDB did not answer. Adding the same entries again completes them.</exception>
    public async Task AddAsync(IEnumerable<Notification> notifications, CancellationToken cancellationToken)
    {
        foreach (var notification in notifications)
        {
            var request = new PutItemRequest
            {
                TableName = table.Name,
                Item = OutboxItem.Pending(notification),
                ConditionExpression = $"attribute_not_exists({IncidentsTable.PartitionKey})",
            };
            try
            {
                await table.CallAsync("PutItem", client => client.PutItemAsync(request, cancellationToken));
            }
            catch (ConditionalCheckFailedException)
            {
                // Added by an earlier attempt.
            }
        }
    }

    /// <summary>Records that the message was delivered. It leaves the index and is kept for 400 days. False when the lease had ended.</summary>
    /// <exception cref="TableAccessException">DynamoDB did not answer.</exception>
    public async Task<bool> CompleteAsync(OutboxLease lease, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var request = UpdateLeased(lease, "SET #deliveredAt = :deliveredAt, #expiresAt = :expiresAt REMOVE #state, #dueAt");
        request.ExpressionAttributeNames["#deliveredAt"] = OutboxItem.DeliveredAt;
        request.ExpressionAttributeNames["#expiresAt"] = IncidentsTable.TimeToLive;
        request.ExpressionAttributeValues[":deliveredAt"] = TableClient.Time(now);
        request.ExpressionAttributeValues[":expiresAt"] = TableClient.Number((now + SentLifetime).ToUnixTimeSeconds());
        return await TryAsync(request, cancellationToken) is not null;
    }

    /// <summary>Records that the message is to be tried again. False when the lease had ended.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="dueAt">When, UTC.</param>
    /// <param name="uncertain">The message may have been delivered nevertheless.</param>
    /// <param name="reason">Why it was not, for the operator.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="TableAccessException">DynamoDB did not answer.</exception>
    public async Task<bool> RescheduleAsync(OutboxLease lease, DateTimeOffset dueAt, bool uncertain, string reason, CancellationToken cancellationToken) =>
        await ReleaseAsync(lease, OutboxItem.PendingState, dueAt, uncertain, reason, cancellationToken);

    /// <summary>Records that the message is given up. It stays on the list of undelivered until somebody deals with it. False when the lease had ended.</summary>
    /// <exception cref="TableAccessException">DynamoDB did not answer.</exception>
    public async Task<bool> GiveUpAsync(OutboxLease lease, DateTimeOffset now, bool uncertain, string reason, CancellationToken cancellationToken) =>
        await ReleaseAsync(lease, OutboxItem.UndeliveredState, now, uncertain, reason, cancellationToken);

    /// <summary>What cannot be read now cannot be read at the next attempt: without an end of its attempts it would be leased for ever and never be missed.</summary>
    async Task<Notification> ReadAsync(string id, Dictionary<string, AttributeValue> item, DateTimeOffset until, CancellationToken cancellationToken)
    {
        try
        {
            return table.ReadDocument(item, TriageJsonContext.Default.Notification);
        }
        catch (StoredItemException damaged)
        {
            var request = UpdateLeased(id, until, "SET #state = :state, #lastError = :reason");
            request.ExpressionAttributeNames["#lastError"] = OutboxItem.LastError;
            request.ExpressionAttributeValues[":state"] = TableClient.Text(OutboxItem.UndeliveredState);
            request.ExpressionAttributeValues[":reason"] = TableClient.Text(damaged.Message);
            await TryAsync(request, cancellationToken);
            throw;
        }
    }

    async Task<bool> ReleaseAsync(OutboxLease lease, string state, DateTimeOffset dueAt, bool uncertain, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        var request = UpdateLeased(lease, "SET #state = :state, #dueAt = :dueAt, #uncertain = :uncertain, #lastError = :reason");
        request.ExpressionAttributeNames["#uncertain"] = OutboxItem.Uncertain;
        request.ExpressionAttributeNames["#lastError"] = OutboxItem.LastError;
        request.ExpressionAttributeValues[":state"] = TableClient.Text(state);
        request.ExpressionAttributeValues[":dueAt"] = TableClient.Time(dueAt);
        // Once a reader may have it, every later attempt may be a repeat, whatever became of the attempts between.
        request.ExpressionAttributeValues[":uncertain"] = new AttributeValue { BOOL = uncertain || lease.PossiblyRepeated };
        request.ExpressionAttributeValues[":reason"] = TableClient.Text(reason);
        return await TryAsync(request, cancellationToken) is not null;
    }

    UpdateItemRequest UpdateLeased(OutboxLease lease, string update)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return UpdateLeased(lease.Notification.Id, lease.Until, update);
    }

    UpdateItemRequest UpdateLeased(string id, DateTimeOffset until, string update)
    {
        var request = Update(id, update, "#state = :leased AND #dueAt = :until");
        request.ExpressionAttributeValues = new(StringComparer.Ordinal)
        {
            [":leased"] = TableClient.Text(OutboxItem.SendingState),
            [":until"] = TableClient.Time(until),
        };
        request.ReturnValues = "ALL_OLD";
        return request;
    }

    UpdateItemRequest Update(string id, string update, string condition) => new()
    {
        TableName = table.Name,
        Key = OutboxItem.Key(id),
        UpdateExpression = update,
        ConditionExpression = condition,
        ExpressionAttributeNames = new(StringComparer.Ordinal) { ["#state"] = IncidentsTable.OutboxState, ["#dueAt"] = IncidentsTable.DueAt },
    };

    /// <summary>The item before the update, or none when the condition did not hold.</summary>
    async Task<Dictionary<string, AttributeValue>?> TryAsync(UpdateItemRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return (await table.CallAsync("UpdateItem", client => client.UpdateItemAsync(request, cancellationToken))).Attributes;
        }
        catch (ConditionalCheckFailedException)
        {
            return null;
        }
    }
}
