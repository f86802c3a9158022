using System.Globalization;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using GovCloud.Contracts;
using GovCloud.Cost;
using GovCloud.Cost.Closing;
using GovCloud.Cost.Statements;

namespace GovCloud.Adapters.DynamoDb;

/// <summary>What became of a change of a statement.</summary>
public enum StatementCommitOutcome
{
    /// <summary>Stored.</summary>
    Committed,

    /// <summary>The very same had been stored before; nothing was stored.</summary>
    AlreadyDone,

    /// <summary>Somebody else changed the entry in between; nothing was stored. Load and decide again.</summary>
    Conflict,
}

/// <summary>The index of statements. Every write is conditional on what was read, so that a replay changes nothing and nobody overwrites what he has not seen.</summary>
public sealed class StatementStore(TableClient table)
{
    const string JudgedAt = "judgedAt";

    /// <summary>The statements of a month by revision, strongly consistent.</summary>
    /// <exception cref="TableAccessException">DynamoDB did not answer.</exception>
    /// <exception cref="StoredItemException">A statement cannot be read; the message names it.</exception>
    public async Task<IReadOnlyList<StatementEntry>> ListAsync(CostMonth month, CancellationToken cancellationToken)
    {
        var request = new QueryRequest
        {
            TableName = table.Name,
            ConsistentRead = true,
            KeyConditionExpression = "#pk = :pk AND begins_with(#sk, :revision)",
            ExpressionAttributeNames = new(StringComparer.Ordinal) { ["#pk"] = StatementsTable.PartitionKey, ["#sk"] = StatementsTable.SortKey },
            ExpressionAttributeValues = new(StringComparer.Ordinal)
            {
                [":pk"] = TableClient.Text(Partition(month)),
                [":revision"] = TableClient.Text(StatementsTable.RevisionPrefix),
            },
        };
        var entries = new List<StatementEntry>();
        do
        {
            var page = await table.CallAsync("Query", client => client.QueryAsync(request, cancellationToken));
            entries.AddRange((page.Items ?? []).Select(item => table.ReadDocument(item, ClosingJson.Default.StatementEntry)));
            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });

        return entries;
    }

    /// <summary>What was found when a month was last looked at, strongly consistent; none where nobody has looked.</summary>
    /// <exception cref="TableAccessException">DynamoDB did not answer.</exception>
    /// <exception cref="StoredItemException">It cannot be read; the message names it.</exception>
    public async Task<MonthStatus?> FindStatusAsync(CostMonth month, CancellationToken cancellationToken) =>
        await GetAsync(StatusKey(month), cancellationToken) is { } item
            ? table.ReadDocument(item, ClosingJson.Default.MonthStatus)
            : null;

    /// <summary>Keeps what was found. What was judged for a later instant stays.</summary>
    /// <returns>Whether it is kept now.</returns>
    /// <exception cref="TableAccessException">DynamoDB did not answer.</exception>
    public async Task<bool> TryPutStatusAsync(MonthStatus status, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(status);
        var item = StatusKey(status.Month);
        item[TableClient.Document] = TableClient.Text(JsonSerializer.Serialize(status, ClosingJson.Default.MonthStatus));
        item[JudgedAt] = TableClient.Time(status.JudgedAt);
        return await TryPutAsync(
            new PutItemRequest
            {
                TableName = table.Name,
                Item = item,
                ConditionExpression = "attribute_not_exists(#pk) OR #judgedAt <= :judgedAt",
                ExpressionAttributeNames = new(StringComparer.Ordinal) { ["#pk"] = StatementsTable.PartitionKey, ["#judgedAt"] = JudgedAt },
                ExpressionAttributeValues = new(StringComparer.Ordinal) { [":judgedAt"] = item[JudgedAt] },
            },
            cancellationToken);
    }

    /// <summary>Stores a change if what is stored is still what it was decided upon.</summary>
    /// <exception cref="ArgumentException">The change drops a part of the history, goes backward or changes what is published.</exception>
    /// <exception cref="TableAccessException">DynamoDB did not answer. What was stored is unknown; the same may be tried again.</exception>
    public async Task<StatementCommitOutcome> CommitAsync(StatementDecision.Change change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var (before, after) = change;
        Refuse(before, after);
        var item = EntryKey(after.Month, after.Revision);
        item[TableClient.Document] = TableClient.Text(Write(after));
        var request = new PutItemRequest { TableName = table.Name, Item = item };
        if (before is null)
        {
            request.ConditionExpression = $"attribute_not_exists({StatementsTable.PartitionKey})";
        }
        else
        {
            request.ConditionExpression = "#document = :before";
            request.ExpressionAttributeNames = new(StringComparer.Ordinal) { ["#document"] = TableClient.Document };
            request.ExpressionAttributeValues = new(StringComparer.Ordinal) { [":before"] = TableClient.Text(Write(before)) };
        }

        if (await TryPutAsync(request, cancellationToken))
        {
            return StatementCommitOutcome.Committed;
        }

        // The SDK tries again when an answer was lost: the second attempt then finds the first one's work.
        var stored = await GetAsync(EntryKey(after.Month, after.Revision), cancellationToken);
        return stored is not null && string.Equals(stored[TableClient.Document].S, item[TableClient.Document].S, StringComparison.Ordinal) ? StatementCommitOutcome.AlreadyDone : StatementCommitOutcome.Conflict;
    }

    /// <summary>The sort key of a revision.</summary>
    public static string SortKeyOf(int revision) => StatementsTable.RevisionPrefix + revision.ToString("D4", CultureInfo.InvariantCulture);

    static void Refuse(StatementEntry? before, StatementEntry after)
    {
        var problem = (before, after) switch
        {
            (null, { State: not StatementState.Draft }) => "begins as a draft",
            ({ State: StatementState.Published }, _) => "is published and does not change",
            ({ } known, _) when known.Month != after.Month || known.Revision != after.Revision => "is another one",
            ({ } known, _) when after.State < known.State => "only moves forward",
            ({ } known, _) when !after.History.AsSpan().StartsWith(known.History.AsSpan()) => "keeps its history",
            ({ State: StatementState.Checked } known, _) when known.RecordDigest != after.RecordDigest => "was checked and keeps its content",
            (_, { State: StatementState.Published, Obstacles.IsEmpty: false }) => "is not published while anything stands against it",
            _ => null,
        };
        if (problem is not null)
        {
            throw new ArgumentException($"The statement {after.Month} r{after.Revision} {problem}.", nameof(after));
        }
    }

    async Task<bool> TryPutAsync(PutItemRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await table.CallAsync("PutItem", client => client.PutItemAsync(request, cancellationToken));
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    async Task<Dictionary<string, AttributeValue>?> GetAsync(Dictionary<string, AttributeValue> key, CancellationToken cancellationToken)
    {
        var request = new GetItemRequest { TableName = table.Name, Key = key, ConsistentRead = true };
        var response = await table.CallAsync("GetItem", client => client.GetItemAsync(request, cancellationToken));
        return response.Item is { Count: > 0 } item ? item : null;
    }

    static string Partition(CostMonth month) => StatementsTable.MonthPrefix + month;

    static Dictionary<string, AttributeValue> StatusKey(CostMonth month) => TableClient.Key(Partition(month), StatementsTable.Status);

    static Dictionary<string, AttributeValue> EntryKey(CostMonth month, int revision) =>
        TableClient.Key(Partition(month), SortKeyOf(revision));

    static string Write(StatementEntry entry) => JsonSerializer.Serialize(entry, ClosingJson.Default.StatementEntry);
}
