using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using GovCloud.Adapters.Storage;
using GovCloud.Contracts;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.CostFiles;
using GovCloud.Estates;
using GovCloud.Functions.CostApportionment;
using GovCloud.LocalCloud;
using GovCloud.LocalCloud.Faults;

namespace GovCloud.Adapters.Tests.Functions;

/// <summary>A local S3 for tests of billing data.</summary>
public sealed class BillingStorage : IAsyncLifetime
{
    const string Operations = "111122223333";

    readonly string folder = Directory.CreateTempSubdirectory("billing-storage-").FullName;
    LocalCloudHost? cloud;

    public AmazonS3Client S3 { get; private set; } = null!;

    public FaultPlan Faults => cloud!.Faults;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "Empty.template.json"), """{ "Resources": {} }""");
        await File.WriteAllTextAsync(Path.Combine(folder, "manifest.json"), new JsonObject
        {
            ["version"] = "38.0.1",
            ["artifacts"] = new JsonObject
            {
                ["Empty"] = new JsonObject
                {
                    ["type"] = "aws:cloudformation:stack",
                    ["environment"] = $"aws://{Operations}/ap-northeast-1",
                    ["properties"] = new JsonObject { ["templateFile"] = "Empty.template.json" },
                },
            },
        }.ToJsonString());
        cloud = await LocalCloudHost.StartAsync(new() { AssemblyDirectory = folder, DynamoDbEndpoint = new Uri("http://127.0.0.1:9") }, CancellationToken.None);
        var (key, secret) = LocalCloudHost.CredentialsOf(Operations);
        S3 = new AmazonS3Client(new BasicAWSCredentials(key, secret), new AmazonS3Config { ServiceURL = cloud.Endpoint.ToString(), AuthenticationRegion = "ap-northeast-1", MaxErrorRetry = 0 });
    }

    public async Task DisposeAsync()
    {
        S3?.Dispose();
        await cloud!.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

public sealed class MonthExportsTests(BillingStorage storage) : IClassFixture<BillingStorage>
{
    const string First = "111122223333";
    const string Second = "444455556666";

    static readonly CostMonth May = new(2026, 5);
    static int estates;

    readonly string name = $"estate{Interlocked.Increment(ref estates)}";

    [Fact]
    public async Task Each_account_delivers_into_a_bucket_of_its_own_and_an_account_without_one_is_not_among_them()
    {
        await DeliverOwnAsync(First, "cur", "a");

        var found = await FindAsync();

        Assert.Equal([First], found.DeliveredAccounts.AsEnumerable());
        Assert.Equal($"s3://{CostNames.ExportBucket(name, First)}/exports/govcloud-{name}-cur/data/BILLING_PERIOD=2026-05/part-1.csv", Assert.Single(found.Sources).Name);
        Assert.Equal("a", await ReadAsync(found.Sources[0]));
    }

    [Fact]
    public async Task Of_the_two_exports_of_an_account_which_say_the_same_one_is_read()
    {
        await DeliverOwnAsync(First, "cur", "a");
        await DeliverOwnAsync(First, "focus", "b");
        Assert.Equal("a", await ReadAsync(Assert.Single((await FindAsync()).Sources)));
    }

    [Fact]
    public async Task What_people_put_into_the_inputs_counts_too_and_of_another_month_nothing()
    {
        await DeliverOwnAsync(First, "cur", "a");
        await DeliverAsync(Inputs, "exports/by-hand/", "BILLING_PERIOD=2026-05", "b");
        await DeliverAsync(Inputs, "exports/by-hand/", "BILLING_PERIOD=2026-06", "c");
        Assert.Equal(["a", "b"], await Task.WhenAll((await FindAsync()).Sources.Select(ReadAsync)));
    }

    [Fact]
    public async Task A_chunk_that_the_manifest_does_not_name_is_left_over_and_one_that_is_missing_is_a_problem_of_the_bill()
    {
        await DeliverOwnAsync(First, "cur", "a");
        await PutAsync(CostNames.ExportBucket(name, First), $"exports/govcloud-{name}-cur/data/BILLING_PERIOD=2026-05/part-2.csv", "left over");
        await PutAsync(Inputs, "exports/broken/metadata/BILLING_PERIOD=2026-05/x-Manifest.json", """{"dataFiles":["s3://elsewhere/exports/broken/data/BILLING_PERIOD=2026-05/gone.csv.gz"]}""");

        var found = await FindAsync();
        var bill = BillReader.Read(found.Sources, BillRequest.For(new EstateCost(), May, unitPrices: false), null, CancellationToken.None);

        Assert.Equal(2, found.Sources.Length);
        Assert.Contains(bill.Problems, problem => problem.Contains("gone.csv.gz", StringComparison.Ordinal) && problem.Contains("not there", StringComparison.Ordinal));
        Assert.Empty(found.Failures);
    }

    [Fact]
    public async Task A_delivery_under_another_folder_than_its_manifest_says_is_found_by_its_end()
    {
        await EnsureAsync(Inputs);
        await PutAsync(Inputs, "exports/copied/data/BILLING_PERIOD=2026-05/part-1.csv", "a");
        await PutAsync(Inputs, "exports/copied/metadata/BILLING_PERIOD=2026-05/x-Manifest.json", """{"dataFiles":["s3://origin/some/prefix/x/data/BILLING_PERIOD=2026-05/part-1.csv"]}""");
        Assert.Equal("a", await ReadAsync(Assert.Single((await FindAsync()).Sources)));
    }

    [Fact]
    public async Task A_legacy_report_is_followed_by_its_topmost_manifest()
    {
        await EnsureAsync(Inputs);
        await PutAsync(Inputs, "exports/cur/20260501-20260601/1111/report-1.csv", "old");
        await PutAsync(Inputs, "exports/cur/20260501-20260601/2222/report-1.csv", "new");
        await PutAsync(Inputs, "exports/cur/20260501-20260601/1111/report-Manifest.json", """{"assemblyId":"1111","reportKeys":["exports/cur/20260501-20260601/1111/report-1.csv"]}""");
        await PutAsync(Inputs, "exports/cur/20260501-20260601/report-Manifest.json", """{"assemblyId":"2222","reportKeys":["exports/cur/20260501-20260601/2222/report-1.csv"]}""");
        Assert.Equal("new", await ReadAsync(Assert.Single((await FindAsync()).Sources)));
    }

    [Fact]
    public async Task A_manifest_that_cannot_be_read_is_named_with_the_reason()
    {
        await EnsureAsync(Inputs);
        await PutAsync(Inputs, "exports/x/metadata/BILLING_PERIOD=2026-05/x-Manifest.json", "{ \"dataFiles\": [");
        var (manifest, reason) = Assert.Single((await FindAsync()).BrokenManifests);
        Assert.EndsWith("x-Manifest.json", manifest.Key, StringComparison.Ordinal);
        Assert.Contains("no JSON", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_replaced_since_it_was_listed_is_a_failure_to_try_again_and_not_a_broken_file()
    {
        await DeliverOwnAsync(First, "cur", "a");
        var found = await FindAsync();
        await PutAsync(CostNames.ExportBucket(name, First), $"exports/govcloud-{name}-cur/data/BILLING_PERIOD=2026-05/part-1.csv", "b");

        Assert.Throws<IOException>(() => found.Sources[0].Open());
        Assert.Single(found.Failures);
    }

    [Fact]
    public async Task A_copy_in_the_quarantine_carries_its_reason_and_is_made_once()
    {
        await EnsureAsync(Inputs);
        await PutAsync(Inputs, "exports/x/broken.csv.gz", "rest");
        var objects = new CostObjects(storage.S3);
        var file = Assert.Single(await objects.ListAsync(Inputs, "exports/x/", CancellationToken.None));

        Assert.True(await objects.TryCopyAsync(file, Inputs, "kept/broken.csv.gz", "途中で切れています", CancellationToken.None));
        Assert.True(await objects.TryCopyAsync(file, Inputs, "kept/broken.csv.gz", "途中で切れています", CancellationToken.None));
        Assert.False(await objects.TryCopyAsync(file with { ETag = new string('0', 32) }, Inputs, "kept/other", "x", CancellationToken.None));

        using var kept = await storage.S3.GetObjectAsync(Inputs, "kept/broken.csv.gz");
        Assert.Equal("rest", await new StreamReader(kept.ResponseStream).ReadToEndAsync());
        Assert.Equal("途中で切れています", Uri.UnescapeDataString(kept.Metadata["reason"]));
    }

    [Fact]
    public async Task A_statements_file_is_written_once_and_a_second_content_does_not_replace_it()
    {
        await EnsureAsync(Inputs);
        var files = new StatementObjects(storage.S3, Inputs);
        Assert.True(await files.WriteOnceAsync("2026-05/r1/a/record.json", "application/json", "1"u8.ToArray(), CancellationToken.None));
        Assert.False(await files.WriteOnceAsync("2026-05/r1/a/record.json", "application/json", "2"u8.ToArray(), CancellationToken.None));
        Assert.Equal("1"u8.ToArray(), await files.ReadAsync("2026-05/r1/a/record.json", CancellationToken.None));
        Assert.Null(await files.ReadAsync("2026-05/r1/a/absent", CancellationToken.None));
        await Assert.ThrowsAsync<IOException>(() => files.LockAsync("2026-05/r1/a/record.json", DateTimeOffset.UnixEpoch.AddYears(200), CancellationToken.None));
    }

    [Fact]
    public async Task Inputs_that_may_not_be_listed_for_a_moment_are_a_failure_and_not_a_month_without_them()
    {
        await DeliverOwnAsync(First, "cur", "a");
        await DeliverAsync(Inputs, "exports/by-hand/", "BILLING_PERIOD=2026-05", "b");
        // Three lists look for the exports of two accounts.
        using var fault = storage.Faults.Inject(Fault.Of("s3", new FaultEffect.Denied(), "ListObjectsV2") with { From = 4, Calls = 1 });
        await Assert.ThrowsAsync<IOException>(FindAsync);
        Assert.Equal(2, (await FindAsync()).Sources.Length);
    }

    [Fact]
    public async Task An_account_whose_bucket_is_not_open_is_waited_for()
    {
        await DeliverOwnAsync(First, "cur", "a");
        using var fault = storage.Faults.Inject(Fault.Of("s3", new FaultEffect.Denied(), "ListObjectsV2") with { Calls = 3 });
        Assert.Empty((await FindAsync()).DeliveredAccounts);
    }

    [Fact]
    public async Task Lists_in_small_pages_some_of_them_empty_are_read_to_their_end()
    {
        await DeliverOwnAsync(First, "cur", "a");
        await DeliverAsync(Inputs, "exports/by-hand/", "BILLING_PERIOD=2026-05", "b");
        using var fault = storage.Faults.Inject(Fault.Of("s3", new FaultEffect.SmallPages(1, EmptyEvery: 2)));
        Assert.Equal(["a", "b"], await Task.WhenAll((await FindAsync()).Sources.Select(ReadAsync)));
        Assert.True(storage.Faults.Count<FaultEffect.SmallPages>() > 8);
    }

    string Inputs => $"inputs-{name}";

    async Task<FoundExports> FindAsync()
    {
        await EnsureAsync(Inputs);
        return await new MonthExports(new CostObjects(storage.S3), Estate(), Inputs).FindAsync(May, CancellationToken.None);
    }

    async Task DeliverOwnAsync(string account, string table, string content)
    {
        await EnsureAsync(CostNames.ExportBucket(name, account));
        await DeliverAsync(CostNames.ExportBucket(name, account), $"exports/{CostNames.Export(name, table)}/", "BILLING_PERIOD=2026-05", content);
    }

    async Task DeliverAsync(string bucket, string folder, string period, string content)
    {
        await EnsureAsync(bucket);
        await PutAsync(bucket, $"{folder}data/{period}/part-1.csv", content);
        await PutAsync(bucket, $"{folder}metadata/{period}/x-Manifest.json", JsonSerializer.Serialize(new { dataFiles = new[] { $"s3://{bucket}/{folder}data/{period}/part-1.csv" } }));
    }

    async Task EnsureAsync(string bucket)
    {
        if ((await storage.S3.ListBucketsAsync()).Buckets?.Exists(one => one.BucketName == bucket) is not true)
        {
            await storage.S3.PutBucketAsync(bucket);
        }
    }

    async Task PutAsync(string bucket, string key, string content)
    {
        await EnsureAsync(bucket);
        await storage.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, InputStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
    }

    static async Task<string> ReadAsync(BillSource source)
    {
        await using var content = source.Open();
        return await new StreamReader(content).ReadToEndAsync();
    }

    Estate Estate() => new()
    {
        Profile = new EstateProfile { Name = name, Title = "例", Operator = "operator", OperationsAccount = AccountId.Parse(First) },
        Accounts =
        [
            new Account { Id = AccountId.Parse(First), Name = "one", Environment = DeploymentEnvironment.Production },
            new Account { Id = AccountId.Parse(Second), Name = "two", Environment = DeploymentEnvironment.Production },
        ],
    };
}
