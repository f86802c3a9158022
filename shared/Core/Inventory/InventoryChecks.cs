using System.Collections.Immutable;
using GovCloud.Audit;

namespace GovCloud.Inventory;

/// <summary>The checks of the account inventory (アカウント棚卸).</summary>
public static class InventoryChecks
{
    /// <summary>What they are.</summary>
    public static ImmutableArray<CheckDefinition> Definitions { get; } = [];
}
