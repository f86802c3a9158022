using System.Collections.Frozen;
using Amazon.DynamoDBv2.Model;
using GovCloud.Contracts;
using GovCloud.Triage;

namespace GovCloud.Adapters.DynamoDb;

/// <summary>Incidents, the deliveries that were applied to them, and their numbers. Every write is conditional, so a replay changes nothing.</summary>
/// <param name="table">The table.</param>
/// <param name="time">The clock; also that of waiting.</param>
/// <param name="random">Source of jitter.</param>
public sealed class IncidentStore(TableClient table, TimeProvider time, Random random)
{
    /// <summary>A transaction holds 100 writes; three are the delivery, the incident and the one before it.</summary>
    public const int MostNotifications = 97;

    const int KeysPerBatchGet = 100;
    const int BatchGetAttempts = 6;
    const int TransactionAttempts = 6;

    // SQS keeps a message for at most 14 days; a delivery cannot come back later.
    static readonly TimeSpan DeliveryLifetime = TimeSpan.FromDays(15);

    /// <summary>The stored state of fingerprints and deliveries, strongly consistent: one BatchGetItem for each 100 keys.</summary>
    /// <exception cref="TableAccessException">DynamoDB did not answer, or kept leaving keys unread.</exception>
    public async Task<IncidentSnapshot> LoadAsync(
        IEnumerable<string> fingerprints, IEnumerable<DeliveryKey> deliveries, CancellationToken cancellationToken)
    {
        var keys = fingerprints.Distinct(StringComparer.Ordinal).Select(fingerprint => TableClient.Key(IncidentItem.HeadPartition(fingerprint), IncidentsTable.Head))
            .Concat(deliveries.Distinct().Select(DeliveryItemKey));
        var heads = new Dictionary<string, Incident>(StringComparer.Ordinal);
        var applied = new HashSet<DeliveryKey>();
        var recoveries = new Dictionary<string, EarlyRecovery>(StringComparer.Ordinal);
        var unreadable = new Dictionary<string, StoredItemException>(StringComparer.Ordinal);
        foreach (var chunk in keys.Chunk(KeysPerBatchGet))
        {
            await foreach (var item in ReadAsync(chunk, cancellationToken))
            {
                var partition = item[IncidentsTable.PartitionKey].S;
                if (partition.StartsWith(IncidentsTable.DeliveryPrefix, StringComparison.Ordinal))
                {
                    applied.Add(new DeliveryKey(partition[IncidentsTable.DeliveryPrefix.Length..]));
                }
                else
                {
                    ReadHead(item, partition[IncidentsTable.FingerprintPrefix.Length..]);
                }
            }
        }

        return new IncidentSnapshot(heads.ToFrozenDictionary(StringComparer.Ordinal), applied.ToFrozenSet())
        {
            Recoveries = recoveries.ToFrozenDictionary(StringComparer.Ordinal),
            Unreadable = unreadable.ToFrozenDictionary(StringComparer.Ordinal),
        };

        void ReadHead(Dictionary<string, AttributeValue> item, string fingerprint)
        {
            if (item.GetValueOrDefault(IncidentsTable.RecoveredAt) is { } recoveredAt)
            {
                recoveries[fingerprint] = new EarlyRecovery(fingerprint, TableClient.ReadTime(recoveredAt));
                return;
            }

            try
            {
                heads[fingerprint] = table.ReadDocument(item, TriageJsonContext.Default.Incident);
            }
            catch (StoredItemException damaged)
            {
                unreadable[fingerprint] = damaged;
            }
        }
    }

