using System.Text;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Calendar;
using GovCloud.Cli.Day;
using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.Linkage;
using GovCloud.LocalCloud;
using GovCloud.LocalCloud.Clock;
using GovCloud.Triage;

namespace GovCloud.EndToEnd.Tests;

/// <summary>
/// May 2026 of 葛飾区, file by file, through the synthesised stacks: objects are put into the bucket, S3's events travel over both buses to the
/// published executable, which keeps slots in DynamoDB Local and tells triage. Most files are as agreed; those of <see cref="Mishaps"/> are not.
/// </summary>
public class LinkageMonth : IAsyncLifetime, IDisposable
{
    static readonly DateOnly first = new(2026, 5, 1);
    static readonly DateOnly last = new(2026, 5, 31);

    /// <summary>What goes wrong, by interface and day of the month.</summary>
    internal static readonly Dictionary<(string Interface, int Day), string> Mishaps = new()
    {
        [("residents-changes", 8)] = "late",
        [("residents-changes", 11)] = "missing",
        [("residents-changes", 12)] = "no marker",
        [("residents-changes", 13)] = "wrong rows",
        [("residents-changes", 14)] = "wrong rows, mended",
        [("residents-changes", 15)] = "misnamed, then right",
        [("residents-changes", 18)] = "duplicate",
        [("residents-changes", 19)] = "not taken",
        [("residents-changes", 20)] = "wrong header",
        [("tax-income", 15)] = "late",
        [("tax-income", 22)] = "missing",
        [("insurance-assessment", 8)] = "wrong encoding",
    };

    AmazonS3Client? s3;
    AmazonDynamoDBClient? tables;
    LinkageStore store = null!;
    Disturbance? disturbance;

    internal LinkageCatalogue Catalogue { get; private set; } = null!;

    internal EstateCloud Cloud { get; private set; } = null!;

    internal Dictionary<FileSlot, SlotRecord> Slots { get; } = [];

    internal IReadOnlyList<Incident> Incidents { get; private set; } = [];

    internal IEnumerable<ExpectedFile> Expected => Catalogue.Profiles.Where(p => p.Definition.Municipality == store.Municipality).SelectMany(p => ExpectedFiles.Of(p, first, last));

    internal int Objects { get; private set; }

    internal TimeSpan Took { get; private set; }

