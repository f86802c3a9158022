using System.Collections.Immutable;
using GovCloud.Infra.Access;
using GovCloud.Infra.Automation;
using GovCloud.Infra.Backup;
using GovCloud.Infra.Budgets;
using GovCloud.Infra.Forwarding;
using GovCloud.Infra.Guardrails;
using GovCloud.Infra.Linkage;
using GovCloud.Infra.Monitoring;
using GovCloud.Infra.Network;
using GovCloud.Infra.Organization;
using GovCloud.Network;
using GovCloud.Organization;

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
    internal const string GlobalRegion = "us-east-1";

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
        OrganizationStacks.Add(app, estate);
        _ = new AccountAuditRoleStack(app, "GovCloud-AccountAudit", estate);
        BackupStacks.Add(app, estate);
        BudgetStacks.Add(app, estate);
        MonitoringStacks.Add(app, estate);
        AccessStacks.Add(app, estate);
        GuardrailStacks.Add(app, estate);
        LinkageStacks.Add(app, estate);
        Tags.Of(app).Add(ResourceTags.Project, ResourceTags.ProjectName);
        Tags.Of(app).Add(ResourceTags.Estate, estate.Profile.Name);
    }

    /// <summary>Adds the stacks of the estate's network; none where the estate has no Transit Gateway.</summary>
    /// <param name="app">The app.</param>
    /// <param name="estate">A validated estate.</param>
    /// <param name="allocations">The lock, which has all that the estate asks for.</param>
    /// <exception cref="SynthInputException">The network cannot be built as it is described.</exception>
    public static void AddNetwork(App app, Estate estate, AddressLock allocations)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(allocations);
        if (estate.Network.TransitGateway is not null)
        {
            NetworkStacks.Add(app, NetworkPlan.Of(estate, allocations));
        }
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

    /// <summary>What follows the name of a further stack of one kind.</summary>
    internal static string Suffix(int index) => index == 0 ? "" : FormattableString.Invariant($"-{index + 1}");
}
