using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Versions;

/// <summary>Compares what the systems implement with the overall version of each body. Pure; the day comes in as a parameter.</summary>
public static class VersionCheck
{
    /// <summary>Compares everything.</summary>
    /// <param name="estate">A validated estate.</param>
    /// <param name="today">Today in Japan: baselines that begin later are the next ones.</param>
    /// <returns>
    /// A row for every body, system and linkage code: those that the system states, and its own where it states none. Systems without a linkage code
    /// and without statements are not compared with anything and have no row. In the order of body, code, system.
    /// </returns>
    public static ImmutableArray<VersionRow> Of(Estate estate, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var touched = new TouchedInterfaces(estate);
        return
        [
            .. estate.Municipalities
                .SelectMany(body => estate.Systems.Where(system => system.Municipalities.Contains(body.Code)).SelectMany(system => RowsOf(estate, body, system, today)))
                .Select(row => row.Deviates ? row with { Interfaces = touched.By(row) } : row)
                .OrderBy(row => row.Municipality.Code)
                .ThenBy(row => row.Series)
                .ThenBy(row => row.Code, StringComparer.Ordinal)
                .ThenBy(row => row.System.Id, StringComparer.Ordinal),
        ];
    }

    static IEnumerable<VersionRow> RowsOf(Estate estate, Municipality body, BusinessSystem system, DateOnly today)
    {
        var current = Baseline(estate, body.Code, b => b.From <= today && (b.Until is null || b.Until >= today));
        var next = Baseline(estate, body.Code, b => b.From > today);
        var stated = estate.Versions.Systems.Where(v => v.System == system.Id && v.Municipality == body.Code).ToList();
        foreach (var version in stated)
        {
            if ((version.Code ?? system.LinkageCode) is { } code)
            {
                yield return Row(body, system, version.Series, code, version, current, next);
            }
        }

        if (system.LinkageCode is { } own && !stated.Exists(v => v.Series == VersionSeries.Business && (v.Code ?? own) == own))
        {
            yield return Row(body, system, VersionSeries.Business, own, null, current, next);
        }
    }

    static VersionRow Row(
        Municipality body, BusinessSystem system, VersionSeries series, string code, SystemVersion? stated, (VersionBaseline Baseline, OverallVersion Overall)? current, (VersionBaseline Baseline, OverallVersion Overall)? next)
    {
        var required = Find(current?.Overall, series, code);
        var coming = Find(next?.Overall, series, code);
        var linkage = Compare(required?.Linkage, stated?.Linkage);
        var standard = Compare(required?.Standard, stated?.Standard);
        return new VersionRow
        {
            Municipality = body,
            System = system,
            Series = series,
            Code = code,
            Name = required?.Name ?? coming?.Name ?? "",
            Overall = current?.Overall.Id,
            RequiredLinkage = required?.Linkage,
            RequiredStandard = required?.Standard,
            Stated = stated,
            Linkage = linkage,
            Standard = standard,
            State = Worst(linkage, standard),
            Upgrade = Upgrade(stated, required, current is null ? null : Worst(linkage, standard), next?.Baseline, coming),
            NextOverall = next?.Overall.Id,
            Deadline = next?.Baseline.From,
        };
    }

    static (VersionBaseline, OverallVersion)? Baseline(Estate estate, MunicipalityCode body, Func<VersionBaseline, bool> effective)
    {
        var baseline = estate.Versions.Baselines.Where(b => b.Municipality == body && effective(b)).OrderBy(b => b.From).FirstOrDefault();
        return baseline is null ? null : (baseline, estate.Versions.Overall.Single(o => o.Id == baseline.Overall));
    }

    static SpecificationVersion? Find(OverallVersion? overall, VersionSeries series, string code) =>
        overall?.Specifications.FirstOrDefault(s => s.Series == series && s.Code == code);

    static VersionState Compare(string? required, string? implemented)
    {
        if (required is null || implemented is null)
        {
            return VersionState.Unknown;
        }

        return DottedNumber.Compare(implemented, required) switch { 0 => VersionState.Conforming, < 0 => VersionState.Older, _ => VersionState.Newer };
    }

    /// <summary>A deviation that is known is said even where the other half is unknown; conforming is only what conforms in both.</summary>
    static VersionState Worst(VersionState linkage, VersionState standard) => (linkage, standard) switch
    {
        (VersionState.Older, _) or (_, VersionState.Older) => VersionState.Older,
        (VersionState.Newer, _) or (_, VersionState.Newer) => VersionState.Newer,
        (VersionState.Unknown, _) or (_, VersionState.Unknown) => VersionState.Unknown,
        _ => VersionState.Conforming,
    };

    /// <summary>Whether what is planned is enough: for the version in effect where that is not met, else for the next one by its first day.</summary>
    static UpgradeState Upgrade(SystemVersion? stated, SpecificationVersion? required, VersionState? state, VersionBaseline? next, SpecificationVersion? coming)
    {
        if (next is not null)
        {
            if (coming is null || stated is null)
            {
                return UpgradeState.Unknown;
            }

            if (Worst(Compare(coming.Linkage, stated.Linkage), Compare(coming.Standard, stated.Standard)) == VersionState.Conforming)
            {
                return UpgradeState.None;
            }

            return Planned(stated, coming, next.From);
        }

        return state == VersionState.Older && stated is not null && required is not null ? Planned(stated, required, null) : UpgradeState.None;
    }

    static UpgradeState Planned(SystemVersion stated, SpecificationVersion target, DateOnly? deadline)
    {
        if (stated.PlannedOn is not { } day)
        {
            return UpgradeState.NotPlanned;
        }

        var after = Worst(Compare(target.Linkage, stated.PlannedLinkage ?? stated.Linkage), Compare(target.Standard, stated.PlannedStandard ?? stated.Standard));
        return after switch
        {
            VersionState.Unknown => UpgradeState.Unknown,
            VersionState.Conforming when day <= (deadline ?? DateOnly.MaxValue) => UpgradeState.InTime,
            VersionState.Conforming => UpgradeState.Late,
            _ => UpgradeState.NotEnough,
        };
    }
}
