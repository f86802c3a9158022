using System.Collections.Immutable;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Calendar;
using GovCloud.Cli.Chaos;
using GovCloud.Cli.Day;
using GovCloud.Cost;
using GovCloud.Cost.Closing;
using GovCloud.Cost.Statements;
using GovCloud.Estates;
using GovCloud.LocalCloud;
using GovCloud.LocalCloud.Clock;

namespace GovCloud.EndToEnd.Tests;

/// <summary>
/// May 2026 of the sample estate, from the first manifest to the restated month, through the synthesised stacks: objects are put into the bucket of inputs, S3's
/// events and the morning's schedule wake the published executable, the index is DynamoDB Local, Slack and mail are captured. What was seen on the way is kept here.
/// </summary>
public class ClosedMonth : IAsyncLifetime, IDisposable
{
    internal static readonly CostMonth May = new(2026, 5);
    internal static readonly CostMonth June = new(2026, 6);

    const string Folder = "exports/consolidated/";

    AmazonS3Client? s3;
    AmazonDynamoDBClient? tables;
    Disturbance? disturbance;

    internal Estate Estate { get; private set; } = null!;

    internal EstateCloud Cloud { get; private set; } = null!;

    internal StatementStore Statements { get; private set; } = null!;

    internal BillDelivery Delivered { get; private set; } = null!;

    internal BillDelivery Restated { get; private set; } = null!;

    /// <summary>What was seen at named moments.</summary>
    internal Dictionary<string, Moment> Moments { get; } = new(StringComparer.Ordinal);

    internal TimeSpan Took { get; private set; }

    internal LocalCloudState Snapshot => Cloud.Host.Snapshot();

    string Inputs => Cloud.Host.PhysicalName("AWS::S3::Bucket", "CostInputs");

    internal string Bucket => Cloud.Host.PhysicalName("AWS::S3::Bucket", "CostApportionmentStatements");

    internal string Quarantine => Cloud.Host.PhysicalName("AWS::S3::Bucket", "Quarantine");

    public async Task InitializeAsync()
    {
        if (Repository.WhatIsMissing is not null)
        {
            return;
        }

        var started = System.Diagnostics.Stopwatch.StartNew();
        Estate = SampleCloud.LoadEstate().Estate;
        Cloud = await EstateCloud.StartAsync(Estate, await WithMorningsOnlyAsync(), new ControllableClock(At(6, 3, 12), frozen: true), port: 0, CancellationToken.None);
        var (key, secret) = LocalCloudHost.CredentialsOf(Cloud.OperationsAccount);
        var person = new BasicAWSCredentials(key, secret);
        s3 = new AmazonS3Client(person, new AmazonS3Config { ServiceURL = Cloud.Host.Endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = "ap-northeast-1" });
        tables = new AmazonDynamoDBClient(person, new AmazonDynamoDBConfig { ServiceURL = Cloud.Host.Endpoint.ToString(), AuthenticationRegion = "ap-northeast-1" });
        Statements = new StatementStore(new TableClient(tables, Cloud.Host.PhysicalName("AWS::DynamoDB::Table", "CostApportionment")));
        disturbance = Disturb();
        try
        {
            await CloseMayAsync();
            await RestateMayAsync();
            await CloseJuneAsync();
            disturbance?.Dispose();
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"The month did not go as planned.\n{await WhatHappenedAsync()}", failure);
        }

