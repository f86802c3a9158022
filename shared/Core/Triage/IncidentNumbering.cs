using System.Globalization;
using GovCloud.Calendar;

namespace GovCloud.Triage;

/// <summary>
/// A numbering rule of incidents, such as <c>INC-{year}-{seq:6}</c>: <c>{year}</c> is the JST year, <c>{fiscalYear}</c> the Japanese fiscal year,
/// <c>{month}</c> the JST month in two digits, <c>{seq:n}</c> a sequence of at least n digits that restarts when the rest of the number changes.
/// </summary>
public sealed class IncidentNumbering
{
    readonly string prefix;
    readonly string suffix;
    readonly int digits;

    IncidentNumbering(string prefix, int digits, string suffix)
    {
        this.prefix = prefix;
        this.digits = digits;
        this.suffix = suffix;
    }

    /// <summary>Reads a rule.</summary>
    /// <exception cref="FormatException">The rule has no sequence, two of them, or an unknown placeholder; the message says which.</exception>
    public static IncidentNumbering Parse(string rule) =>
        Explain(rule) is { } problem ? throw new FormatException(problem) : Split(rule);

    /// <summary>What is wrong with a rule, or <see langword="null"/> for a valid one.</summary>
    public static string? Explain(string rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var sequences = 0;
        for (var open = rule.IndexOf('{', StringComparison.Ordinal); open >= 0; open = rule.IndexOf('{', open + 1))
        {
            var close = rule.IndexOf('}', open);
            if (close < 0)
            {
                return $"numbering rule '{rule}': the brace at position {open + 1} is not closed.";
            }

            var name = rule[(open + 1)..close];
            if (name.StartsWith("seq:", StringComparison.Ordinal) && int.TryParse(name[4..], NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width is >= 1 and <= 12)
            {
                sequences++;
            }
            else if (name is not ("year" or "fiscalYear" or "month"))
            {
                return $"numbering rule '{rule}': '{{{name}}}' is unknown. Use {{year}}, {{fiscalYear}}, {{month}} and {{seq:n}} with n from 1 to 12.";
            }
        }

        return sequences == 1 ? null : $"numbering rule '{rule}' needs exactly one {{seq:n}}, but has {sequences}.";
    }

    /// <summary>What the sequence counts within: the number without its sequence. One counter for each scope.</summary>
    public string Scope(DateTimeOffset now) => $"{Fill(prefix, now)}#{Fill(suffix, now)}";

    /// <summary>The number.</summary>
    /// <param name="now">The instant of recording.</param>
    /// <param name="sequence">The position in the scope, from 1.</param>
    public string Format(DateTimeOffset now, long sequence) =>
        Fill(prefix, now) + sequence.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0') + Fill(suffix, now);

    static IncidentNumbering Split(string rule)
    {
        var open = rule.IndexOf("{seq:", StringComparison.Ordinal);
        var close = rule.IndexOf('}', open);
        return new IncidentNumbering(rule[..open], int.Parse(rule.AsSpan(open + 5, close - open - 5), CultureInfo.InvariantCulture), rule[(close + 1)..]);
    }

    static string Fill(string text, DateTimeOffset now)
    {
        var day = JapanTime.DateOf(now);
        return text
            .Replace("{year}", day.Year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{fiscalYear}", JapanTime.FiscalYear(day).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{month}", day.Month.ToString("00", CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
