using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Cost.Apportioning;

/// <summary>The bodies that share a column, with the days on which they take part.</summary>
/// <param name="Bodies">The bodies by code. Those without a day are not among them.</param>
/// <param name="Days">Days of each.</param>
/// <param name="ByDays">Whether one of them, or one who is not here any more, takes part for a part of the month only.</param>
sealed record Sharers(ImmutableArray<MunicipalityCode> Bodies, ImmutableArray<int> Days, bool ByDays);

/// <summary>Who takes part in a month, and for how many days (日割).</summary>
sealed class Participation(Estate estate, CostMonth month)
{
    readonly ImmutableArray<MunicipalityCode> all = [.. estate.Municipalities.Select(m => m.Code).Order()];
    readonly ILookup<MunicipalityCode, CostParticipation> periods = estate.Cost.Participations.ToLookup(p => p.Municipality);
    readonly Dictionary<(string Bodies, string? System), Sharers> known = [];

    /// <summary>The bodies that share a column.</summary>
    public Sharers Of(ColumnDraft column)
    {
        var bodies = column.Pool.Among switch
        {
            PoolParticipants.All => all,
            PoolParticipants.Listed => [.. column.Pool.Municipalities.Order()],
            _ => column.Sharing.IsEmpty ? all : column.Sharing,
        };
        var key = (bodies == all ? "" : string.Join('+', bodies), column.System);
        return known.TryGetValue(key, out var sharers) ? sharers : known[key] = Of(bodies, column.System);
    }

    /// <summary>The days of a month on which a body takes part. What is said for a system goes before what is said for all.</summary>
    public int DaysOf(MunicipalityCode body, string? system)
    {
        var own = periods[body].Where(p => p.System is not null && p.System == system).ToList();
        var valid = own.Count > 0 ? own : [.. periods[body].Where(p => p.System is null)];
        return valid.Count == 0
            ? month.Days
            : Enumerable.Range(0, month.Days).Select(month.First.AddDays).Count(day => valid.Exists(p => (p.From ?? day) <= day && day <= (p.Until ?? day)));
    }

    Sharers Of(ImmutableArray<MunicipalityCode> bodies, string? system)
    {
        var days = bodies.Select(b => (Body: b, Days: DaysOf(b, system))).ToList();
        var present = days.Where(d => d.Days > 0).ToList();
        return new Sharers([.. present.Select(d => d.Body)], [.. present.Select(d => d.Days)], days.Exists(d => d.Days < month.Days));
    }
}
