using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Guardrails;

/// <summary>The order in which accounts get their versions: the canary, the other verification accounts, production. The same estate gives the same waves.</summary>
public sealed record RolloutPlan
{
    /// <summary>The waves, the canary's first; none where no account has a baseline.</summary>
    public required ImmutableArray<RolloutWave> Waves { get; init; }

    /// <summary>Plans the waves. What has happened does not move an account from one wave to another.</summary>
    public static RolloutPlan Of(Estate estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        if (estate.Guardrails.Rollout is not { } rollout)
        {
            return new RolloutPlan { Waves = [] };
        }

        var members = estate.Accounts
            .Where(account => estate.Guardrails.VersionOf(account.Id) is not null)
            .OrderBy(account => account.Id.ToString(), StringComparer.Ordinal)
            .ToLookup(account => account.Id == rollout.Canary ? Stage.Canary : account.Environment == DeploymentEnvironment.Verification ? Stage.Verification : Stage.Production);
        // The operations account last: with it, the audit that judges the others would be at stake.
        var production = members[Stage.Production].OrderBy(account => account.Purpose == AccountPurpose.Operations).ToArray();
        ImmutableArray<(Stage Stage, Account[] Accounts)> chunks =
        [
            .. members[Stage.Canary].Chunk(1).Select(accounts => (Stage.Canary, accounts)),
            .. members[Stage.Verification].Chunk(rollout.VerificationWave).Select(accounts => (Stage.Verification, accounts)),
            .. production.Chunk(rollout.ProductionWave).Select(accounts => (Stage.Production, accounts)),
        ];
        return new RolloutPlan { Waves = [.. chunks.Select((chunk, index) => Wave(estate, index + 1, chunk.Stage, chunk.Accounts))] };
    }

    static RolloutWave Wave(Estate estate, int number, Stage stage, Account[] accounts) => new()
    {
        Number = number,
        Stage = stage,
        Targets = [.. accounts.Select(account => new RolloutTarget(account, estate.Guardrails.VersionOf(account.Id)!.Value))],
    };
}

/// <summary>Accounts that get their versions together.</summary>
public sealed record RolloutWave
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>What kind of accounts.</summary>
    public required Stage Stage { get; init; }

    /// <summary>The accounts with the versions that they are to have.</summary>
    public required ImmutableArray<RolloutTarget> Targets { get; init; }
}

/// <summary>An account and the version that it is to have.</summary>
/// <param name="Account">The account.</param>
/// <param name="Version">The version.</param>
public sealed record RolloutTarget(Account Account, BaselineVersion Version);

/// <summary>Kinds of waves, in their order.</summary>
public enum Stage
{
    /// <summary>One account that shows whether the version works.</summary>
    Canary,

    /// <summary>検証.</summary>
    Verification,

    /// <summary>本番.</summary>
    Production,
}
