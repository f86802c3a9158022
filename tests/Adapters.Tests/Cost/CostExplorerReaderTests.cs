using System.Text.Json.Nodes;
using Amazon.S3;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Cost;
using GovCloud.Adapters.Tests.AwsApi;
using GovCloud.Cost;

namespace GovCloud.Adapters.Tests.Cost;

/// <summary>Cost Explorer over real HTTP, with pages kept in a real folder.</summary>
public sealed class CostExplorerReaderTests : IDisposable
{
    static readonly CostExplorerQuery May = CostExplorerQuery.ByAccount(new CostMonth(2026, 5));

    readonly string folder = Path.Combine(Path.GetTempPath(), "govcloud-pages-" + Path.GetRandomFileName());
    readonly Clock clock = new() { Now = new DateTimeOffset(2026, 6, 20, 0, 0, 0, TimeSpan.Zero) };

    public void Dispose()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static Answer Page(string? next, bool estimated, params (string Account, string Amount)[] groups) => new(200, new JsonObject
    {
        ["NextPageToken"] = next,
        ["GroupDefinitions"] = new JsonArray(new JsonObject { ["Type"] = "DIMENSION", ["Key"] = "LINKED_ACCOUNT" }),
        ["ResultsByTime"] = new JsonArray(new JsonObject
        {
            ["TimePeriod"] = new JsonObject { ["Start"] = "2026-05-01", ["End"] = "2026-06-01" },
            ["Total"] = new JsonObject(),
            ["Groups"] = new JsonArray([.. groups.Select(g => new JsonObject
            {
                ["Keys"] = new JsonArray(g.Account),
                ["Metrics"] = new JsonObject { ["UnblendedCost"] = new JsonObject { ["Amount"] = g.Amount, ["Unit"] = "USD" } },
            })]),
            ["Estimated"] = estimated,
        }),
        ["DimensionValueAttributes"] = new JsonArray(),
    }.ToJsonString());

    static Answer Refused(string code) => new(400, $$"""{"__type":"{{code}}","Message":"no"}""");

    async Task<string> ReadAsync(AwsEndpoint aws, CostExplorerQuery? query = null)
    {
        using var client = new AwsClient<CostExplorer>(aws.Options);
        var amounts = await new CostExplorerReader(client, CostPageCache.InFolder(folder, clock), clock).ReadAsync(query ?? May, CancellationToken.None);
        return string.Join(' ', amounts.Select(a => $"{string.Join('/', a.Keys)}={a.Text}"));
    }

    [Fact]
    public async Task Pages_are_followed_and_amounts_stay_as_they_were_stated()
    {
        await using var aws = await AwsEndpoint.StartAsync(Page("p2", false, ("111122223333", "10.0000000000")), Page(null, false, ("444455556666", "0.0000000001")));

        Assert.Equal("111122223333=10.0000000000 444455556666=0.0000000001", await ReadAsync(aws));

        Assert.Equal(
            """{"TimePeriod":{"Start":"2026-05-01","End":"2026-06-01"},"Granularity":"MONTHLY","Metrics":["UnblendedCost"],"GroupBy":[{"Type":"DIMENSION","Key":"LINKED_ACCOUNT"}]}""",
            aws.Requests[0].Body);
        Assert.Equal("p2", (string?)JsonNode.Parse(aws.Requests[1].Body)!["NextPageToken"]);
        Assert.Equal("AWSInsightsIndexService.GetCostAndUsage", aws.Requests[0].Headers["X-Amz-Target"]);
        Assert.EndsWith("/us-east-1/ce/aws4_request", aws.Requests[0].Scope, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_final_page_is_never_paid_for_twice()
    {
        await using var aws = await AwsEndpoint.StartAsync(Page("p2", false, ("1", "10")), Page(null, false, ("2", "5")));
        var first = await ReadAsync(aws);
        clock.Now += TimeSpan.FromDays(2000);

        Assert.Equal(first, await ReadAsync(aws));
        Assert.Equal(2, aws.Requests.Count);
    }

    [Theory]
    [InlineData("2026-05-20", false)]
    [InlineData("2026-06-10", false)]
    [InlineData("2026-06-20", true)]
    public async Task What_aws_may_still_change_is_read_again_after_a_day_and_not_before(string now, bool estimated)
    {
        clock.Now = DateTimeOffset.Parse(now + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        await using var aws = await AwsEndpoint.StartAsync(Page(null, estimated, ("1", "10")), Page(null, estimated, ("1", "11")));
        await ReadAsync(aws);
        clock.Now += TimeSpan.FromHours(23);
        Assert.Equal("1=10", await ReadAsync(aws));
        clock.Now += TimeSpan.FromHours(2);

        Assert.Equal("1=11", await ReadAsync(aws));
    }

    [Fact]
    public async Task Too_many_calls_at_once_are_tried_again_after_a_wait()
    {
        await using var aws = await AwsEndpoint.StartAsync(Refused("LimitExceededException"), Refused("LimitExceededException"), Page(null, false, ("1", "10")));

        Assert.Equal("1=10", await ReadAsync(aws));
        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)], clock.Waits);
    }

