namespace GovCloud.Estates.Reading;

/// <summary>The section <c>linkage</c>: parties, folders, names, schedules, formats and stores fit each other.</summary>
static class LinkageRules
{
    public static void Check(RuleContext context)
    {
        var linkage = context.Estate.Linkage;
        foreach (var profile in linkage.Interfaces)
        {
            CheckParties(context, profile);
            CheckFormat(context, profile);
            LinkageScheduleRules.Check(context, profile);
            if (profile.Example && context.Estate.Profile is { Sample: false })
            {
                context.Warning(EstateRules.LinkageExample, profile, nameof(profile.Example), $"interface \"{profile.Id}\" is an example and no agreed profile; replace it, and remove 'example'");
            }
        }

        CheckPrefixes(context, linkage);
        LinkagePatternRules.Check(context, linkage);
        LinkageStoreRules.Check(context, linkage);
    }

    static void CheckParties(RuleContext context, LinkageInterface profile)
    {
        if (!context.Sound(profile, nameof(profile.Provider), nameof(profile.Consumers), nameof(profile.Municipality)))
        {
            return;
        }

        if (profile.Consumers.IsEmpty)
        {
            context.Error(EstateRules.LinkageParties, profile, nameof(profile.Consumers), $"interface \"{profile.Id}\" has no consumer; name the systems that take the file, or remove it");
        }

        CheckBody(context, profile, profile, nameof(profile.Provider), profile.Provider);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var consumer in profile.Consumers.Where(c => context.Sound(c, nameof(c.System))))
        {
            if (consumer.System == profile.Provider)
            {
                context.Error(EstateRules.LinkageParties, consumer, nameof(consumer.System), $"system \"{consumer.System}\" gives the file of interface \"{profile.Id}\" and cannot take it; name another system");
            }
            else if (!seen.Add(consumer.System))
            {
                context.Error(EstateRules.LinkageParties, consumer, nameof(consumer.System), $"interface \"{profile.Id}\" names the consumer \"{consumer.System}\" twice; remove one");
            }

            CheckBody(context, profile, consumer, nameof(consumer.System), consumer.System);
        }
    }

    static void CheckBody(RuleContext context, LinkageInterface profile, object record, string property, string id)
    {
        var system = context.Estate.Systems.FirstOrDefault(s => s.Id == id);
        if (system is not null && context.Sound(system, nameof(system.Municipalities)) && !system.Municipalities.Contains(profile.Municipality))
        {
            context.Error(
                EstateRules.LinkageBody,
                record,
                property,
                $"system \"{id}\" is not used by {profile.Municipality}, whose data interface \"{profile.Id}\" carries (used by {string.Join(", ", system.Municipalities)}); correct one of the two");
        }
    }

    static void CheckFormat(RuleContext context, LinkageInterface profile)
    {
        var (marker, format) = (profile.Marker, profile.Format);
        if (Written(context, marker) && context.Sound(marker, nameof(marker.Rule), nameof(marker.Suffix), nameof(marker.Pattern)))
        {
            var (suffix, pattern) = (marker.Rule == MarkerRule.Suffix, marker.Rule == MarkerRule.Pattern);
            if (suffix != marker.Suffix is not null || pattern != marker.Pattern is not null)
            {
                context.Error(
                    EstateRules.LinkageFormat,
                    marker,
                    nameof(marker.Rule),
                    $"the marker of interface \"{profile.Id}\" is of rule {RuleContext.Word(marker.Rule)}; {(suffix ? "write 'suffix' and nothing else" : pattern ? "write 'pattern' and nothing else" : "remove 'suffix' and 'pattern'")}");
            }

        }

        if (!Written(context, format))
        {
            return;
        }

        if (format.RowCount == RowCountSource.Marker && marker.Rule == MarkerRule.None && context.Sound(format, nameof(format.RowCount)))
        {
            context.Error(EstateRules.LinkageFormat, format, nameof(format.RowCount), $"interface \"{profile.Id}\" takes the number of rows from a marker and has none; write 'marker', or another source");
        }

        if (context.Sound(format, nameof(format.MinimumBytes), nameof(format.MaximumBytes)) && format.MinimumBytes > format.MaximumBytes)
        {
            context.Error(EstateRules.LinkageFormat, format, nameof(format.MinimumBytes), $"'minimumBytes' {format.MinimumBytes} of interface \"{profile.Id}\" exceeds 'maximumBytes' {format.MaximumBytes}; correct one of the two");
        }

        if (context.Sound(format, nameof(format.Header), nameof(format.RowCount)) && format is { Header: not null, RowCount: RowCountSource.Header })
        {
            context.Error(EstateRules.LinkageFormat, format, nameof(format.RowCount), $"the first line of interface \"{profile.Id}\" cannot be a fixed header and the number of rows; remove 'header' or take another source");
        }
    }

    /// <summary>Whether a part of an interface stands in a file; one that is left out has sound defaults.</summary>
    static bool Written(RuleContext context, object part) => context.Map.Find(part) is not null;

    /// <summary>A provider may write everything below its folder: nobody else's folder may lie in it.</summary>
    static void CheckPrefixes(RuleContext context, EstateLinkage linkage)
    {
        var known = linkage.Interfaces.Where(i => context.Sound(i, nameof(i.Prefix), nameof(i.Provider), nameof(i.Municipality))).ToList();
        for (var i = 1; i < known.Count; i++)
        {
            CheckReaders(context, known[i], known.Take(i));
            var (mine, other) = (known[i], known.Take(i).FirstOrDefault(o =>
                o.Municipality == known[i].Municipality && o.Provider != known[i].Provider
                && (o.Prefix.StartsWith(known[i].Prefix, StringComparison.Ordinal) || known[i].Prefix.StartsWith(o.Prefix, StringComparison.Ordinal))));
            if (other is not null)
            {
                context.Error(
                    EstateRules.LinkagePrefix,
                    mine,
                    nameof(mine.Prefix),
                    $"'prefix' {mine.Prefix} of provider \"{mine.Provider}\" and {other.Prefix} of provider \"{other.Provider}\" ({context.Map.At(other, nameof(other.Prefix))}) lie in each other; give each provider a folder of its own");
            }
        }
    }

    /// <summary>Rights are given by folder: whoever may read one file of it may read all.</summary>
    static void CheckReaders(RuleContext context, LinkageInterface mine, IEnumerable<LinkageInterface> others)
    {
        var other = others.FirstOrDefault(o =>
            o.Municipality == mine.Municipality && o.Provider == mine.Provider
            && (o.Prefix.StartsWith(mine.Prefix, StringComparison.Ordinal) || mine.Prefix.StartsWith(o.Prefix, StringComparison.Ordinal))
            && !o.Consumers.Select(c => c.System).ToHashSet(StringComparer.Ordinal).SetEquals(mine.Consumers.Select(c => c.System)));
        if (other is not null && context.Sound(mine, nameof(mine.Consumers)) && context.Sound(other, nameof(other.Consumers)))
        {
            context.Error(
                EstateRules.LinkagePrefix,
                mine,
                nameof(mine.Prefix),
                $"the files of \"{mine.Id}\" in {mine.Prefix} and of \"{other.Id}\" in {other.Prefix} have different consumers, and rights are given by folder; give each a folder of its own");
        }
    }
}
