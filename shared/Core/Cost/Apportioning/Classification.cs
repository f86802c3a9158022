using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using GovCloud.Estates;

namespace GovCloud.Cost.Apportioning;

/// <summary>Puts every line of a bill into the column of the first pool that takes it. Nothing is left out: the last pool takes everything.</summary>
sealed class Classification
{
    readonly EstateCost rules;
    readonly MonthNotes notes;
    readonly LineFactsReader reader;
    readonly int bodies;
    // By the pool's place, then the values that are kept apart, then the bodies: the order of the columns.
    readonly SortedDictionary<string, ColumnDraft> columns = new(StringComparer.Ordinal);

    Classification(Estate estate, MonthNotes notes)
    {
        (rules, this.notes) = (estate.Cost, notes);
        reader = new LineFactsReader(estate);
        bodies = estate.Municipalities.Length;
    }

    /// <summary>The columns of a bill's lines, in the order of the rules, then of the keys.</summary>
    public static ImmutableArray<ColumnDraft> Of(Estate estate, IEnumerable<CostLine> lines, MonthNotes notes)
    {
        var classification = new Classification(estate, notes);
        var ordered = lines.Order(CostLineOrder.Instance).ToList();
        var follows = estate.Cost.Tax == TaxTreatment.FollowTaxedCost;
        var taxed = new TaxedCost(estate.Cost.Basis);
        foreach (var line in ordered.Where(l => !follows || l.Kind != ChargeKind.Tax))
        {
            classification.Put(line, taxed);
        }

        foreach (var line in ordered.Where(l => follows && l.Kind == ChargeKind.Tax))
        {
            classification.Follow(line, taxed);
        }

        foreach (var column in classification.columns.Values)
        {
            column.Lines.Sort(CostLineOrder.Instance);
        }

        return [.. classification.columns.Values];
    }

    void Put(CostLine line, TaxedCost taxed)
    {
        var facts = reader.Of(line);
        var pool = rules.Pools.Index().First(p => PoolMatching.Takes(p.Item, line, facts));
        var column = ColumnOf(pool.Index, pool.Item, line, facts);
        var owner = column.IsDirect ? facts.Owner : null;
        column.Add(line with { Owner = owner }, facts.System?.Id, line.On(rules.Basis));
        taxed.Add(line, column, owner);
        notes.Line(pool.Item, line, facts);
    }

    /// <summary>A tax line goes where the cost is that it is charged on; where there is none, it is matched like any other.</summary>
    void Follow(CostLine line, TaxedCost taxed)
    {
        var parts = taxed.Split(line);
        if (parts.IsEmpty)
        {
            Put(line, new TaxedCost(rules.Basis));
            return;
        }

        foreach (var (column, part) in parts)
        {
            column.AddFollowing(part, part.On(rules.Basis));
        }

        notes.Line(parts[0].Column.Pool, line, reader.Of(line));
    }

    ColumnDraft ColumnOf(int index, CostPool pool, CostLine line, LineFacts facts)
    {
        ImmutableArray<(CostDimension, string)> key = [.. pool.Apart.Select(d => (d, ValueOf(d, line, facts)))];
        var sharing = pool.Among == PoolParticipants.Account && !PoolMatching.IsDirect(pool) && facts.Bodies.Length < bodies ? facts.Bodies : [];
        var place = string.Create(CultureInfo.InvariantCulture, $"{index:D6}\n{string.Join('\n', key.Select(k => k.Item2))}\n{string.Join('+', sharing)}");
        return columns.TryGetValue(place, out var known) ? known : columns[place] = new ColumnDraft(index, pool, key, sharing) { Place = place };
    }

    static string ValueOf(CostDimension dimension, CostLine line, LineFacts facts) => dimension switch
    {
        CostDimension.System => facts.System?.Id ?? "",
        CostDimension.Environment => facts.Environment is { } environment ? JsonNamingPolicy.KebabCaseLower.ConvertName(environment.ToString()) : "",
        CostDimension.Vendor => facts.System?.Vendor ?? "",
        CostDimension.Account => line.Account,
        CostDimension.Service => line.Service,
        CostDimension.ChargeKind => JsonNamingPolicy.KebabCaseLower.ConvertName(line.Kind.ToString()),
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "No such dimension."),
    };
}

/// <summary>Where cost lies that tax is charged on.</summary>
sealed class TaxedCost(CostBasis basis)
{
    readonly Dictionary<(string Account, string? Service), SortedDictionary<string, Place>> places = [];

    public void Add(CostLine line, ColumnDraft column, MunicipalityCode? owner)
    {
        foreach (var service in new[] { line.Service, null })
        {
            var of = places.TryGetValue((line.Account, service), out var known) ? known : places[(line.Account, service)] = new(StringComparer.Ordinal);
            var key = $"{column.Place}\n{owner}";
            of[key] = new Place(column, owner, (of.TryGetValue(key, out var sum) ? sum.Amount : ExactAmount.Zero) + line.On(basis));
        }
    }

    /// <summary>
    /// The parts of a tax line, which make it exactly on both bases: by the cost of its account and product, else of its account. Empty where there is none above zero.
    /// </summary>
    public ImmutableArray<(ColumnDraft Column, CostLine Part)> Split(CostLine tax) => Split(tax, tax.Service) is { IsEmpty: false } parts ? parts : Split(tax, service: null);

    ImmutableArray<(ColumnDraft Column, CostLine Part)> Split(CostLine tax, string? service)
    {
        var cost = places.TryGetValue((tax.Account, service), out var known) ? known.Values.Where(p => p.Amount.Sign > 0).ToList() : [];
        if (cost.Count == 0)
        {
            return [];
        }

        var weights = SplitWeights.Of([.. cost.Select(c => c.Amount)]);
        var (billed, amortised) = (ExactSplit.Split(tax.Billed, weights), ExactSplit.Split(tax.Amortised, weights));
        return
        [
            .. cost.Select((c, i) => (
                c.Column,
                tax with
                {
                    Billed = billed[i],
                    Amortised = amortised[i],
                    Quantity = cost.Count == 1 ? tax.Quantity : ExactAmount.Zero,
                    Owner = c.Owner,
                })),
        ];
    }

    /// <summary>Cost that is taxed: of a column, and of its owner where it goes direct.</summary>
    sealed record Place(ColumnDraft Column, MunicipalityCode? Owner, ExactAmount Amount);
}
