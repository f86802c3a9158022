using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Versions;

/// <summary>Finds the interfaces at one end of which a code stands, and the body's systems at the other end.</summary>
sealed class TouchedInterfaces(Estate estate)
{
    readonly ILookup<(MunicipalityCode, string), BusinessSystem> systems = SystemsByCode(estate);

    public ImmutableArray<TouchedInterface> By(VersionRow row) => row.Series != VersionSeries.Business ? [] :
    [
        .. estate.Versions.Interfaces
            .Where(i => i.Provider == row.Code || i.Consumer == row.Code)
            .Select(i => new TouchedInterface(i.Provider, i.Consumer, OthersOf(row, i.Provider == row.Code ? i.Consumer : i.Provider)))
            .OrderBy(i => i.Provider, StringComparer.Ordinal)
            .ThenBy(i => i.Consumer, StringComparer.Ordinal),
    ];

    ImmutableArray<BusinessSystem> OthersOf(VersionRow row, string code) =>
        [.. systems[(row.Municipality.Code, code)].Where(system => system.Id != row.System.Id).OrderBy(system => system.Id, StringComparer.Ordinal)];

    /// <summary>A system stands for its own code and for those that it states a version of.</summary>
    static ILookup<(MunicipalityCode, string), BusinessSystem> SystemsByCode(Estate estate) =>
        estate.Systems
            .SelectMany(system => system.Municipalities.SelectMany(body => CodesOf(estate, system, body).Select(code => (Key: (body, code), System: system))))
            .Distinct()
            .ToLookup(pair => pair.Key, pair => pair.System);

    static IEnumerable<string> CodesOf(Estate estate, BusinessSystem system, MunicipalityCode body) =>
        estate.Versions.Systems
            .Where(v => v.System == system.Id && v.Municipality == body && v.Series == VersionSeries.Business)
            .Select(v => v.Code)
            .Append(system.LinkageCode)
            .OfType<string>();
}
