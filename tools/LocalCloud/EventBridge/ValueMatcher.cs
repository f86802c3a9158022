using System.Globalization;
using System.Net;
using System.Text.Json;

namespace GovCloud.LocalCloud.EventBridge;

/// <summary>One comparison with one leaf value: a string, a number, true, false or null.</summary>
abstract class ValueMatcher
{
    public abstract bool Matches(JsonElement leaf);
}

/// <summary>The same literal. Numbers are compared as written, as the user guide says.</summary>
sealed class LiteralMatcher(JsonElement literal) : ValueMatcher
{
    readonly JsonValueKind kind = literal.ValueKind;
    readonly string text = literal.ValueKind == JsonValueKind.String ? literal.GetString()! : literal.GetRawText();

    public override bool Matches(JsonElement leaf) => leaf.ValueKind == kind
        && (kind == JsonValueKind.String ? leaf.ValueEquals(text) : string.Equals(leaf.GetRawText(), text, StringComparison.Ordinal));
}

/// <summary>A condition on a string; other kinds of values never match.</summary>
sealed class TextMatcher(Func<string, bool> condition) : ValueMatcher
{
    public override bool Matches(JsonElement leaf) => leaf.ValueKind == JsonValueKind.String && condition(leaf.GetString()!);
}

/// <summary>Any leaf at all: <c>exists: true</c>.</summary>
sealed class PresenceMatcher : ValueMatcher
{
    public override bool Matches(JsonElement leaf) => true;
}

/// <summary>Any leaf that none of the inner comparisons matches: <c>anything-but</c>.</summary>
sealed class NoneOfMatcher(IReadOnlyList<ValueMatcher> excluded) : ValueMatcher
{
    public override bool Matches(JsonElement leaf) => !excluded.Any(matcher => matcher.Matches(leaf));
}

/// <summary>A number in a range; compared by value, without rounding.</summary>
sealed class NumberMatcher(decimal? lower, bool lowerIncluded, decimal? upper, bool upperIncluded) : ValueMatcher
{
    /// <summary>EventBridge compares numbers from -5.0e9 to 5.0e9 only.</summary>
    public const decimal Limit = 5_000_000_000m;

    public override bool Matches(JsonElement leaf)
    {
        if (leaf.ValueKind != JsonValueKind.Number || !TryRead(leaf, out var value))
        {
            return false;
        }

        return (lower is not { } low || value > low || (lowerIncluded && value == low))
            && (upper is not { } high || value < high || (upperIncluded && value == high));
    }

    public static bool TryRead(JsonElement number, out decimal value) =>
        decimal.TryParse(number.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out value) && Math.Abs(value) <= Limit;
}

/// <summary>An IPv4 or IPv6 address in a block.</summary>
sealed class CidrMatcher(IPNetwork block) : ValueMatcher
{
    public override bool Matches(JsonElement leaf) =>
        leaf.ValueKind == JsonValueKind.String && IPAddress.TryParse(leaf.GetString(), out var address) && block.Contains(address);
}
