using System.Globalization;

namespace GovCloud.LocalCloud.Schedules;

/// <summary>The values that one field of a cron expression allows: lists, ranges, steps and names.</summary>
sealed class CronField
{
    readonly HashSet<int> values;

    CronField(HashSet<int> values) => this.values = values;

    public bool Contains(int value) => values.Contains(value);

    public static CronField Read(string field, int lowest, int highest, string[] names)
    {
        var allowed = new HashSet<int>();
        foreach (var part in field.Split(','))
        {
            var (range, step) = part.Split('/') switch
            {
                [var whole] => (whole, (int?)null),
                [var whole, var every] => (whole, Number(every, 1, highest, [])),
                _ => throw new FormatException($"'{part}' has more than one step"),
            };
            var (from, to) = Range(range, step is not null, lowest, highest, names);
            for (var value = from; value <= to; value += step ?? 1)
            {
                allowed.Add(value);
            }
        }

        return new(allowed);
    }

    public static int Number(string text, int lowest, int highest, string[] names)
    {
        var named = Array.IndexOf(names, text);
        return named >= 0 ? named + 1
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest ? number
            : throw new FormatException($"'{text}' is not between {lowest} and {highest}");
    }

    static (int From, int To) Range(string range, bool hasStep, int lowest, int highest, string[] names)
    {
        if (range is "*")
        {
            return (lowest, highest);
        }

        if (range.Split('-') is [var first, var last])
        {
            var (from, to) = (Number(first, lowest, highest, names), Number(last, lowest, highest, names));
            return from <= to ? (from, to) : throw new FormatException($"the range '{range}' ends before it begins");
        }

        var single = Number(range, lowest, highest, names);
        // "5/15" means from 5 on.
        return (single, hasStep ? highest : single);
    }
}
