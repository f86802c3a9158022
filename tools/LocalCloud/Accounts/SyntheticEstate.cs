using System.Globalization;
using GovCloud.Estates;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>An estate with as many accounts as wanted: those of a real one over and over, each with a number and name of its own.</summary>
public static class SyntheticEstate
{
    /// <summary>Makes one.</summary>
    /// <param name="estate">The estate to begin with. Its accounts stay.</param>
    /// <param name="accounts">How many accounts there shall be; at least those of the estate.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are more already.</exception>
    public static Estate Of(Estate estate, int accounts)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentOutOfRangeException.ThrowIfLessThan(accounts, estate.Accounts.Length);
        // The accounts that others refer to, such as that of the operations, are there once.
        var models = estate.Accounts.Where(account => account.System is not null).ToList();
        var more = Enumerable.Range(0, accounts - estate.Accounts.Length).Select(number => models[number % models.Count] with
        {
            Id = AccountId.Parse(string.Create(CultureInfo.InvariantCulture, $"7{number:D11}")),
            Name = string.Create(CultureInfo.InvariantCulture, $"{models[number % models.Count].Name}-{number:D5}"),
        });
        return estate with { Accounts = [.. estate.Accounts, .. more] };
    }
}
