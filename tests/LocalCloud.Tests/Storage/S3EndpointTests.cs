using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace GovCloud.LocalCloud.Tests.Storage;

/// <summary>The real SDK with its default checksums against the endpoint.</summary>
public sealed class S3EndpointTests : IClassFixture<StorageFixture>, IAsyncLifetime, IDisposable
{
    readonly AmazonS3Client s3;
    readonly StorageFixture fixture;
    readonly string bucket;
    static int buckets;

    public S3EndpointTests(StorageFixture fixture)
    {
        this.fixture = fixture;
        bucket = $"bucket-{Interlocked.Increment(ref buckets)}";
        s3 = fixture.Client();
    }

    public async Task InitializeAsync() => await s3.PutBucketAsync(bucket);

    public Task DisposeAsync()
    {
        Assert.Equal("", string.Join('\n', fixture.Deviations));
        return Task.CompletedTask;
    }

    public void Dispose() => s3.Dispose();

    [Theory]
    [InlineData(RequestChecksumCalculation.WHEN_SUPPORTED)]
    [InlineData(RequestChecksumCalculation.WHEN_REQUIRED)]
    public async Task What_is_put_comes_back_with_its_metadata(RequestChecksumCalculation checksums)
    {
        using var client = fixture.Client(checksums: checksums);
        var put = new PutObjectRequest { BucketName = bucket, Key = "日本 +%/a", ContentBody = "本文", ContentType = "text/plain" };
        put.Metadata["digest"] = "abc";
        await client.PutObjectAsync(put);
        using var got = await client.GetObjectAsync(bucket, "日本 +%/a");
        Assert.Equal("本文", await new StreamReader(got.ResponseStream).ReadToEndAsync());
        Assert.Equal(("text/plain", "abc"), (got.Headers.ContentType, got.Metadata["digest"]));
        var head = await client.GetObjectMetadataAsync(bucket, "日本 +%/a");
        Assert.Equal((6, got.ETag), (head.ContentLength, head.ETag));
    }

