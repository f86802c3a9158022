using GovCloud.Resilience;

namespace GovCloud.Estates.Reading;

/// <summary>What must be protected is, and what is excluded ends.</summary>
static class BackupScopeRules
{
    public static void Check(RuleContext context, DateOnly today)
    {
        var backup = context.Estate.Backup;
        foreach (var exclusion in backup.Exclusions.Where(e => context.Sound(e, nameof(e.Arn), nameof(e.Until))))
        {
            CheckExclusion(context, exclusion, today);
        }

        foreach (var resource in backup.Resources.Where(r => context.Sound(r, nameof(r.Arn), nameof(r.Account))))
        {
            CheckResource(context, backup, resource, today);
        }
    }

    static void CheckExclusion(RuleContext context, BackupExclusion exclusion, DateOnly today)
    {
        if (exclusion.Until < today)
        {
            context.Warning(
                EstateRules.BackupExclusion,
                exclusion,
                nameof(exclusion.Until),
                FormattableString.Invariant($"the exclusion of {exclusion.Arn} ended on {exclusion.Until:yyyy-MM-dd} and excludes nothing; remove it, or decide anew"));
        }

        if (exclusion.Accounts.IsEmpty && exclusion.Arn.Split(':', 6)[5].All(character => character is '*' or ':' or '/'))
        {
            context.Error(EstateRules.BackupExclusion, exclusion, nameof(exclusion.Arn), $"{exclusion.Arn} excludes every resource of a service in every account; name 'accounts', or resources");
        }
    }

    static void CheckResource(RuleContext context, EstateBackup backup, BackupResource resource, DateOnly today)
    {
        if (resource.Arn.Contains('*', StringComparison.Ordinal))
        {
            context.Error(EstateRules.BackupResource, resource, nameof(resource.Arn), $"{resource.Arn} is a pattern; name one resource");
        }
        else if (backup.Exclusions.FirstOrDefault(e => e.Covers(resource.Account, resource.Arn, today)) is { } exclusion)
        {
            context.Error(EstateRules.BackupResource, resource, nameof(resource.Arn), $"{resource.Arn} must be protected and is excluded by {exclusion.Arn}; remove one of the two");
        }

        if (context.Incomplete)
        {
            return;
        }

        // An account that is not there is reported as a reference.
        var account = context.Estate.Accounts.FirstOrDefault(a => a.Id == resource.Account);
        if (account is not null && BackupPlan.ClassOf(backup, context.Estate.Systems.FirstOrDefault(s => s.Id == account.System), account.Environment) is null)
        {
            context.Error(EstateRules.BackupResource, resource, nameof(resource.Account), $"account {resource.Account} has no backup class, so that {resource.Arn} is not backed up; add a row to 'backup.assignments'");
        }
    }
}
