using System.Diagnostics.CodeAnalysis;
using GovCloud.Estates.Reading;

namespace GovCloud.Estates;

/// <summary>
/// Gives the contents of an estate's files their meaning and validates them as a whole. Pure: the files are read by <c>EstateFiles</c>, and the
/// day comes in as a parameter. All problems are found in one go; one that follows from another is not reported where that can be told.
/// </summary>
public static class EstateReader
{
    /// <summary>Reads an estate.</summary>
    /// <param name="sources">The files' contents.</param>
    /// <param name="today">Today in Japan. A suppression that ended before is an error.</param>
    /// <returns>
    /// The estate unless there is an error. Sets come in the order of their keys (municipalities by code, accounts, organisations, systems and
    /// calendars by id, the network's likewise), so that moving an entry to another file leaves the digest as it is; rows of which the first wins keep their order.
    /// </returns>
    [RequiresUnreferencedCode(RecordShape.Reflects)]
    public static EstateReadResult Read(EstateSources sources, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var problems = new ProblemList();
        problems.Add(sources.Problems);
        SecretRules.Check(sources, problems);
        var map = new SourceMap();
        var estate = new EstateBinder(problems, map).Bind(sources);
        var context = new RuleContext(estate, map, problems, sources.Incomplete);
        ReferenceRules.Check(context);
        ProfileRules.Check(context);
        OrganisationRules.Check(context);
        SystemRules.Check(context);
        CalendarRules.Check(context);
        PolicyRules.Check(context, today);
        ResponsibilityRules.Check(context);
        NetworkSectionRules.Check(context, today);
        LinkageRules.Check(context);
        return new EstateReadResult(problems.HasErrors ? null : InOrder(estate), problems.Sorted()) { Places = new EstatePlaces(map) };
    }

    static Estate InOrder(Estate estate) => estate with
    {
        Municipalities = [.. estate.Municipalities.OrderBy(m => m.Code)],
        Organisations = [.. estate.Organisations.OrderBy(o => o.Id, StringComparer.Ordinal)],
        Systems = [.. estate.Systems.OrderBy(s => s.Id, StringComparer.Ordinal)],
        Accounts = [.. estate.Accounts.OrderBy(a => a.Id.ToString(), StringComparer.Ordinal)],
        Calendars = [.. estate.Calendars.OrderBy(c => c.Id, StringComparer.Ordinal)],
        Network = estate.Network with
        {
            Designated = [.. estate.Network.Designated.OrderBy(d => d.Cidr)],
            Pools = [.. estate.Network.Pools.OrderBy(p => p.Id, StringComparer.Ordinal)],
            OnPremises = [.. estate.Network.OnPremises.OrderBy(r => r.Id, StringComparer.Ordinal)],
            Reserved = [.. estate.Network.Reserved.OrderBy(r => r.Id, StringComparer.Ordinal)],
            Requests = [.. estate.Network.Requests.OrderBy(r => r.Account.ToString(), StringComparer.Ordinal).ThenBy(r => r.Vpc, StringComparer.Ordinal)],
            ExistingVpcs = [.. estate.Network.ExistingVpcs.OrderBy(v => v.Id, StringComparer.Ordinal)],
            Quotas = [.. estate.Network.Quotas.OrderBy(q => q.Quota)],
        },
        Linkage = new EstateLinkage
        {
            Stores = [.. estate.Linkage.Stores.OrderBy(s => s.Id, StringComparer.Ordinal)],
            Interfaces = [.. estate.Linkage.Interfaces.OrderBy(i => i.Id, StringComparer.Ordinal)],
        },
    };
}
