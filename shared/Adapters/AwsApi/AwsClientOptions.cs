using Amazon.Runtime;

namespace GovCloud.Adapters.AwsApi;

/// <summary>How a client calls AWS. Endpoints come from the SDK's variables <c>AWS_ENDPOINT_URL</c> and <c>AWS_ENDPOINT_URL_{SERVICE}</c>, else from the region.</summary>
public sealed record AwsClientOptions
{
    /// <summary>Credentials; null for the SDK's default chain.</summary>
    public AWSCredentials? Credentials { get; init; }

    /// <summary>Region, such as <c>ap-northeast-1</c>; null for the SDK's default (<c>AWS_REGION</c>).</summary>
    public string? Region { get; init; }

    /// <summary>Where to call instead of what the variables or the region say; null for those.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>What stands before the service's regional host name, such as an account's id and a dot; none for most services. Not used where an endpoint is given.</summary>
    public string? HostPrefix { get; init; }

    /// <summary>How often a call is tried, the first time included; at least 1. Default 3.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>How long one attempt may take. Default 10 s.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
