using Amazon.CDK.AWS.DynamoDB;

namespace GovCloud.Infra.Automation;

/// <summary>
/// The accounts table, as <see cref="AccountsTable"/> describes it: the ledger of accounts and its history. Kept when the stack is removed, and cannot be
/// deleted by accident. Nothing in it expires. The operator writes it with the rights of their own session; no function may write it, and the inventory alone reads it.
/// </summary>
sealed class AccountLedger : Construct
{
    internal AccountLedger(Construct scope, string id, IKey key) : base(scope, id)
    {
        Table = new Table(this, "Table", ProtectedTable.Props(key, AccountsTable.PartitionKey, AccountsTable.SortKey));
        Table.AddIndex(AccountsTable.ByStateIndex, AccountsTable.State, AccountsTable.ChangedAt, ProjectionType.ALL);
    }

    /// <summary>The table.</summary>
    internal Table Table { get; }
}
