using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using GovCloud.Adapters.AwsApi;
using GovCloud.ApiModels;
using GovCloud.Estates;
using GovCloud.LocalCloud;
using GovCloud.LocalCloud.Accounts;
using GovCloud.LocalCloud.Assembly;
using GovCloud.LocalCloud.Chaos;
using GovCloud.LocalCloud.Clock;
using GovCloud.Organization;

namespace GovCloud.Cli.Day;

/// <summary>An estate's stacks on a local AWS: where its events enter, and what is stored.</summary>
sealed class EstateCloud : IAsyncDisposable
{
    /// <summary>How long the functions may be busy with what they were given, in real time.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    readonly (string Account, string Region) member;
    readonly AmazonDynamoDBClient tables;
    readonly AwsClient<Sqs> queues;
    readonly string queueUrl;

    EstateCloud(LocalCloudHost host, ControllableClock clock, Estate estate, (string Account, string Region) member)
    {
        Host = host;
        Clock = clock;
        this.member = member;
        var account = OperationsAccount = estate.Profile.OperationsAccount.ToString();
        var (key, secret) = LocalCloudHost.CredentialsOf(account);
        var credentials = new BasicAWSCredentials(key, secret);
        var region = Region = estate.Profile.PrimaryRegion;
        tables = new(credentials, new AmazonDynamoDBConfig { ServiceURL = host.Endpoint.ToString(), AuthenticationRegion = region });
        queues = new(new AwsClientOptions { Credentials = credentials, Region = region, Endpoint = host.Endpoint });
        queueUrl = new Uri(host.Endpoint, $"{account}/{AlertQueue}").ToString();
        Store = new(tables, host.PhysicalName("AWS::DynamoDB::Table", "Incidents"));
    }

    /// <summary>The local AWS.</summary>
    public LocalCloudHost Host { get; }

    /// <summary>The clock of queues and schedules. It stands still until it is moved.</summary>
    public ControllableClock Clock { get; }

    /// <summary>The incidents table.</summary>
    public IncidentsTableReader Store { get; }

    /// <summary>The account whose stacks run.</summary>
    public string OperationsAccount { get; }

    /// <summary>The region in which they run.</summary>
    public string Region { get; }

    /// <summary>Physical name of the queue of alerts.</summary>
    public string AlertQueue => Host.PhysicalName("AWS::SQS::Queue", "IntakeAlerts");

    /// <summary>Physical name of the function that decides.</summary>
    public string AlertTriage => Host.PhysicalName("AWS::Lambda::Function", "AlertTriage");

    /// <summary>Physical name of the function that sends.</summary>
    public string Notifier => Host.PhysicalName("AWS::Lambda::Function", "Notifier");

    /// <summary>Starts the stacks of a cloud assembly.</summary>
    /// <param name="estate">The estate from which the assembly was synthesised.</param>
    /// <param name="assembly">The folder that <c>cdk synth</c> wrote.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="port">Port on 127.0.0.1; 0 for any.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="CloudAssemblyException">The assembly is missing or holds something that the local AWS does not know.</exception>
    public static Task<EstateCloud> StartAsync(Estate estate, string assembly, ControllableClock clock, int port, CancellationToken cancellationToken) =>
        StartAsync(estate, assembly, clock, port, chaos: null, accounts: null, cancellationToken);

    /// <summary>Starts the stacks of a cloud assembly and the member accounts that its audits read, and lets processes die and webhooks break.</summary>
    /// <param name="estate">The estate from which the assembly was synthesised.</param>
    /// <param name="assembly">The folder that <c>cdk synth</c> wrote.</param>
    /// <param name="clock">The clock of queues and schedules.</param>
    /// <param name="chaos">Which processes die and which webhooks break.</param>
    /// <param name="accounts">The member accounts.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="CloudAssemblyException">The assembly is missing or holds something that the local AWS does not know.</exception>
    public static Task<EstateCloud> StartAsync(Estate estate, string assembly, ControllableClock clock, ChaosSchedule chaos, SimulatedAccounts accounts, CancellationToken cancellationToken) =>
        StartAsync(estate, assembly, clock, port: 0, chaos, accounts, cancellationToken);

    /// <summary>Starts the stacks of a cloud assembly, and the member accounts that its audits read.</summary>
    /// <param name="estate">The estate from which the assembly was synthesised.</param>
    /// <param name="assembly">The folder that <c>cdk synth</c> wrote.</param>
    /// <param name="clock">The clock of queues and schedules.</param>
    /// <param name="accounts">The member accounts.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="CloudAssemblyException">The assembly is missing or holds something that the local AWS does not know.</exception>
    public static Task<EstateCloud> StartAsync(Estate estate, string assembly, ControllableClock clock, SimulatedAccounts accounts, CancellationToken cancellationToken) =>
        StartAsync(estate, assembly, clock, port: 0, chaos: null, accounts, cancellationToken);

