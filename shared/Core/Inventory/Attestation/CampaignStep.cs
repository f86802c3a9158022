using System.Globalization;
using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Inventory.Attestation;

/// <summary>What is done about a campaign.</summary>
public enum CampaignStepKind
{
    /// <summary>The body is asked.</summary>
    Open,

    /// <summary>The body is reminded (督促).</summary>
    Remind,

    /// <summary>The operator and whom is above are told (上申).</summary>
    Escalate,

    /// <summary>The campaign ends, answered or not.</summary>
    Close,
}

/// <summary>A step that is due.</summary>
/// <param name="Kind">What.</param>
/// <param name="On">On which day, in Japan.</param>
public sealed record CampaignStep(CampaignStepKind Kind, DateOnly On)
{
    /// <summary>By which it is known as done: opening and closing happen once, the others once a day.</summary>
    public string Name => Kind switch
    {
        CampaignStepKind.Open => "open",
        CampaignStepKind.Close => "close",
        _ => string.Create(CultureInfo.InvariantCulture, $"{(Kind == CampaignStepKind.Remind ? "remind" : "escalate")} {On:yyyy-MM-dd}"),
    };

    /// <summary>What is due on a day and not done yet. A campaign closes when all is answered, else so many business days after the last day for answers.</summary>
    public static IEnumerable<CampaignStep> Due(CampaignState state, WorkingCalendar calendar, AttestationPolicy policy, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(policy);
        var reminder = AttestationReminder.Of(state.Campaign, calendar, today);
        var closes = state.ClosedOn is not null || reminder.Open == 0 || reminder.BusinessDays <= -policy.CloseAfterBusinessDays;
        var steps = new List<CampaignStep> { new(CampaignStepKind.Open, today) };
        if (closes)
        {
            steps.Add(new(CampaignStepKind.Close, state.ClosedOn ?? today));
        }
        else if (reminder.Kind != ReminderKind.None)
        {
            steps.Add(new(reminder.Kind == ReminderKind.Reminder ? CampaignStepKind.Remind : CampaignStepKind.Escalate, today));
        }

        return steps.Where(step => !state.Done.Contains(step.Name, StringComparer.Ordinal));
    }
}
