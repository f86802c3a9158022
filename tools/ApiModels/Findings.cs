using System.Globalization;

namespace GovCloud.ApiModels;

/// <summary>The differences of one request or answer, and what was compared.</summary>
sealed class Findings(ConformanceCounts? counts)
{
    const int LongestShown = 60;

    readonly List<string> problems = [];

    public IReadOnlyList<string> Problems => problems;

    public void Add(string problem) => problems.Add(problem);

    public void Count(ApiOperation operation) => counts?.Operation(operation);

    /// <summary>Compares a text with the values, the pattern and the lengths that are known.</summary>
    public void CheckText(ApiShape shape, string text, string path)
    {
        counts?.Value(shape);
        if (shape.Enumeration is { } known)
        {
            counts?.Enumerated(shape);
            if (!known.Contains(text))
            {
                Add($"{path}: AWS knows no value '{Shown(text)}', only {string.Join(", ", known.Order(StringComparer.Ordinal).Take(12))}{(known.Count > 12 ? ", ..." : "")}");
            }
        }

        if (shape.Limits is { } limits && shape.Type is "string" or "character")
        {
            CheckPattern(shape, limits, text, path);
            // A character is what Unicode calls one; that takes counting only where there could be too many.
            CheckSize(limits, text.Length > limits.Most ? text.EnumerateRunes().Count() : text.Length, path, "characters");
        }
    }

    /// <summary>Compares a number with its bounds.</summary>
    public void CheckNumber(ApiShape shape, double number, string path)
    {
        counts?.Value(shape);
        if (shape.Limits is { } limits)
        {
            counts?.Bounded();
            if (!limits.Holds(number))
            {
                Add(string.Create(CultureInfo.InvariantCulture, $"{path}: AWS takes {limits.Bounds}, not {number}"));
            }
        }
    }

    /// <summary>Compares how many items a list has, or entries a map.</summary>
    public void CheckCount(ApiShape shape, int count, string path)
    {
        if (shape.Limits is { } limits)
        {
            CheckSize(limits, count, path, "items");
        }
    }

    /// <summary>Counts a value of which nothing but the type is known.</summary>
    public void CheckNothing(ApiShape shape) => counts?.Value(shape);

    void CheckPattern(ApiShape shape, ValueLimits limits, string text, string path)
    {
        if (limits.Pattern is null)
        {
            return;
        }

        if (ModelPattern.Find(limits.Pattern) is not { } pattern)
        {
            counts?.Unread(limits.Pattern);
            return;
        }

        counts?.Patterned(shape);
        if (!pattern.IsMatch(text))
        {
            Add($"{path}: '{Shown(text)}' does not have AWS's pattern {limits.Pattern}");
        }
    }

    void CheckSize(ValueLimits limits, int size, string path, string unit)
    {
        if (limits.Least is null && limits.Most is null)
        {
            return;
        }

        counts?.Bounded();
        if (!limits.Holds(size))
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"{path}: AWS takes {limits.Bounds} {unit}, not {size}"));
        }
    }

    static string Shown(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "...";
}
