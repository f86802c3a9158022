using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Deployment;

/// <summary>A stack in an account and region.</summary>
/// <param name="Stack">The stack.</param>
/// <param name="Account">Twelve digits.</param>
/// <param name="Region">The region.</param>
public sealed record StackTarget(StackArtifact Stack, string Account, string Region);

/// <summary>What is used of a limit at one place, by the templates alone: what is in an account already is not known.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Place">Stack and resource, or account and region.</param>
/// <param name="Used">What is used.</param>
/// <param name="Allowed">What is allowed; none where it was not looked up.</param>
public sealed record LimitUsage(DeploymentLimit Limit, string Place, int Used, int? Allowed)
{
    const double Near = 0.8;

    /// <summary>The share that is used; none where the limit is not known.</summary>
    public double? Share => Allowed is { } allowed ? (double)Used / allowed : null;

    /// <summary>Whether more is used than allowed: the deployment fails unless the quota was raised.</summary>
    public bool IsExceeded => Used > Allowed;

    /// <summary>Whether 80 % or more is used.</summary>
    public bool IsNear => Share >= Near;
}

/// <summary>What is used of every limit.</summary>
/// <param name="Compared">The number of comparisons made.</param>
/// <param name="Highest">The highest use of each limit that is used at all.</param>
/// <param name="Warnings">Every place that uses 80 % or more, the fullest first.</param>
public sealed record LimitReport(int Compared, ImmutableArray<LimitUsage> Highest, ImmutableArray<LimitUsage> Warnings);

/// <summary>Compares templates, and what they make of accounts together, with AWS's limits.</summary>
public static class LimitCheck
{
    /// <summary>Checks every stack by itself and all stacks of each account together.</summary>
    /// <param name="placed">Every stack with every account and region that it is deployed to.</param>
    /// <param name="estate">For quotas that were raised; none for AWS's own values.</param>
    /// <param name="day">The day whose limits apply.</param>
    public static LimitReport Of(IReadOnlyCollection<StackTarget> placed, Estate? estate, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(placed);
        var allowed = DeploymentLimits.All.ToDictionary(limit => limit, limit => limit.Value(estate, day));
        var stacks = new Dictionary<StackArtifact, StackUsage>(ReferenceEqualityComparer.Instance);
        foreach (var (stack, _, _) in placed)
        {
            if (!stacks.ContainsKey(stack))
            {
                stacks.Add(stack, StackUsage.Of(stack));
            }
        }

        var used = stacks.Values.SelectMany(stack => stack.Own).Concat(Together(placed, stacks))
            .Select(u => new LimitUsage(u.Limit, u.Place, u.Used, allowed[u.Limit])).ToList();
        return new LimitReport(
            used.Count,
            [.. used.GroupBy(u => u.Limit).Select(g => g.MaxBy(u => u.Used)!).Where(u => u.Used > 0).OrderByDescending(u => u.Share ?? -1).ThenBy(u => u.Limit.Id, StringComparer.Ordinal)],
            [.. used.Where(u => u.IsNear).OrderByDescending(u => u.Share).ThenBy(u => u.Limit.Id, StringComparer.Ordinal).ThenBy(u => u.Place, StringComparer.Ordinal)]);
    }

    static IEnumerable<(DeploymentLimit Limit, string Place, int Used)> Together(IReadOnlyCollection<StackTarget> placed, Dictionary<StackArtifact, StackUsage> stacks)
    {
        var sums = new Dictionary<(DeploymentLimit Limit, string Place), int>();
        var count = DeploymentLimits.All.Single(limit => limit.Scope == LimitScope.Stacks);
        foreach (var (stack, account, region) in placed)
        {
            var place = $"{account}/{region}";
            Add(sums, (count, place), 1);
            foreach (var (limit, used) in stacks[stack].Counted)
            {
                Add(sums, (limit, limit.Scope == LimitScope.Account ? account : place), used);
            }

            foreach (var (limit, key, used) in stacks[stack].Grouped)
            {
                Add(sums, (limit, $"{place} {key}"), used);
            }
        }

        return sums.Select(s => (s.Key.Limit, s.Key.Place, s.Value));
    }

    static void Add<TKey>(Dictionary<TKey, int> sums, TKey key, int value)
        where TKey : notnull => sums[key] = sums.GetValueOrDefault(key) + value;
}
