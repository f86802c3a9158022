using System.Collections.Immutable;

namespace GovCloud.Cost.Tracking;

/// <summary>Snapshots of this month and the one before, by day and subject.</summary>
public sealed class CostHistory
{
    readonly Dictionary<DateOnly, Dictionary<CostSubject, SubjectCost>> days;

    /// <summary>The history that ends with a snapshot.</summary>
    /// <param name="before">Earlier snapshots, in any order. One of the same day is replaced.</param>
    /// <param name="now">The latest.</param>
    public CostHistory(ImmutableArray<CostSnapshot> before, CostSnapshot now)
    {
        ArgumentNullException.ThrowIfNull(now);
        Through = now.Through;
        days = before.Where(s => s.Through < now.Through).Append(now).ToDictionary(s => s.Through, s => s.Costs.ToDictionary(c => c.Subject));
    }

    /// <summary>The last day.</summary>
    public DateOnly Through { get; }

    /// <summary>The month of the last day.</summary>
    public CostMonth Month => CostMonth.Of(Through);

    /// <summary>What a subject has spent by the last day; <see langword="null"/> where it is not followed.</summary>
    public SubjectCost? Spent(CostSubject subject) => At(Through, subject);

    /// <summary>What a subject had spent of a day's month by the end of the day, without what is charged once; <see langword="null"/> where it is not known.</summary>
    public decimal? RunningAt(DateOnly day, CostSubject subject) => At(day, subject)?.RunningYen;

    /// <summary>What a day cost: its snapshot less that of the day before, of which both must be there. The first of a month begins at nothing.</summary>
    public decimal? OfDay(DateOnly day, CostSubject subject) =>
        day.Day == 1 ? RunningAt(day, subject) : RunningAt(day, subject) - RunningAt(day.AddDays(-1), subject);

    SubjectCost? At(DateOnly day, CostSubject subject) => days.GetValueOrDefault(day)?.GetValueOrDefault(subject);
}
