using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using GovCloud.ApiModels;
using GovCloud.LocalCloud.Accounts;
using GovCloud.LocalCloud.Assembly;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Chaos;
using GovCloud.LocalCloud.Clock;
using GovCloud.LocalCloud.Deployment;
using GovCloud.LocalCloud.DynamoDb;
using GovCloud.LocalCloud.EventBridge;
using GovCloud.LocalCloud.Faults;
using GovCloud.LocalCloud.Functions;
using GovCloud.LocalCloud.Gateway;
using GovCloud.LocalCloud.Permissions;
using GovCloud.LocalCloud.Storage;

namespace GovCloud.LocalCloud;

/// <summary>A running local AWS that was made from a cloud assembly. Loopback only; disposing it ends every process it started.</summary>
public sealed class LocalCloudHost : IAsyncDisposable
{
    readonly LocalCloudOptions options;
    readonly CloudAssembly assembly;
    readonly Activity activity = new();
    readonly Captures captures = new();
    readonly Callers callers = new();
    readonly CloudResources cloud;
    readonly DynamoDbLocal? ownDynamoDb;
    readonly Uri dynamoDbEndpoint;
    readonly DynamoDbProxy proxy;
    readonly DynamoDbStreams streams;
    readonly TargetDelivery delivery;
    readonly ModelGate? gate;
    PermissionGate? permissions;
    LoopbackServer? server;

    LocalCloudHost(LocalCloudOptions options, CloudAssembly assembly, DynamoDbLocal? ownDynamoDb)
    {
        this.options = options;
        this.assembly = assembly;
        this.ownDynamoDb = ownDynamoDb;
        dynamoDbEndpoint = options.DynamoDbEndpoint ?? ownDynamoDb!.Endpoint;
        streams = new(dynamoDbEndpoint);
        Faults = new(options.Clock);
        proxy = new(dynamoDbEndpoint, new(streams, options.Clock), Faults, AnnounceWrites);
        delivery = new(() => cloud!, captures, () => permissions);
        cloud = new()
        {
            Activity = activity,
            Clock = options.Clock,
            MaximumProcesses = options.MaximumProcesses,
            Chaos = options.Chaos is { } chaos ? new ChaosInjector(chaos) : null,
            Queues = new(options.Clock, activity),
            Storage = new(options.Clock, AnnounceObject),
            Events = new(options.Clock, (target, input, json) => delivery.Deliver(target, input, json)),
            Scheduler = new(options.Clock, activity),
            AsyncInvocations = new(activity, options.Clock),
        };
        gate = options.ApiModels is { } models ? new ModelGate(new ApiModelLibrary(models), captures) : null;
        Slack = new(captures, options.Clock);
    }

    /// <summary>The address of all services, for <c>AWS_ENDPOINT_URL</c>.</summary>
    public Uri Endpoint => server!.Endpoint;

    /// <summary>What was made of the templates.</summary>
    public DeploymentReport Deployment { get; private set; } = new([], []);

    /// <summary>Scripts the answers of Slack.</summary>
    public SlackWebhooks Slack { get; }

    /// <summary>Processes that die and webhooks that break; null where <see cref="LocalCloudOptions.Chaos"/> says nothing.</summary>
    public ChaosInjector? Chaos => cloud.Chaos;

    /// <summary>Disturbs calls.</summary>
    public FaultPlan Faults { get; }

