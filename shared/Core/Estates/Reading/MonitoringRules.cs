namespace GovCloud.Estates.Reading;

/// <summary>What is monitored belongs to the system, and what is planned can happen.</summary>
static class MonitoringRules
{
    public static void Check(RuleContext context)
    {
        foreach (var system in context.Estate.Monitoring.Systems)
        {
            var accounts = new HashSet<AccountId>();
            foreach (var target in system.Targets.Where(t => context.Sound(t, nameof(t.Account))))
            {
                CheckTarget(context, system, target, accounts);
            }

            CheckBatches(context, system);
        }

        foreach (var stop in context.Estate.Monitoring.PlannedStops.Where(s => context.Sound(s, nameof(s.From), nameof(s.Until)) && s.Until <= s.From && s.Until != TimeOnly.MinValue))
        {
            context.Error(
                EstateRules.PlannedStop,
                stop,
                nameof(stop.Until),
                FormattableString.Invariant($"the planned stop of \"{stop.System}\" ends at {stop.Until:H:mm}, not after it begins at {stop.From:H:mm}; write 0:00 for the end of the day, and a second stop for the next day"));
        }
    }

    static void CheckTarget(RuleContext context, SystemMonitoring system, MonitoredTarget target, HashSet<AccountId> seen)
    {
        if (!seen.Add(target.Account))
        {
            context.Error(EstateRules.MonitoringTarget, target, nameof(target.Account), $"account {target.Account} stands twice in the monitoring of \"{system.System}\"; merge the two");
        }

        var account = context.Estate.Accounts.FirstOrDefault(a => a.Id == target.Account);
        if (account is not null && context.Sound(account, nameof(account.System)) && context.Sound(system, nameof(system.System)) && account.System != system.System)
        {
            context.Error(
                EstateRules.MonitoringTarget,
                target,
                nameof(target.Account),
                $"account {target.Account} does not carry system \"{system.System}\" but {(account.System is null ? "none" : $"\"{account.System}\"")}; its alarms would go to somebody else, so name an account of the system");
        }

        if (target is { LoadBalancer: null, LogGroup: null } && context.Sound(target, nameof(target.LoadBalancer), nameof(target.LogGroup)))
        {
            context.Problems.Error(EstateRules.MonitoringTarget, context.Map.At(target), $"nothing is measured in account {target.Account}; write 'loadBalancer', 'logGroup' or both");
        }
        else if (target is { LoadBalancer: null, TargetGroup: not null })
        {
            context.Error(EstateRules.MonitoringTarget, target, nameof(target.TargetGroup), "CloudWatch counts the servers of a target group for a load balancer; write 'loadBalancer' too");
        }
    }

    static void CheckBatches(RuleContext context, SystemMonitoring system)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var id = context.Estate.Systems.FirstOrDefault(s => s.Id == system.System)?.ServiceCalendar;
        var hours = context.Estate.Calendars.FirstOrDefault(c => c.Id == id);
        foreach (var batch in system.Batches.Where(b => context.Sound(b, nameof(b.Id), nameof(b.FinishedBy))))
        {
            if (!names.Add(batch.Id))
            {
                context.Error(EstateRules.MonitoringBatch, batch, nameof(batch.Id), $"batch \"{batch.Id}\" of \"{system.System}\" stands twice; rename one");
            }

            if (hours is not null && context.Sound(hours, nameof(hours.Open), nameof(hours.Close)) && batch.FinishedBy > hours.Open && (batch.FinishedBy < hours.Close || hours.Close == TimeOnly.MinValue))
            {
                context.Warning(
                    EstateRules.MonitoringBatch,
                    batch,
                    nameof(batch.FinishedBy),
                    FormattableString.Invariant($"batch \"{batch.Id}\" may run until {batch.FinishedBy:H:mm}, and system \"{system.System}\" is online from {hours.Open:H:mm}; all batches finish before the service starts"));
            }
        }
    }
}