    public async Task InitializeAsync()
    {
        if (Repository.WhatIsMissing is not null)
        {
            return;
        }

        var started = System.Diagnostics.Stopwatch.StartNew();
        var estate = SampleCloud.LoadEstate().Estate;
        Catalogue = new LinkageCatalogue(estate);
        store = estate.Linkage.Stores.Single(s => s.Id == "katsushika-production");
        Cloud = await EstateCloud.StartAsync(estate, await WithoutSchedulesAsync(), new ControllableClock(JapanTime.At(first, TimeOnly.MinValue), frozen: true), port: 0, CancellationToken.None);
        var (key, secret) = LocalCloudHost.CredentialsOf(store.Account.ToString());
        s3 = new AmazonS3Client(new BasicAWSCredentials(key, secret), new AmazonS3Config { ServiceURL = Cloud.Host.Endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = "ap-northeast-1" });
        var (opsKey, opsSecret) = LocalCloudHost.CredentialsOf(Cloud.OperationsAccount);
        tables = new AmazonDynamoDBClient(new BasicAWSCredentials(opsKey, opsSecret), new AmazonDynamoDBConfig { ServiceURL = Cloud.Host.Endpoint.ToString(), AuthenticationRegion = "ap-northeast-1" });
        disturbance = Disturb();
        foreach (var step in Steps().OrderBy(step => step.At).ThenBy(step => step.Order))
        {
            await Cloud.AdvanceToAsync(step.At, CancellationToken.None);
            await step.Do();
            await Cloud.SettleAsync(CancellationToken.None);
        }

        await RestAsync();
        Incidents = (await Cloud.Store.ReadAsync(CancellationToken.None)).Incidents.Where(incident => incident.Type.StartsWith("Linkage", StringComparison.Ordinal)).ToList();
        await ReadSlotsAsync();
        Took = started.Elapsed;
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
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

    internal LocalCloudState Snapshot => Cloud.Host.Snapshot();

    /// <summary>What went wrong on the way; empty where nothing did.</summary>
    internal string Disturbed => disturbance?.Summary ?? "";

    /// <summary>Whether calls failed in every way.</summary>
    internal bool HadAllFaults => disturbance?.HadAll == true;

    /// <summary>Puts faults in force before the first file comes; none here.</summary>
    private protected virtual Disturbance? Disturb() => null;

    /// <summary>The templates with every schedule switched off: 43,000 sweeps of the Notifier would say nothing about files. The sweeps of the watch are started by hand.</summary>
    Task<string> WithoutSchedulesAsync() => AssemblyCopy.MakeAsync(GetType().Name, resources =>
    {
        foreach (var (_, resource) in resources.Where(r => r.Value!["Type"]!.GetValue<string>() == "AWS::Scheduler::Schedule"))
        {
            resource!["Properties"]!["State"] = "DISABLED";
        }
    });

    IEnumerable<Step> Steps()
    {
        foreach (var file in Expected)
        {
            foreach (var step in StepsOf(file, Mishaps.GetValueOrDefault((file.Slot.Interface, file.Slot.Date.Day), "")))
            {
                yield return step;
            }

            // The sweeps that matter: right after each deadline.
            yield return Sweep(file.Due!.Value);
            foreach (var by in file.Consumers.Select(consumer => consumer.By).OfType<DateTimeOffset>())
            {
                yield return Sweep(by);
            }
        }

        yield return Put(At(21, 12), "residents/changes/131229_001_999999999999.csv", "x");
        yield return Put(At(21, 13), "nobody/file.csv", "x");
        yield return Put(At(25, 10), "welfare/decisions/decision_20260525_001.csv", "1\n");
        yield return Put(At(26, 10), "_receipts/welfare-decisions/common-db/decision_20260525_001.csv", "");
        yield return Sweep(JapanTime.At(last.AddDays(3), TimeOnly.MinValue));
        yield return Summary();
    }

    /// <summary>Ends the faults. What failed comes again, and the next sweep and summary do what was given up.</summary>
    async Task RestAsync()
    {
        if (disturbance is null)
        {
            return;
        }

        disturbance.Dispose();
        await disturbance.RestAsync();
        await Sweep(Cloud.Clock.GetUtcNow()).Do();
        await Summary().Do();
        await disturbance.RestAsync();
    }

    IEnumerable<Step> StepsOf(ExpectedFile file, string mishap)
    {
        var profile = Catalogue.Find(file.Slot.Interface)!;
        var sent = file.Due!.Value.AddHours(mishap == "late" ? 1 : -3);
        if (mishap == "missing")
        {
            yield break;
        }

        if (mishap == "misnamed, then right")
        {
            yield return Put(sent.AddMinutes(-30), file.Key.Replace(".csv", ".CSV", StringComparison.Ordinal), Content(profile, ""));
            yield return Delete(sent.AddMinutes(-10), file.Key.Replace(".csv", ".CSV", StringComparison.Ordinal));
        }

        yield return Put(sent, file.Key, Content(profile, mishap));
        if (mishap == "duplicate")
        {
            yield return Put(sent.AddMinutes(5), file.Key, Content(profile, mishap));
        }

        if (mishap != "no marker" && MarkerOf(file.Key, profile) is { } marker)
        {
            yield return Put(sent.AddMinutes(10), marker, mishap.StartsWith("wrong rows", StringComparison.Ordinal) ? "9" : "2");
        }

        if (mishap == "wrong rows, mended")
        {
            yield return Put(sent.AddHours(1), file.Key, Content(profile, "mended"));
            yield return Put(sent.AddHours(1).AddMinutes(1), MarkerOf(file.Key, profile)!, "2");
        }

        foreach (var consumer in profile.Definition.Consumers.Where(_ => mishap is not ("not taken" or "no marker" or "wrong rows" or "wrong header" or "wrong encoding")))
        {
            yield return Put(sent.AddHours(1).AddMinutes(30), LinkageNames.ReceiptsOf(profile.Id, consumer.System) + file.Key[profile.Definition.Prefix.Length..], "");
        }
    }

    static string? MarkerOf(string key, LinkageProfile profile) => profile.Definition.Marker.Rule switch
    {
        MarkerRule.Suffix => key + profile.Definition.Marker.Suffix,
        MarkerRule.Pattern => key.Replace(".csv", "_complete.txt", StringComparison.Ordinal),
        _ => null,
    };

    static byte[] Content(LinkageProfile profile, string mishap)
    {
        var format = profile.Definition.Format;
        var header = mishap == "wrong header" ? "番号,住所,氏名" : format.Header;
        var text = $"{(header is null ? "" : header + "\r\n")}0000000000000001,{(mishap == "mended" ? "再送" : "転入")},20260501\r\n0000000000000002,転出,20260501\r\n{(format.RowCount == RowCountSource.Trailer ? "T,2\r\n" : "")}";
        var encoding = format.Encoding == FileEncoding.ShiftJis && mishap != "wrong encoding" ? CodePagesEncodingProvider.Instance.GetEncoding(932)! : Encoding.UTF8;
        return encoding.GetBytes(text);
    }

    static DateTimeOffset At(int day, int hour) => JapanTime.At(new DateOnly(2026, 5, day), new TimeOnly(hour, 0));

    Step Put(DateTimeOffset at, string key, string content) => Put(at, key, Encoding.UTF8.GetBytes(content));

    Step Put(DateTimeOffset at, string key, byte[] content) => new(at, 0, async () =>
    {
        Objects++;
        await s3!.PutObjectAsync(new PutObjectRequest { BucketName = LinkageNames.BucketOf(store), Key = key, InputStream = new MemoryStream(content) });
    });

    Step Delete(DateTimeOffset at, string key) => new(at, 0, () => s3!.DeleteObjectAsync(LinkageNames.BucketOf(store), key));

    Step Summary() => new(JapanTime.At(last.AddDays(3), new TimeOnly(8, 30)), 9, () => InvokeAsync(LinkageEvents.Summary, JapanTime.At(last.AddDays(3), new TimeOnly(8, 30))));

    Step Sweep(DateTimeOffset at) => new(at, 1, () => InvokeAsync(LinkageEvents.Sweep, at));

    async Task InvokeAsync(string what, DateTimeOffset at)
    {
        var payload = $$"""{"source":"govcloud.schedule","detail-type":"{{what}}","time":"{{EventFactory.Time(at)}}"}""";
        // As Lambda tries what a schedule starts. What is given up then is done by the next sweep, and is no mistake where calls fail.
        for (var attempt = 1; attempt <= (disturbance is { Ended: false } ? 3 : 1); attempt++)
        {
            var invocation = await Cloud.Host.InvokeAsync(Cloud.Host.PhysicalName("AWS::Lambda::Function", "LinkageWatch"), payload, CancellationToken.None);
            if (invocation.Succeeded)
            {
                return;
            }

            Assert.True(disturbance is { Ended: false }, invocation.Response);
        }
    }

    async Task ReadSlotsAsync()
    {
        var slots = new LinkageSlotStore(new TableClient(tables!, Cloud.Host.PhysicalName("AWS::DynamoDB::Table", "LinkageWatch")));
        foreach (var profile in Catalogue.Profiles)
        {
            foreach (var record in await slots.ListAsync(profile.Id, first, last, CancellationToken.None))
            {
                Slots.Add(record.Facts.Slot, record);
            }
        }
    }

    sealed record Step(DateTimeOffset At, int Order, Func<Task> Do);
}