        Took = started.Elapsed;
    }

    /// <summary>What somebody needs to find out why: what was found of the months, what was denied, and what the function logged.</summary>
    async Task<string> WhatHappenedAsync()
    {
        const int LastLines = 25;
        var state = Snapshot;
        var found = new List<string>();
        foreach (var month in (CostMonth[])[May, June])
        {
            found.Add($"{month}: {string.Join(" / ", (await Statements.FindStatusAsync(month, CancellationToken.None))?.Obstacles ?? [])}");
        }

        var logs = state.Functions.Where(function => function.Name.Contains("CostApportionment", StringComparison.Ordinal)).SelectMany(function => function.Logs).Select(line => line.Text);
        return string.Join('\n', found.Concat(state.Denials.Select(denial => denial.ToString())).Concat(logs.TakeLast(LastLines)));
    }

    /// <summary>What went wrong on the way; empty where nothing did.</summary>
    internal string Disturbed => disturbance?.Summary ?? "";

    /// <summary>Whether calls failed in every way.</summary>
    internal bool HadAllFaults => disturbance?.HadAll == true;

    /// <summary>Puts faults in force before the first file comes; none here.</summary>
    private protected virtual Disturbance? Disturb() => null;

    /// <summary>Waits until everything has happened; where calls fail, also what is tried again.</summary>
    Task SettleAsync() => disturbance?.RestAsync() ?? Cloud.SettleAsync(CancellationToken.None);

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        disturbance?.Dispose();
        s3?.Dispose();
        tables?.Dispose();
    }

    public async Task DisposeAsync()
    {
        if (Cloud is not null)
        {
            await Cloud.DisposeAsync();
        }
    }

    internal byte[] Read(string key) => Cloud.Host.ReadObject(Bucket, key) ?? throw new KeyNotFoundException(key);

    internal StatementRecord Record(StatementEntry entry) => StatementRecords.Read(Read(entry.Prefix + "record.json"));

    /// <summary>Tries to delete a version of a file for good.</summary>
    internal async Task<System.Net.HttpStatusCode?> TryDeleteAsync(string key)
    {
        var versions = await s3!.ListVersionsAsync(new ListVersionsRequest { BucketName = Bucket, Prefix = key });
        try
        {
            await s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = Bucket, Key = key, VersionId = versions.Versions[0].VersionId });
            return null;
        }
        catch (AmazonS3Exception refused)
        {
            return refused.StatusCode;
        }
    }

    async Task CloseMayAsync()
    {
        await DeliverAsync(BillDelivery.Of(Estate, May, invoice: ""));
        await KeepAsync("before it is due");
        await Cloud.AdvanceToAsync(At(6, 12, 8), CancellationToken.None);
        await KeepAsync("due with nothing there");
        await PutAsync($"conversion/{May}.json", """{"yenPerDollar": 152.43, "source": "請求書の換算レート(例)"}""");
        await PutAsync($"drivers/{May}/traffic.csv", Traffic);
        await KeepAsync("not invoiced yet");

        Delivered = BillDelivery.Of(Estate, May, invoice: "2026-0001");
        await DeliverAsync(Delivered, broken: true);
        await KeepAsync("a broken chunk");
        await PutAsync($"invoices/{May}.csv", Delivered.Invoice(tooMuch: 10));
        await DeliverAsync(Delivered);
        await KeepAsync("an invoice that differs");
        await PutAsync($"invoices/{May}.csv", Delivered.Invoice(tooMuch: 0));
        await KeepAsync("ready");
        await PutAsync(Delivered.Objects(Folder).Last());
        await KeepAsync("replayed");

        var drafted = Assert.Single(await Statements.ListAsync(May, CancellationToken.None));
        await StepAsync(StatementLifecycle.Check([drafted], 1, new StatementActor("tanaka", Cloud.Clock.GetUtcNow(), "請求書と照合済み")));
        await StepAsync(StatementLifecycle.Publish(await Statements.ListAsync(May, CancellationToken.None), 1, new StatementActor("suzuki", Cloud.Clock.GetUtcNow()), secondPerson: true));
        await KeepAsync("published");
        await PutAsync(Delivered.Objects(Folder).Last());
        await KeepAsync("replayed after it was published");
    }

    async Task RestateMayAsync()
    {
        await Cloud.AdvanceToAsync(At(6, 20, 12), CancellationToken.None);
        Restated = BillDelivery.Of(Estate, May, invoice: "2026-0001").Credit(-40.5m);
        await DeliverAsync(Restated);
        await PutAsync($"invoices/{May}.csv", Restated.Invoice(tooMuch: 0));
        await KeepAsync("restated");
        await StepAsync(StatementLifecycle.Check(await Statements.ListAsync(May, CancellationToken.None), 2, new StatementActor("tanaka", Cloud.Clock.GetUtcNow())));
        await StepAsync(StatementLifecycle.Publish(await Statements.ListAsync(May, CancellationToken.None), 2, new StatementActor("suzuki", Cloud.Clock.GetUtcNow()), secondPerson: true));
    }

    async Task CloseJuneAsync()
    {
        await Cloud.AdvanceToAsync(At(7, 15, 12), CancellationToken.None);
        await PutAsync($"conversion/{June}.csv", "為替レート,出典\n149.01,請求書の換算レート(例)\n");
        await PutAsync($"drivers/{June}/traffic.csv", Traffic);
        await DeliverAsync(BillDelivery.Of(Estate, June, invoice: "2026-0002"));
        await KeepAsync("june");
    }

    const string Traffic = "団体コード,値\n131229,5210.5\n131121,3020\n131202,2999.25\n041009,812\n";

    async Task DeliverAsync(BillDelivery delivery, bool broken = false)
    {
        foreach (var (item, i) in delivery.Objects(Folder).Select((item, i) => (item, i)))
        {
            await PutAsync(broken && i == 1 ? (item.Key, item.Content[..(item.Content.Length / 2)]) : item, settle: false);
        }

        await SettleAsync();
    }

    Task PutAsync(string key, string content) => PutAsync((key, Encoding.UTF8.GetBytes(content)));

    async Task PutAsync((string Key, byte[] Content) item, bool settle = true)
    {
        await s3!.PutObjectAsync(new PutObjectRequest { BucketName = Inputs, Key = item.Key, InputStream = new MemoryStream(item.Content) });
        if (settle)
        {
            await SettleAsync();
        }
    }

    /// <summary>What the command does for somebody at a terminal.</summary>
    async Task StepAsync(StatementDecision decision)
    {
        Assert.Equal(StatementCommitOutcome.Committed, await Statements.CommitAsync(Assert.IsType<StatementDecision.Change>(decision), CancellationToken.None));
        await SettleAsync();
    }

    async Task KeepAsync(string moment)
    {
        await SettleAsync();
        var state = Snapshot;
        var month = moment == "june" ? June : May;
        Moments[moment] = new Moment(
            await Statements.FindStatusAsync(month, CancellationToken.None),
            [.. await Statements.ListAsync(month, CancellationToken.None)],
            [.. state.SlackPosts.Select(SampleCloud.Read)],
            [.. state.Mails.Select(mail => $"{string.Join(',', mail.To)}\n{mail.Subject}\n{mail.Text}")],
            [.. state.Buckets[Bucket]]);
    }

    static DateTimeOffset At(int month, int day, int hour) => JapanTime.At(new DateOnly(2026, month, day), new TimeOnly(hour, 0));

    /// <summary>
    /// The templates with every schedule switched off but that of the apportionment, which a sample has switched off: the Notifier's sweep of every minute says
    /// nothing about statements.
    /// </summary>
    Task<string> WithMorningsOnlyAsync() => AssemblyCopy.MakeAsync(GetType().Name, resources =>
    {
        foreach (var (id, resource) in resources.Where(r => r.Value!["Type"]!.GetValue<string>() == "AWS::Scheduler::Schedule"))
        {
            resource!["Properties"]!["State"] = id.StartsWith("CostApportionment", StringComparison.Ordinal) ? "ENABLED" : "DISABLED";
        }
    });
}

/// <summary>What was there at a moment.</summary>
/// <param name="Status">What was found of the month.</param>
/// <param name="Entries">Its statements.</param>
/// <param name="Posts">All posts so far, as Slack shows them.</param>
/// <param name="Mails">All mails so far.</param>
/// <param name="Files">The files of statements.</param>
sealed record Moment(MonthStatus? Status, ImmutableArray<StatementEntry> Entries, ImmutableArray<string> Posts, ImmutableArray<string> Mails, ImmutableArray<string> Files);