    /// <summary>Deploys and starts everything.</summary>
    /// <exception cref="CloudAssemblyException">The assembly holds something that the local cloud does not know.</exception>
    public static async Task<LocalCloudHost> StartAsync(LocalCloudOptions options, CancellationToken cancellationToken)
    {
        var loaded = CloudAssembly.Load(options.AssemblyDirectory);
        var dynamoDb = options.DynamoDbEndpoint is null ? await DynamoDbLocal.StartAsync(cancellationToken) : null;
        var host = new LocalCloudHost(options, loaded, dynamoDb);
        try
        {
            await host.DeployAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Access key and secret that are valid here for an account.</summary>
    public static (string AccessKeyId, string SecretAccessKey) CredentialsOf(string account) => Callers.Person(account) is var caller ? (caller.AccessKeyId, caller.Secret) : default;

    /// <summary>Puts a complete event on the operations bus.</summary>
    /// <exception cref="InvalidOperationException">There is no such bus.</exception>
    public void PutEvent(JsonElement json) => cloud.Events.Put(FindBus(null, null), json);

    /// <summary>Puts an event on the default bus of an account, where AWS services put theirs.</summary>
    public void PutServiceEvent(string account, string region, JsonElement json) => cloud.Events.Put(EventRouter.BusArn(account, region, "default"), json);

    /// <summary>Kills the processes of a function, also at work; the next invocation starts a new one. Returns how many there were.</summary>
    public Task<int> KillProcessesAsync(string functionName) => cloud.FindFunction(functionName)?.KillProcessesAsync() ?? throw new KeyNotFoundException($"There is no function {functionName}.");

    /// <summary>Gives the messages of a dead-letter queue back to the queues that gave them up, as <c>StartMessageMoveTask</c> does. Returns how many there were.</summary>
    public int Redrive(string queueName) => FindQueue(queueName).MoveAll(destination: null);

    /// <summary>Empties a queue. Returns what was in it.</summary>
    public IReadOnlyList<Queues.QueueMessage> Discard(string queueName)
    {
        var queue = FindQueue(queueName);
        var messages = queue.Peek();
        queue.Purge();
        return messages;
    }

    /// <summary>Invokes a function and waits for its answer.</summary>
    public Task<Invocation> InvokeAsync(string functionName, string payload, CancellationToken cancellationToken) =>
        (cloud.FindFunction(functionName) ?? throw new KeyNotFoundException($"There is no function {functionName}.")).InvokeAsync(payload, cancellationToken);

    /// <summary>The physical name of a resource, by its logical id or a part of it; the shortest id that fits.</summary>
    public string PhysicalName(string type, string logicalIdPart) =>
        Deployment.Simulated.Where(resource => string.Equals(resource.Type, type, StringComparison.Ordinal) && resource.LogicalId.Contains(logicalIdPart, StringComparison.Ordinal))
            .OrderBy(resource => resource.LogicalId.Length).FirstOrDefault()?.PhysicalName
        ?? throw new KeyNotFoundException($"No {type} has '{logicalIdPart}' in its logical id.");

    /// <summary>The content of an object; null where there is none.</summary>
    public byte[]? ReadObject(string bucket, string key) => cloud.Storage.Find(bucket)?.Find(key) is { IsDeleteMarker: false } found ? found.Data : null;

    /// <summary>What there is and what has happened.</summary>
    public LocalCloudState Snapshot()
    {
        var queues = cloud.Queues.All.ToList();
        var deadLetters = queues.Select(queue => queue.Definition.Redrive?.DeadLetterQueue).OfType<Arn>().ToHashSet();
        return new()
        {
            Queues = [.. queues.Select(queue => new QueueState(queue.Definition.Arn.Name, queue.Definition.Arn, queue.Depth, queue.Peek(), deadLetters.Contains(queue.Definition.Arn)))],
            Functions = [.. cloud.Functions.Values.OrderBy(function => function.Definition.Arn.Name, StringComparer.Ordinal)
                .Select(function => new FunctionState(function.Definition.Arn.Name, function.Definition.Arn, function.Invocations, function.Logs))],
            Buckets = cloud.Storage.All.ToDictionary(bucket => bucket.Definition.Name, bucket => (IReadOnlyList<string>)[.. bucket.Current().Select(stored => stored.Key)], StringComparer.Ordinal),
            SlackPosts = captures.SlackPosts.All,
            Mails = captures.Mails.All,
            Publications = captures.Publications.All,
            Undelivered = captures.Undelivered.All,
            UnhandledCalls = captures.Unhandled.All,
            ModelDeviations = captures.Deviations.All,
            ModelledCalls = gate?.CheckedRequests ?? 0,
            ModelCoverage = gate?.Coverage,
            Denials = captures.Denials.All,
            PermissionDecisions = permissions?.Decisions ?? 0,
            InjectedFaults = Faults.Injected,
            UnusedGrants = permissions?.Unused() ?? [],
            EventsAccepted = cloud.Events.Accepted,
            EventsUnmatched = cloud.Events.Unmatched,
        };
    }

    /// <summary>
    /// Waits until nothing can happen before the clock moves on: no invocation runs, no message waits that a function could have, no stream
    /// record is unread. Returns when the clock will make something happen, schedules left out; null when nothing is to come.
    /// </summary>
    /// <exception cref="TimeoutException">It was still busy after <paramref name="limit"/> of real time; the message says with what.</exception>
    public async Task<DateTimeOffset?> WaitUntilIdleAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(limit);
        try
        {
            await activity.UntilAsync(() => IsIdle, static () => null, options.Clock, bounded.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Still busy after {limit}: {activity.Running} running, queues with work: {string.Join(", ", cloud.QueuePollers.Where(poller => poller.Queue.HasVisible).Select(poller => poller.Queue.Definition.Arn.Name))}, streams behind: {cloud.StreamPollers.Count(poller => poller.IsBehind)}.", late);
        }

        return NextWakeUp;
    }

    /// <summary>Moves a controllable clock from one thing to come to the next until nothing is to come or <paramref name="most"/> has passed; schedules fire on the way.</summary>
    /// <exception cref="InvalidOperationException">The clock cannot be moved.</exception>
    public async Task RunUntilQuietAsync(TimeSpan most, TimeSpan limit, CancellationToken cancellationToken)
    {
        var clock = options.Clock as ControllableClock ?? throw new InvalidOperationException("The clock of this cloud cannot be moved.");
        var end = clock.GetUtcNow() + most;
        while (await WaitUntilIdleAsync(limit, cancellationToken) is { } next && next <= end)
        {
            var wait = next - clock.GetUtcNow();
            clock.Advance(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        }
    }

    /// <summary>Ends everything; data is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await cloud.Scheduler.DisposeAsync();
        await Task.WhenAll(cloud.QueuePollers.Select(poller => poller.DisposeAsync().AsTask()).Concat(cloud.StreamPollers.Select(poller => poller.DisposeAsync().AsTask())));
        await cloud.AsyncInvocations.DisposeAsync();
        await Task.WhenAll(cloud.Functions.Values.Select(function => function.DisposeAsync().AsTask()));
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        proxy.Dispose();
        streams.Dispose();
        if (ownDynamoDb is not null)
        {
            await ownDynamoDb.DisposeAsync();
        }
    }

    bool IsIdle => activity.Running == 0
        && !cloud.QueuePollers.Any(poller => poller.Queue.HasVisible)
        && !cloud.StreamPollers.Any(poller => poller.IsBehind)
        && !IsDue(NextWakeUp) && !IsDue(cloud.Scheduler.NextAt);

    DateTimeOffset? NextWakeUp => cloud.QueuePollers.Select(poller => poller.Queue.NextVisibleAt)
        .Concat(cloud.StreamPollers.Select(poller => poller.RetryAt))
        .Append(cloud.AsyncInvocations.NextRetryAt).Min();

    bool IsDue(DateTimeOffset? time) => time <= options.Clock.GetUtcNow();

    async Task DeployAsync(CancellationToken cancellationToken)
    {
        var gateway = new AwsGateway(cloud, captures, Slack, proxy, callers, FindBus, () => Endpoint, gate, new FaultGate(Faults, options.Clock), () => permissions, options.Accounts is { } accounts ? new AccountServices(accounts, callers) : null);
        server = await LoopbackServer.StartAsync(Chaos?.Around(gateway.HandleAsync, FunctionOf, KillAsync) ?? gateway.HandleAsync, options.Port, cancellationToken);
        foreach (var (name, value) in options.Parameters)
        {
            cloud.Parameters[name] = value.Replace("{gateway}", Endpoint.ToString().TrimEnd('/'), StringComparison.Ordinal);
        }

        var stacks = assembly.Stacks.Where(options.Stacks).SelectMany(ForEachAccount).ToList();
        var resolver = new TemplateResolver(stacks, Endpoint, name => cloud.Parameters.GetValueOrDefault(name));
        var open = new OpenTemplates(assembly.Stacks, options.MemberParameters, bound => new TemplateResolver(bound, Endpoint, name => cloud.Parameters.GetValueOrDefault(name)));
        var book = PolicyBook.Read(stacks, resolver, open);
        permissions = new PermissionGate(book, ServiceControl.Read(stacks, resolver, options.AccountUnits), new NeededPermissions(book), captures)
        {
            OrganizationOf = account => options.Accounts?.Find(account) is null ? null : options.Accounts.Organization?.Id,
        };
        using var dynamoDb = new AmazonDynamoDBClient(new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig { ServiceURL = dynamoDbEndpoint.ToString(), AuthenticationRegion = "ap-northeast-1" });
        Deployment = await new Deployer(cloud, resolver, dynamoDb, streams, delivery, RuntimeVariables).DeployAsync(stacks, cancellationToken);
        ServicePermissions.Check(permissions, stacks, resolver);
    }

    Queues.SqsQueue FindQueue(string name) =>
        cloud.Queues.All.FirstOrDefault(queue => string.Equals(queue.Definition.Arn.Name, name, StringComparison.Ordinal)) ?? throw new KeyNotFoundException($"There is no queue {name}.");

    Task KillAsync(string function, string sessionToken) => cloud.FindFunction(function)?.KillAsync(sessionToken) ?? Task.CompletedTask;

    string? FunctionOf(string accessKey) => callers.Find(accessKey)?.FunctionArn is { } arn ? Arn.Parse(arn).Name : null;

    IEnumerable<StackTemplate> ForEachAccount(StackTemplate stack) => stack.Account is CloudAssembly.UnknownAccount && options.MemberAccounts.Count > 0
        ? options.MemberAccounts.Select(account => stack with { Account = account })
        : [stack];

    Dictionary<string, string> RuntimeVariables(Arn function)
    {
        var caller = callers.Function(function);
        return new(StringComparer.Ordinal)
        {
            ["AWS_ACCESS_KEY_ID"] = caller.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = caller.Secret,
            ["AWS_SESSION_TOKEN"] = "local-session",
            ["AWS_REGION"] = function.Region,
            ["AWS_DEFAULT_REGION"] = function.Region,
            ["AWS_ENDPOINT_URL"] = Endpoint.ToString().TrimEnd('/'),
        };
    }

    Arn FindBus(string? account, string? name)
    {
        var wanted = string.IsNullOrEmpty(name) ? options.OperationsBus : name;
        if (!string.IsNullOrEmpty(account))
        {
            return EventRouter.BusArn(account, assembly.Stacks.FirstOrDefault(stack => string.Equals(stack.Account, account, StringComparison.Ordinal))?.Region ?? "ap-northeast-1", wanted);
        }

        return cloud.Events.Buses.FirstOrDefault(bus => string.Equals(bus.Name, wanted, StringComparison.Ordinal)) is { Service: not null } found
            ? found
            : throw new InvalidOperationException($"No template declares the event bus {wanted}.");
    }

    void AnnounceWrites()
    {
        foreach (var poller in cloud.StreamPollers)
        {
            poller.Announce();
        }
    }

    void AnnounceObject(ObjectChange change) => cloud.Events.Put(
        EventRouter.BusArn(change.Bucket.Account, change.Bucket.Region, "default"), ObjectEvent.Create(new(options.Clock), change));
}
