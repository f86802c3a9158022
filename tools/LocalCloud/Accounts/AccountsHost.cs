using GovCloud.ApiModels;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Deployment;
using GovCloud.LocalCloud.DynamoDb;
using GovCloud.LocalCloud.EventBridge;
using GovCloud.LocalCloud.Faults;
using GovCloud.LocalCloud.Functions;
using GovCloud.LocalCloud.Gateway;
using GovCloud.LocalCloud.Queues;
using GovCloud.LocalCloud.Schedules;
using GovCloud.LocalCloud.Storage;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>Simulated accounts behind the gateway and nothing else: no templates, no functions, no tables. For readers that are called directly.</summary>
public sealed class AccountsHost : IAsyncDisposable
{
    readonly Captures captures;
    readonly ModelGate? gate;
    readonly DynamoDbProxy noTables;
    readonly LoopbackServer server;

    AccountsHost(Captures captures, ModelGate? gate, DynamoDbProxy noTables, FaultPlan faults, LoopbackServer server)
    {
        Faults = faults;
        this.captures = captures;
        this.gate = gate;
        this.noTables = noTables;
        this.server = server;
    }

    /// <summary>The address of all services.</summary>
    public Uri Endpoint => server.Endpoint;

    /// <summary>Disturbances of calls, besides those of the accounts.</summary>
    public FaultPlan Faults { get; }

    /// <summary>Calls that were compared with AWS's published models; 0 where these are not installed.</summary>
    public long ModelledCalls => gate?.CheckedRequests ?? 0;

    /// <summary>What of these calls, and of the answers to them, was compared; null where the models are not installed.</summary>
    public ModelCoverage? ModelCoverage => gate?.Coverage;

    /// <summary>Calls and answers that AWS's published models do not allow.</summary>
    public IReadOnlyList<ModelDeviation> ModelDeviations => captures.Deviations.All;

    /// <summary>Calls that are not simulated.</summary>
    public IReadOnlyList<UnhandledCall> UnhandledCalls => captures.Unhandled.All;

    /// <summary>Starts.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="apiModels">Folder of AWS's published API models, by which every call is checked; null checks none.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<AccountsHost> StartAsync(SimulatedAccounts accounts, string? apiModels, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        var captured = new Captures();
        var callers = new Callers();
        var clock = accounts.Clock;
        var activity = new Activity();
        // A port on which nobody listens: whoever calls a table here finds none.
        var nobody = new Uri("http://127.0.0.1:9");
        var faults = new FaultPlan(clock);
        var unused = new DynamoDbProxy(nobody, new StaleTables(new DynamoDbStreams(nobody), clock), faults, static () => { });
        var cloud = new CloudResources
        {
            Activity = activity,
            Clock = clock,
            MaximumProcesses = 0,
            Queues = new SqsQueues(clock, activity),
            Storage = new S3Store(clock, static _ => { }),
            Events = new EventRouter(clock, static (_, _, _) => { }),
            Scheduler = new Scheduler(clock, activity),
            AsyncInvocations = new AsyncInvoker(activity, clock),
        };
        var models = apiModels is null ? null : new ModelGate(new ApiModelLibrary(apiModels), captured);
        LoopbackServer? started = null;
        var gateway = new AwsGateway(
            cloud, captured, new SlackWebhooks(captured, clock), unused, callers, static (_, name) => throw new InvalidOperationException($"There is no event bus {name}."),
            () => started!.Endpoint, models, new FaultGate(faults, clock), static () => null, new AccountServices(accounts, callers));
        started = await LoopbackServer.StartAsync(gateway.HandleAsync, 0, cancellationToken);
        return new AccountsHost(captured, models, unused, faults, started);
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        noTables.Dispose();
    }
}
