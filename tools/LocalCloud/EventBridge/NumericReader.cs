using System.Text.Json;

namespace GovCloud.LocalCloud.EventBridge;

/// <summary>Compiles <c>numeric</c>: one comparison, or a lower bound followed by an upper bound.</summary>
static class NumericReader
{
    public static NumberMatcher Read(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidEventPatternException("Value of numeric must be an array.", path);
        }

        var terms = json.EnumerateArray().ToList();
        if (terms.Count < 2)
        {
            throw new InvalidEventPatternException($"Invalid member in numeric match: {json.GetRawText()}", path);
        }

        var first = Operator(terms[0], path);
        var bound = Number(terms[1], first, path);
        if (terms.Count == 2)
        {
            return first switch
            {
                "=" => new(bound, true, bound, true),
                ">" or ">=" => new(bound, first is ">=", null, false),
                "<" or "<=" => new(null, false, bound, first is "<="),
                _ => throw new InvalidEventPatternException($"Unrecognized numeric range operator: {first}", path),
            };
        }

        if (terms.Count != 4 || first is not (">" or ">="))
        {
            throw new InvalidEventPatternException("Too many elements in numeric expression", path);
        }

        var second = Operator(terms[2], path);
        var top = Number(terms[3], second, path);
        return second is not ("<" or "<=") ? throw new InvalidEventPatternException($"Bad numeric range operator: {second}", path)
            : bound < top ? new(bound, first is ">=", top, second is "<=")
            : throw new InvalidEventPatternException("Bottom must be less than top", path);
    }

    /// <summary>The one value, however it is written.</summary>
    public static NumberMatcher Equal(JsonElement number, string path)
    {
        var value = Number(number, "=", path);
        return new(value, true, value, true);
    }

    static string Operator(JsonElement term, string path) => term.ValueKind == JsonValueKind.String
        ? term.GetString()!
        : throw new InvalidEventPatternException($"Invalid member in numeric match: {term.GetRawText()}", path);

    static decimal Number(JsonElement term, string comparison, string path)
    {
        if (term.ValueKind != JsonValueKind.Number)
        {
            throw new InvalidEventPatternException($"Value of {comparison} must be numeric", path);
        }

        return NumberMatcher.TryRead(term, out var value)
            ? value
            : throw new InvalidEventPatternException("Value must be between -5.0E9 and 5.0E9, inclusive", path);
    }
}
