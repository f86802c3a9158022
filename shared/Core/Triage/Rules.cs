using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Triage;

/// <summary>The estate's severity rules.</summary>
static class SeverityMatrix
{
    /// <summary>The severity after environment and data class. Without a matching rule, and for an unknown account, the source's severity stays.</summary>
    public static Severity Apply(TriagePolicy policy, Alert alert, AccountContext? context)
    {
        foreach (var rule in policy.Severity)
        {
            if (rule.Covers(alert.SourceSeverity, context?.Environment, context?.DataClass, alert.Category))
            {
                return rule.To;
            }
        }

        return alert.SourceSeverity;
    }
}

/// <summary>The estate's suppressions.</summary>
static class SuppressionRules
{
    /// <summary>The first suppression that hides an alert, or <see langword="null"/>. A critical alert is never hidden.</summary>
    public static Suppression? Find(TriagePolicy policy, Alert alert, Severity severity, DateTimeOffset now)
    {
        var today = JapanTime.DateOf(now);
        foreach (var rule in policy.Suppressions)
        {
            if (severity <= rule.UpTo && severity < Severity.Critical
                && today >= rule.From && today <= rule.Until
                && (rule.Type is null || Glob.Matches(rule.Type, alert.Type))
                && (rule.Resource is null || Glob.Matches(rule.Resource, alert.Resource))
                && (rule.Accounts.IsEmpty || (AccountId.TryParse(alert.Account, out var account) && rule.Accounts.Contains(account))))
            {
                return rule;
            }
        }

        return null;
    }
}

/// <summary>Patterns with <c>*</c> for any run of characters.</summary>
static class Glob
{
    /// <summary>Whether the whole text matches. Linear in text and pattern.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var star = -1;
        var resume = 0;
        var p = 0;
        var t = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = t;
            }
            else if (p < pattern.Length && pattern[p] == text[t])
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].IndexOfAnyExcept('*') < 0;
    }
}

/// <summary>Who is concerned by an alert.</summary>
static class OwnershipRules
{
    /// <summary>
    /// Resolves the responsibility matrix for an alert. Where no row matches or its role cannot be resolved, the operator is responsible and
    /// <see cref="Ownership.Owned"/> is false: a white space in the matrix is shown, and nobody is left without notice.
    /// </summary>
    public static Ownership Resolve(EstateIndex estate, Alert alert, AccountContext? context)
    {
        var row = estate.FindResponsibility(alert.Category, context?.Usage);
        var responsible = row is null ? [] : estate.Resolve(row.Responsible, context);
        var owner = responsible.IsEmpty ? estate.Estate.Profile.Operator : responsible[0];
        var supporting = row is null ? [] : row.Supporting.SelectMany(role => estate.Resolve(role, context));
        var informed = row is null ? [] : row.Informed.SelectMany(role => estate.Resolve(role, context));
        return new Ownership
        {
            Municipalities = context is null ? [] : [.. context.Municipalities.Select(m => m.Code)],
            System = context?.System?.Id,
            Environment = context?.Environment,
            Usage = context?.Usage,
            Responsible = owner,
            // Several holders of one role act together: the first leads, the others support.
            Supporting = [.. responsible.Skip(1).Concat(supporting).Where(o => o != owner).Distinct(StringComparer.Ordinal)],
            Informed = [.. informed.Concat(estate.ContactsOf(alert)).Where(o => o != owner).Distinct(StringComparer.Ordinal)],
            AccountKnown = context is not null,
            Owned = !responsible.IsEmpty,
        };
    }
}
