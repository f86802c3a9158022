using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Cli.Day;

/// <summary>One working day of an estate, as steps in order of time. The same estate and day give the same steps to the byte.</summary>
sealed partial class DayScenario
{
    readonly EventFactory events;
    readonly ScenarioAccounts accounts;
    readonly DateOnly day;
    readonly ImmutableArray<ScenarioStep>.Builder steps = ImmutableArray.CreateBuilder<ScenarioStep>();

    DayScenario(Estate estate, DateOnly day)
    {
        this.day = day;
        events = new EventFactory(estate.Profile.PrimaryRegion);
        accounts = new ScenarioAccounts(estate);
    }

    /// <summary>The day.</summary>
    public static ImmutableArray<ScenarioStep> Create(Estate estate, DateOnly day)
    {
        var scenario = new DayScenario(estate, day);
        scenario.Night();
        scenario.Morning();
        scenario.Storm();
        scenario.Forenoon();
        scenario.BadInput();
        scenario.Afternoon();
        scenario.Evening();
        return [.. scenario.steps.OrderBy(step => step.At)];
    }

    /// <summary>The last day before <paramref name="today"/> on which offices in Japan are open.</summary>
    public static DateOnly LastWorkingDay(DateOnly today)
    {
        var date = today.AddDays(-1);
        while (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || JapaneseHolidays.IsHoliday(date) || date is { Month: 12, Day: >= 29 } or { Month: 1, Day: <= 3 })
        {
            date = date.AddDays(-1);
        }

        return date;
    }

    DateTimeOffset At(string time) => JapanTime.At(day, TimeOnly.Parse(time, CultureInfo.InvariantCulture));

    void Add(string time, string note, string json) => Add(At(time), note, json);

    void Add(DateTimeOffset at, string note, string json) => steps.Add(new ScenarioStep.BusEvent(at, note, Entry.MemberBus, json));

    void AddAtOperations(string time, string note, string json) => steps.Add(new ScenarioStep.BusEvent(At(time), note, Entry.OperationsBus, json));

    void Queue(string time, string note, string body) => steps.Add(new ScenarioStep.QueueMessage(At(time), note, body));

    void Disturb(string time, string note, DisturbanceKind kind) => steps.Add(new ScenarioStep.Disturbance(At(time), note, kind));
}
