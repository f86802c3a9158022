using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.S3;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Backup;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Adapters.Guardrails;
using GovCloud.Adapters.Inventory;
using GovCloud.Adapters.Messaging;
using GovCloud.Adapters.Parameters;
using GovCloud.Adapters.Storage;
using GovCloud.Audit.Evidence;
using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.Functions.AccountAttestation;
using GovCloud.Functions.AccountAudit;
using GovCloud.Functions.AlertTriage;
using GovCloud.Functions.BackupAudit;
using GovCloud.Functions.CostApportionment;
using GovCloud.Functions.GuardrailAudit;
using GovCloud.Functions.LinkageWatch;
using GovCloud.Functions.Notifier;
using GovCloud.Functions.Sweeps;
using GovCloud.Hosting;
using GovCloud.Inventory;
using GovCloud.Linkage;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions;

/// <summary>Builds the handler that the environment names, and nothing of the others.</summary>
/// <remarks>Plain <c>new</c>: a container would cost more at every cold start than it saves here.</remarks>
/// <param name="variable">Reads an environment variable.</param>
/// <param name="metrics">Where metrics go.</param>
/// <param name="logs">Where logs go.</param>
sealed class Composition(Func<string, string?> variable, Metrics metrics, ILoggerProvider logs)
{
    static readonly TimeProvider Time = TimeProvider.System;

    /// <summary>The handler, ready for its first event.</summary>
    /// <exception cref="InvalidOperationException">A variable is missing or names nothing; the message says which and what it should be.</exception>
    public async ValueTask<LambdaHandler> HandlerAsync(CancellationToken cancellationToken) => Required(EnvironmentVariables.Handler) switch
    {
        HandlerIds.AlertTriage => await AlertTriageAsync(cancellationToken),
        HandlerIds.Notifier => await NotifierAsync(cancellationToken),
        HandlerIds.GuardrailAudit => GuardrailAudit(),
        HandlerIds.BackupAudit => BackupAudit(),
        HandlerIds.AccountAudit => AccountAudit(),
        HandlerIds.LinkageWatch => await LinkageWatchAsync(cancellationToken),
        HandlerIds.CostApportionment => CostApportionment(),
        HandlerIds.AccountAttestation => AccountAttestation(),
        var other => throw new InvalidOperationException(
            $"{EnvironmentVariables.Handler} is '{other}'. It must be one of: {HandlerIds.AlertTriage}, {HandlerIds.Notifier}, {HandlerIds.GuardrailAudit}, {HandlerIds.BackupAudit}, {HandlerIds.AccountAudit}, {HandlerIds.LinkageWatch}, {HandlerIds.CostApportionment}, {HandlerIds.AccountAttestation}."),
    };

    async Task<LambdaHandler> AlertTriageAsync(CancellationToken cancellationToken)
    {
        var file = EstateFile();
        var bucket = Required(EnvironmentVariables.QuarantineBucket);
        var incidents = new IncidentStore(Table(), Time, Random.Shared);
        // Both are bound by the runtime's compiler and neither needs the other: docs/decisions/0006.
        var reading = Task.Run(() => Rehearsed(Read(file)), cancellationToken);
        await WarmUp.CallAsync(token => incidents.LoadAsync(["warm-up"], [], token), cancellationToken);
        var estate = await reading;
        // What cannot be read is rare, and a client for it would lengthen every cold start.
        var quarantine = new Lazy<QuarantineStore>(() => new QuarantineStore(new AmazonS3Client(), bucket));
        var handler = new AlertTriageHandler(estate, incidents, KeepAsync, metrics, Time, logs.CreateLogger("AlertTriage"));
        return handler.HandleAsync;

        static EstateIndex Rehearsed(EstateIndex estate)
        {
            WarmUp.Decide(estate);
            return estate;
        }

        async Task<string> KeepAsync(Finding finding, string reason, CancellationToken token)
        {
            var note = new QuarantineNote(reason, HandlerIds.AlertTriage, estate.Digest);
            var receipt = await quarantine.Value.WriteAsync(finding.Body, finding.ArrivedAt, note, token);
            return $"s3://{bucket}/{receipt.Key}";
        }
    }

    async Task<LambdaHandler> NotifierAsync(CancellationToken cancellationToken)
    {
        var file = EstateFile();
        var outbox = new OutboxStore(Table());
        var reading = Task.Run(() => Read(file), cancellationToken);
        await WarmUp.CallAsync(token => outbox.LeaseAsync("warm-up", DateTimeOffset.UnixEpoch, TimeSpan.Zero, token), cancellationToken);
        var estate = await reading;
        var addresses = new SlackWebhookAddresses(new ParameterStore(new AwsClient<Ssm>(new AwsClientOptions())), Time);
        var mail = new MailSender(MailSender.Client(new AwsClientOptions()), estate.Estate.Notification.MailFrom);
        var channels = new MessageChannels(estate, new SlackWebhook(Time), addresses, mail);
        var logger = logs.CreateLogger("Notifier");
        var delivery = new OutboxDelivery(outbox, estate, channels.SendAsync, metrics, Time, logger);
        return new NotifierHandler(outbox, delivery, Time, logger).HandleAsync;
    }

