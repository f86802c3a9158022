using System.Text;
using Amazon.S3;
using GovCloud.Adapters.Storage;
using GovCloud.Adapters.Tests.Guardrails;
using GovCloud.Audit.Evidence;

namespace GovCloud.Adapters.Tests.Storage;

public sealed class EvidenceChainTests : IAsyncLifetime, IDisposable
{
    static readonly DateTimeOffset At = new(2026, 7, 1, 16, 0, 0, TimeSpan.Zero);

    AccountCloud cloud = null!;
    AmazonS3Client s3 = null!;

    public async Task InitializeAsync()
    {
        cloud = await AccountCloud.StartAsync();
        s3 = cloud.S3();
    }

    public async Task DisposeAsync() => await cloud.DisposeAsync();

    public void Dispose() => s3.Dispose();

    [Fact]
    public async Task Files_are_named_by_day_in_Japan_and_content_and_an_entry_names_them_all()
    {
        var receipt = await AppendAsync(At, "one", "two");
        Assert.Equal(2, receipt.Keys.Length);
        Assert.All(receipt.Keys, key => Assert.Matches("^backup/2026/07/02/[0-9a-f]{16}-audit[.]json$", key));
        Assert.Equal(["one", "two"], receipt.Keys.Select(key => cloud.Objects[key]));
        Assert.Equal(["one", "two"], cloud.Kept("backup").Order(StringComparer.Ordinal));
        Assert.Null((await VerifyAsync(receipt.Head)).Fault);
    }

    [Fact]
    public async Task The_same_again_changes_nothing_even_after_others_came()
    {
        var first = await AppendAsync(At, "one");
        await AppendAsync(At.AddDays(1), "two");
        var before = cloud.Objects.ToDictionary(StringComparer.Ordinal);
        var again = await AppendAsync(At, "one");
        Assert.Equal((first.Head, true), (again.Head, again.AlreadyThere));
        Assert.Equal(before, cloud.Objects.ToDictionary(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_that_a_stopped_writer_left_is_named_by_the_next_attempt()
    {
        var receipt = await AppendAsync(At, "one");
        Assert.True(cloud.Objects.TryRemove(ChainEntry.KeyOf("backup", 1), out _));
        var again = await AppendAsync(At, "one");
        Assert.Equal((receipt.Head, false), (again.Head, again.AlreadyThere));
    }

    [Fact]
    public async Task An_entry_of_which_the_answer_was_lost_is_not_made_again()
    {
        // The SDK's second attempt is refused: the first one's entry is there.
        var key = ChainEntry.KeyOf("backup", 1);
        cloud.Answering = asked => asked.Body.Contains("\"sequence\"", StringComparison.Ordinal) && cloud.Objects.TryAdd(key, asked.Body)
            ? (412, "<Error><Code>PreconditionFailed</Code><Message>there</Message></Error>")
            : null;
        var receipt = await AppendAsync(At, "one");
        Assert.Equal((1, null), (receipt.Head.Sequence, (await VerifyAsync(receipt.Head)).Fault));
        Assert.DoesNotContain(ChainEntry.KeyOf("backup", 2), cloud.Objects.Keys);
    }

    [Fact]
    public async Task Writers_at_the_same_time_make_one_chain()
    {
        const int Writers = 6;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => AppendAsync(At.AddMinutes(i), $"writer {i}")));
        var report = await VerifyAsync(null);
        Assert.Equal((Writers, Writers, null), (report.Entries, report.Files, report.Fault));
        Assert.Equal(Writers, cloud.Kept("backup").Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Nothing_is_appended_to_a_chain_that_is_broken()
    {
        await AppendAsync(At, "one");
        cloud.Objects[ChainEntry.KeyOf("backup", 1)] += " ";
        var refused = await Assert.ThrowsAsync<IOException>(() => AppendAsync(At, "two"));
        Assert.Contains("The chain is broken at s3://evidence/backup/chain/00000001.json", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_are_locked_against_everybody_and_files_too_unless_they_name_people()
    {
        await using var bucket = await AwsApi.AwsEndpoint.StartAsync(new AwsApi.Answer(200, "", "application/xml"), new AwsApi.Answer(200, "", "application/xml"), new AwsApi.Answer(200, "<ListBucketResult/>", "application/xml"), new AwsApi.Answer(200, "", "application/xml"));
        using var client = new AmazonS3Client(
            AwsApi.AwsEndpoint.Credentials, new AmazonS3Config { ServiceURL = bucket.Address.ToString(), ForcePathStyle = true, AuthenticationRegion = "ap-northeast-1", MaxErrorRetry = 0 });
        await AccountCloud.Chain(client, "backup").AppendAsync(At, [File("one"), File("two") with { NamesPeople = true }], default);
        var locks = bucket.Requests.Where(request => request.Method == "PUT").Select(request => request.Headers.GetValueOrDefault("x-amz-object-lock-mode")).ToList();
        Assert.Equal(["COMPLIANCE", null, "COMPLIANCE"], locks);
        Assert.All(bucket.Requests.Where(request => request.Method == "PUT"), request => Assert.Equal("*", request.Headers["If-None-Match"]));
        Assert.Equal(At.AddDays(1825), DateTimeOffset.Parse(bucket.Requests[0].Headers["x-amz-object-lock-retain-until-date"], System.Globalization.CultureInfo.InvariantCulture));
    }

    static EvidenceContent File(string content) => new("audit.json", "application/json", Encoding.UTF8.GetBytes(content));

    Task<EvidenceReceipt> AppendAsync(DateTimeOffset at, params string[] contents) => AccountCloud.Chain(s3, "backup").AppendAsync(at, [.. contents.Select(File)], default);

    Task<ChainReport> VerifyAsync(ChainHead? head) => ChainVerification.VerifyAsync(
        "backup",
        cloud.Objects.Where(pair => pair.Key.StartsWith("backup/chain/", StringComparison.Ordinal)).Select(pair => new StoredEntry(pair.Key, Encoding.UTF8.GetBytes(pair.Value))),
        key => ValueTask.FromResult(cloud.Objects.TryGetValue(key, out var content) ? new EvidenceFile(key, EvidenceFile.DigestOf(Encoding.UTF8.GetBytes(content)), Encoding.UTF8.GetByteCount(content)) : null),
        head is null ? [] : [head]);
}