    [Fact]
    public async Task Keys_are_listed_in_order_by_page_and_by_folder()
    {
        foreach (var key in new[] { "b/2", "a", "b/1", "c/x/1", "日本/1" })
        {
            await PutAsync(key, key);
        }

        var first = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, MaxKeys = 3 });
        Assert.Equal(["a", "b/1", "b/2"], first.S3Objects.Select(found => found.Key), StringComparer.Ordinal);
        var rest = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, ContinuationToken = first.NextContinuationToken });
        Assert.Equal(["c/x/1", "日本/1"], rest.S3Objects.Select(found => found.Key), StringComparer.Ordinal);
        var folders = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Delimiter = "/" });
        Assert.Equal(["b/", "c/", "日本/"], folders.CommonPrefixes, StringComparer.Ordinal);
        Assert.Equal(["a"], folders.S3Objects.Select(found => found.Key), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_conditional_write_is_refused_when_the_object_is_there_or_has_changed()
    {
        var first = await PutAsync("k", "1");
        await RefusedAsync(HttpStatusCode.PreconditionFailed, () => s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "2", IfNoneMatch = "*" }));
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "2", IfMatch = first.ETag });
        await RefusedAsync(HttpStatusCode.PreconditionFailed, () => s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "3", IfMatch = first.ETag }));
        Assert.Equal("2", await ReadAsync("k"));
    }

    [Fact]
    public async Task Of_many_writers_that_ask_for_a_new_key_one_wins()
    {
        var wins = 0;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async writer =>
        {
            try
            {
                await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "once", ContentBody = $"{writer}", IfNoneMatch = "*" });
                Interlocked.Increment(ref wins);
            }
            catch (AmazonS3Exception refused) when (refused.StatusCode == HttpStatusCode.PreconditionFailed)
            {
                // Someone else was first.
            }
        }));
        Assert.Equal(1, wins);
    }

    [Fact]
    public async Task Versions_stay_readable_below_a_delete_marker()
    {
        await s3.PutBucketVersioningAsync(new PutBucketVersioningRequest { BucketName = bucket, VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled } });
        var one = await PutAsync("k", "1");
        var two = await PutAsync("k", "2");
        Assert.NotEqual(one.VersionId, two.VersionId, StringComparer.Ordinal);
        var deleted = await s3.DeleteObjectAsync(bucket, "k");
        Assert.Equal("true", deleted.DeleteMarker);
        await RefusedAsync(HttpStatusCode.NotFound, () => s3.GetObjectAsync(bucket, "k"));
        Assert.Equal("1", await ReadAsync("k", one.VersionId));
        Assert.Equal(3, (await s3.ListVersionsAsync(bucket)).Versions.Count);
        await s3.DeleteObjectAsync(bucket, "k", deleted.VersionId);
        Assert.Equal("2", await ReadAsync("k"));
    }

    [Fact]
    public async Task A_range_and_a_known_tag_save_the_transfer()
    {
        var put = await PutAsync("k", "0123456789");
        using var part = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = "k", ByteRange = new ByteRange(2, 4) });
        Assert.Equal((HttpStatusCode.PartialContent, "234"), (part.HttpStatusCode, await new StreamReader(part.ResponseStream).ReadToEndAsync()));
        await RefusedAsync(HttpStatusCode.NotModified, () => s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = "k", EtagToNotMatch = put.ETag }));
        await RefusedAsync(HttpStatusCode.RequestedRangeNotSatisfiable, () => s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = "k", ByteRange = new ByteRange(20, 30) }));
    }

    [Fact]
    public async Task A_copy_keeps_metadata_and_tags_can_be_changed()
    {
        var put = new PutObjectRequest { BucketName = bucket, Key = "from 日本", ContentBody = "x", TagSet = [new Tag { Key = "a", Value = "1" }] };
        put.Metadata["m"] = "1";
        await s3.PutObjectAsync(put);
        await s3.CopyObjectAsync(bucket, "from 日本", bucket, "to");
        Assert.Equal("1", (await s3.GetObjectMetadataAsync(bucket, "to")).Metadata["m"]);
        Assert.Equal("1", Assert.Single((await s3.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = bucket, Key = "from 日本" })).Tagging).Value);
        await s3.PutObjectTaggingAsync(new PutObjectTaggingRequest { BucketName = bucket, Key = "to", Tagging = new Tagging { TagSet = [new Tag { Key = "b", Value = "2" }] } });
        Assert.Equal("2", Assert.Single((await s3.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = bucket, Key = "to" })).Tagging).Value);
    }

    [Fact]
    public async Task Parts_are_joined_in_order_and_small_ones_refused()
    {
        var start = await s3.InitiateMultipartUploadAsync(bucket, "big");
        byte[][] contents = [[.. Enumerable.Repeat((byte)'a', 5 << 20)], [.. Enumerable.Repeat((byte)'b', 10)]];
        var parts = new List<PartETag>();
        foreach (var number in new[] { 2, 1 })
        {
            var part = await s3.UploadPartAsync(new UploadPartRequest { BucketName = bucket, Key = "big", UploadId = start.UploadId, PartNumber = number, InputStream = new MemoryStream(contents[number - 1]) });
            parts.Add(new PartETag(number, part.ETag));
        }

        var done = await s3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = bucket, Key = "big", UploadId = start.UploadId, PartETags = parts });
        Assert.EndsWith("-2\"", done.ETag, StringComparison.Ordinal);
        var text = await ReadAsync("big");
        Assert.Equal((5 * 1024 * 1024 + 10, 'a', 'b'), (text.Length, text[0], text[^1]));
        await RefusedAsync(HttpStatusCode.NotFound, () => s3.AbortMultipartUploadAsync(bucket, "big", start.UploadId));
    }

    [Fact]
    public async Task A_presigned_address_works_without_credentials_until_it_is_changed_or_expires()
    {
        await PutAsync("k", "secret");
        // The SDK signs with the real clock and refuses an expiry before it.
        var address = await s3.GetPreSignedURLAsync(new GetPreSignedUrlRequest { BucketName = bucket, Key = "k", Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5), Protocol = Protocol.HTTP });
        using var http = new HttpClient();
        Assert.Equal("secret", await http.GetStringAsync(new Uri(address)));
        using var changed = await http.GetAsync(new Uri(address.Replace("/k?", "/other?", StringComparison.Ordinal)));
        using var unsigned = await http.GetAsync(new Uri(fixture.Endpoint, $"{bucket}/k"));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (changed.StatusCode, unsigned.StatusCode));
    }

    [Fact]
    public async Task Several_objects_are_deleted_at_once()
    {
        await PutAsync("a", "1");
        await PutAsync("b", "2");
        var deleted = await s3.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = bucket, Objects = [new KeyVersion { Key = "a" }, new KeyVersion { Key = "b" }] });
        Assert.Equal(2, deleted.DeletedObjects.Count);
        await s3.DeleteBucketAsync(bucket);
        await RefusedAsync(HttpStatusCode.NotFound, () => s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket }));
    }

    [Fact]
    public async Task A_wrong_secret_and_an_unknown_key_are_refused()
    {
        using var wrong = fixture.Client(secret: "wrong");
        Assert.Equal("SignatureDoesNotMatch", (await Assert.ThrowsAsync<AmazonS3Exception>(() => wrong.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "x" }))).ErrorCode);
        using var unknown = fixture.Client(key: "AKIAUNKNOWN");
        Assert.Equal("InvalidAccessKeyId", (await Assert.ThrowsAsync<AmazonS3Exception>(() => unknown.GetObjectAsync(bucket, "k"))).ErrorCode);
    }

    [Fact]
    public async Task Buckets_are_listed_with_the_time_they_were_made() =>
        Assert.All((await s3.ListBucketsAsync()).Buckets, static found => Assert.NotNull(found.CreationDate));

    [Fact]
    public async Task A_large_object_is_stored_to_the_byte()
    {
        var data = new byte[8 << 20];
        new Random(1).NextBytes(data);
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "large", InputStream = new MemoryStream(data) });
        using var got = await s3.GetObjectAsync(bucket, "large");
        using var copy = new MemoryStream();
        await got.ResponseStream.CopyToAsync(copy);
        Assert.Equal(data, copy.ToArray());
    }

    Task<PutObjectResponse> PutAsync(string key, string text) => s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = text });

    async Task<string> ReadAsync(string key, string? version = null)
    {
        using var got = await s3.GetObjectAsync(bucket, key, version);
        return await new StreamReader(got.ResponseStream, Encoding.UTF8).ReadToEndAsync();
    }

    static async Task RefusedAsync(HttpStatusCode status, Func<Task> call) => Assert.Equal(status, (await Assert.ThrowsAnyAsync<AmazonS3Exception>(call)).StatusCode);
}
