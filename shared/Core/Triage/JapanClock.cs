using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace GovCloud.Triage;

/// <summary>Times as people in Japan read them: UTC+9 all year, <c>2026年11月21日 18:05</c>.</summary>
static class JapanClock
{
    static readonly TimeSpan Offset = TimeSpan.FromHours(9);

    /// <summary>The instant in Japan Standard Time.</summary>
    public static DateTimeOffset ToJapan(DateTimeOffset instant) => instant.ToOffset(Offset);

    /// <summary>Date and time to the minute, JST; null stays null.</summary>
    [return: NotNullIfNotNull(nameof(instant))]
    public static string? Format(DateTimeOffset? instant) =>
        instant is null ? null : ToJapan(instant.Value).ToString("yyyy'年'M'月'd'日' HH:mm", CultureInfo.InvariantCulture);
}
