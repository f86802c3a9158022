using System.Collections.Immutable;
using System.Globalization;

namespace GovCloud.Access.Proof;

/// <summary>Whether a condition holds. An operator that is not known here gives <see cref="Tristate.Unknown"/>, never an agreement.</summary>
static class ConditionEvaluator
{
    public static Tristate Holds(PolicyCondition condition, IReadOnlyDictionary<string, ImmutableArray<string>> context)
    {
        var name = condition.Operator;
        var quantifier = name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? name[..colon] : "";
        name = quantifier.Length == 0 ? name : name[(quantifier.Length + 1)..];
        var ifExists = name.EndsWith("IfExists", StringComparison.Ordinal);
        name = ifExists ? name[..^"IfExists".Length] : name;
        var present = context.TryGetValue(condition.Key, out var values) && !values.IsEmpty;
        if (name == "Null" && quantifier.Length == 0 && !ifExists)
        {
            return condition.Values is [{ } wanted] && bool.TryParse(wanted, out var absent) ? Of(absent != present) : Tristate.Unknown;
        }

        if (Test(name) is not { } test || quantifier is not ("" or "ForAnyValue" or "ForAllValues"))
        {
            return Tristate.Unknown;
        }

        if (!present)
        {
            return Of(quantifier == "ForAllValues" || (quantifier.Length == 0 && (ifExists || IsNegated(name))));
        }

        return quantifier switch
        {
            "ForAnyValue" => Any(values.Select(value => Matches(name, test, value, condition.Values, context))),
            "ForAllValues" => All(values.Select(value => Matches(name, test, value, condition.Values, context))),
            _ when values is [var only] => Matches(name, test, only, condition.Values, context),
            _ => Tristate.Unknown,
        };
    }

    /// <summary>One value of the request against the values of the policy: any of them, or none where the operator is negated.</summary>
    static Tristate Matches(string name, Func<string, string, Tristate> test, string value, ImmutableArray<string?> wanted, IReadOnlyDictionary<string, ImmutableArray<string>> context)
    {
        var any = Any(wanted.Select(text => text is null ? Tristate.Unknown : PolicyText.Filled(text, context) is { } filled ? test(filled, value) : Tristate.No));
        return IsNegated(name) ? Not(any) : any;
    }

    static bool IsNegated(string name) => name.Contains("Not", StringComparison.Ordinal);

    static Func<string, string, Tristate>? Test(string name) => name switch
    {
        "StringEquals" or "StringNotEquals" => (wanted, value) => Of(string.Equals(wanted, value, StringComparison.Ordinal)),
        "StringEqualsIgnoreCase" or "StringNotEqualsIgnoreCase" => (wanted, value) => Of(string.Equals(wanted, value, StringComparison.OrdinalIgnoreCase)),
        "StringLike" or "StringNotLike" => (wanted, value) => Of(PolicyText.Matches(wanted, value, ignoreCase: false)),
        "ArnEquals" or "ArnLike" or "ArnNotEquals" or "ArnNotLike" => (wanted, value) => Of(ArnMatches(wanted, value)),
        "Bool" => (wanted, value) => Of(string.Equals(wanted, value, StringComparison.OrdinalIgnoreCase)),
        "DateLessThan" => (wanted, value) => Compare(wanted, value, order => order < 0),
        "DateLessThanEquals" => (wanted, value) => Compare(wanted, value, order => order <= 0),
        "DateGreaterThan" => (wanted, value) => Compare(wanted, value, order => order > 0),
        "DateGreaterThanEquals" => (wanted, value) => Compare(wanted, value, order => order >= 0),
        _ => null,
    };

    /// <summary>Six parts, each matched by itself: a wildcard does not reach over a colon.</summary>
    static bool ArnMatches(string wanted, string value)
    {
        var (a, b) = (wanted.Split(':', 6), value.Split(':', 6));
        return a.Length == b.Length && a.Zip(b).All(pair => PolicyText.Matches(pair.First, pair.Second, ignoreCase: false));
    }

    static Tristate Compare(string wanted, string value, Func<int, bool> holds) =>
        DateTimeOffset.TryParse(wanted, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var limit)
        && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? Of(holds(instant.CompareTo(limit)))
            : Tristate.Unknown;

    static Tristate Of(bool value) => value ? Tristate.Yes : Tristate.No;

    public static Tristate Not(Tristate value) => value switch { Tristate.Yes => Tristate.No, Tristate.No => Tristate.Yes, _ => Tristate.Unknown };

    public static Tristate Any(IEnumerable<Tristate> values) => values.DefaultIfEmpty(Tristate.No).Max();

    public static Tristate All(IEnumerable<Tristate> values) => values.DefaultIfEmpty(Tristate.Yes).Min();
}
