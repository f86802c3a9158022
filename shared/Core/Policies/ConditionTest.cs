using System.Collections.Immutable;

namespace GovCloud.Policies;

/// <summary>Whether a condition holds for a request; unknown where its operator is not known, or a value of it or of the request is not.</summary>
/// <remarks>
/// Source: AWS IAM user guide, "IAM JSON policy elements: Condition operators" and "Multivalued context keys". A negated operator holds for a key
/// that is absent; every other one does not, unless it ends in IfExists.
/// </remarks>
static class ConditionTest
{
    const string IfExists = "IfExists";

    /// <summary>Whether it holds.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="context">The request's keys.</param>
    /// <param name="variables">Whether the policy's version has variables.</param>
    public static bool? Holds(PolicyCondition condition, PolicyContext context, bool variables)
    {
        var name = condition.Operator;
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var set = colon < 0 ? "" : name[..colon];
        name = name[(colon + 1)..];
        var ifExists = name.EndsWith(IfExists, StringComparison.Ordinal);
        name = ifExists ? name[..^IfExists.Length] : name;
        if (set is not ("" or "ForAnyValue" or "ForAllValues") || context.Find(condition.Key) is not { } values)
        {
            // A set operator that there is not, such as the misspelled ForAnyValues; or a key of which nobody knows whether the request has it.
            return null;
        }

        if (name == "Null")
        {
            return set.Length == 0 && !ifExists ? Truth.Any(condition.Values, value => bool.TryParse(value, out var absent) ? absent == values.IsEmpty : null) : null;
        }

        if (ConditionOperator.Find(name) is not { } test)
        {
            return null;
        }

        if (values.IsEmpty)
        {
            // The guide lets IfExists hold without the key and ForAnyValue not, and says nothing of the two together.
            return set == "ForAnyValue" ? ifExists ? null : false : ifExists || set == "ForAllValues" || test.IsNegated;
        }

        return set switch
        {
            "ForAllValues" => Truth.All(values, value => One(test, condition.Values, value, context, variables)),
            "ForAnyValue" => Truth.Any(values, value => One(test, condition.Values, value, context, variables)),
            // A key of several values needs a set operator; without one AWS gives no guarantee.
            _ => values is [var only] ? One(test, condition.Values, only, context, variables) : null,
        };
    }

    /// <summary>A positive test wants one of the values, a negated one none of them.</summary>
    static bool? One(ConditionOperator test, ImmutableArray<string> wanted, string value, PolicyContext context, bool variables)
    {
        var any = Truth.Any(wanted, text => (variables ? PolicyText.Filled(text, context) : text) switch
        {
            // An operator that asks for none of the values: AWS does not say what a variable without a value makes of it.
            null => test.IsNegated ? null : false,
            var open when open.Contains(PolicyText.Unresolved, StringComparison.Ordinal) => null,
            var filled => test.Matches(test.HasWildcards ? filled : PolicyText.Plain(filled), value),
        });
        return test.IsNegated ? Truth.Not(any) : any;
    }
}
