using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Guardrails;

/// <summary>What may be deployed next.</summary>
public abstract record RolloutDecision
{
    RolloutDecision()
    {
    }

    /// <summary>Every account has its version, and the audit found nothing.</summary>
    public sealed record Done : RolloutDecision;

    /// <summary>These accounts may be deployed now.</summary>
    /// <param name="Wave">The wave.</param>
    /// <param name="Targets">Those of its accounts that do not have their version yet.</param>
    public sealed record Deploy(RolloutWave Wave, ImmutableArray<RolloutTarget> Targets) : RolloutDecision;

    /// <summary>Nothing may be deployed before these are settled.</summary>
    /// <param name="Wave">The wave that holds up the others.</param>
    /// <param name="Obstacles">What is to be settled.</param>
    public sealed record Stopped(RolloutWave Wave, ImmutableArray<RolloutObstacle> Obstacles) : RolloutDecision;

    /// <summary>Decides. A wave begins only when the one before is deployed and audited; what failed stops the rest.</summary>
    public static RolloutDecision Of(RolloutPlan plan, RolloutRecord record, BaselineRollout rollout)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(rollout);
        foreach (var wave in plan.Waves)
        {
            var obstacles = wave.Targets.Select(target => ObstacleOf(target, record.Find(target.Account.Id))).OfType<RolloutObstacle>().ToImmutableArray();
            var tolerated = wave.Stage == Stage.Canary ? 0 : rollout.FailuresTolerated;
            var failed = obstacles.Count(obstacle => obstacle.Kind is ObstacleKind.Failed or ObstacleKind.Deviating);
            var stopping = obstacles.Where(obstacle => obstacle.Kind switch
            {
                ObstacleKind.Failed or ObstacleKind.Deviating => failed > tolerated,
                ObstacleKind.Downgrade => true,
                _ => false,
            }).ToImmutableArray();
            if (!stopping.IsEmpty)
            {
                return new Stopped(wave, stopping);
            }

            var missing = wave.Targets.Where(target => obstacles.Any(obstacle => obstacle.Target == target && obstacle.Kind == ObstacleKind.Missing)).ToImmutableArray();
            if (!missing.IsEmpty)
            {
                return new Deploy(wave, missing);
            }

            if (obstacles.Where(obstacle => obstacle.Kind is ObstacleKind.Unaudited or ObstacleKind.Unknown).ToImmutableArray() is { IsEmpty: false } open)
            {
                return new Stopped(wave, open);
            }
        }

        return new Done();
    }

    static RolloutObstacle? ObstacleOf(RolloutTarget target, RolloutEntry? entry)
    {
        var kind = entry switch
        {
            null => ObstacleKind.Missing,
            _ when BaselineVersion.TryParse(entry.Version, out var deployed) && deployed > target.Version && entry.Outcome == RolloutOutcome.Deployed => ObstacleKind.Downgrade,
            { Outcome: RolloutOutcome.Failed } when entry.Version == target.Version.ToString() => ObstacleKind.Failed,
            _ when entry.Version != target.Version.ToString() => ObstacleKind.Missing,
            { Audit: AuditOutcome.None } => ObstacleKind.Unaudited,
            { Audit: AuditOutcome.Unknown } => ObstacleKind.Unknown,
            { Audit: AuditOutcome.Deviating } => ObstacleKind.Deviating,
            _ => (ObstacleKind?)null,
        };
        return kind is { } found ? new RolloutObstacle(target, found, entry?.Note) : null;
    }
}

/// <summary>Why an account is not settled.</summary>
/// <param name="Target">The account.</param>
/// <param name="Kind">Why.</param>
/// <param name="Note">What was recorded about it.</param>
public sealed record RolloutObstacle(RolloutTarget Target, ObstacleKind Kind, string? Note);

/// <summary>Why an account is not settled.</summary>
public enum ObstacleKind
{
    /// <summary>It does not have its version yet.</summary>
    Missing,

    /// <summary>The deployment failed.</summary>
    Failed,

    /// <summary>It was not audited since.</summary>
    Unaudited,

    /// <summary>The audit could not read everything.</summary>
    Unknown,

    /// <summary>The audit found a deviation.</summary>
    Deviating,

    /// <summary>It has a later version than it is to have.</summary>
    Downgrade,
}
