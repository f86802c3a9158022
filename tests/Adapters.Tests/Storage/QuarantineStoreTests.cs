using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Adapters.Storage;
using GovCloud.Adapters.Tests.AwsApi;

namespace GovCloud.Adapters.Tests.Storage;

public sealed class QuarantineStoreTests
{
    static readonly DateTimeOffset Arrived = new(2026, 3, 31, 15, 30, 0, TimeSpan.Zero);

    static readonly QuarantineNote Note = new("JSON が途中で切れています", "alert-triage", "sha256:abc");

    static readonly Answer Stored = new(200, "", "application/xml") { Headers = new(StringComparer.Ordinal) { ["ETag"] = "\"e\"" } };

    [Fact]
    public async Task The_bytes_are_kept_as_they_came_under_the_date_in_japan_with_the_reason()
    {
        const string Broken = """{"名":"途中""";
        await using var s3 = await AwsEndpoint.StartAsync(Stored);
        var receipt = await WriteAsync(s3, Broken);
        var key = $"quarantine/2026/04/01/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Broken)))}.bin";
        Assert.Equal(new QuarantineReceipt(key, AlreadyThere: false), receipt);
        // The bucket is in the path, not in the host name, because the endpoint is an address.
        Assert.Equal(("PUT", "/quarantine-bucket/" + key, Broken), (s3.Request.Method, s3.Request.Path, s3.Request.Body));
        Assert.Equal("*", s3.Request.Headers["If-None-Match"]);
        Assert.Equal(Note.Reason, Uri.UnescapeDataString(s3.Request.Headers["x-amz-meta-reason"]));
        Assert.Equal("alert-triage", s3.Request.Headers["x-amz-meta-function"]);
        Assert.Equal("sha256%3Aabc", s3.Request.Headers["x-amz-meta-estate-digest"]);
        Assert.Contains("/ap-northeast-1/s3/", s3.Request.Scope, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Valid_json_of_an_unknown_shape_is_kept_as_json()
    {
        await using var s3 = await AwsEndpoint.StartAsync(Stored);
        Assert.EndsWith(".json", (await WriteAsync(s3, """{"a":[1,2]}""")).Key, StringComparison.Ordinal);
        Assert.Equal("application/json", s3.Request.Headers["Content-Type"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{} {}")]
    [InlineData("<xml/>")]
    public async Task Anything_else_is_kept_too(string content)
    {
        await using var s3 = await AwsEndpoint.StartAsync(Stored);
        Assert.EndsWith(".bin", (await WriteAsync(s3, content)).Key, StringComparison.Ordinal);
        Assert.Equal(content, s3.Request.Body);
    }

    [Fact]
    public async Task A_replay_finds_it_already_there()
    {
        await using var s3 = await AwsEndpoint.StartAsync(Stored, Error(412, "PreconditionFailed"));
        var first = await WriteAsync(s3, "x");
        var second = await WriteAsync(s3, "x");
        Assert.Equal(first with { AlreadyThere = true }, second);
    }

    [Fact]
    public async Task Two_writers_at_the_same_time_both_end_well()
    {
        await using var s3 = await AwsEndpoint.StartAsync(Error(409, "ConditionalRequestConflict"), Error(412, "PreconditionFailed"));
        Assert.True((await WriteAsync(s3, "x")).AlreadyThere);
    }

    [Fact]
    public async Task A_refusal_names_the_bucket_and_the_key()
    {
        await using var s3 = await AwsEndpoint.StartAsync(Error(403, "AccessDenied"));
        var e = await Assert.ThrowsAsync<IOException>(() => WriteAsync(s3, "x"));
        Assert.Contains("s3://quarantine-bucket/quarantine/2026/04/01/", e.Message, StringComparison.Ordinal);
        Assert.IsType<AmazonS3Exception>(e.InnerException);
    }

    [Fact]
    public async Task A_long_reason_is_cut_between_characters_and_fits_the_metadata()
    {
        await using var s3 = await AwsEndpoint.StartAsync(Stored);
        await WriteAsync(s3, "x", Note with { Reason = string.Concat(Enumerable.Repeat("🔥理由\n", 200)) });
        var reason = s3.Request.Headers["x-amz-meta-reason"];
        Assert.InRange(reason.Length, 1000, 1200);
        Assert.StartsWith("🔥理由\n🔥", Uri.UnescapeDataString(reason), StringComparison.Ordinal);
        Assert.DoesNotContain('\ufffd', Uri.UnescapeDataString(reason));
    }

    [Fact]
    public void Other_content_has_another_key_and_the_same_content_the_same() => Prop.ForAll<byte[], byte[]>((a, b) =>
        a.AsSpan().SequenceEqual(b) == string.Equals(QuarantineStore.Key(a, Arrived, json: false), QuarantineStore.Key(b, Arrived, json: false), StringComparison.Ordinal)).QuickCheckThrowOnFailure();

    static Answer Error(int status, string code) => new(status, $"<Error><Code>{code}</Code><Message>m</Message><RequestId>r</RequestId></Error>", "application/xml");

    static async Task<QuarantineReceipt> WriteAsync(AwsEndpoint endpoint, string content, QuarantineNote? note = null)
    {
        using var s3 = new AmazonS3Client(AwsEndpoint.Credentials, new AmazonS3Config { ServiceURL = endpoint.Address.ToString(), AuthenticationRegion = "ap-northeast-1" });
        return await new QuarantineStore(s3, "quarantine-bucket").WriteAsync(Encoding.UTF8.GetBytes(content), Arrived, note ?? Note, CancellationToken.None);
    }
}
