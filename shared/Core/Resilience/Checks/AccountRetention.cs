using System.Collections.Immutable;
using GovCloud.Resilience.Facts;

namespace GovCloud.Resilience.Checks;

/// <summary>What is kept how long in an account: what the next audit compares with, to see what was shortened.</summary>
public sealed record AccountRetention
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>When it was read, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The rules of the plans; null where they were never read.</summary>
    public ImmutableArray<RuleRetention>? Rules { get; init; }

    /// <summary>The recovery points, by region; a region that was never read is not there.</summary>
    public ImmutableArray<PointRetention> Points { get; init; } = [];

    /// <summary>Regions whose recovery points were read.</summary>
    public ImmutableArray<string> Regions { get; init; } = [];

    /// <summary>Takes down what a reading says; what could not be read stays as it was known before.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="primary">The region of daily operation, whose plans count.</param>
    public static AccountRetention Of(BackupReading reading, string primary)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var before = reading.Before.Match(known => known, _ => null);
        var read = reading.Regions.Where(region => region.Points.IsKnown).Select(region => region.Region).ToList();
        var kept = (before?.Regions ?? []).Except(read, StringComparer.Ordinal).ToList();
        return new AccountRetention
        {
            Account = reading.Account.ToString(),
            At = reading.Ended,
            Rules = reading.In(primary).Plans.Match(plans => [.. plans.SelectMany(RuleRetention.Of)], _ => before?.Rules),
            Points =
            [
                .. reading.Regions.SelectMany(region => region.Points.Match(points => PointRetention.Of(region.Region, points), _ => [])),
                .. (before?.Points ?? []).Where(points => kept.Contains(points.Region, StringComparer.Ordinal)),
            ],
            Regions = [.. read.Concat(kept).Order(StringComparer.Ordinal)],
        };
    }
}

/// <summary>How long a rule of a plan keeps.</summary>
/// <param name="Plan">Name of the plan; its id where it has none.</param>
/// <param name="Rule">Name of the rule.</param>
/// <param name="Vault">ARN of the vault of a copy; null for the rule itself.</param>
/// <param name="Days">Days; null for ever.</param>
public sealed record RuleRetention(string Plan, string Rule, string? Vault, int? Days)
{
    /// <summary>What a plan says.</summary>
    public static IEnumerable<RuleRetention> Of(PlanReading plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var name = plan.Name ?? plan.Id;
        return plan.Rules.SelectMany(rule => rule.Copies.Select(copy => new RuleRetention(name, rule.Name, copy.VaultArn, copy.DeleteAfterDays)).Prepend(new(name, rule.Name, null, rule.DeleteAfterDays)));
    }
}

/// <summary>The recovery points of a resource that are kept equally long.</summary>
/// <param name="Region">Where they lie.</param>
/// <param name="Resource">What was backed up.</param>
/// <param name="Days">Days; null for ever.</param>
/// <param name="Created">When they were made, in seconds since 1970, ascending. A second is what tells them apart: their ARNs would be ten times as long.</param>
public sealed record PointRetention(string Region, string Resource, int? Days, ImmutableArray<long> Created)
{
    /// <summary>Groups the recovery points whose lifecycle is known. Continuous ones stand for no moment and are left out.</summary>
    public static IEnumerable<PointRetention> Of(string region, ImmutableArray<RecoveryPoint> points) => points
        .Where(point => point is { LifecycleKnown: true, Created: not null, IsContinuous: false, ParentArn: null, Status: RecoveryPointStatus.Completed or RecoveryPointStatus.Available })
        .GroupBy(point => (point.Resource, point.DeleteAfterDays))
        .OrderBy(group => group.Key.Resource, StringComparer.Ordinal).ThenBy(group => group.Key.DeleteAfterDays ?? int.MaxValue)
        .Select(group => new PointRetention(region, group.Key.Resource, group.Key.DeleteAfterDays, [.. group.Select(point => point.Created!.Value.ToUnixTimeSeconds()).Distinct().Order()]));
}
