using System.Collections.Immutable;
using System.Text.Json.Serialization;
using GovCloud.Cost.Apportioning;
using GovCloud.Estates;

namespace GovCloud.Cost.Tracking;

/// <summary>What each subject had spent by the end of a day of the month. Kept day by day: exports carry sums of the month only.</summary>
public sealed record CostSnapshot
{
    /// <summary>The last day that is in it, UTC.</summary>
    public required DateOnly Through { get; init; }

    /// <summary>The amounts, by subject.</summary>
    public required ImmutableArray<SubjectCost> Costs { get; init; }

    /// <summary>The month.</summary>
    [JsonIgnore]
    public CostMonth Month => CostMonth.Of(Through);

    /// <summary>
    /// Takes the snapshot of an apportioned month. A municipality has spent what it bears after the split; a system, vendor or account what its lines
    /// cost before it, in the yen of the same statement.
    /// </summary>
    /// <param name="estate">The estate.</param>
    /// <param name="month">The month as far as it is.</param>
    /// <param name="through">The last day whose usage the bill has in full, UTC.</param>
    public static CostSnapshot Take(EstateIndex estate, ApportionedMonth month, DateOnly through)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(month);
        if (CostMonth.Of(through) != month.Month)
        {
            throw new ArgumentOutOfRangeException(nameof(through), through, $"The day is not in {month.Month}.");
        }

        var attribution = new CostAttribution(estate, month);
        return new CostSnapshot { Through = through, Costs = [.. CostSubject.Of(estate).Select(attribution.Of)] };
    }
}

/// <summary>What a subject has spent in the month.</summary>
/// <param name="Subject">Who or what.</param>
/// <param name="Yen">All of it.</param>
/// <param name="OnceYen">The part that does not grow with the days: fees, purchases, credits and refunds, as billed so far.</param>
public sealed record SubjectCost(CostSubject Subject, decimal Yen, decimal OnceYen)
{
    /// <summary>The part that grows with the days.</summary>
    [JsonIgnore]
    public decimal RunningYen => Yen - OnceYen;
}
