using System.Globalization;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using GovCloud.Accounts;
using GovCloud.Contracts;

namespace GovCloud.Adapters.DynamoDb;

/// <summary>Accounts, their history and what belongs to one of them only, as items.</summary>
static class AccountItem
{
    internal const string Document = "document";
    internal const string Version = "version";
    internal const string Account = "account";

    internal static Dictionary<string, AttributeValue> RecordKey(string name) => Key(AccountsTable.AccountPrefix + name, AccountsTable.Record);

    internal static Dictionary<string, AttributeValue> HistoryKey(string name, long version) =>
        Key(AccountsTable.AccountPrefix + name, AccountsTable.HistoryPrefix + version.ToString("D10", CultureInfo.InvariantCulture));

    internal static Dictionary<string, AttributeValue> IdKey(AccountId id) => Key(AccountsTable.IdPrefix + id, AccountsTable.Holder);

    internal static Dictionary<string, AttributeValue> MailKey(string mail) => Key(AccountsTable.MailPrefix + mail, AccountsTable.Holder);

    internal static Dictionary<string, AttributeValue> Write(AccountRecord record)
    {
        var item = RecordKey(record.Name);
        item[Document] = TableClient.Text(JsonSerializer.Serialize(record, AccountJsonContext.Default.AccountRecord));
        item[Version] = TableClient.Number(record.Version);
        item[AccountsTable.State] = TableClient.Text(record.State.Code());
        item[AccountsTable.ChangedAt] = TableClient.Time(record.ChangedAt);
        return item;
    }

    internal static Dictionary<string, AttributeValue> Write(LedgerEntry entry)
    {
        var item = HistoryKey(entry.Account, entry.Version);
        item[Document] = TableClient.Text(Serialise(entry));
        return item;
    }

    internal static string Serialise(LedgerEntry entry) => JsonSerializer.Serialize(entry, AccountJsonContext.Default.LedgerEntry);

    internal static AccountRecord ReadRecord(Dictionary<string, AttributeValue> item) =>
        JsonSerializer.Deserialize(item[Document].S, AccountJsonContext.Default.AccountRecord) ?? throw Null(item);

    internal static LedgerEntry ReadEntry(Dictionary<string, AttributeValue> item) =>
        JsonSerializer.Deserialize(item[Document].S, AccountJsonContext.Default.LedgerEntry) ?? throw Null(item);

    static JsonException Null(Dictionary<string, AttributeValue> item) => new($"The item {item[AccountsTable.PartitionKey].S} {item[AccountsTable.SortKey].S} holds null.");

    static Dictionary<string, AttributeValue> Key(string partition, string sort) =>
        new(StringComparer.Ordinal) { [AccountsTable.PartitionKey] = TableClient.Text(partition), [AccountsTable.SortKey] = TableClient.Text(sort) };
}
