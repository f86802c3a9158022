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
        (match.Services.IsEmpty || match.Services.Any(pattern => Fits(pattern, line.Service)))
        && (match.ChargeTypes.IsEmpty || match.ChargeTypes.Contains(line.ChargeType, StringComparer.Ordinal))
        && (match.BillingEntities.IsEmpty || match.BillingEntities.Contains(line.BillingEntity, StringComparer.Ordinal))
        && match.Tags.All(tag => line.Tags.TryGetValue(tag.Key, out var value) && (tag.Values.IsEmpty || tag.Values.Contains(value, StringComparer.Ordinal)));

    /// <summary>Whether a text fits a pattern in which <c>*</c> stands for any text.</summary>
    public static bool Fits(string pattern, string text)
    {
        var pieces = pattern.Split('*');
        if (pieces.Length == 1)
        {
            return pattern == text;
        }

        if (!text.StartsWith(pieces[0], StringComparison.Ordinal))
        {
            return false;
        }

        var at = pieces[0].Length;
        foreach (var piece in pieces.AsSpan(1, pieces.Length - 2))
        {
            var found = text.IndexOf(piece, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + piece.Length;
        }

        return text.Length - at >= pieces[^1].Length && text.EndsWith(pieces[^1], StringComparison.Ordinal);
    }
}
