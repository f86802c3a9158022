using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Resilience.Checks;

/// <summary>How the accounts of an audit of backups are shared among invocations of the function, each of which reads one slice.</summary>
public static class BackupSlices
{
    /// <summary>Most accounts that one invocation audits alone; an estate that is not larger needs neither slices nor a queue.</summary>
    public const int MostAlone = 40;

    /// <summary>
    /// Most accounts of a slice. An account of 200 resources has some 14,000 recovery points in two regions, which AWS gives a thousand at a time; a slice must
    /// be done well within the minute that a function has, also when AWS answers slowly.
    /// </summary>
    public const int MostAccounts = 10;

    /// <summary>Whether an estate's audit is shared.</summary>
    public static bool AreNeeded(Estate estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        return estate.Accounts.Length > MostAlone;
    }

    /// <summary>The slices of an estate: every account is in exactly one. The same estate gives the same slices, in whatever order it names its accounts.</summary>
    public static ImmutableArray<ImmutableArray<AccountId>> Of(Estate estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        return [.. estate.Accounts.Select(account => account.Id).OrderBy(id => id.ToString(), StringComparer.Ordinal).Chunk(MostAccounts).Select(ImmutableArray.Create)];
    }
}
