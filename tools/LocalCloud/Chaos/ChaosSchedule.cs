using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace GovCloud.LocalCloud.Chaos;

/// <summary>
/// Which call meets which fault, decided before anything runs: the n-th call of a kind meets the same fault in every run with the same seed and rules. Immutable.
/// </summary>
public sealed class ChaosSchedule
{
    readonly ulong seed;
    readonly FrozenDictionary<ChaosTarget, ImmutableArray<ChaosRule>> rules;

    /// <summary>Makes a schedule.</summary>
    /// <param name="seed">Decides which calls are hit.</param>
    /// <param name="rules">How often, and with what.</param>
    public ChaosSchedule(ulong seed, IEnumerable<ChaosRule> rules)
    {
        this.seed = seed;
        this.rules = rules.GroupBy(rule => rule.Target).ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray());
    }

    /// <summary>The calls that may be hit.</summary>
    public ImmutableArray<ChaosTarget> Targets => rules.Keys;

    /// <summary>The fault of a call; none for most.</summary>
    /// <param name="target">Which kind of call.</param>
    /// <param name="ordinal">Which one of its kind, from 0.</param>
    public ChaosKind? At(ChaosTarget target, long ordinal)
    {
        foreach (var (rule, i) in rules.GetValueOrDefault(target, []).Select((rule, i) => (rule, i)))
        {
            var drawn = SeededRandom.Hash(seed, string.Create(CultureInfo.InvariantCulture, $"{target}#{i}"), ordinal) % 10_000;
            if (drawn < (ulong)rule.PerTenThousand)
            {
                return rule.Kind;
            }
        }

        return null;
    }
}
