using System.Globalization;
using GovCloud.Calendar;

namespace GovCloud.Inventory.Attestation;

/// <summary>A quarter of the calendar, which is one of the fiscal year (4月始まり), too.</summary>
/// <param name="First">Its first day.</param>
public readonly record struct AttestationQuarter(DateOnly First)
{
    const int Months = 3;

    // A function that was down for a week opens late; a body that joins later begins with the next quarter.
    const int LatestOpening = 5;

    /// <summary>The quarter of a day.</summary>
    public static AttestationQuarter Of(DateOnly day) => new(new DateOnly(day.Year, ((day.Month - 1) / Months * Months) + 1, 1));

    /// <summary>The quarter before.</summary>
    public AttestationQuarter Previous => new(First.AddMonths(-Months));

    /// <summary>In keys: the first month, <c>2026-10</c>.</summary>
    public string Id => First.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>For people: <c>2026年10月期</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{First.Year}年{First.Month}月期");

    /// <summary>Whether a campaign is opened on a day: on the quarter's first business day, or on one of the next if that was missed.</summary>
    public bool OpensOn(DateOnly day, WorkingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return Of(day) == this && calendar.IsOpen(day) && calendar.CountBusinessDays(First, day, FirstDay.Included) <= LatestOpening;
    }
}
