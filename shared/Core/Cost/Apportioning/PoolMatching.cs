using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Cost.Apportioning;

/// <summary>Which lines a pool takes.</summary>
static class PoolMatching
{
    /// <summary>Whether a pool goes direct: then it takes only lines that belong to exactly one body.</summary>
    public static bool IsDirect(CostPool pool) => pool.Split.Any(s => s.Method == SplitMethod.Direct);

    /// <summary>Whether a pool takes a line.</summary>
    public static bool Takes(CostPool pool, CostLine line, LineFacts facts) =>
        (facts.Owner is not null || !IsDirect(pool)) && (pool.Match is not { } match || (MatchesEstate(match, line, facts) && MatchesLine(match, line)));

    static bool MatchesEstate(CostMatch match, CostLine line, LineFacts facts) =>
        (match.Accounts.IsEmpty || match.Accounts.Any(a => a.ToString() == line.Account))
        && (match.Purposes.IsEmpty || (facts.Purpose is { } purpose && match.Purposes.Contains(purpose)))
        && (match.Systems.IsEmpty || (facts.System is { } system && match.Systems.Contains(system.Id, StringComparer.Ordinal)))
        && (match.Environments.IsEmpty || (facts.Environment is { } environment && match.Environments.Contains(environment)))
        && (match.Usages.IsEmpty || (facts.Usage is { } usage && match.Usages.Contains(usage)))
        && (!match.OneBody || facts.Owner is not null);

    static bool MatchesLine(CostMatch match, CostLine line) =>
        (match.Services.IsEmpty || AnyFits(match.Services, line.Service))
        && (match.ChargeTypes.IsEmpty || match.ChargeTypes.Contains(line.ChargeType, StringComparer.Ordinal))
        && (match.BillingEntities.IsEmpty || match.BillingEntities.Contains(line.BillingEntity, StringComparer.Ordinal))
        && (match.Tags.IsEmpty || HasTags(match.Tags, line));

    static bool HasTags(ImmutableArray<CostTagMatch> tags, CostLine line) =>
        tags.All(tag => line.Tags.TryGetValue(tag.Key, out var value) && (tag.Values.IsEmpty || tag.Values.Contains(value, StringComparer.Ordinal)));

    /// <summary>Whether a text fits a pattern in which <c>*</c> stands for any text.</summary>
    public static bool Fits(string pattern, string text)
    {
        var (at, place, star, retry) = (0, 0, -1, 0);
        while (place < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, retry) = (at++, place);
            }
            else if (at < pattern.Length && pattern[at] == text[place])
            {
                (at, place) = (at + 1, place + 1);
            }
            else if (star >= 0)
            {
                (at, place) = (star + 1, ++retry);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).TrimStart('*').IsEmpty;
    }

    static bool AnyFits(ImmutableArray<string> patterns, string text)
    {
        foreach (var pattern in patterns)
        {
            if (Fits(pattern, text))
            {
                return true;
            }
        }

        return false;
    }
}
