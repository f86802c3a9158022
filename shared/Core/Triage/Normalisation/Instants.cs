using System.Globalization;

namespace GovCloud.Triage.Normalisation;

/// <summary>Instants as AWS writes them: ISO 8601 with and without colon in the offset, RFC 1123 with one-digit days, epoch seconds and milliseconds.</summary>
static class Instants
{
    const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;

    // Health writes "Thu, 1 Nov 2018 22:00:00 GMT", sometimes with a weekday that does not fit the date: the weekday is not read.
    static readonly string[] Formats =
    [
        "d MMM yyyy HH:mm:ss 'GMT'",
        "d MMM yyyy HH:mm:ss 'UTC'",
        "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "MMM d, yyyy h:mm:ss tt",
        "dddd d MMMM, yyyy HH:mm:ss 'UTC'",
    ];

    // Close to both ends of the calendar an instant cannot be written in another offset, and nothing that happens there is an alert.
    static readonly DateTimeOffset First = DateTimeOffset.MinValue.AddDays(1);
    static readonly DateTimeOffset Last = DateTimeOffset.MaxValue.AddDays(-1);

    public static DateTimeOffset? Parse(string? text) => Read(text) is { } instant && instant > First && instant < Last ? instant : null;

    static DateTimeOffset? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var instant))
        {
            return instant;
        }

        var comma = text.IndexOf(", ", StringComparison.Ordinal);
        var withoutWeekday = comma is >= 3 and <= 9 ? text[(comma + 2)..] : text;
        return DateTimeOffset.TryParseExact(withoutWeekday, Formats, CultureInfo.InvariantCulture, Utc, out instant) ? instant : null;
    }

    public static DateTimeOffset? FromEpoch(double? number)
    {
        // Beyond the year 2286 a count of seconds is really one of milliseconds.
        const double LastSecond = 9_999_999_999;
        return number switch
        {
            null or < 0 or > LastSecond * 1000 => null,
            > LastSecond => DateTimeOffset.UnixEpoch.AddMilliseconds(number.Value),
            _ => DateTimeOffset.UnixEpoch.AddSeconds(number.Value),
        };
    }
}
