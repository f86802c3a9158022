using System.Collections.Immutable;
using GovCloud.Monitoring;

namespace GovCloud.Infra.Monitoring;

/// <summary>The accounts of a system that measure the same things and so share one template; names of their resources stand in its mapping.</summary>
/// <param name="System">The system.</param>
/// <param name="Level">Its service level.</param>
/// <param name="Targets">What is measured, one entry for each account; all have the same members.</param>
/// <param name="Batches">Its batch jobs.</param>
sealed record MonitoringGroup(BusinessSystem System, ServiceLevel Level, ImmutableArray<MonitoredTarget> Targets, ImmutableArray<MonitoredBatch> Batches)
{
    /// <summary>The most accounts in one template: CloudFormation allows 200 rows in a mapping.</summary>
    const int MostAccounts = 150;

    /// <summary>Whether there is a load balancer: response times and failed requests are measured.</summary>
    internal bool HasLoadBalancer => Targets[0].LoadBalancer is not null;

    /// <summary>Whether there is a target group: it is seen that no server is left.</summary>
    internal bool HasTargetGroup => Targets[0].TargetGroup is not null;

    /// <summary>Whether errors of a log are counted.</summary>
    internal bool HasLogGroup => Targets[0].LogGroup is not null;

    /// <summary>The groups of an estate, in the order of its systems.</summary>
    internal static IEnumerable<MonitoringGroup> Of(Estate estate) =>
        from monitoring in estate.Monitoring.Systems
        from targets in monitoring.Targets.GroupBy(t => (t.LoadBalancer is null, t.TargetGroup is null, t.LogGroup is null))
        from chunk in targets.Chunk(MostAccounts)
        select new MonitoringGroup(
            estate.Systems.Single(s => s.Id == monitoring.System), ServiceLevel.Of(estate.Monitoring.Standard, monitoring), [.. chunk], monitoring.Batches);
}
