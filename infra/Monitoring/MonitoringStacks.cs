namespace GovCloud.Infra.Monitoring;

/// <summary>The stacks of alarms and dashboards; none where the estate monitors nothing.</summary>
static class MonitoringStacks
{
    internal static void Add(App app, Estate estate)
    {
        if (estate.Monitoring.Systems.IsEmpty)
        {
            return;
        }

        foreach (var system in MonitoringGroup.Of(estate).GroupBy(g => g.System.Id, StringComparer.Ordinal))
        {
            foreach (var (group, suffix) in system.Select((group, index) => (group, GovCloudApp.Suffix(index))))
            {
                _ = new MonitoringStack(app, $"GovCloud-Monitoring-{system.Key}{suffix}", estate, group);
            }
        }

        var sink = new ObservabilityStack(app, "GovCloud-Observability", estate);
        new LinkStack(app, "GovCloud-MonitoringLink", estate).AddDependency(sink);
    }
}
