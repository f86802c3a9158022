using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Cost.Apportioning;

/// <summary>A part of a column, and the weights that it is split by.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Amount">What it amounts to.</param>
sealed record PartDraft(CostSplit Rule, ExactAmount Amount)
{
    /// <summary>The weights; none where the part was passed on to other pools and no body bears it here.</summary>
    public WeightSet? Weights { get; init; }

    /// <summary>What each body of the weights bears. Direct parts know it from their lines.</summary>
    public ExactAmount[]? Amounts { get; init; }

    /// <summary>The same, split.</summary>
    public PartDraft Split() => Weights is null || Amounts is not null ? this : this with { Amounts = ExactSplit.Split(Amount, Weights.Prepared) };
}

/// <summary>A column with what each body bears of it, exactly.</summary>
/// <param name="Draft">The column.</param>
/// <param name="Parts">Its parts.</param>
/// <param name="Bodies">The bodies that share or own something of it, by code.</param>
/// <param name="Amount">What is split here, without what was passed on.</param>
/// <param name="Shares">What each body bears.</param>
sealed record ColumnSplit(ColumnDraft Draft, ImmutableArray<PartDraft> Parts, ImmutableArray<MunicipalityCode> Bodies, ExactAmount Amount, ExactAmount[] Shares)
{
    /// <summary>Splits the parts of a column, adds them up and keeps the limits. Columns do not depend on each other.</summary>
    public static ColumnSplit Of(ColumnDraft draft, ImmutableArray<PartDraft> parts, int monthDays, MonthNotes notes)
    {
        ImmutableArray<PartDraft> split = [.. parts.Select(p => p.Split())];
        var bodies = BodiesOf(split);
        var borne = split.Where(p => p.Weights is not null).ToList();
        var amount = borne.Aggregate(ExactAmount.Zero, (sum, part) => sum + part.Amount);
        var shares = borne.Count == 1 ? borne[0].Amounts! : Total(borne, bodies);

        if (!draft.Pool.Limits.IsEmpty && amount.Sign != 0 && borne.Count > 0)
        {
            var (kept, reached) = ShareLimits.Of(draft.Pool, bodies, borne[0].Weights!.Sharers, monthDays).Apply(amount, shares);
            shares = kept;
            if (!reached.IsEmpty)
            {
                notes.Limit(draft.Pool, reached);
            }
        }

        return new ColumnSplit(draft, split, bodies, amount, shares);
    }

    /// <summary>The parts have the same bodies, unless one of them fell back to a payer.</summary>
    static ImmutableArray<MunicipalityCode> BodiesOf(ImmutableArray<PartDraft> parts)
    {
        var all = parts.Where(p => p.Weights is not null).Select(p => p.Weights!.Sharers.Bodies).ToList();
        return all switch
        {
            [] => [],
            _ when all.TrueForAll(b => b == all[0]) => all[0],
            _ => [.. all.SelectMany(b => b).Distinct().Order()],
        };
    }

    static ExactAmount[] Total(List<PartDraft> parts, ImmutableArray<MunicipalityCode> bodies)
    {
        var shares = new ExactAmount[bodies.Length];
        foreach (var part in parts)
        {
            var of = part.Weights!.Sharers.Bodies;
            for (var i = 0; i < of.Length; i++)
            {
                shares[of == bodies ? i : bodies.BinarySearch(of[i])] += part.Amounts![i];
            }
        }

        return shares;
    }
}
