using System.Collections.Immutable;
using System.Globalization;

namespace GovCloud.Policies;

/// <summary>Whether a condition holds for a request; unknown where its operator or key is not known.</summary>
/// <remarks>
/// Source: AWS IAM user guide, "IAM JSON policy elements: Condition operators" and "Multivalued context keys". A negated operator holds for a key
/// that is absent; every other one does not, unless it ends in IfExists.
/// </remarks>
static class ConditionTest
{
    public static bool? Holds(PolicyCondition condition, PolicyRequest request)
    {
        var name = condition.Operator;
        var set = name.StartsWith("ForAllValues:", StringComparison.Ordinal) ? SetRule.All : name.StartsWith("ForAnyValue:", StringComparison.Ordinal) ? SetRule.Any : SetRule.One;
        if (set == SetRule.One && name.Contains(':', StringComparison.Ordinal))
        {
            // A set operator that there is not, such as the misspelled ForAnyValues.
            return null;
        }

        name = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var ifExists = name.EndsWith("IfExists", StringComparison.Ordinal);
        name = ifExists ? name[..^"IfExists".Length] : name;
        if (!request.Context.TryGetValues(condition.Key, out var values) || condition.Values.Any(value => value.Contains("${", StringComparison.Ordinal)))
        {
            // The value is not known, or the condition holds a policy variable.
            return null;
        }

        if (name == "Null")
        {
            return condition.Values.All(value => bool.TryParse(value, out var absent) && absent == values.IsEmpty);
        }

        if (Operator(name) is not { } test)
        {
            return null;
        }

        if (values.IsEmpty)
        {
            return ifExists || test.Negated || set == SetRule.All;
        }

        return set switch
        {
            SetRule.All => values.All(value => One(test, condition.Values, value)),
            SetRule.Any => values.Any(value => One(test, condition.Values, value)),
            // A key of several values needs a set operator; without one AWS gives no guarantee.
            _ => values.Length == 1 ? One(test, condition.Values, values[0]) : null,
        };
    }

    /// <summary>A positive test wants one of the values, a negated one none of them.</summary>
    static bool One(Test test, ImmutableArray<string> wanted, string value) =>
        test.Negated ? !wanted.Any(pattern => test.Matches(pattern, value)) : wanted.Any(pattern => test.Matches(pattern, value));

    static Test? Operator(string name) => name switch
    {
        "StringEquals" => new(Exact, false),
        "StringNotEquals" => new(Exact, true),
        "StringEqualsIgnoreCase" => new(IgnoringCase, false),
        "StringNotEqualsIgnoreCase" => new(IgnoringCase, true),
        "StringLike" => new(Like, false),
        "StringNotLike" => new(Like, true),
        "ArnEquals" or "ArnLike" => new(ArnLike, false),
        "ArnNotEquals" or "ArnNotLike" => new(ArnLike, true),
        "Bool" => new(IgnoringCase, false),
        "NumericEquals" => Number((value, bound) => value == bound),
        "NumericNotEquals" => new(Numbers((value, bound) => value == bound), true),
        "NumericLessThan" => Number((value, bound) => value < bound),
        "NumericLessThanEquals" => Number((value, bound) => value <= bound),
        "NumericGreaterThan" => Number((value, bound) => value > bound),
        "NumericGreaterThanEquals" => Number((value, bound) => value >= bound),
        _ => null,
    };

    static bool Exact(string wanted, string value) => wanted == value;

    static bool IgnoringCase(string wanted, string value) => string.Equals(wanted, value, StringComparison.OrdinalIgnoreCase);

    static bool Like(string wanted, string value) => Wildcard.Matches(wanted, value);

    /// <summary>Each of the six parts of an ARN is compared for itself.</summary>
    static bool ArnLike(string wanted, string value)
    {
        var (patterns, parts) = (wanted.Split(':', 6), value.Split(':', 6));
        return patterns.Length == 6 && parts.Length == 6 && patterns.Zip(parts).All(pair => Wildcard.Matches(pair.First, pair.Second));
    }

    static Test Number(Func<decimal, decimal, bool> compare) => new(Numbers(compare), false);

    static Func<string, string, bool> Numbers(Func<decimal, decimal, bool> compare) => (wanted, value) =>
        decimal.TryParse(wanted, NumberStyles.Number, CultureInfo.InvariantCulture, out var bound)
        && decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
        && compare(number, bound);

    enum SetRule
    {
        One,
        All,
        Any,
    }

    sealed record Test(Func<string, string, bool> Matches, bool Negated);
}
