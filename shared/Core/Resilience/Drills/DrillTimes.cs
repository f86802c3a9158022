using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace GovCloud.Resilience.Drills;

/// <summary>How long a phase of recovery took over the drills of a system and scenario.</summary>
/// <param name="Title">The phase.</param>
/// <param name="Times">How often it was done.</param>
/// <param name="Median">The median (p50): the middle one, of two the longer.</param>
/// <param name="High">The 95th percentile by nearest rank: of fewer than twenty the longest.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PhaseTimes(string Title, int Times, TimeSpan Median, TimeSpan High);

/// <summary>The phases of recovery of a system, over all drills of one scenario that were finished.</summary>
public sealed record DrillTimes
{
    /// <summary>The system.</summary>
    public required string System { get; init; }

    /// <summary>The scenario.</summary>
    public required DrillScenario Scenario { get; init; }

    /// <summary>The recovery time objective of the latest drill.</summary>
    public required TimeSpan Objective { get; init; }

    /// <summary>The phases, in the order of the latest drill.</summary>
    public required ImmutableArray<PhaseTimes> Phases { get; init; }

    /// <summary>From the declaration to the last step.</summary>
    public required PhaseTimes Whole { get; init; }

    /// <summary>Whether a slow drill meets the objective.</summary>
    public bool Met => Whole.High <= Objective;

    /// <summary>For each system and scenario with a finished drill, in the order of their names.</summary>
    public static ImmutableArray<DrillTimes> Of(IEnumerable<DrillRecord> drills)
    {
        ArgumentNullException.ThrowIfNull(drills);
        return
        [
            .. drills.Where(drill => drill.ActualRto is not null).GroupBy(drill => (drill.System, drill.Scenario))
                .OrderBy(group => group.Key.System, StringComparer.Ordinal).ThenBy(group => group.Key.Scenario)
                .Select(group => Of(group.Key.System, group.Key.Scenario, [.. group.OrderBy(drill => drill.Restored)])),
        ];
    }

    static DrillTimes Of(string system, DrillScenario scenario, List<DrillRecord> drills) => new()
    {
        System = system,
        Scenario = scenario,
        Objective = TimeSpan.FromHours(drills[^1].RtoHours),
        Phases =
        [
            .. drills[^1].Steps.Select(step => Times(
                step.Title, [.. drills.SelectMany(drill => drill.Steps).Where(one => one.Title == step.Title && one is { Began: not null, Ended: not null }).Select(one => one.Ended!.Value - one.Began!.Value)])),
        ],
        Whole = Times("発災の宣言から業務の再開まで", [.. drills.Select(drill => drill.ActualRto!.Value)]),
    };

    static PhaseTimes Times(string title, List<TimeSpan> taken)
    {
        taken.Sort();
        return taken.Count == 0 ? new(title, 0, TimeSpan.Zero, TimeSpan.Zero) : new(title, taken.Count, taken[taken.Count / 2], taken[(int)Math.Ceiling(0.95 * taken.Count) - 1]);
    }
}