    static async Task<EstateCloud> StartAsync(
        Estate estate, string assembly, ControllableClock clock, int port, ChaosSchedule? chaos, SimulatedAccounts? accounts, CancellationToken cancellationToken)
    {
        var host = await LocalCloudHost.StartAsync(
            new()
            {
                Chaos = chaos,
                Accounts = accounts,
                AssemblyDirectory = assembly,
                Clock = clock,
                Port = port,
                ApiModels = ApiModelLibrary.FindFolder(AppContext.BaseDirectory),
                MemberParameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["OperationsAccount"] = estate.Profile.OperationsAccount.ToString() },
                AccountUnits = UnitsOf(estate),
                // Templates with a row for each account know nothing of the account that stands for all of them; no event passes through them.
                Stacks = stack => stack.Find("Mappings", "Accounts") is null,
                Parameters = estate.Organisations.Where(organisation => organisation.SlackWebhookParameter is not null)
                    .ToDictionary(organisation => organisation.SlackWebhookParameter!, organisation => "{gateway}/slack/" + organisation.Id, StringComparer.Ordinal),
            },
            cancellationToken);
        try
        {
            return new EstateCloud(host, clock, estate, MemberBus(assembly, estate));
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client of the operations account's tables.</summary>
    public IAmazonDynamoDB Tables => tables;

    /// <summary>Puts an event where it enters.</summary>
    public void Put(Entry entry, string json)
    {
        using var document = JsonDocument.Parse(json);
        if (entry == Entry.MemberBus)
        {
            Host.PutServiceEvent(member.Account, member.Region, document.RootElement.Clone());
        }
        else
        {
            Host.PutEvent(document.RootElement.Clone());
        }
    }

    /// <summary>Sends a message to the queue of alerts.</summary>
    public async Task EnqueueAsync(string body, CancellationToken cancellationToken) =>
        await queues.CallAsync(Sqs.SendMessage, new SendMessageRequest(queueUrl, body), cancellationToken);

    /// <summary>Waits until everything that can happen now has happened.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) => Host.WaitUntilIdleAsync(Patience, cancellationToken);

    /// <summary>Moves the clock forward; what becomes due on the way happens, one thing after the other.</summary>
    public async Task AdvanceToAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        while (await Host.WaitUntilIdleAsync(Patience, cancellationToken) is { } next && next < time)
        {
            Advance(next);
        }

        Advance(time);
        await SettleAsync(cancellationToken);
    }

    /// <summary>
    /// Tries again what waits for another attempt, until nothing waits. The functions' processes have the real clock, which stands almost still
    /// while the simulated one runs through the day: the wait that is left by the real clock is taken away, and the sweep of the next minute sends.
    /// </summary>
    public async Task SendWaitingAsync(CancellationToken cancellationToken)
    {
        while (await Store.EndWaitsAsync(TimeProvider.System.GetUtcNow(), cancellationToken) > 0)
        {
            await AdvanceToAsync(Clock.GetUtcNow().AddMinutes(1), cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        tables.Dispose();
        queues.Dispose();
        await Host.DisposeAsync();
        Clock.Dispose();
    }

    void Advance(DateTimeOffset time)
    {
        var by = time - Clock.GetUtcNow();
        if (by > TimeSpan.Zero)
        {
            Clock.Advance(by);
        }
    }

    /// <summary>Where accounts are in an organization of the estate's own, which decides by which service control policies they are bound.</summary>
    internal static Dictionary<string, string> UnitsOf(Estate estate)
    {
        if (estate.Profile.Organization != OrganizationMode.Owned)
        {
            return [];
        }

        var plan = OrganizationPlan.Of(estate);
        var units = plan.Units.ToDictionary(unit => unit.Key, StringComparer.Ordinal);
        return plan.Placements.Where(placement => placement.Id is not null).ToDictionary(placement => placement.Id!.Value.ToString(), placement => Way(placement.Unit), StringComparer.Ordinal);

        string Way(OrganizationUnit unit) => unit.ExistingId ?? (unit.Parent is { } parent ? $"{units[parent].Name}/{unit.Name}" : unit.Name);
    }

    /// <summary>The account and region whose default bus has the forwarding rules. The stack is the same for all member accounts, so it is deployed once.</summary>
    static (string Account, string Region) MemberBus(string assembly, Estate estate)
    {
        var forwarding = CloudAssembly.Load(assembly).Stacks.First(stack =>
            stack.Region == estate.Profile.PrimaryRegion
            && stack.Account != estate.Profile.OperationsAccount.ToString()
            && stack.Section("Resources").Any(resource => resource.Value.GetProperty("Type").GetString() is "AWS::Events::Rule"
                && !resource.Value.GetProperty("Properties").TryGetProperty("EventBusName", out _)));
        return (forwarding.Account, forwarding.Region);
    }
}
