using GovCloud.Linkage;

namespace GovCloud.Estates.Reading;

/// <summary>Patterns can be read, have the groups that their schedules need, and no file name belongs to two interfaces.</summary>
static class LinkagePatternRules
{
    public static void Check(RuleContext context, EstateLinkage linkage)
    {
        var known = new List<Claim>();
        foreach (var profile in linkage.Interfaces.Where(i => context.Sound(i, nameof(i.Pattern), nameof(i.Prefix), nameof(i.Municipality), nameof(i.Schedule)) && i.Schedule is not null))
        {
            var claims = ClaimsOf(context, profile).ToList();
            foreach (var claim in claims)
            {
                CheckOverlap(context, claim, known);
                known.Add(claim);
            }
        }
    }

    static IEnumerable<Claim> ClaimsOf(RuleContext context, LinkageInterface profile)
    {
        var marker = profile.Marker;
        var data = Read(context, profile, profile, nameof(profile.Pattern), profile.Pattern);
        if (data is not null)
        {
            yield return new Claim(profile, profile, nameof(profile.Pattern), data);
        }

        if (marker is { Rule: MarkerRule.Pattern, Pattern: { } text } && Read(context, profile, marker, nameof(marker.Pattern), text) is { } own)
        {
            yield return new Claim(profile, marker, nameof(marker.Pattern), own);
        }
        else if (marker is { Rule: MarkerRule.Suffix, Suffix: { } suffix } && data is not null)
        {
            yield return new Claim(profile, marker, nameof(marker.Suffix), LinkageNames.WithSuffix(data, suffix));
        }
    }

    static KeyPattern? Read(RuleContext context, LinkageInterface profile, object record, string property, string text)
    {
        KeyPattern pattern;
        try
        {
            pattern = KeyPattern.Parse(text);
        }
        catch (FormatException refused)
        {
            context.Error(EstateRules.LinkagePattern, record, property, $"'{RecordShape.KeyOf(property)}' of interface \"{profile.Id}\" {refused.Message}");
            return null;
        }

        foreach (var missing in Missing(profile.Schedule, pattern))
        {
            context.Error(EstateRules.LinkagePattern, record, property, $"'{RecordShape.KeyOf(property)}' of interface \"{profile.Id}\" lacks the group {missing}");
        }

        return pattern;
    }

    static IEnumerable<string> Missing(LinkageSchedule schedule, KeyPattern pattern)
    {
        var monthly = schedule.Frequency == LinkageFrequency.Monthly;
        if (!pattern.Groups.Contains(KeyPattern.DateGroup, StringComparer.Ordinal) && !(monthly && pattern.Groups.Contains(KeyPattern.MonthGroup, StringComparer.Ordinal)))
        {
            yield return monthly ? "'month' or 'date'; write (?<month>[0-9]{6}) where the file's month stands" : "'date'; write (?<date>[0-9]{8}) where the file's day stands";
        }

        if (schedule.Files > 1 && !pattern.Groups.Contains(KeyPattern.SequenceGroup, StringComparer.Ordinal))
        {
            yield return $"'sequence', and a day has {schedule.Files} files; write (?<sequence>[0-9]{{2}}) where the file's number stands";
        }
    }

    static void CheckOverlap(RuleContext context, Claim claim, List<Claim> known)
    {
        foreach (var other in known.Where(o => o.Profile.Municipality == claim.Profile.Municipality && o.Profile.Prefix == claim.Profile.Prefix))
        {
            if (claim.Pattern.CommonName(other.Pattern) is { } name)
            {
                context.Error(
                    EstateRules.LinkageOverlap,
                    claim.Record,
                    claim.Property,
                    $"in {claim.Profile.Prefix} the file name {name} would belong to \"{claim.Profile.Id}\" and to \"{other.Profile.Id}\" ({context.Map.At(other.Record, other.Property)}); make the patterns differ");
                return;
            }
        }
    }

    sealed record Claim(LinkageInterface Profile, object Record, string Property, KeyPattern Pattern);
}
