using System.Collections.Immutable;
using GovCloud.Triage;

namespace GovCloud.Documents;

/// <summary>What happened on one day of operations: the content of the page, without its form. Instants may have any offset; they are shown in Japan's.</summary>
public sealed record OperationsDay
{
    /// <summary>The day in Japan.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>When the page was made.</summary>
    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>The numbers at the top, in order.</summary>
    public required ImmutableArray<Figure> Figures { get; init; }

    /// <summary>What was checked after the day, in order.</summary>
    public required ImmutableArray<Check> Checks { get; init; }

    /// <summary>Everything that came in, in order of time.</summary>
    public required ImmutableArray<Arrival> Arrivals { get; init; }

    /// <summary>The incidents, in order of their numbers.</summary>
    public required ImmutableArray<IncidentCourse> Incidents { get; init; }

    /// <summary>Messages as they reached people, in order of time.</summary>
    public required ImmutableArray<SentMessage> Messages { get; init; }

    /// <summary>What could not be read.</summary>
    public required ImmutableArray<QuarantinedInput> Quarantine { get; init; }

    /// <summary>What broke on the way, in order of time.</summary>
    public ImmutableArray<Interference> Interferences { get; init; } = [];

    /// <summary>Deliveries that needed more than one attempt, or were given up.</summary>
    public ImmutableArray<TroubledDelivery> TroubledDeliveries { get; init; } = [];

    /// <summary>How long things took.</summary>
    public ImmutableArray<Duration> Durations { get; init; } = [];

    /// <summary>Sentences for the foot of the page: what differs from AWS.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];
}

/// <summary>A number at the top of the page.</summary>
/// <param name="Label">What is counted, in Japanese.</param>
/// <param name="Value">The number.</param>
/// <param name="Note">A few words under it; none when null.</param>
/// <param name="Alarming">It should be zero and is not.</param>
public sealed record Figure(string Label, int Value, string? Note = null, bool Alarming = false);

/// <summary>Something that must hold after every day.</summary>
/// <param name="Sentence">What must hold, in Japanese.</param>
/// <param name="Holds">Whether it does.</param>
/// <param name="Detail">The numbers, or what violates it.</param>
public sealed record Check(string Sentence, bool Holds, string Detail);

/// <summary>An event that came in.</summary>
/// <param name="At">When.</param>
/// <param name="Note">What it was.</param>
public sealed record Arrival(DateTimeOffset At, string Note);

/// <summary>An incident and how it came to be what it is.</summary>
/// <param name="Incident">Its last state.</param>
/// <param name="History">What was decided, in order.</param>
public sealed record IncidentCourse(Incident Incident, ImmutableArray<CourseEntry> History);

/// <summary>One decision.</summary>
/// <param name="At">When the alert was raised.</param>
/// <param name="Disposition">What became of it.</param>
/// <param name="Source">The EventBridge source.</param>
/// <param name="Severity">Severity after the estate's rules.</param>
/// <param name="Reason">Why, as a sentence.</param>
/// <param name="Rule">The rule's id.</param>
public sealed record CourseEntry(DateTimeOffset At, Disposition Disposition, string Source, Severity Severity, string Reason, string Rule);

/// <summary>A message as it reached people.</summary>
/// <param name="At">When the channel took it.</param>
/// <param name="Channel">Over which channel.</param>
/// <param name="Organisation">The receiver's id.</param>
/// <param name="Subject">The subject of a mail; empty for Slack.</param>
/// <param name="Content">The text of a mail, or the JSON of a Slack message.</param>
public sealed record SentMessage(DateTimeOffset At, NotificationChannel Channel, string Organisation, string Subject, string Content);

/// <summary>Input that could not be read.</summary>
/// <param name="At">When it came in.</param>
/// <param name="Note">What it was.</param>
/// <param name="Reason">Why it could not be read.</param>
/// <param name="Location">Where it is kept.</param>
/// <param name="Bytes">Its size in bytes.</param>
public sealed record QuarantinedInput(DateTimeOffset At, string Note, string Reason, string Location, int Bytes);

/// <summary>Something that broke, or worked again.</summary>
/// <param name="At">When.</param>
/// <param name="Note">What.</param>
/// <param name="Effect">What followed from it, as it was measured; empty when nothing is to be said.</param>
public sealed record Interference(DateTimeOffset At, string Note, string Effect);

/// <summary>A delivery that did not work at once.</summary>
/// <param name="Channel">Over which channel.</param>
/// <param name="Organisation">The receiver's id.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Delivered">Whether it arrived in the end.</param>
/// <param name="LastError">What went wrong last.</param>
public sealed record TroubledDelivery(NotificationChannel Channel, string Organisation, string Subject, int Attempts, bool Delivered, string LastError);

/// <summary>A distribution of times.</summary>
/// <param name="Label">What was measured, in Japanese.</param>
/// <param name="Samples">The times.</param>
public sealed record Duration(string Label, ImmutableArray<TimeSpan> Samples)
{
    /// <summary>The time that a share of the samples does not exceed (nearest rank); zero without samples.</summary>
    /// <param name="share">From 0 to 1.</param>
    public TimeSpan Quantile(double share)
    {
        if (Samples.IsEmpty)
        {
            return TimeSpan.Zero;
        }

        var ordered = Samples.Sort();
        return ordered[Math.Clamp((int)Math.Ceiling(share * ordered.Length) - 1, 0, ordered.Length - 1)];
    }
}
