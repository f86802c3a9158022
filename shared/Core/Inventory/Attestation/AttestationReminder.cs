using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Inventory.Attestation;

/// <summary>Who is reminded when: five business days before the last day, the day before, on it, and then every fifth one, to whom is above.</summary>
/// <param name="Kind">What is due today.</param>
/// <param name="BusinessDays">Business days until the last day; negative for those after it.</param>
/// <param name="Open">Items without an answer.</param>
public sealed record AttestationReminder(ReminderKind Kind, int BusinessDays, int Open)
{
    const int Early = 5;
    const int Every = 5;

    /// <summary>Business days are those of the IT department that is asked.</summary>
    public static WorkingCalendar CalendarOf(Estate estate, Municipality body)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(body);
        var calendar = estate.Organisations.First(organisation => organisation.Id == body.ItDepartment).Calendar;
        return new(estate.Calendars.First(known => known.Id == calendar));
    }

    /// <summary>What is due on a day. Nothing on a day that is closed, nor once everything is answered.</summary>
    public static AttestationReminder Of(AttestationCampaign campaign, WorkingCalendar calendar, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(calendar);
        var open = campaign.Open.Count();
        var days = today <= campaign.DueOn ? calendar.CountBusinessDays(today, campaign.DueOn) : -calendar.CountBusinessDays(campaign.DueOn, today);
        var kind = open == 0 || !calendar.IsOpen(today) || today < campaign.OpenedOn ? ReminderKind.None
            : days < 0 && -days % Every == 0 ? ReminderKind.Escalation
            : days < 0 ? ReminderKind.None
            : days is Early or 1 || today == campaign.DueOn ? ReminderKind.Reminder
            : ReminderKind.None;
        return new(kind, days, open);
    }
}

/// <summary>What is due on a day.</summary>
public enum ReminderKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A reminder (督促) to those who are asked.</summary>
    Reminder,

    /// <summary>A word to whom is above them (上申).</summary>
    Escalation,
}
