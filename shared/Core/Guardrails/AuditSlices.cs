using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Guardrails;

/// <summary>How the accounts of an audit are shared among invocations of the function, each of which reads one slice.</summary>
public static class AuditSlices
{
    /// <summary>
    /// Most accounts of a slice. An account takes about twenty calls one after another, eight accounts are read at once, and a slice must be done well
    /// within the minute that a function has, also when AWS answers slowly. An estate that is not larger needs neither slices nor a queue.
    /// </summary>
    public const int MostAccounts = 40;

    /// <summary>The accounts that have a baseline, by id, each with the version that it is to have.</summary>
    public static ImmutableArray<RolloutTarget> Targets(Estate estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var targets =
            from account in estate.Accounts
            let version = estate.Guardrails.VersionOf(account.Id)
            where version is not null
            select new RolloutTarget(account, version.Value);
        return [.. targets.OrderBy(target => target.Account.Id.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Whether an estate's audit is shared.</summary>
    public static bool AreNeeded(Estate estate) => Targets(estate).Length > MostAccounts;

    /// <summary>The slices of an estate: every account that has a baseline is in exactly one. The same estate gives the same slices.</summary>
    public static ImmutableArray<ImmutableArray<RolloutTarget>> Of(Estate estate) => [.. Targets(estate).Chunk(MostAccounts).Select(ImmutableArray.Create)];
}
