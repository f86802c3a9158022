using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace GovCloud.LocalCloud.Tests.Storage;

/// <summary>Locks of objects as S3 keeps them.</summary>
public sealed class ObjectLockTests : IAsyncLifetime, IDisposable
{
    static readonly DateTime Until = new(2099, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    readonly SampleAssembly assembly = new SampleAssembly().Stack("Store", SampleAssembly.Operations, """
        { "Resources": {
            "Locked": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "locked", "ObjectLockEnabled": true, "VersioningConfiguration": { "Status": "Enabled" } } },
            "Open": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "open" } } } }
        """);

    LocalCloudHost? cloud;
    AmazonS3Client? s3;

    public async Task InitializeAsync()
    {
        cloud = await LocalCloudHost.StartAsync(new() { AssemblyDirectory = assembly.Directory, DynamoDbEndpoint = new Uri("http://127.0.0.1:9") }, CancellationToken.None);
        var (key, secret) = LocalCloudHost.CredentialsOf(SampleAssembly.Operations);
        s3 = new(new Amazon.Runtime.BasicAWSCredentials(key, secret), new AmazonS3Config { ServiceURL = cloud.Endpoint.ToString(), AuthenticationRegion = "ap-northeast-1", MaxErrorRetry = 0 });
    }

    public async Task DisposeAsync() => await cloud!.DisposeAsync();

    public void Dispose()
    {
        s3?.Dispose();
        assembly.Dispose();
    }

    [Fact]
    public async Task A_locked_version_cannot_be_deleted_and_its_lock_only_grows()
    {
        var put = await s3!.PutObjectAsync(new PutObjectRequest { BucketName = "locked", Key = "k", ContentBody = "1" });
        await LockAsync("locked", Until);
        await LockAsync("locked", Until);
        await LockAsync("locked", Until.AddDays(1));

        await RefusedAsync(HttpStatusCode.Forbidden, () => LockAsync("locked", Until));
        await RefusedAsync(HttpStatusCode.Forbidden, () => s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = "locked", Key = "k", VersionId = put.VersionId }));

        await s3.DeleteObjectAsync("locked", "k");
        using var kept = await s3.GetObjectAsync(new GetObjectRequest { BucketName = "locked", Key = "k", VersionId = put.VersionId });
        Assert.Equal(1, kept.ContentLength);
    }

    [Fact]
    public async Task A_bucket_that_was_not_made_for_it_locks_nothing()
    {
        await s3!.PutObjectAsync(new PutObjectRequest { BucketName = "open", Key = "k", ContentBody = "1" });
        await RefusedAsync(HttpStatusCode.BadRequest, () => LockAsync("open", Until));
        Assert.Equal("1", await new StreamReader((await s3.GetObjectAsync("open", "k")).ResponseStream).ReadToEndAsync());
    }

    Task LockAsync(string bucket, DateTime until) => s3!.PutObjectRetentionAsync(new PutObjectRetentionRequest
    {
        BucketName = bucket,
        Key = "k",
        Retention = new ObjectLockRetention { Mode = ObjectLockRetentionMode.Compliance, RetainUntilDate = until },
    });

    static async Task RefusedAsync(HttpStatusCode status, Func<Task> call) => Assert.Equal(status, (await Assert.ThrowsAsync<AmazonS3Exception>(call)).StatusCode);
}
