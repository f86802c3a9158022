using System.Globalization;
using System.Runtime.InteropServices;

namespace GovCloud.Cost;

/// <summary>A month of a bill. AWS cuts months in UTC.</summary>
/// <param name="Year">The year.</param>
/// <param name="Number">1 to 12.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CostMonth(int Year, int Number) : IComparable<CostMonth>
{
    /// <summary>The first day.</summary>
    public DateOnly First => new(Year, Number, 1);

    /// <summary>The last day.</summary>
    public DateOnly Last => First.AddMonths(1).AddDays(-1);

    /// <summary>Number of days.</summary>
    public int Days => DateTime.DaysInMonth(Year, Number);

    /// <summary>The month after.</summary>
    public CostMonth Next => Of(First.AddMonths(1));

    /// <summary>The month of a day.</summary>
    public static CostMonth Of(DateOnly day) => new(day.Year, day.Month);

    /// <summary>Reads <c>2026-05</c>.</summary>
    public static bool TryParse(string? text, out CostMonth month)
    {
        var valid = DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        month = valid ? Of(day) : default;
        return valid;
    }

    /// <summary>Reads <c>2026-05</c>.</summary>
    /// <exception cref="FormatException">The text is no month.</exception>
    public static CostMonth Parse(string text) => TryParse(text, out var month) ? month : throw new FormatException($"'{text}' is no month such as 2026-05.");

    /// <inheritdoc/>
    public int CompareTo(CostMonth other) => First.CompareTo(other.First);

    /// <summary>Such as <c>2026-05</c>.</summary>
    public override string ToString() => First.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>Earlier.</summary>
    public static bool operator <(CostMonth left, CostMonth right) => left.CompareTo(right) < 0;

    /// <summary>Later.</summary>
    public static bool operator >(CostMonth left, CostMonth right) => left.CompareTo(right) > 0;

    /// <summary>Earlier or the same.</summary>
    public static bool operator <=(CostMonth left, CostMonth right) => left.CompareTo(right) <= 0;

    /// <summary>Later or the same.</summary>
    public static bool operator >=(CostMonth left, CostMonth right) => left.CompareTo(right) >= 0;
}
