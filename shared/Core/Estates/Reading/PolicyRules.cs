using GovCloud.Triage;

namespace GovCloud.Estates.Reading;

/// <summary>Suppressions are accountable and in force; severity rules can apply.</summary>
static class PolicyRules
{
    public static void Check(RuleContext context, DateOnly today)
    {
        foreach (var suppression in context.Estate.Triage.Suppressions)
        {
            CheckPeriod(context, suppression, today);
            CheckScope(context, suppression);
        }

        CheckSeverity(context);
    }

    static void CheckPeriod(RuleContext context, Suppression suppression, DateOnly today)
    {
        if (!context.Sound(suppression, nameof(suppression.From), nameof(suppression.Until)))
        {
            return;
        }

        if (suppression.From > suppression.Until)
        {
            context.Error(
                EstateRules.SuppressionPeriod,
                suppression,
                nameof(suppression.Until),
                FormattableString.Invariant($"suppression \"{suppression.Id}\" begins on {suppression.From:yyyy-MM-dd} and ends before, on {suppression.Until:yyyy-MM-dd}; correct one of the two"));
        }
        else if (suppression.Until < today)
        {
            context.Error(
                EstateRules.SuppressionExpired,
                suppression,
                nameof(suppression.Until),
                FormattableString.Invariant($"suppression \"{suppression.Id}\" ended on {suppression.Until:yyyy-MM-dd}; its owner \"{suppression.Owner}\" removes it or answers for a later end"));
        }
    }

    static void CheckScope(RuleContext context, Suppression suppression)
    {
        if (context.Sound(suppression, nameof(suppression.UpTo)) && suppression.UpTo == Severity.Critical)
        {
            context.Error(EstateRules.SuppressionScope, suppression, nameof(suppression.UpTo), $"suppression \"{suppression.Id}\" would hide critical alerts; write high or less");
        }

        if (context.Sound(suppression, nameof(suppression.Type), nameof(suppression.Resource), nameof(suppression.Accounts))
            && IsAnything(suppression.Type) && IsAnything(suppression.Resource) && suppression.Accounts.IsEmpty)
        {
            context.Problems.Error(
                EstateRules.SuppressionScope,
                context.Map.At(suppression),
                $"suppression \"{suppression.Id}\" would hide every alert; narrow it by 'type', 'accounts' or 'resource'");
        }
    }

    static bool IsAnything(string? pattern) => pattern is null || pattern.AsSpan().IndexOfAnyExcept('*') < 0;

    static void CheckSeverity(RuleContext context)
    {
        var rules = context.Estate.Triage.Severity;
        if (rules.Any(r => !context.Sound(r, nameof(r.From), nameof(r.Environments), nameof(r.DataClassAtLeast), nameof(r.Categories))))
        {
            return;
        }

        var open = new HashSet<(Severity, DeploymentEnvironment?, DataClass?, AlertCategory)>(
            from severity in Enum.GetValues<Severity>()
            from environment in Enum.GetValues<DeploymentEnvironment>().Cast<DeploymentEnvironment?>().Append(null)
            from dataClass in Enum.GetValues<DataClass>().Cast<DataClass?>().Append(null)
            from category in Enum.GetValues<AlertCategory>()
            select (severity, environment, dataClass, category));
        foreach (var rule in rules)
        {
            if (open.RemoveWhere(c => rule.Covers(c.Item1, c.Item2, c.Item3, c.Item4)) == 0)
            {
                context.Problems.Warning(EstateRules.DeadRow, context.Map.At(rule), "this severity rule never applies: earlier rules cover all of it; move it up or remove it");
            }
        }
    }
}