    LambdaHandler GuardrailAudit()
    {
        var estate = Read(EstateFile());
        // A day's audit makes hundreds of calls, and one account that hangs must not take the time of the others.
        var options = new AwsClientOptions { Region = estate.Estate.Profile.PrimaryRegion, MaxAttempts = 3, AttemptTimeout = TimeSpan.FromSeconds(5) };
        var logger = logs.CreateLogger("GuardrailAudit");
        var sweep = new AccountSweep(estate, new AccountReader(options, estate.Estate.Guardrails.Parameters), Time, logger);
        var evidence = Evidence(EvidenceChains.Guardrails, HandlerIds.GuardrailAudit, estate);
        var report = new AuditReport(evidence, new OperationsBus(new AwsClient<EventBridge>(options), Required(EnvironmentVariables.OperationsBus)), logger);
        var shared = variable(EnvironmentVariables.AuditQueue) is { Length: > 0 } queue
            ? new SharedSweep(estate.Digest, new GuardrailSweep(estate, sweep, report), evidence, new SweepQueue(new AwsClient<Sqs>(options), queue), logger)
            : null;
        return new GuardrailAuditHandler(estate, sweep, report, shared, Time).HandleAsync;
    }

    LambdaHandler BackupAudit()
    {
        var estate = Read(EstateFile());
        var options = new AwsClientOptions { Region = estate.Estate.Profile.PrimaryRegion, MaxAttempts = 4, AttemptTimeout = TimeSpan.FromSeconds(10) };
        var accounts = new BackupReader(options, estate.Estate.Profile, Time);
        var evidence = Evidence(EvidenceChains.Backup, HandlerIds.BackupAudit, estate);
        var bus = new OperationsBus(new AwsClient<EventBridge>(options), Required(EnvironmentVariables.OperationsBus));
        var logger = logs.CreateLogger("BackupAudit");
        var judgement = new BackupJudgement(estate, accounts, Time, logger);
        var report = new BackupReport(evidence, bus, logger);
        var shared = variable(EnvironmentVariables.AuditQueue) is { Length: > 0 } queue
            ? new SharedSweep(estate.Digest, new BackupSweep(estate, judgement, report), evidence, new SweepQueue(new AwsClient<Sqs>(options), queue), logger)
            : null;
        return new BackupAuditHandler(estate, judgement, report, shared, Time).HandleAsync;
    }

    LambdaHandler AccountAudit()
    {
        var estate = Read(EstateFile());
        var options = new AwsClientOptions { Region = estate.Estate.Profile.PrimaryRegion, MaxAttempts = 5, AttemptTimeout = TimeSpan.FromSeconds(10) };
        var logger = logs.CreateLogger("AccountAudit");
        var queue = variable(EnvironmentVariables.AuditQueue) is { Length: > 0 } address ? new SweepQueue(new AwsClient<Sqs>(options), address) : null;
        // As many invocations as the queue starts at once, and no more than there are slices, share the rates that all accounts share.
        var sharing = Math.Clamp(InventorySlices.Of(estate.Estate).Length, 1, AccountAuditNames.MostConcurrentSlices);
        var reader = new InventoryReader(options, Time, queue is null ? 1 : 1.0 / sharing);
        var s3 = new AmazonS3Client();
        var chain = Chain(s3, EvidenceChains.Accounts, HandlerIds.AccountAudit, estate);
        var parts = new EvidenceStore(s3, chain);
        var baselines = new EvidenceStore(s3, Chain(s3, EvidenceChains.Guardrails, HandlerIds.AccountAudit, estate));
        var report = new AccountAuditReport(estate, parts, chain, new OperationsBus(new AwsClient<EventBridge>(options), Required(EnvironmentVariables.OperationsBus)), logger);
        var ledger = new LedgerReading(new AccountStore(DynamoDb(), Required(EnvironmentVariables.AccountsTable)));
        var inventory = new InventorySweep(
            new AccountJudgement(estate, reader, Time, logger), new OrganizationReader(options, Time), ledger.ReadAsync, parts, baselines.ReadLatestAsync, report);
        var shared = queue is null ? null : new SharedSweep(estate.Digest, inventory, parts, queue, logger);
        return new AccountAuditHandler(estate, inventory, shared, Time).HandleAsync;
    }

    async Task<LambdaHandler> LinkageWatchAsync(CancellationToken cancellationToken)
    {
        var file = EstateFile();
        var slots = new LinkageSlotStore(Table(EnvironmentVariables.LinkageTable));
        var reports = Required(EnvironmentVariables.ReportsBucket);
        var reading = Task.Run(() => Read(file), cancellationToken);
        await WarmUp.CallAsync(token => slots.ListAsync("warm-up", DateOnly.MinValue, DateOnly.MinValue, token), cancellationToken);
        var estate = await reading;
        var catalogue = new LinkageCatalogue(estate.Estate);
        var logger = logs.CreateLogger("LinkageWatch");
        var s3 = new AmazonS3Client();
        var publisher = new FindingPublisher(new AwsClient<EventBridge>(new AwsClientOptions()), catalogue, metrics);
        var keeper = new SlotKeeper(catalogue, slots, publisher, estate.Digest, logger);
        var arrivals = new FileArrivals(catalogue, keeper, new LinkageObjects(s3), publisher, metrics, logger);
        return new LinkageWatchHandler(catalogue, arrivals, keeper, new DailySummary(catalogue, slots, s3, reports), logger).HandleAsync;
    }

