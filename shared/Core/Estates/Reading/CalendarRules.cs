namespace GovCloud.Estates.Reading;

/// <summary>A calendar does not contradict itself.</summary>
static class CalendarRules
{
    public static void Check(RuleContext context)
    {
        foreach (var calendar in context.Estate.Calendars)
        {
            if (context.Sound(calendar, nameof(calendar.Open), nameof(calendar.Close)) && calendar.Close != TimeOnly.MinValue && calendar.Open >= calendar.Close)
            {
                var at = context.Map.Written(calendar, nameof(calendar.Close)) ? nameof(calendar.Close) : nameof(calendar.Open);
                context.Error(
                    EstateRules.Calendar,
                    calendar,
                    at,
                    FormattableString.Invariant($"\"{calendar.Id}\" opens at {calendar.Open:H:mm} and closes at {calendar.Close:H:mm}; 'close' must be later, or 0:00 for the end of the day"));
            }

            if (context.Sound(calendar, nameof(calendar.Days)) && calendar.Days.IsEmpty)
            {
                context.Error(EstateRules.Calendar, calendar, nameof(calendar.Days), $"\"{calendar.Id}\" has no day of the week on which work is done; name at least one in 'days'");
            }

            for (var i = 0; i < calendar.OpenDays.Length; i++)
            {
                if (calendar.ClosedDays.Contains(calendar.OpenDays[i]))
                {
                    context.Problems.Error(
                        EstateRules.Calendar,
                        context.Map.At(calendar, nameof(calendar.OpenDays), i),
                        FormattableString.Invariant($"{calendar.OpenDays[i]:yyyy-MM-dd} is in 'openDays' and in 'closedDays' of \"{calendar.Id}\"; remove one"));
                }
            }
        }
    }
}
