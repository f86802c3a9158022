using System.Collections.Immutable;
using Amazon.DynamoDBv2.Model;
using GovCloud.Accounts;
using GovCloud.Contracts;

namespace GovCloud.Adapters.DynamoDb;

/// <summary>The writes of one transition, each with the outcome that follows if its condition does not hold.</summary>
sealed class AccountWrites
{
    const string ConditionFailed = "ConditionalCheckFailed";

    readonly string table;
    readonly ImmutableArray<(TransactWriteItem Item, AccountCommitOutcome Otherwise)> writes;

    public AccountWrites(string table, AccountDecision.Transition transition)
    {
        this.table = table;
        var (before, after, entry) = transition;
        writes =
        [
            (PutRecord(before, after), AccountCommitOutcome.Conflict),
            (PutNew(AccountItem.Write(entry)), AccountCommitOutcome.Conflict),
            .. Move(before?.Id, after.Id, after.Name, AccountItem.IdKey, AccountCommitOutcome.IdTaken),
            .. MoveMail(before?.HeldMail, after.HeldMail, after.Name),
        ];
    }

    /// <summary>In the order of the transaction.</summary>
    public IEnumerable<TransactWriteItem> Items => writes.Select(write => write.Item);

    /// <summary>What the reasons of a cancelled transaction mean; none where they are no answer of a condition.</summary>
    public AccountCommit? OutcomeOf(List<CancellationReason>? reasons)
    {
        var failed = writes.Zip(reasons ?? []).Where(pair => pair.Second.Code is ConditionFailed).ToList();
        if (failed is [])
        {
            return reasons?.Exists(reason => reason.Code is "TransactionConflict") is true ? new(AccountCommitOutcome.Conflict) : null;
        }

        // Upon an outdated record nothing can be said about ids: load and decide again.
        var (write, reason) = failed.Find(pair => pair.First.Otherwise == AccountCommitOutcome.Conflict) is { First.Item: not null } outdated ? outdated : failed[0];
        return new(write.Otherwise, reason.Item?.GetValueOrDefault(AccountItem.Account)?.S);
    }

    TransactWriteItem PutRecord(AccountRecord? before, AccountRecord after)
    {
        var put = PutNew(AccountItem.Write(after));
        if (before is not null)
        {
            put.Put.ConditionExpression = "#version = :version";
            put.Put.ExpressionAttributeNames = new(StringComparer.Ordinal) { ["#version"] = AccountItem.Version };
            put.Put.ExpressionAttributeValues = new(StringComparer.Ordinal) { [":version"] = TableClient.Number(before.Version) };
        }

        return put;
    }

    IEnumerable<(TransactWriteItem Item, AccountCommitOutcome Otherwise)> MoveMail(string? before, string? after, string account)
    {
        if (string.Equals(before, after, StringComparison.Ordinal))
        {
            return [];
        }

        return [.. before is null ? [] : Release(AccountItem.MailKey(before), account), .. after is null ? [] : Take(AccountItem.MailKey(after), account, AccountCommitOutcome.MailTaken)];
    }

    IEnumerable<(TransactWriteItem Item, AccountCommitOutcome Otherwise)> Move(
        AccountId? before, AccountId? after, string account, Func<AccountId, Dictionary<string, AttributeValue>> key, AccountCommitOutcome taken)
    {
        if (before == after)
        {
            return [];
        }

        return [.. before is null ? [] : Release(key(before.Value), account), .. after is null ? [] : Take(key(after.Value), account, taken)];
    }

    (TransactWriteItem Item, AccountCommitOutcome Otherwise)[] Take(Dictionary<string, AttributeValue> item, string account, AccountCommitOutcome taken)
    {
        item[AccountItem.Account] = TableClient.Text(account);
        var put = PutNew(item);
        put.Put.ReturnValuesOnConditionCheckFailure = Amazon.DynamoDBv2.ReturnValuesOnConditionCheckFailure.ALL_OLD;
        return [(put, taken)];
    }

    (TransactWriteItem Item, AccountCommitOutcome Otherwise)[] Release(Dictionary<string, AttributeValue> key, string account) =>
    [
        (new TransactWriteItem
        {
            Delete = new Delete
            {
                TableName = table,
                Key = key,
                ConditionExpression = "#account = :account",
                ExpressionAttributeNames = new(StringComparer.Ordinal) { ["#account"] = AccountItem.Account },
                ExpressionAttributeValues = new(StringComparer.Ordinal) { [":account"] = TableClient.Text(account) },
            },
        }, AccountCommitOutcome.Conflict),
    ];

    TransactWriteItem PutNew(Dictionary<string, AttributeValue> item) =>
        new() { Put = new Put { TableName = table, Item = item, ConditionExpression = $"attribute_not_exists({AccountsTable.PartitionKey})" } };
}