    LambdaHandler CostApportionment()
    {
        var estate = Read(EstateFile());
        var logger = logs.CreateLogger("CostApportionment");
        var s3 = new AmazonS3Client();
        var objects = new CostObjects(s3);
        var inputsBucket = Required(EnvironmentVariables.CostInputsBucket);
        var files = new StatementObjects(s3, Required(EnvironmentVariables.StatementsBucket));
        var statements = new StatementStore(Table(EnvironmentVariables.StatementsTable));
        var bus = new OperationsBus(new AwsClient<EventBridge>(new AwsClientOptions()), Required(EnvironmentVariables.OperationsBus));
        var exports = new MonthExports(objects, estate.Estate, inputsBucket);
        var bills = new MonthBills(exports, objects, estate.Estate.Cost, Required(EnvironmentVariables.QuarantineBucket), metrics, logger);
        var inputs = new MonthInputs(objects, estate.Estate, inputsBucket);
        var closing = new MonthClosing(estate, bills, inputs, statements, files, logger);
        var running = new RunningMonth(estate, bills, inputs, files, bus, logger);
        var telling = new StatementTelling(estate, statements, files, new OutboxStore(Table()), bus, metrics);
        return new CostApportionmentHandler(closing, running, telling, logger).HandleAsync;
    }

    LambdaHandler AccountAttestation()
    {
        var estate = Read(EstateFile());
        var logger = logs.CreateLogger("AccountAttestation");
        var s3 = new AmazonS3Client();
        var buckets = new CampaignBuckets(Required(EnvironmentVariables.AttestationBucket), Required(EnvironmentVariables.ReportsBucket));
        var quarantineBucket = Required(EnvironmentVariables.QuarantineBucket);
        var evidence = Chain(s3, EvidenceChains.Attestation, HandlerIds.AccountAttestation, estate);
        var records = new CampaignRecords(estate.Estate, new CampaignStore(s3, buckets.Campaigns), new StatementObjects(s3, buckets.Reports), evidence, buckets);
        var bus = new OperationsBus(new AwsClient<EventBridge>(new AwsClientOptions()), Required(EnvironmentVariables.OperationsBus));
        var telling = new CampaignTelling(estate, new OutboxStore(Table()), bus);
        var round = new DailyRound(estate, records, telling, new BucketReader(s3, evidence.Bucket), logger);
        var quarantine = new AnswerQuarantine(new QuarantineStore(s3, quarantineBucket), quarantineBucket, estate.Digest, metrics);
        var intake = new AnswerIntake(estate, records, telling, quarantine, new BucketReader(s3, buckets.Campaigns), logger);
        return new AccountAttestationHandler(round, intake, logger).HandleAsync;
    }

    EvidenceStore Evidence(string chain, string function, EstateIndex estate)
    {
        var s3 = new AmazonS3Client();
        return new(s3, Chain(s3, chain, function, estate));
    }

    EvidenceChain Chain(IAmazonS3 s3, string chain, string function, EstateIndex estate)
    {
        // The same sources make the same module: the id says by which build something was found out.
        var author = new EvidenceAuthor(function, typeof(Composition).Module.ModuleVersionId.ToString("N"), estate.Digest);
        return new(s3, Required(EnvironmentVariables.EvidenceBucket), chain, author, estate.Estate.Backup.EvidenceRetentionDays);
    }

    TableClient Table(string variableName = EnvironmentVariables.IncidentsTable)
    {
        var name = Required(variableName);
        return new(DynamoDb(), name);
    }

    static AmazonDynamoDBClient DynamoDb() => new(new AmazonDynamoDBConfig { RetryMode = RequestRetryMode.Standard, MaxErrorRetry = 3, Timeout = TimeSpan.FromSeconds(5) });

    string EstateFile()
    {
        var path = Path.Combine(variable("LAMBDA_TASK_ROOT") ?? AppContext.BaseDirectory, Required(EnvironmentVariables.EstateFile));
        return File.Exists(path)
            ? path
            : throw new InvalidOperationException($"{EnvironmentVariables.EstateFile} names '{path}', where no file is. The resolved estate is part of the function's asset.");
    }

    static EstateIndex Read(string estateFile)
    {
        var resolved = EstateDocument.Read(File.ReadAllBytes(estateFile));
        return new EstateIndex(resolved.Estate, resolved.Digest);
    }

    string Required(string name) => variable(name) is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"The environment variable {name} is not set. The stack sets it for every function that reads it.");
}
