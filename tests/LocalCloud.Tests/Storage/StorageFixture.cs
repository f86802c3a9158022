using Amazon.Runtime;
using Amazon.S3;
using GovCloud.ApiModels;
using GovCloud.LocalCloud.Capture;

namespace GovCloud.LocalCloud.Tests.Storage;

/// <summary>A local cloud with no stack that matters: its gateway serves S3. The tables are never called, so that no DynamoDB Local is started.</summary>
public sealed class StorageFixture : IAsyncLifetime
{
    readonly SampleAssembly assembly = new SampleAssembly().Stack("Empty", SampleAssembly.Operations, """{ "Resources": {} }""");
    LocalCloudHost? cloud;

    public Uri Endpoint => cloud!.Endpoint;

    /// <summary>Calls and answers so far that are not as AWS publishes them.</summary>
    public IReadOnlyList<ModelDeviation> Deviations => cloud!.Snapshot().ModelDeviations;

    public async Task InitializeAsync() => cloud = await LocalCloudHost.StartAsync(
        new() { AssemblyDirectory = assembly.Directory, DynamoDbEndpoint = new Uri("http://127.0.0.1:9"), ApiModels = ApiModelLibrary.FindFolder(AppContext.BaseDirectory) }, CancellationToken.None);

    public async Task DisposeAsync()
    {
        await cloud!.DisposeAsync();
        assembly.Dispose();
    }

    public AmazonS3Client Client(string? key = null, string? secret = null, RequestChecksumCalculation checksums = RequestChecksumCalculation.WHEN_SUPPORTED)
    {
        var (known, valid) = LocalCloudHost.CredentialsOf(SampleAssembly.Operations);
        return new(new BasicAWSCredentials(key ?? known, secret ?? valid), new AmazonS3Config
        {
            ServiceURL = Endpoint.ToString(),
            AuthenticationRegion = "ap-northeast-1",
            RequestChecksumCalculation = checksums,
            MaxErrorRetry = 0,
        });
    }
}
