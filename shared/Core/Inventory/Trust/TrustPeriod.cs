using System.Globalization;
using GovCloud.Policies;

namespace GovCloud.Inventory.Trust;

/// <summary>The end of a trust, where a condition sets one.</summary>
static class TrustPeriod
{
    /// <summary>Whether a condition on the time can never hold again.</summary>
    public static bool HasEnded(PolicyStatement statement, DateTimeOffset at) => statement.Conditions.Any(condition =>
        condition.Operator is "DateLessThan" or "DateLessThanEquals"
        && condition.Key.Equals("aws:CurrentTime", StringComparison.OrdinalIgnoreCase)
        && condition.Values.All(value =>
            DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end) && end < at));
}
