namespace GovCloud.Estates.Reading;

/// <summary>A schedule says what its frequency needs and nothing else, and files are kept until they must have been taken.</summary>
static class LinkageScheduleRules
{
    public static void Check(RuleContext context, LinkageInterface profile)
    {
        if (!context.Sound(profile, nameof(profile.Schedule)) || profile.Schedule is not { } schedule
            || !context.Sound(schedule, nameof(schedule.Frequency), nameof(schedule.Weekday), nameof(schedule.DayOfMonth), nameof(schedule.NthBusinessDay), nameof(schedule.Deadline), nameof(schedule.Calendar), nameof(schedule.Files)))
        {
            return;
        }

        foreach (var (property, message) in Contradictions(schedule))
        {
            context.Error(EstateRules.LinkageSchedule, schedule, property, $"the schedule of interface \"{profile.Id}\" {message}");
        }

        foreach (var consumer in profile.Consumers.Where(c => c is { Days: 0, By: { } by } && by <= schedule.Deadline && context.Sound(c, nameof(c.By), nameof(c.Days))))
        {
            context.Error(
                EstateRules.LinkageSchedule,
                consumer,
                nameof(consumer.By),
                FormattableString.Invariant($"consumer \"{consumer.System}\" must take the file of interface \"{profile.Id}\" by {consumer.By:H:mm}, and it is due at {schedule.Deadline:H:mm} only; write a later 'by', or 'days'"));
        }

        CheckRetention(context, profile, schedule);
    }

    static IEnumerable<(string Property, string Message)> Contradictions(LinkageSchedule schedule)
    {
        var word = RuleContext.Word(schedule.Frequency);
        if (schedule.Frequency == LinkageFrequency.Weekly != schedule.Weekday is not null)
        {
            yield return (nameof(schedule.Weekday), schedule.Weekday is null ? "is weekly and has no 'weekday'; add it" : $"is {word} and has a 'weekday'; remove it");
        }

        var days = (schedule.DayOfMonth is null ? 0 : 1) + (schedule.NthBusinessDay is null ? 0 : 1);
        if (schedule.Frequency == LinkageFrequency.Monthly ? days != 1 : days != 0)
        {
            yield return (
                schedule.NthBusinessDay is null ? nameof(schedule.DayOfMonth) : nameof(schedule.NthBusinessDay),
                schedule.Frequency == LinkageFrequency.Monthly ? "is monthly; write either 'dayOfMonth' or 'nthBusinessDay'" : $"is {word} and names a day of the month; remove it");
        }

        if (schedule.NthBusinessDay is { } nth && (nth == 0 || schedule.Calendar is null))
        {
            yield return (nameof(schedule.NthBusinessDay), nth == 0 ? "names business day 0; the first is 1, the last -1" : "counts business days without a 'calendar'; name one");
        }

        if (schedule.Frequency == LinkageFrequency.OnDemand ? schedule.Deadline is not null : schedule.Deadline is null)
        {
            yield return (nameof(schedule.Deadline), schedule.Deadline is null ? $"is {word} and has no 'deadline'; add the time until which the file must be there" : "is on-demand and has a 'deadline'; nobody knows when to expect the file, so remove it");
        }
    }

    static void CheckRetention(RuleContext context, LinkageInterface profile, LinkageSchedule schedule)
    {
        var needed = schedule.DeadlineDays + profile.Consumers.Select(c => c.Days).DefaultIfEmpty().Max() + 1;
        if (context.Sound(profile, nameof(profile.RetentionDays), nameof(profile.Consumers)) && profile.RetentionDays < needed)
        {
            context.Error(
                EstateRules.LinkageRetention,
                profile,
                nameof(profile.RetentionDays),
                $"interface \"{profile.Id}\" deletes files after {profile.RetentionDays} days, and its last consumer has {needed} days to take them; keep them longer");
        }

        foreach (var store in context.Estate.Linkage.Stores.Where(s => s.Municipality == profile.Municipality && context.Sound(s, nameof(s.KeptAtLeastDays), nameof(s.KeptAtMostDays), nameof(s.Municipality))))
        {
            if (profile.RetentionDays < store.KeptAtLeastDays || profile.RetentionDays > store.KeptAtMostDays)
            {
                context.Error(
                    EstateRules.LinkageRetention,
                    profile,
                    nameof(profile.RetentionDays),
                    $"'retentionDays' {profile.RetentionDays} of interface \"{profile.Id}\" breaks the rule of {profile.Municipality} (store \"{store.Id}\": {store.KeptAtLeastDays} to {store.KeptAtMostDays} days); correct one of the two");
            }
        }
    }
}
