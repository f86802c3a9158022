using System.Globalization;
using GovCloud.Estates;
using GovCloud.Guardrails;

namespace GovCloud.Deployment;

/// <summary>When accounts have their turn: first those that all others depend on, then the waves of the baseline's rollout, else verification before production.</summary>
sealed class DeploymentStages(Estate estate)
{
    const int Foundation = 0;

    readonly Dictionary<string, Account> accounts = estate.Accounts.ToDictionary(a => a.Id.ToString(), StringComparer.Ordinal);

    readonly Dictionary<string, RolloutWave> waves = RolloutPlan.Of(estate).Waves
        .SelectMany(wave => wave.Targets.Select(target => (Id: target.Account.Id.ToString(), wave))).ToDictionary(t => t.Id, t => t.wave, StringComparer.Ordinal);

    /// <summary>The account's name; none where the estate does not have it.</summary>
    public string? NameOf(string account) => accounts.TryGetValue(account, out var known) ? known.Name : null;

    /// <summary>The rank of a stack by the account that it is for. The baseline has its own order, in which the operations account is the last.</summary>
    public int RankOf(string account, StackKind kind)
    {
        var isShared = !accounts.TryGetValue(account, out var known) || known.Purpose != AccountPurpose.System;
        return isShared && kind.Audience != StackAudience.Baseline ? Foundation
            : waves.TryGetValue(account, out var wave) ? wave.Number
            : known?.Environment == DeploymentEnvironment.Verification ? 1 : 2;
    }

    /// <summary>What a rank is called.</summary>
    public DeploymentText TitleOf(int rank)
    {
        if (rank == Foundation)
        {
            return new("基盤(運用・ネットワーク・ログ集約)", "foundation: operations, network, log archive");
        }

        var stage = waves.Values.FirstOrDefault(wave => wave.Number == rank)?.Stage ?? (rank == 1 ? Stage.Verification : Stage.Production);
        var number = rank.ToString(CultureInfo.InvariantCulture);
        return stage switch
        {
            Stage.Canary => new($"第 {number} 回 先行アカウント", $"wave {number}: canary"),
            Stage.Verification => new($"第 {number} 回 検証環境", $"wave {number}: verification"),
            _ => new($"第 {number} 回 本番環境", $"wave {number}: production"),
        };
    }
}
