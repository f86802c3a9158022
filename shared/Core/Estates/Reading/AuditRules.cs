using GovCloud.Audit;
using GovCloud.Triage;

namespace GovCloud.Estates.Reading;

/// <summary>Waivers name checks that are there, narrowly and for a time.</summary>
static class AuditRules
{
    /// <summary>A fiscal year and the weeks in which the next one is decided.</summary>
    const int LongestDays = 400;

    public static void Check(RuleContext context, DateOnly today)
    {
        var checks = AuditCatalogue.All.ToDictionary(check => check.Id, StringComparer.Ordinal);
        var seen = new HashSet<(string, string?, string)>();
        foreach (var waiver in context.Estate.Audit.Waivers.Where(w => context.Sound(w, nameof(w.Check), nameof(w.Accounts), nameof(w.Subject))))
        {
            if (!checks.TryGetValue(waiver.Check, out var check))
            {
                context.Error(EstateRules.WaiverCheck, waiver, nameof(waiver.Check), $"there is no check {waiver.Check}; 'gca audit catalogue' lists them");
                continue;
            }

            if (check.Severity == Severity.Critical && waiver.Accounts.IsEmpty)
            {
                context.Error(EstateRules.WaiverScope, waiver, nameof(waiver.Check), $"{waiver.Check} is critical and would be waived in all accounts; name 'accounts'");
            }

            if (!seen.Add((waiver.Check, waiver.Subject, string.Join(',', waiver.Accounts.Select(a => a.ToString()).Order(StringComparer.Ordinal)))))
            {
                context.Error(EstateRules.WaiverTwice, waiver, nameof(waiver.Check), $"{waiver.Check} is waived twice for the same accounts and subject; keep one");
            }

            CheckPeriod(context, waiver, today);
        }
    }

    static void CheckPeriod(RuleContext context, AuditWaiver waiver, DateOnly today)
    {
        if (!context.Sound(waiver, nameof(waiver.From), nameof(waiver.Until)))
        {
            return;
        }

        if (waiver.Until < waiver.From || waiver.Until.DayNumber - waiver.From.DayNumber > LongestDays)
        {
            context.Error(
                EstateRules.WaiverPeriod,
                waiver,
                nameof(waiver.Until),
                FormattableString.Invariant($"the waiver of {waiver.Check} runs from {waiver.From:yyyy-MM-dd} to {waiver.Until:yyyy-MM-dd}; it ends after it begins and within {LongestDays} days"));
        }
        else if (waiver.Until < today)
        {
            context.Warning(
                EstateRules.WaiverExpired,
                waiver,
                nameof(waiver.Until),
                FormattableString.Invariant($"the waiver of {waiver.Check} ended on {waiver.Until:yyyy-MM-dd} and waives nothing; remove it, or decide anew"));
        }
    }
}
