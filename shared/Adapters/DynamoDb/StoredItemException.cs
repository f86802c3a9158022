namespace GovCloud.Adapters.DynamoDb;

/// <summary>An item is stored that cannot be read: somebody or something damaged it. Reading it again does not help; it has to be mended, for example from a backup.</summary>
/// <param name="table">The table.</param>
/// <param name="partitionKey">The item's partition key.</param>
/// <param name="sortKey">The item's sort key.</param>
/// <param name="inner">Why it cannot be read.</param>
public sealed class StoredItemException(string table, string partitionKey, string sortKey, Exception? inner)
    : Exception($"The item {partitionKey} / {sortKey} of table {table} cannot be read: {inner?.Message ?? "it has no document."}", inner)
{
    /// <summary>The item's partition key.</summary>
    public string PartitionKey => partitionKey;
}
