using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using GovCloud.Accounts;
using GovCloud.Contracts;

namespace GovCloud.Adapters.DynamoDb;

/// <summary>What became of a transition.</summary>
public enum AccountCommitOutcome
{
    /// <summary>Stored.</summary>
    Committed,

    /// <summary>The very same entry had been stored before; nothing was stored.</summary>
    AlreadyDone,

    /// <summary>Somebody else changed the account in between; nothing was stored. Load and decide again.</summary>
    Conflict,

    /// <summary>The AWS account id belongs to another account; nothing was stored.</summary>
    IdTaken,

    /// <summary>The mail address belongs to another account; nothing was stored.</summary>
    MailTaken,
}

/// <summary>What became of a transition.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Holder">The name of the account to which the id or mail address belongs, where it is taken.</param>
public readonly record struct AccountCommit(AccountCommitOutcome Outcome, string? Holder = null);

/// <summary>The ledger of accounts. Every write is conditional, so that a replay changes nothing and nobody overwrites what he has not read.</summary>
/// <param name="client">DynamoDB.</param>
/// <param name="name">The table's name.</param>
public sealed class AccountStore(IAmazonDynamoDB client, string name)
{
    readonly TableClient table = new(client, name);

    /// <summary>An account as it is now, strongly consistent; none where the ledger does not know it.</summary>
    /// <exception cref="TableAccessException">DynamoDB did not answer.</exception>
    public async Task<AccountRecord?> FindAsync(string account, CancellationToken cancellationToken) =>
        await GetAsync(AccountItem.RecordKey(account), cancellationToken) is { } item ? AccountItem.ReadRecord(item) : null;

    /// <summary>The name of the account to which an AWS account id belongs, strongly consistent.</summary>
    /// <exception cref="TableAccessException">DynamoDB did not answer.</exception>
    public async Task<string?> FindHolderAsync(AccountId id, CancellationToken cancellationToken) =>
        (await GetAsync(AccountItem.IdKey(id), cancellationToken))?[AccountItem.Account].S;

    /// <summary>The name of the account to which a mail address belongs, strongly consistent.</summary>
    /// <param name="mail">The address in lower case.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="TableAccessException">DynamoDB did not answer.</exception>
    public async Task<string?> FindHolderAsync(string mail, CancellationToken cancellationToken) =>
        (await GetAsync(AccountItem.MailKey(mail), cancellationToken))?[AccountItem.Account].S;

    /// <summary>The accounts of a state, the one that changed longest ago first. Eventually consistent.</summary>
    /// <exception cref="TableAccessException">DynamoDB did not answer.</exception>
    public IAsyncEnumerable<AccountRecord> ListAsync(AccountState state, CancellationToken cancellationToken) => QueryAsync(
        new QueryRequest
        {
            TableName = table.Name,
            IndexName = AccountsTable.ByStateIndex,
            KeyConditionExpression = "#state = :state",
            ExpressionAttributeNames = new(StringComparer.Ordinal) { ["#state"] = AccountsTable.State },
            ExpressionAttributeValues = new(StringComparer.Ordinal) { [":state"] = TableClient.Text(state.Code()) },
        },
        AccountItem.ReadRecord,
        cancellationToken);

    /// <summary>All accounts, by state and time. Eventually consistent: one that changes its state meanwhile is returned once, and may be missing if it is
    /// requested anew at that moment.</summary>
    /// <exception cref="TableAccessException">DynamoDB did not answer.</exception>
    public async Task<IReadOnlyList<AccountRecord>> ListAsync(CancellationToken cancellationToken)
    {
        var latest = new Dictionary<string, AccountRecord>(StringComparer.Ordinal);
        foreach (var state in AccountStates.All)
        {
            await foreach (var record in ListAsync(state, cancellationToken))
            {
                if (!latest.TryGetValue(record.Name, out var known) || known.Version < record.Version)
                {
                    latest[record.Name] = record;
                }
            }
        }

        return [.. latest.Values.OrderBy(record => record.State).ThenBy(record => record.ChangedAt).ThenBy(record => record.Name, StringComparer.Ordinal)];
    }

    /// <summary>The history of an account from its first entry, strongly consistent.</summary>
    /// <exception cref="TableAccessException">DynamoDB did not answer.</exception>
    public IAsyncEnumerable<LedgerEntry> HistoryAsync(string account, CancellationToken cancellationToken) => QueryAsync(
        new QueryRequest
        {
            TableName = table.Name,
            ConsistentRead = true,
            KeyConditionExpression = "#pk = :pk AND begins_with(#sk, :history)",
            ExpressionAttributeNames = new(StringComparer.Ordinal) { ["#pk"] = AccountsTable.PartitionKey, ["#sk"] = AccountsTable.SortKey },
            ExpressionAttributeValues = new(StringComparer.Ordinal)
            {
                [":pk"] = TableClient.Text(AccountsTable.AccountPrefix + account),
                [":history"] = TableClient.Text(AccountsTable.HistoryPrefix),
            },
        },
        AccountItem.ReadEntry,
        cancellationToken);

    /// <summary>
    /// Stores a transition in one transaction: the record in its new version, the entry of its history, and the marks of its id and mail address.
    /// </summary>
    /// <exception cref="TableAccessException">DynamoDB did not answer. What was stored is unknown; the same transition may be tried again.</exception>
    public async Task<AccountCommit> CommitAsync(AccountDecision.Transition transition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transition);
        // The SDK adds a ClientRequestToken and keeps it over its retries: when only the answer was lost, the retry is not taken for a second writer.
        var writes = new AccountWrites(table.Name, transition);
        var request = new TransactWriteItemsRequest { TransactItems = [.. writes.Items] };
        try
        {
            await table.CallAsync("TransactWriteItems", dynamoDb => dynamoDb.TransactWriteItemsAsync(request, cancellationToken));
            return new(AccountCommitOutcome.Committed);
        }
        catch (TransactionCanceledException cancelled)
        {
            // A replay fails at its own earlier write first, whatever else has happened to the account since.
            if (await IsStoredAsync(transition.Entry, cancellationToken))
            {
                return new(AccountCommitOutcome.AlreadyDone);
            }

            return writes.OutcomeOf(cancelled.CancellationReasons) ?? throw table.Failure("TransactWriteItems", cancelled);
        }
    }

    async Task<bool> IsStoredAsync(LedgerEntry entry, CancellationToken cancellationToken) =>
        await GetAsync(AccountItem.HistoryKey(entry.Account, entry.Version), cancellationToken) is { } item
        && string.Equals(item[AccountItem.Document].S, AccountItem.Serialise(entry), StringComparison.Ordinal);

    async Task<Dictionary<string, AttributeValue>?> GetAsync(Dictionary<string, AttributeValue> key, CancellationToken cancellationToken)
    {
        var request = new GetItemRequest { TableName = table.Name, Key = key, ConsistentRead = true };
        var response = await table.CallAsync("GetItem", dynamoDb => dynamoDb.GetItemAsync(request, cancellationToken));
        return response.Item is { Count: > 0 } item ? item : null;
    }

    async IAsyncEnumerable<T> QueryAsync<T>(
        QueryRequest request, Func<Dictionary<string, AttributeValue>, T> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            var page = await table.CallAsync("Query", dynamoDb => dynamoDb.QueryAsync(request, cancellationToken));
            foreach (var item in page.Items ?? [])
            {
                yield return read(item);
            }

            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
    }
}
