using System.Collections.Immutable;
using GovCloud.Budgets;
using GovCloud.Infra.Automation;
using GovCloud.Infra.Backup;
using GovCloud.Infra.Budgets;
using GovCloud.Infra.Forwarding;
using GovCloud.Infra.Monitoring;

namespace GovCloud.Infra;

/// <summary>Where the app finds what it does not derive from the estate.</summary>
public sealed record BuildFolders
{
    /// <summary>Where the functions were published to.</summary>
    public required string PublishedFunctions { get; init; }

    /// <summary>Where the asset is put together.</summary>
    public required string Staging { get; init; }
}

/// <summary>The stacks of an estate.</summary>
public static class GovCloudApp
{
    /// <summary>Where global services publish their events.</summary>
    const string GlobalRegion = "us-east-1";

    /// <summary>An app without anything that differs between machines or runs.</summary>
    /// <param name="output">The cloud assembly's folder; what the CDK command line asks for when null.</param>
    /// <param name="context">Context besides what the CDK command line passes.</param>
    public static App Create(string? output = null, IDictionary<string, object>? context = null) => new(new AppProps
    {
        Outdir = output,
        Context = context,
        AnalyticsReporting = false,
        TreeMetadata = false,
        PostCliContext = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            // Access-log delivery is allowed by the bucket's policy; the default needs ACLs, which the buckets refuse.
            ["@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy"] = true,
        },
    });

    /// <summary>Adds the estate's stacks to an app.</summary>
    /// <exception cref="SynthInputException">The estate cannot be deployed as it is, or the functions were not published.</exception>
    public static void AddStacks(App app, Estate estate, BuildFolders folders)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(folders);
        var buses = BusAllocation.Of(estate);
        _ = new AutomationStack(app, "GovCloud-Automation", new AutomationPlan
        {
            Estate = estate,
            Buses = buses,
            FunctionFolder = FunctionAsset.Stage(folders.PublishedFunctions, folders.Staging, estate),
        });
        AddForwarding(app, estate, buses);
        AddBackup(app, estate);
        AddBudgets(app, estate);
        AddMonitoring(app, estate);
        Tags.Of(app).Add("Project", "GovCloudAutomation");
        Tags.Of(app).Add("Estate", estate.Profile.Name);
    }

    static void AddForwarding(App app, Estate estate, ImmutableArray<OperationsBusPlan> buses)
    {
        foreach (var (bus, suffix) in buses.Select((bus, index) => (bus, Suffix(index))))
        {
            _ = new ForwardingStack(app, $"GovCloud-Forwarding{suffix}", new ForwardingPlan
            {
                Estate = estate,
                Bus = bus,
                Region = estate.Profile.PrimaryRegion,
                Rules = ForwardedEvents.OfRegion,
            });
            if (estate.Profile.GlobalEventRule)
            {
                _ = new ForwardingStack(app, $"GovCloud-GlobalForwarding{suffix}", new ForwardingPlan
                {
                    Estate = estate,
                    Bus = bus,
                    Region = GlobalRegion,
                    Rules = ForwardedEvents.OfGlobalServices,
                });
            }
        }
    }

    static void AddBackup(App app, Estate estate)
    {
        if (estate.Backup.Classes.IsEmpty)
        {
            return;
        }

        // One template for each region, the same for all accounts. The vault that receives copies has to be there before anything is copied.
        var recovery = new RecoveryVaultStack(app, "GovCloud-BackupRecovery", estate);
        new BackupStack(app, "GovCloud-Backup", estate).AddDependency(recovery);
    }

    static void AddBudgets(App app, Estate estate)
    {
        var budgets = BudgetPlan.Of(new EstateIndex(estate, ""));
        if (budgets.IsEmpty && estate.Budgets.Anomalies is null && estate.Budgets.Exports is null)
        {
            return;
        }

        var notices = new CostNoticesStack(app, "GovCloud-CostNotices", estate);
        foreach (var (batch, suffix) in BudgetBatch.Of(estate, budgets).Select((batch, index) => (batch, Suffix(index))))
        {
            new BudgetsStack(app, $"GovCloud-Budgets{suffix}", estate, batch).AddDependency(notices);
        }

        if (estate.Budgets.Anomalies is { } anomalies)
        {
            new CostAnomaliesStack(app, "GovCloud-CostAnomalies", estate, anomalies).AddDependency(notices);
        }

        if (estate.Profile.Organization == OrganizationMode.Owned)
        {
            new PayerBudgetsStack(app, "GovCloud-PayerBudgets", estate, budgets).AddDependency(notices);
        }

        if (estate.Budgets.Exports is { } exports)
        {
            var bucket = new CostExportBucketStack(app, "GovCloud-CostExportBucket", estate, exports);
            new CostExportsStack(app, "GovCloud-CostExports", estate, exports, GlobalRegion).AddDependency(bucket);
        }
    }

    static void AddMonitoring(App app, Estate estate)
    {
        if (estate.Monitoring.Systems.IsEmpty)
        {
            return;
        }

        foreach (var system in MonitoringGroup.Of(estate).GroupBy(g => g.System.Id, StringComparer.Ordinal))
        {
            foreach (var (group, suffix) in system.Select((group, index) => (group, Suffix(index))))
            {
                _ = new MonitoringStack(app, $"GovCloud-Monitoring-{system.Key}{suffix}", estate, group);
            }
        }

        var sink = new ObservabilityStack(app, "GovCloud-Observability", estate);
        new LinkStack(app, "GovCloud-MonitoringLink", estate).AddDependency(sink);
    }

    static string Suffix(int index) => index == 0 ? "" : FormattableString.Invariant($"-{index + 1}");
}
