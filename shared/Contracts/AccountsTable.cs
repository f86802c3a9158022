namespace GovCloud.Contracts;

/// <summary>Keys, attributes and indexes of the accounts table, the ledger of accounts.</summary>
/// <remarks>
/// A record, the entry of its history, and the marks that make ids and mail addresses unique are written in one transaction:
/// <list type="table">
/// <item><term><c>ACCOUNT#{name}</c> / <c>RECORD</c></term><description>the account as it is now</description></item>
/// <item><term><c>ACCOUNT#{name}</c> / <c>HISTORY#{version}</c></term><description>an entry of its history, never changed</description></item>
/// <item><term><c>ID#{account id}</c> / <c>HOLDER</c></term><description>the account to which an AWS account id belongs</description></item>
/// <item><term><c>MAIL#{address}</c> / <c>HOLDER</c></term><description>the account to which a root user's mail address belongs</description></item>
/// </list>
/// </remarks>
public static class AccountsTable
{
    /// <summary>Partition key attribute.</summary>
    public const string PartitionKey = "pk";

    /// <summary>Sort key attribute.</summary>
    public const string SortKey = "sk";

    /// <summary>Prefix of accounts' partition keys.</summary>
    public const string AccountPrefix = "ACCOUNT#";

    /// <summary>Sort key of the account as it is now.</summary>
    public const string Record = "RECORD";

    /// <summary>Prefix of history entries' sort keys; ten digits follow, so that the text sorts as the version does.</summary>
    public const string HistoryPrefix = "HISTORY#";

    /// <summary>Prefix of ids' partition keys.</summary>
    public const string IdPrefix = "ID#";

    /// <summary>Prefix of mail addresses' partition keys.</summary>
    public const string MailPrefix = "MAIL#";

    /// <summary>Sort key of ids and mail addresses.</summary>
    public const string Holder = "HOLDER";

    /// <summary>Index of accounts by state and time: <see cref="State"/>, <see cref="ChangedAt"/>. Holds records only.</summary>
    public const string ByStateIndex = "by-state";

    /// <summary>Partition key of <see cref="ByStateIndex"/>: <c>requested</c>, <c>applied</c>, <c>issued</c>, <c>baselined</c>, <c>in-use</c>, <c>closing</c> or <c>closed</c>.</summary>
    public const string State = "state";

    /// <summary>Sort key of <see cref="ByStateIndex"/>, ISO 8601 UTC.</summary>
    public const string ChangedAt = "changedAt";
}
