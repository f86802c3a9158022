using Amazon.Runtime;
using GovCloud.Adapters.AwsApi;
using GovCloud.LocalCloud;

namespace GovCloud.Benchmarks.Permissions;

/// <summary>LocalCloud with neither models nor policies: a call over loopback HTTP, signed, verified and answered.</summary>
sealed class BareCloud : IAsyncDisposable
{
    const string Account = "111111111111";
    const string Parameter = "/bench/parameter";

    readonly string folder;
    readonly LocalCloudHost host;
    readonly AwsClient<Ssm> client;

    BareCloud(string folder, LocalCloudHost host)
    {
        this.folder = folder;
        this.host = host;
        var (key, secret) = LocalCloudHost.CredentialsOf(Account);
        client = new(new() { Credentials = new BasicAWSCredentials(key, secret), Region = "ap-northeast-1", Endpoint = host.Endpoint, MaxAttempts = 1 });
    }

    public static async Task<BareCloud> StartAsync(CancellationToken cancellationToken)
    {
        var assembly = Directory.CreateTempSubdirectory("govcloud-policies-").FullName;
        await File.WriteAllTextAsync(Path.Combine(assembly, "manifest.json"), """{ "version": "38.0.1", "artifacts": {} }""", cancellationToken);
        return new(assembly, await LocalCloudHost.StartAsync(
            new()
            {
                AssemblyDirectory = assembly,
                // No table is ever called.
                DynamoDbEndpoint = new Uri("http://127.0.0.1:9"),
                Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { [Parameter] = "value" },
            },
            cancellationToken));
    }

    /// <summary>One call after the other. Returns how many.</summary>
    public async Task<int> CallAsync(int times, CancellationToken cancellationToken)
    {
        for (var i = 0; i < times; i++)
        {
            await client.CallAsync(Ssm.GetParameter, new GetParameterRequest(Parameter, WithDecryption: true), cancellationToken);
        }

        return times;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
