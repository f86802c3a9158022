namespace GovCloud.Estates.Reading;

/// <summary>Versions are of codes, bodies and systems that are there; one overall version is in effect at a time.</summary>
static class VersionRules
{
    public static void Check(RuleContext context)
    {
        var versions = context.Estate.Versions;
        var codes = versions.Overall.SelectMany(v => v.Specifications).Where(s => s.Code is not null).Select(s => (s.Series, s.Code)).ToHashSet();
        foreach (var overall in versions.Overall)
        {
            CheckTable(context, overall);
        }

        CheckSystems(context, codes);
        CheckInterfaces(context, codes);
        CheckBaselines(context);
        CheckMissing(context);
    }

    static void CheckTable(RuleContext context, OverallVersion overall)
    {
        foreach (var twice in overall.Specifications.Where(s => s.Code is not null).GroupBy(s => (s.Series, s.Code)).SelectMany(g => g.Skip(1)))
        {
            context.Error(
                EstateRules.VersionTwice,
                twice,
                nameof(twice.Code),
                $"overall version {overall.Id} has {RuleContext.Word(twice.Series)} code {twice.Code} twice; remove one, or write the other 'series'");
        }
    }

    static void CheckSystems(RuleContext context, HashSet<(VersionSeries, string)> codes)
    {
        var systems = context.Estate.Systems.Where(s => s.Id is not null).DistinctBy(s => s.Id, StringComparer.Ordinal).ToDictionary(s => s.Id, StringComparer.Ordinal);
        var seen = new HashSet<(string, MunicipalityCode, VersionSeries, string)>();
        foreach (var version in context.Estate.Versions.Systems.Where(v => context.Sound(v, nameof(v.System), nameof(v.Municipality), nameof(v.Series), nameof(v.Code))))
        {
            if (systems.GetValueOrDefault(version.System) is not { } system)
            {
                continue;
            }

            if (context.Sound(system, nameof(system.Municipalities)) && !system.Municipalities.Contains(version.Municipality))
            {
                context.Error(
                    EstateRules.VersionBody,
                    version,
                    nameof(version.Municipality),
                    $"{version.Municipality} does not use system \"{system.Id}\" (used by {string.Join(", ", system.Municipalities)}); correct one of the two");
            }

            if ((version.Code ?? system.LinkageCode) is not { } code)
            {
                context.Error(EstateRules.UnknownLinkageCode, version, nameof(version.System), $"system \"{system.Id}\" has no linkage code of its own; add 'code'");
            }
            else
            {
                CheckCode(context, version, nameof(version.Code), version.Series, code, codes);
                if (!seen.Add((version.System, version.Municipality, version.Series, code)))
                {
                    context.Error(EstateRules.VersionTwice, version, nameof(version.Code), $"the version of \"{system.Id}\" for {version.Municipality} and code {code} is stated twice; remove one");
                }
            }
        }
    }

    static void CheckInterfaces(RuleContext context, HashSet<(VersionSeries, string)> codes)
    {
        foreach (var pair in context.Estate.Versions.Interfaces.Where(i => context.Sound(i, nameof(i.Provider), nameof(i.Consumer))))
        {
            CheckCode(context, pair, nameof(pair.Provider), VersionSeries.Business, pair.Provider, codes);
            CheckCode(context, pair, nameof(pair.Consumer), VersionSeries.Business, pair.Consumer, codes);
        }
    }

    static void CheckCode(RuleContext context, object record, string property, VersionSeries series, string code, HashSet<(VersionSeries, string)> codes)
    {
        if (!context.Incomplete && !codes.Contains((series, code)))
        {
            context.Error(
                EstateRules.UnknownLinkageCode,
                record,
                property,
                $"no overall version has {RuleContext.Word(series)} code {code}; correct it, or add it to the table that has it");
        }
    }

    static void CheckBaselines(RuleContext context)
    {
        foreach (var body in context.Estate.Versions.Baselines.Where(b => context.Sound(b, nameof(b.Municipality), nameof(b.From), nameof(b.Until))).GroupBy(b => b.Municipality))
        {
            VersionBaseline? before = null;
            foreach (var baseline in body.OrderBy(b => b.From))
            {
                if (baseline.Until < baseline.From)
                {
                    context.Error(
                        EstateRules.OverlappingBaselines,
                        baseline,
                        nameof(baseline.Until),
                        FormattableString.Invariant($"overall version {baseline.Overall} of {body.Key} begins on {baseline.From:yyyy-MM-dd} and ends before, on {baseline.Until:yyyy-MM-dd}; correct one of the two"));
                }

                if (before is not null && (before.Until is null || before.Until >= baseline.From))
                {
                    context.Error(
                        EstateRules.OverlappingBaselines,
                        baseline,
                        nameof(baseline.From),
                        FormattableString.Invariant($"{body.Key} would be at overall versions {before.Overall} and {baseline.Overall} at once from {baseline.From:yyyy-MM-dd}; end the earlier one the day before with 'until'"));
                }

                before = baseline;
            }
        }
    }

    /// <summary>A system of a body that has a baseline states what it implements. That it states nothing is not an agreement.</summary>
    static void CheckMissing(RuleContext context)
    {
        var versions = context.Estate.Versions;
        foreach (var code in versions.Baselines.Select(b => b.Municipality).Distinct())
        {
            foreach (var system in context.Estate.Systems.Where(s => s.LinkageCode is not null && context.Sound(s, nameof(s.Municipalities)) && s.Municipalities.Contains(code)))
            {
                if (!versions.Systems.Any(v => v.System == system.Id && v.Municipality == code && (v.Linkage ?? v.Standard) is not null))
                {
                    context.Warning(
                        EstateRules.NoVersion,
                        system,
                        nameof(system.Id),
                        $"nothing says which specification versions system \"{system.Id}\" implements for {code}: unknown, never conforming; add it to 'versions.systems'");
                }
            }
        }
    }
}
