namespace GovCloud.Contracts;

/// <summary>Keys and attributes of the linkage table.</summary>
/// <remarks>
/// <list type="table">
/// <item><term><c>INTERFACE#{id}</c> / <c>SLOT#{yyyyMMdd}-{nn}</c></term><description>a slot: what was seen of it, where it stands, what was told</description></item>
/// </list>
/// </remarks>
public static class LinkageTable
{
    /// <summary>Partition key attribute.</summary>
    public const string PartitionKey = "pk";

    /// <summary>Sort key attribute.</summary>
    public const string SortKey = "sk";

    /// <summary>Prefix of interfaces' partition keys.</summary>
    public const string InterfacePrefix = "INTERFACE#";

    /// <summary>Prefix of slots' sort keys; the day follows, so that the text sorts as time does.</summary>
    public const string SlotPrefix = "SLOT#";
}
