using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Cost.Closing;

/// <summary>From which day a month may be closed: the n-th business day of the month after it.</summary>
public sealed class ClosingSchedule
{
    readonly WorkingCalendar calendar;
    readonly int businessDay;

    /// <summary>Reads the rules of an estate: the calendar that they name, else that of the operator's desk.</summary>
    /// <exception cref="ArgumentException">The estate was not validated: there is no such calendar.</exception>
    public ClosingSchedule(Estate estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var id = estate.Cost.Closing.Calendar ?? estate.Organisations.FirstOrDefault(o => o.Id == estate.Profile.Operator)?.Calendar;
        var definition = estate.Calendars.FirstOrDefault(c => c.Id == id) ?? throw new ArgumentException($"The estate was not validated: there is no calendar '{id}'.", nameof(estate));
        calendar = new WorkingCalendar(definition);
        businessDay = estate.Cost.Closing.BusinessDay;
    }

    /// <summary>The day from which a month may be closed, Japanese time.</summary>
    public DateOnly DayOf(CostMonth month) => calendar.AddBusinessDays(month.Last, businessDay);

    /// <summary>Whether a month may be closed at an instant.</summary>
    /// <remarks>Holidays are known for some decades only: what is a year over is due, and what is not over is not, whatever the calendar says.</remarks>
    public bool IsDue(CostMonth month, DateTimeOffset now)
    {
        var today = JapanTime.DateOf(now);
        return today > month.Last && (today > month.Last.AddYears(1) || today >= DayOf(month));
    }
}
