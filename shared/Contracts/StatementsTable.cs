namespace GovCloud.Contracts;

/// <summary>Keys and attributes of the statements table, the index of what was apportioned.</summary>
/// <remarks>
/// <list type="table">
/// <item><term><c>MONTH#{yyyy-MM}</c> / <c>REVISION#{nnnn}</c></term><description>a statement of the month: how far it is, where its files are, who did what when</description></item>
/// <item><term><c>MONTH#{yyyy-MM}</c> / <c>STATUS</c></term><description>what was found when the month was last looked at</description></item>
/// </list>
/// </remarks>
public static class StatementsTable
{
    /// <summary>Partition key attribute.</summary>
    public const string PartitionKey = "pk";

    /// <summary>Sort key attribute.</summary>
    public const string SortKey = "sk";

    /// <summary>Prefix of months' partition keys.</summary>
    public const string MonthPrefix = "MONTH#";

    /// <summary>Prefix of statements' sort keys; four digits follow, so that the text sorts as the revision does.</summary>
    public const string RevisionPrefix = "REVISION#";

    /// <summary>Sort key of what was found last.</summary>
    public const string Status = "STATUS";
}
