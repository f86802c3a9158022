using System.Collections.Immutable;
using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Guardrails;

/// <summary>By when registered templates must be applied, and which are late.</summary>
public static class TemplateDeadlines
{
    /// <summary>The last day on which a template may be applied: so many business days of the operator's after it was obtained, that day not counted.</summary>
    public static DateOnly DueOn(Estate estate, GuardrailTemplate template)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(template);
        var desk = estate.Organisations.First(organisation => string.Equals(organisation.Id, estate.Profile.Operator, StringComparison.Ordinal)).Calendar;
        var calendar = new WorkingCalendar(estate.Calendars.First(one => string.Equals(one.Id, desk, StringComparison.Ordinal)));
        return calendar.AddBusinessDays(template.AsOf, template.DueBusinessDays);
    }

    /// <summary>Where every registered template stands on a day in Japan.</summary>
    public static ImmutableArray<TemplateAudit> Judge(Estate estate, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(estate);
        return [.. estate.Guardrails.Templates.Select(template => Judge(estate, template, today))];
    }

    /// <summary>Where a registered template stands on a day in Japan. One that was applied late is applied.</summary>
    public static TemplateAudit Judge(Estate estate, GuardrailTemplate template, DateOnly today)
    {
        var due = DueOn(estate, template);
        var (state, reason) = template.AppliedOn switch
        {
            { } day => (TemplateState.Applied, FormattableString.Invariant($"適用済み({day:yyyy-MM-dd})")),
            null when today > due => (TemplateState.Overdue, FormattableString.Invariant($"適用期限 {due:yyyy-MM-dd}(入手日 {template.AsOf:yyyy-MM-dd} から {template.DueBusinessDays} 営業日)を過ぎている")),
            null => (TemplateState.Pending, FormattableString.Invariant($"適用期限 {due:yyyy-MM-dd} まで")),
        };
        return new TemplateAudit
        {
            Id = template.Id,
            Title = template.Title,
            Version = template.Version,
            Layer = template.Layer,
            Account = estate.Profile.OperationsAccount.ToString(),
            DueOn = due,
            AppliedOn = template.AppliedOn,
            State = state,
            Reason = reason,
        };
    }
}

/// <summary>Where a registered template stands.</summary>
public sealed record TemplateAudit
{
    /// <summary>Its id in the registry.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, Japanese.</summary>
    public required string Title { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>Who prescribes it.</summary>
    public required TemplateLayer Layer { get; init; }

    /// <summary>The operations account: its owner answers for the registry.</summary>
    public required string Account { get; init; }

    /// <summary>The last day on which it may be applied.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>The day on which it was applied everywhere.</summary>
    public DateOnly? AppliedOn { get; init; }

    /// <summary>Where it stands.</summary>
    public required TemplateState State { get; init; }

    /// <summary>Why, Japanese.</summary>
    public required string Reason { get; init; }
}

/// <summary>Where templates may stand.</summary>
public enum TemplateState
{
    /// <summary>適用済み.</summary>
    Applied,

    /// <summary>Not applied everywhere, and it is not late yet.</summary>
    Pending,

    /// <summary>期限超過.</summary>
    Overdue,
}
