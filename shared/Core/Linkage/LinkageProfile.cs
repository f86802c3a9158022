using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Linkage;

/// <summary>An interface of the estate, prepared: patterns compiled, calendar at hand.</summary>
public sealed class LinkageProfile
{
    /// <summary>Prepares an interface of a validated estate.</summary>
    /// <exception cref="FormatException">A pattern cannot be used.</exception>
    public LinkageProfile(LinkageInterface definition, WorkingCalendar? calendar)
    {
        ArgumentNullException.ThrowIfNull(definition);
        Definition = definition;
        Calendar = calendar;
        Data = KeyPattern.Parse(definition.Pattern);
        Marker = definition.Marker switch
        {
            { Rule: MarkerRule.Suffix, Suffix: { } suffix } => LinkageNames.WithSuffix(Data, suffix),
            { Rule: MarkerRule.Pattern, Pattern: { } pattern } => KeyPattern.Parse(pattern),
            _ => null,
        };
    }

    /// <summary>The interface.</summary>
    public LinkageInterface Definition { get; }

    /// <summary>Its id.</summary>
    public string Id => Definition.Id;

    /// <summary>The calendar whose open days count; none where every day does.</summary>
    public WorkingCalendar? Calendar { get; }

    /// <summary>Names of data files.</summary>
    public KeyPattern Data { get; }

    /// <summary>Names of markers; none where files have none.</summary>
    public KeyPattern? Marker { get; }

    /// <summary>Whether nobody knows when files come.</summary>
    public bool OnDemand => Definition.Schedule.Frequency == LinkageFrequency.OnDemand;

    /// <summary>Everything that follows from a slot.</summary>
    /// <param name="day">The day and, for a monthly file, the month that its name carries.</param>
    /// <param name="sequence">The file's number within the day.</param>
    internal ExpectedFile Expect(ExpectedDay day, int sequence)
    {
        var schedule = Definition.Schedule;
        var due = schedule.Deadline is { } deadline ? JapanTime.At(day.Date.AddDays(schedule.DeadlineDays), deadline) : (DateTimeOffset?)null;
        var named = Data.Groups.Contains(KeyPattern.DateGroup, StringComparer.Ordinal) ? day.Date : day.Nominal;
        return new ExpectedFile
        {
            Slot = new FileSlot(Id, day.Date, sequence),
            Key = Definition.Prefix + Data.NameOf(named, sequence),
            OpensAt = JapanTime.At(day.Date, TimeOnly.MinValue),
            Due = due,
            Consumers = [.. Definition.Consumers.Select(consumer => new ConsumerDeadline(consumer.System, By(consumer, day.Date, due)))],
        };
    }

    static DateTimeOffset? By(LinkageConsumer consumer, DateOnly date, DateTimeOffset? due) =>
        consumer.By is { } time ? JapanTime.At((due is { } at ? JapanTime.DateOf(at) : date).AddDays(consumer.Days), time) : null;
}

/// <summary>A day on which files are expected.</summary>
/// <param name="Date">The day, after it was moved from a closed one.</param>
/// <param name="Nominal">The day that the schedule names; its month is that of a monthly file's name.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
readonly record struct ExpectedDay(DateOnly Date, DateOnly Nominal);
