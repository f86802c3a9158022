using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Estates;

namespace GovCloud.Cost.Apportioning;

/// <summary>What another set of rules would make of the same bill (事前協議): per body and column, and which rules differ.</summary>
public sealed record ApportionmentComparison
{
    /// <summary>The bodies of either, by code, with their sums.</summary>
    public required ImmutableArray<ComparedYen> Bodies { get; init; }

    /// <summary>Bodies and columns that differ, in the order of the columns, then by code.</summary>
    public required ImmutableArray<ComparedYen> Cells { get; init; }

    /// <summary>The rules that differ.</summary>
    public required ImmutableArray<RuleChange> Rules { get; init; }

    /// <summary>Compares two apportionments of one bill.</summary>
    /// <param name="before">With the rules as they are.</param>
    /// <param name="rulesBefore">Those rules.</param>
    /// <param name="after">With other rules.</param>
    /// <param name="rulesAfter">Those rules.</param>
    /// <exception cref="ArgumentException">They are of different months or bills.</exception>
    public static ApportionmentComparison Between(ApportionedMonth before, EstateCost rulesBefore, ApportionedMonth after, EstateCost rulesAfter)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(rulesBefore);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(rulesAfter);
        if (before.Month != after.Month || (before.Basis == after.Basis && before.Total != after.Total))
        {
            throw new ArgumentException($"{before.Month} with {before.Total} {before.Currency} and {after.Month} with {after.Total} {after.Currency} are not of one bill.", nameof(after));
        }

        var (first, second) = (YenOf(before), YenOf(after));
        var columns = before.Columns.Concat(after.Columns).Select(c => c.Id).Distinct(StringComparer.Ordinal).ToList();
        ImmutableArray<MunicipalityCode> bodies = [.. before.Bodies.Union(after.Bodies).Order()];
        return new ApportionmentComparison
        {
            Bodies = [.. bodies.Select(b => new ComparedYen(b, Column: null, before.YenOf(b), after.YenOf(b)))],
            Cells =
            [
                .. columns.SelectMany(c => bodies.Select(b => new ComparedYen(b, c, first.GetValueOrDefault((c, b)), second.GetValueOrDefault((c, b)))))
                    .Where(c => c.Difference != 0),
            ],
            Rules = RuleChanges.Between(rulesBefore, rulesAfter),
        };
    }

    static Dictionary<(string Column, MunicipalityCode Body), long> YenOf(ApportionedMonth month) =>
        month.Columns.SelectMany(c => c.Shares.Select(s => (c.Id, s.Municipality, s.Yen))).ToDictionary(s => (s.Id, s.Municipality), s => s.Yen);
}

/// <summary>Yen before and after.</summary>
/// <param name="Municipality">The body.</param>
/// <param name="Column">The column's id; none for the sum of all.</param>
/// <param name="Before">Yen before.</param>
/// <param name="After">Yen after.</param>
public sealed record ComparedYen(MunicipalityCode Municipality, string? Column, long Before, long After)
{
    /// <summary>More, or less, by so many yen.</summary>
    public long Difference => After - Before;

    /// <summary>The difference in percent of the amount before, to two decimals, halves away from zero; none where there was nothing before.</summary>
    public decimal? Percent => Before == 0 ? null : decimal.Round(Difference * 100m / Math.Abs(Before), 2, MidpointRounding.AwayFromZero);
}

/// <summary>A rule that differs.</summary>
/// <param name="Rule">Which: <c>pools.network</c>, <c>drivers.population</c>, <c>basis</c> and the like, as in the estate's files.</param>
/// <param name="Kind">How.</param>
public sealed record RuleChange(string Rule, RuleChangeKind Kind);

/// <summary>How a rule differs.</summary>
public enum RuleChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It says something else.</summary>
    Changed,

    /// <summary>It stands in another place among the pools, of which the first that takes a line counts.</summary>
    Moved,
}

/// <summary>Compares rules by their canonical text.</summary>
static class RuleChanges
{
    public static ImmutableArray<RuleChange> Between(EstateCost before, EstateCost after)
    {
        var changes = ImmutableArray.CreateBuilder<RuleChange>();
        Single(changes, "basis", before.Basis, after.Basis);
        Single(changes, "totalRounding", before.TotalRounding, after.TotalRounding);
        Single(changes, "tax", before.Tax, after.Tax);
        Single(changes, "municipalityTag", before.MunicipalityTag, after.MunicipalityTag);
        Single(changes, "systemTag", before.SystemTag, after.SystemTag);
        Pools(changes, before, after);
        Keyed(changes, "drivers", [.. before.Drivers.Select(d => (d.Id, TextOf(d)))], [.. after.Drivers.Select(d => (d.Id, TextOf(d)))]);
        Keyed(
            changes,
            "participations",
            [.. before.Participations.GroupBy(p => p.Municipality).Select(p => (p.Key.ToString(), string.Join('\n', p.Select(TextOf).Order(StringComparer.Ordinal))))],
            [.. after.Participations.GroupBy(p => p.Municipality).Select(p => (p.Key.ToString(), string.Join('\n', p.Select(TextOf).Order(StringComparer.Ordinal))))]);
        return changes.ToImmutable();
    }

    static void Pools(ImmutableArray<RuleChange>.Builder changes, EstateCost before, EstateCost after)
    {
        Keyed(changes, "pools", [.. before.Pools.Select(p => (p.Id, TextOf(p)))], [.. after.Pools.Select(p => (p.Id, TextOf(p)))]);
        var (first, second) = (before.Pools.Select(p => p.Id), after.Pools.Select(p => p.Id).ToList());
        var common = first.Where(second.Contains).ToList();
        changes.AddRange(common.Zip(second.Where(common.Contains)).Where(p => p.First != p.Second).Select(p => new RuleChange($"pools.{p.First}", RuleChangeKind.Moved)));
    }

    static void Single<T>(ImmutableArray<RuleChange>.Builder changes, string rule, T before, T after)
    {
        if (!EqualityComparer<T>.Default.Equals(before, after))
        {
            changes.Add(new RuleChange(rule, RuleChangeKind.Changed));
        }
    }

    static void Keyed(ImmutableArray<RuleChange>.Builder changes, string list, ImmutableArray<(string Id, string Text)> before, ImmutableArray<(string Id, string Text)> after)
    {
        var (first, second) = (before.ToDictionary(b => b.Id, b => b.Text, StringComparer.Ordinal), after.ToDictionary(a => a.Id, a => a.Text, StringComparer.Ordinal));
        foreach (var id in first.Keys.Union(second.Keys, StringComparer.Ordinal))
        {
            var kind = !first.TryGetValue(id, out var was) ? RuleChangeKind.Added
                : !second.TryGetValue(id, out var now) ? RuleChangeKind.Removed
                : was != now ? RuleChangeKind.Changed
                : (RuleChangeKind?)null;
            if (kind is { } different)
            {
                changes.Add(new RuleChange($"{list}.{id}", different));
            }
        }
    }

    static string TextOf(CostPool pool) => JsonSerializer.Serialize(pool, EstateJson.Default.CostPool);

    static string TextOf(CostDriver driver) =>
        JsonSerializer.Serialize(driver with { Values = [.. driver.Values.OrderBy(v => v.Municipality).ThenBy(v => v.System, StringComparer.Ordinal)] }, EstateJson.Default.CostDriver);

    static string TextOf(CostParticipation participation) => JsonSerializer.Serialize(participation, EstateJson.Default.CostParticipation);
}
