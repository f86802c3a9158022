using GovCloud.Estates;

namespace GovCloud.Cli.Day;

/// <summary>Picks the estate's accounts for the scenario's parts. In an estate without the sample's systems other accounts take them.</summary>
sealed class ScenarioAccounts
{
    readonly Estate estate;
    readonly List<string> parts = [];

    /// <summary>Picks from an estate.</summary>
    /// <exception cref="ArgumentException">The estate has no account.</exception>
    public ScenarioAccounts(Estate estate)
    {
        this.estate = estate;
        if (estate.Accounts.IsEmpty)
        {
            throw new ArgumentException("The estate has no account, so nothing can happen in it.", nameof(estate));
        }
    }

    /// <summary>The account of a system in an environment; of a certain body where one is named.</summary>
    public string Of(string system, DeploymentEnvironment environment = DeploymentEnvironment.Production, string? municipality = null)
    {
        var fitting = estate.Accounts.Where(account => account.Environment == environment && account.System is not null).ToList();
        var exact = fitting.Where(account => account.System == system).ToList();
        var found = exact.Find(account => municipality is null || account.Municipalities.Any(code => code.ToString() == municipality)) ?? exact.FirstOrDefault();
        return (found ?? Stand(system, fitting.Count > 0 ? fitting : [.. estate.Accounts])).Id.ToString();
    }

    /// <summary>The account of a purpose.</summary>
    public string Of(AccountPurpose purpose) =>
        (estate.Accounts.FirstOrDefault(account => account.Purpose == purpose) ?? estate.Accounts[0]).Id.ToString();

    Account Stand(string part, List<Account> candidates)
    {
        if (!parts.Contains(part, StringComparer.Ordinal))
        {
            parts.Add(part);
        }

        return candidates[parts.IndexOf(part) % candidates.Count];
    }
}
