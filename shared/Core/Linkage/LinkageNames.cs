using System.Collections.Immutable;
using System.Text.RegularExpressions;
using GovCloud.Estates;

namespace GovCloud.Linkage;

/// <summary>What follows from a store's or interface's name: buckets, keys, folders, accounts. Templates, functions and documents use the same.</summary>
public static class LinkageNames
{
    /// <summary>Where consumers say that they have taken a file. Below it: interface, consumer, the data file's name.</summary>
    public const string Receipts = "_receipts/";

    /// <summary>Name of the role of the function that watches; fixed, because bucket policies in other accounts name it.</summary>
    public const string WatchRole = "govcloud-linkage-watch";

    /// <summary>The bucket of a store. The account's id makes it unique in the world.</summary>
    public static string BucketOf(LinkageStore store) => $"linkage-{store?.Id}-{store?.Account}";

    /// <summary>The alias of the store's key.</summary>
    public static string KeyAliasOf(LinkageStore store) => $"alias/govcloud-linkage-{store?.Id}";

    /// <summary>Name of the role by which GuardDuty scans a store.</summary>
    public static string ScanRoleOf(LinkageStore store) => $"govcloud-linkage-scan-{store?.Id}";

    /// <summary>The folder in which a consumer leaves its receipts.</summary>
    public static string ReceiptsOf(string profile, string consumer) => $"{Receipts}{profile}/{consumer}/";

    /// <summary>The accounts of a system that hold data of a body in an environment, in order of their ids.</summary>
    public static ImmutableArray<AccountId> AccountsOf(Estate estate, string system, MunicipalityCode body, DeploymentEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(estate);
        return
        [
            .. estate.Accounts.Where(account => account.System == system && account.Environment == environment && Bodies(estate, account).Contains(body))
                .Select(account => account.Id).OrderBy(id => id.ToString(), StringComparer.Ordinal),
        ];
    }

    /// <summary>The environment of a store: that of its account.</summary>
    public static DeploymentEnvironment EnvironmentOf(Estate estate, LinkageStore store)
    {
        ArgumentNullException.ThrowIfNull(estate);
        return estate.Accounts.First(account => account.Id == store.Account).Environment;
    }

    /// <summary>The store in which the files of an interface are expected: the production one of its body; none where there is only verification.</summary>
    public static LinkageStore? ProductionStoreOf(Estate estate, LinkageInterface profile)
    {
        ArgumentNullException.ThrowIfNull(estate);
        return estate.Linkage.Stores.FirstOrDefault(store => store.Municipality == profile.Municipality && EnvironmentOf(estate, store) == DeploymentEnvironment.Production);
    }

    /// <summary>A pattern of the names that another pattern describes, with a text at their end.</summary>
    internal static KeyPattern WithSuffix(KeyPattern data, string suffix)
    {
        var text = data.Text.TrimStart('^');
        text = text.EndsWith('$') && !text.EndsWith(@"\$", StringComparison.Ordinal) ? text[..^1] : text;
        return KeyPattern.Parse($"(?:{text}){Regex.Escape(suffix)}");
    }

    /// <summary>The bodies whose data an account holds: its own list, else those of its system.</summary>
    internal static ImmutableArray<MunicipalityCode> Bodies(Estate estate, Account account) =>
        !account.Municipalities.IsEmpty ? account.Municipalities : estate.Systems.FirstOrDefault(system => system.Id == account.System)?.Municipalities ?? [];
}
