using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Linkage;

/// <summary>What somebody may do with the files of a folder.</summary>
public enum LinkageRight
{
    /// <summary>Write files, and take back what was written; never read.</summary>
    Write,

    /// <summary>Read files; never write.</summary>
    Read,

    /// <summary>Leave receipts.</summary>
    Acknowledge,
}

/// <summary>One right of one account.</summary>
/// <param name="Account">The account.</param>
/// <param name="System">The system it carries.</param>
/// <param name="Right">What it may do.</param>
/// <param name="Folder">In which folder, with everything below.</param>
/// <param name="Interface">For which interface.</param>
public sealed record LinkageAccess(AccountId Account, string System, LinkageRight Right, string Folder, string Interface);

/// <summary>Who may read and write what in a store: derived from the interfaces and from nothing else.</summary>
public static class AccessMatrix
{
    /// <summary>All rights in a store, by folder, right and account. What is not listed nobody may do.</summary>
    public static ImmutableArray<LinkageAccess> Of(Estate estate, LinkageStore store)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(store);
        var environment = LinkageNames.EnvironmentOf(estate, store);
        return
        [
            .. estate.Linkage.Interfaces.Where(profile => profile.Municipality == store.Municipality)
                .SelectMany(profile => Of(estate, profile, environment))
                .Distinct()
                .OrderBy(access => access.Folder, StringComparer.Ordinal).ThenBy(access => access.Right).ThenBy(access => access.Account.ToString(), StringComparer.Ordinal)
                .ThenBy(access => access.Interface, StringComparer.Ordinal),
        ];
    }

    /// <summary>The accounts that have any right, in order of their ids.</summary>
    public static ImmutableArray<AccountId> AccountsOf(IEnumerable<LinkageAccess> rights) =>
        [.. rights.Select(right => right.Account).Distinct().OrderBy(account => account.ToString(), StringComparer.Ordinal)];

    /// <summary>The folders in which an account has a right, in order.</summary>
    public static ImmutableArray<string> FoldersOf(IEnumerable<LinkageAccess> rights, AccountId account, params LinkageRight[] wanted) =>
        [.. rights.Where(right => right.Account == account && wanted.Contains(right.Right)).Select(right => right.Folder).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    static IEnumerable<LinkageAccess> Of(Estate estate, LinkageInterface profile, DeploymentEnvironment environment)
    {
        foreach (var account in LinkageNames.AccountsOf(estate, profile.Provider, profile.Municipality, environment))
        {
            yield return new LinkageAccess(account, profile.Provider, LinkageRight.Write, profile.Prefix, profile.Id);
        }

        foreach (var consumer in profile.Consumers)
        {
            foreach (var account in LinkageNames.AccountsOf(estate, consumer.System, profile.Municipality, environment))
            {
                yield return new LinkageAccess(account, consumer.System, LinkageRight.Read, profile.Prefix, profile.Id);
                yield return new LinkageAccess(account, consumer.System, LinkageRight.Acknowledge, LinkageNames.ReceiptsOf(profile.Id, consumer.System), profile.Id);
            }
        }
    }
}
