using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Accounts;

/// <summary>What the estate says about the facts of an account that is to be entered.</summary>
public static class AccountEstateRules
{
    /// <summary>States the bodies that the estate derives from the system, in the ledger's canonical form.</summary>
    public static AccountFacts Complete(AccountFacts facts, Estate estate)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(estate);
        return (facts.Municipalities.IsDefaultOrEmpty && Find(estate, facts.System) is { } system ? facts with { Municipalities = system.Municipalities } : facts).Canonical();
    }

    /// <summary>Everything in which facts contradict the estate; empty where they fit.</summary>
    public static ImmutableArray<Refusal> Check(string name, AccountFacts facts, Estate estate)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(estate);
        return [.. CheckSystem(name, facts, estate), .. CheckMunicipalities(name, facts, estate)];
    }

    /// <summary>An account of the estate as facts of the ledger.</summary>
    public static AccountFacts FactsOf(Account account, Estate estate)
    {
        ArgumentNullException.ThrowIfNull(account);
        return Complete(
            new AccountFacts
            {
                Environment = account.Environment,
                Purpose = account.Purpose,
                System = account.System,
                Municipalities = account.Municipalities,
                Mail = account.Mail,
            },
            estate);
    }

    static IEnumerable<Refusal> CheckSystem(string name, AccountFacts facts, Estate estate)
    {
        if (facts.Purpose == AccountPurpose.System && facts.System is null)
        {
            yield return new("ACC301", $"アカウント {name} に業務システムがありません。", "業務システムを指定するか、用途を network・operations・log-archive のいずれかにしてください。");
        }
        else if (facts.Purpose != AccountPurpose.System && facts.System is not null)
        {
            yield return new("ACC302", $"アカウント {name} は用途が「{AccountText.Of(facts.Purpose)}」なのに業務システム {facts.System} があります。", "どちらかを外してください。");
        }
        else if (facts.System is { } id && Find(estate, id) is null)
        {
            yield return new("ACC303", $"アカウント {name} の業務システム '{id}' は環境定義にありません。", "systems に追加するか、id を確認してください(./gca estate show)。");
        }
    }

    static IEnumerable<Refusal> CheckMunicipalities(string name, AccountFacts facts, Estate estate)
    {
        var system = Find(estate, facts.System);
        foreach (var code in facts.Municipalities.IsDefault ? [] : facts.Municipalities)
        {
            if (estate.Municipalities.All(municipality => municipality.Code != code))
            {
                yield return new("ACC304", $"アカウント {name} の団体 {code} は環境定義にありません。", "municipalities に追加するか、コードを確認してください。");
            }
            else if (system is not null && !system.Municipalities.Contains(code))
            {
                yield return new("ACC305", $"アカウント {name} の団体 {code} は業務システム {system.Id}({system.Name})を利用していません。", "業務システムの municipalities に追加するか、団体を外してください。");
            }
        }
    }

    static BusinessSystem? Find(Estate estate, string? id) => estate.Systems.FirstOrDefault(system => string.Equals(system.Id, id, StringComparison.Ordinal));
}