    /// <summary>
    /// Stores a change in one transaction: the delivery, the incident, the one that it supersedes, and the messages to be sent.
    /// A change of no incident and no message stores the delivery alone, so that its replay is not decided anew.
    /// </summary>
    /// <exception cref="TableAccessException">DynamoDB did not answer. What was stored is unknown; the same change may be tried again.</exception>
    /// <exception cref="InvalidOperationException">The change is larger than DynamoDB can store at once.</exception>
    public async Task<CommitOutcome> CommitAsync(IncidentChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var writes = Writes(change);
        if (writes is [{ Put: var delivery }])
        {
            return await RecordDeliveryAsync(delivery, cancellationToken);
        }

        // The SDK adds a ClientRequestToken and keeps it over its retries: when only the answer was lost, the retry is not taken for a second delivery.
        var request = new TransactWriteItemsRequest { TransactItems = writes };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await table.CallAsync("TransactWriteItems", client => client.TransactWriteItemsAsync(request, cancellationToken));
                return CommitOutcome.Committed;
            }
            catch (TransactionCanceledException cancelled) when (attempt < TransactionAttempts && IsContended(cancelled.CancellationReasons))
            {
                await BackOffAsync(attempt, cancellationToken);
            }
            catch (TransactionCanceledException cancelled)
            {
                return Outcome(cancelled.CancellationReasons) ?? throw table.Failure("TransactWriteItems", cancelled);
            }
        }
    }

    /// <summary>Takes the next numbers of a scope and returns the first of them. Numbers that are not used afterwards stay unused.</summary>
    /// <remarks>
    /// Numbers are unique and ascending but may have gaps: after a lost race for an incident, a failed commit, or an answer that was lost on the way.
    /// </remarks>
    /// <exception cref="TableAccessException">DynamoDB did not answer.</exception>
    public async Task<long> NextNumbersAsync(string scope, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var request = new UpdateItemRequest
        {
            TableName = table.Name,
            Key = TableClient.Key(IncidentsTable.CounterPrefix + scope, IncidentsTable.Counter),
            UpdateExpression = "ADD #last :count",
            ExpressionAttributeNames = new(StringComparer.Ordinal) { ["#last"] = "last" },
            ExpressionAttributeValues = new(StringComparer.Ordinal) { [":count"] = TableClient.Number(count) },
            ReturnValues = "UPDATED_NEW",
        };
        var response = await table.CallAsync("UpdateItem", client => client.UpdateItemAsync(request, cancellationToken));
        return TableClient.ReadNumber(response.Attributes["last"]) - count + 1;
    }

    /// <summary>Waits a random time that grows with each lost race for the same incident, so that those who race spread out; not at all for the 0th.</summary>
    public Task BackOffAsync(int race, CancellationToken cancellationToken) =>
        race <= 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromMilliseconds(20 * (1 << Math.Min(race, 6)) * random.NextDouble()), time, cancellationToken);

    static Dictionary<string, AttributeValue> DeliveryItemKey(DeliveryKey delivery) =>
        TableClient.Key(IncidentsTable.DeliveryPrefix + delivery.Value, IncidentsTable.Delivery);

    async IAsyncEnumerable<Dictionary<string, AttributeValue>> ReadAsync(
        Dictionary<string, AttributeValue>[] keys, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wanted = new Dictionary<string, KeysAndAttributes>(StringComparer.Ordinal) { [table.Name] = new() { Keys = [.. keys], ConsistentRead = true } };
        for (var attempt = 1; ; attempt++)
        {
            var request = new BatchGetItemRequest { RequestItems = wanted };
            var response = await table.CallAsync("BatchGetItem", client => client.BatchGetItemAsync(request, cancellationToken));
            foreach (var item in response.Responses?.GetValueOrDefault(table.Name) ?? [])
            {
                yield return item;
            }

            if (response.UnprocessedKeys is not { Count: > 0 } unread)
            {
                yield break;
            }

            if (attempt == BatchGetAttempts)
            {
                throw table.Failure("BatchGetItem", new TimeoutException($"Keys were left unread {attempt} times."));
            }

            await BackOffAsync(attempt + 1, cancellationToken);
            wanted = unread;
        }
    }

    async Task<CommitOutcome> RecordDeliveryAsync(Put delivery, CancellationToken cancellationToken)
    {
        var request = new PutItemRequest { TableName = table.Name, Item = delivery.Item, ConditionExpression = delivery.ConditionExpression };
        try
        {
            await table.CallAsync("PutItem", client => client.PutItemAsync(request, cancellationToken));
            return CommitOutcome.Committed;
        }
        catch (ConditionalCheckFailedException)
        {
            return CommitOutcome.AlreadyApplied;
        }
    }

    List<TransactWriteItem> Writes(IncidentChange change)
    {
        if (change.Notifications.Length > MostNotifications)
        {
            throw new InvalidOperationException(
                $"{change.Notifications.Length} messages are to be sent for delivery {change.Delivery}; at most {MostNotifications} fit into one transaction.");
        }

        var delivery = DeliveryItemKey(change.Delivery);
        delivery[IncidentsTable.TimeToLive] = TableClient.Number((time.GetUtcNow() + DeliveryLifetime).ToUnixTimeSeconds());
        List<TransactWriteItem> writes = [PutNew(delivery)];
        if (change.ChangesIncident)
        {
            writes.Add(PutHead(change.After!, change.Before, change.RecoveryBefore));
        }
        else if (change.Recovery is { } recovery)
        {
            // A report of the trouble is as late as its delivery at most.
            writes.Add(PutOver(IncidentItem.Write(recovery, time.GetUtcNow() + DeliveryLifetime), change.RecoveryBefore));
        }

        if (change.Supersedes)
        {
            writes.Add(PutNew(IncidentItem.Write(change.Before!, IncidentsTable.IncidentPrefix + change.Before!.Number)));
        }

        writes.AddRange(change.Notifications.Select(notification => PutNew(OutboxItem.Pending(notification))));
        return writes;
    }

    TransactWriteItem PutNew(Dictionary<string, AttributeValue> item) =>
        new() { Put = new Put { TableName = table.Name, Item = item, ConditionExpression = $"attribute_not_exists({IncidentsTable.PartitionKey})" } };

    /// <summary>Where no incident is, in place of the early recovery that was known.</summary>
    TransactWriteItem PutOver(Dictionary<string, AttributeValue> item, EarlyRecovery? known)
    {
        var put = PutNew(item);
        if (known is not null)
        {
            put.Put.ConditionExpression = "#recoveredAt = :recoveredAt";
            put.Put.ExpressionAttributeNames = new(StringComparer.Ordinal) { ["#recoveredAt"] = IncidentsTable.RecoveredAt };
            put.Put.ExpressionAttributeValues = new(StringComparer.Ordinal) { [":recoveredAt"] = TableClient.Time(known.At) };
        }

        return put;
    }

    TransactWriteItem PutHead(Incident after, Incident? before, EarlyRecovery? known)
    {
        var put = PutOver(IncidentItem.Write(after, IncidentsTable.Head), known);
        if (before is not null)
        {
            // The version alone would also match another incident of the fingerprint that has had as many changes.
            put.Put.ConditionExpression = "#version = :version AND #number = :number";
            put.Put.ExpressionAttributeNames = new(StringComparer.Ordinal) { ["#version"] = IncidentItem.Version, ["#number"] = IncidentItem.Number };
            put.Put.ExpressionAttributeValues = new(StringComparer.Ordinal)
            {
                [":version"] = TableClient.Number(before.Version),
                [":number"] = TableClient.Text(before.Number),
            };
        }

        return put;
    }

    static CommitOutcome? Outcome(List<CancellationReason>? reasons) => reasons switch
    {
        [{ Code: "ConditionalCheckFailed" }, ..] => CommitOutcome.AlreadyApplied,
        { } when reasons.Exists(reason => reason.Code is "ConditionalCheckFailed") => CommitOutcome.Conflict,
        _ => null,
    };

    /// <summary>Another transaction was at work on the same items. It says nothing about what is stored: that one may be cancelled, too.</summary>
    static bool IsContended(List<CancellationReason>? reasons) =>
        reasons is not null && reasons.Exists(reason => reason.Code is "TransactionConflict") && !reasons.Exists(reason => reason.Code is "ConditionalCheckFailed");
}
