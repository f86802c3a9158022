using GovCloud.Triage;

namespace GovCloud.Estates.Reading;

/// <summary>Every alert has somebody who is responsible, and every row of the matrix has a use.</summary>
static class ResponsibilityRules
{
    static readonly UsageMode?[] Usages = [.. Enum.GetValues<UsageMode>().Cast<UsageMode?>(), null];

    public static void Check(RuleContext context)
    {
        var rows = context.Estate.Responsibilities;
        CheckEstateRoles(context);
        if (!context.Sound(context.Estate, nameof(Estate.Responsibilities)) || rows.Any(r => !context.Sound(r, nameof(r.Categories), nameof(r.Usage))))
        {
            return;
        }

        CheckCoverage(context);
        if (!context.Problems.HasErrors)
        {
            CheckResponsible(context, new EstateIndex(context.Estate, ""));
        }
    }

    /// <summary>Roles of the estate as a whole are named in the profile.</summary>
    static void CheckEstateRoles(RuleContext context)
    {
        if (context.Estate.Profile is not { } profile || !context.Sound(profile, nameof(profile.IntegratedOperator), nameof(profile.NetworkOperator)))
        {
            return;
        }

        foreach (var row in context.Estate.Responsibilities)
        {
            if (context.Sound(row, nameof(row.Responsible)))
            {
                CheckRole(row, row.Responsible, context.Map.At(row, nameof(row.Responsible)));
            }

            for (var i = 0; i < row.Supporting.Length; i++)
            {
                CheckRole(row, row.Supporting[i], context.Map.At(row, nameof(row.Supporting), i));
            }

            for (var i = 0; i < row.Informed.Length; i++)
            {
                CheckRole(row, row.Informed[i], context.Map.At(row, nameof(row.Informed), i));
            }
        }

        void CheckRole(Responsibility row, Role role, SourcePosition at)
        {
            var (holder, key) = role switch
            {
                Role.IntegratedOperator => (profile.IntegratedOperator, nameof(profile.IntegratedOperator)),
                Role.NetworkOperator => (profile.NetworkOperator, nameof(profile.NetworkOperator)),
                _ => (profile.Operator, ""),
            };
            if (holder is null && key.Length > 0)
            {
                var source = row.Source is null ? "" : $" ({row.Source})";
                context.Problems.Error(EstateRules.UnresolvedRole, at, $"role {RuleContext.Word(role)} is used here{source} and the profile names nobody; add '{RecordShape.KeyOf(key)}' to 'profile' or change the row");
            }
        }
    }

    static void CheckCoverage(RuleContext context)
    {
        var open = new HashSet<(AlertCategory Category, UsageMode? Usage)>(from category in Enum.GetValues<AlertCategory>() from usage in Usages select (category, usage));
        foreach (var row in context.Estate.Responsibilities)
        {
            if (open.RemoveWhere(cell => row.Covers(cell.Category, cell.Usage)) == 0)
            {
                context.Problems.Warning(EstateRules.DeadRow, context.Map.At(row), "this row of the responsibility matrix never applies: earlier rows cover all of it; move it up or remove it");
            }
        }

        if (context.Incomplete)
        {
            return;
        }

        foreach (var gap in open.GroupBy(cell => cell.Usage).OrderBy(g => g.Key ?? (UsageMode)int.MaxValue))
        {
            var where = gap.Key is { } usage ? $"usage {RuleContext.Word(usage)}" : "accounts that the estate does not know (a row without 'usage')";
            context.Warning(
                EstateRules.Unowned,
                context.Estate,
                nameof(Estate.Responsibilities),
                $"the responsibility matrix has no row for {where} and {string.Join(", ", gap.Select(c => RuleContext.Word(c.Category)))}: nobody would be responsible; add one");
        }
    }

    /// <summary>The responsible role leads to somebody, for every account and every category.</summary>
    static void CheckResponsible(RuleContext context, EstateIndex index)
    {
        var unresolved =
            from account in context.Estate.Accounts
            let found = index.FindAccount(account.Id.ToString())
            from category in Enum.GetValues<AlertCategory>()
            let row = index.FindResponsibility(category, found.Usage)
            where row is not null && index.Resolve(row.Responsible, found).IsEmpty
            group account by row;
        foreach (var group in unresolved)
        {
            var accounts = group.Distinct().ToList();
            context.Error(
                EstateRules.UnresolvedRole,
                group.Key,
                nameof(Responsibility.Responsible),
                $"nobody holds role {RuleContext.Word(group.Key.Responsible)} for {accounts.Count} account(s), such as {accounts[0].Id} ({accounts[0].Name}); put a row for them before this one");
        }

        var unknown = Enum.GetValues<AlertCategory>().Select(category => index.FindResponsibility(category, null)).OfType<Responsibility>().Distinct(ReferenceEqualityComparer.Instance);
        foreach (var row in unknown.Cast<Responsibility>().Where(row => index.Resolve(row.Responsible, null).IsEmpty))
        {
            context.Warning(
                EstateRules.UnresolvedRole,
                row,
                nameof(row.Responsible),
                $"nobody holds role {RuleContext.Word(row.Responsible)} for accounts that the estate does not know; put a row without 'usage' for the operator before this one");
        }
    }
}
