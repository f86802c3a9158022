using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Adapters.AwsApi;
using GovCloud.Audit;
using GovCloud.Resilience.Facts;

namespace GovCloud.Adapters.Backup;

/// <summary>What was collected of the restore-testing plans of one account and region so far.</summary>
sealed class CollectedTests
{
    readonly HashSet<string> names = new(StringComparer.Ordinal);
    readonly Dictionary<string, RestoreTestingPlanFacts> plans = new(StringComparer.Ordinal);
    readonly Dictionary<string, Dictionary<string, RestoreTestSelection>> selections = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> expected = new(StringComparer.Ordinal);

    public void AddName(string name) => names.Add(name);

    public void Add(RestoreTestingPlanFacts plan)
    {
        plans[plan.RestoreTestingPlanName!] = plan;
        names.Add(plan.RestoreTestingPlanName!);
    }

    public bool Knows(string name) => names.Contains(name);

    public void Expect(string plan, int count) => expected[plan] = count;

    public void AddSelection(string plan, RestoreTestSelection selection)
    {
        if (!selections.TryGetValue(plan, out var known))
        {
            selections[plan] = known = new(StringComparer.Ordinal);
        }

        known[selection.Name] = selection;
    }

    /// <summary>What is known.</summary>
    /// <param name="listGap">Why the list is not known; null where it is.</param>
    /// <param name="planGap">Why the plans are not known; null where they are.</param>
    /// <param name="notCollected">How it is said that nothing was collected.</param>
    public Reading<ImmutableArray<RestoreTestReading>> Read(string? listGap, string? planGap, string notCollected)
    {
        var missing = names.Where(name => !plans.ContainsKey(name)).Order(StringComparer.Ordinal).ToList();
        var gap = missing.Count > 0 ? $"復元テスト計画 {string.Join('、', missing)} の中身を収集していない"
            : listGap is not null && (listGap != notCollected || plans.Count == 0) ? listGap
            : plans.Count > 0 ? planGap : null;
        return gap is not null
            ? Readings.Unknown<ImmutableArray<RestoreTestReading>>(gap)
            : Readings.Known<ImmutableArray<RestoreTestReading>>([.. plans.Values.Select(plan => RestoreTestFacts.Plan(plan, SelectionsOf(plan.RestoreTestingPlanName!))).OfType<RestoreTestReading>()]);
    }

    Reading<ImmutableArray<RestoreTestSelection>> SelectionsOf(string plan)
    {
        var found = selections.GetValueOrDefault(plan);
        return found is null && !expected.ContainsKey(plan) ? Readings.Unknown<ImmutableArray<RestoreTestSelection>>("復元テストの割り当てを収集していない")
            : expected.TryGetValue(plan, out var count) && count > (found?.Count ?? 0)
                ? Readings.Unknown<ImmutableArray<RestoreTestSelection>>($"復元テストの割り当て{count.ToString(CultureInfo.InvariantCulture)}件のうち一部を収集していない")
                : Readings.Known<ImmutableArray<RestoreTestSelection>>([.. found?.Values.ToArray() ?? []]);
    }
}