    [Fact]
    public async Task It_gives_up_after_some_tries()
    {
        await using var aws = await AwsEndpoint.StartAsync(Refused("LimitExceededException"));

        Assert.Equal("LimitExceededException", (await Assert.ThrowsAsync<AwsApiException>(() => ReadAsync(aws))).ErrorCode);
        Assert.Equal(6, aws.Requests.Count);
    }

    [Fact]
    public async Task A_token_that_aws_has_forgotten_makes_it_read_from_the_first_page()
    {
        await using (var broken = await AwsEndpoint.StartAsync(Page("old", false, ("1", "10")), Refused("DataUnavailableException")))
        {
            await Assert.ThrowsAsync<AwsApiException>(() => ReadAsync(broken));
        }

        await using var aws = await AwsEndpoint.StartAsync(Refused("InvalidNextTokenException"), Page("new", false, ("1", "10")), Page(null, false, ("2", "5")));

        Assert.Equal("1=10 2=5", await ReadAsync(aws));
    }

    [Fact]
    public async Task Pages_may_be_kept_in_a_bucket()
    {
        var absent = new Answer(404, "<Error><Code>NoSuchKey</Code><Message>m</Message><RequestId>r</RequestId></Error>", "application/xml");
        await using var aws = await AwsEndpoint.StartAsync(Page(null, false, ("1", "10")));
        await using var empty = await AwsEndpoint.StartAsync(absent, new Answer(200, "", "application/xml") { Headers = new(StringComparer.Ordinal) { ["ETag"] = "\"e\"" } });
        await ReadFromBucketAsync(aws, empty);
        var put = empty.Requests[1];
        Assert.Equal("PUT", put.Method);
        Assert.StartsWith("/pages-bucket/cost-explorer/", put.Path, StringComparison.Ordinal);

        await using var filled = await AwsEndpoint.StartAsync(new Answer(200, put.Body, "application/json"));

        Assert.Equal("1=10", await ReadFromBucketAsync(aws, filled));
        Assert.Equal(put.Path, filled.Request.Path);
        Assert.Single(aws.Requests);
    }

    async Task<string> ReadFromBucketAsync(AwsEndpoint aws, AwsEndpoint storage)
    {
        using var client = new AwsClient<CostExplorer>(aws.Options);
        using var s3 = new AmazonS3Client(AwsEndpoint.Credentials, new AmazonS3Config { ServiceURL = storage.Address.ToString(), AuthenticationRegion = "ap-northeast-1" });
        var amounts = await new CostExplorerReader(client, CostPageCache.InBucket(s3, "pages-bucket", "cost-explorer/", clock), clock).ReadAsync(May, CancellationToken.None);
        return string.Join(' ', amounts.Select(a => $"{string.Join('/', a.Keys)}={a.Text}"));
    }

    [Fact]
    public async Task A_page_that_somebody_damaged_is_read_again()
    {
        await using var aws = await AwsEndpoint.StartAsync(Page(null, false, ("1", "10")));
        await ReadAsync(aws);
        File.WriteAllText(Directory.GetFiles(folder).Single(), "{ \"ReadAt\":");

        Assert.Equal("1=10", await ReadAsync(aws));
        Assert.Equal(2, aws.Requests.Count);
    }

    [Fact]
    public async Task Different_questions_have_different_pages()
    {
        await using var aws = await AwsEndpoint.StartAsync(Page(null, false, ("1", "10")), Page(null, false, ("1", "99")));
        await ReadAsync(aws);

        Assert.Equal("1=99", await ReadAsync(aws, May with { Daily = true }));
    }

    [Fact]
    public async Task More_than_two_groupings_are_refused_before_anything_is_paid()
    {
        await using var aws = await AwsEndpoint.StartAsync(Page(null, false));
        var query = May with { GroupBy = [.. Enumerable.Repeat(May.GroupBy[0], 3)] };

        await Assert.ThrowsAsync<ArgumentException>(() => ReadAsync(aws, query));
        Assert.Empty(aws.Requests);
    }

    [Theory]
    [InlineData("""{"ResultsByTime":[{"TimePeriod":{"Start":"2026-05-01","End":"2026-06-01"},"Groups":[{"Keys":["1"],"Metrics":{"UnblendedCost":{"Amount":"ten","Unit":"USD"}}}],"Estimated":false}]}""")]
    [InlineData("""{"ResultsByTime":[{"TimePeriod":{"Start":"2026-05-01","End":"2026-06-01"},"Groups":[{"Keys":["1"],"Metrics":{}}],"Estimated":false}]}""")]
    public async Task An_answer_without_an_amount_is_an_error_and_no_zero(string answer)
    {
        await using var aws = await AwsEndpoint.StartAsync(new Answer(200, answer));

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(aws));
    }

    /// <summary>A clock that stands still, and whose waits are over at once.</summary>
    sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public List<TimeSpan> Waits { get; } = [];

        public override DateTimeOffset GetUtcNow() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
