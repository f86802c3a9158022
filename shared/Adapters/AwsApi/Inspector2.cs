using System.Text.Json.Serialization;

namespace GovCloud.Adapters.AwsApi;

/// <summary>Amazon Inspector.</summary>
public sealed class Inspector2 : IAwsService
{
    /// <inheritdoc/>
    public static AwsService Service { get; } = new()
    {
        ServiceId = "Inspector2",
        EndpointPrefix = "inspector2",
        Protocol = AwsProtocol.RestJson,
        ApiVersion = "2020-06-08",
        SigningName = "inspector2",
    };

    /// <summary>What is scanned in accounts.</summary>
    public static RestJsonOperation<InspectorAccounts, InspectorStatus> BatchGetAccountStatus { get; } =
        new("BatchGetAccountStatus", "POST", "/status/batch/get", Inspector2Json.Default.InspectorAccounts, Inspector2Json.Default.InspectorStatus);

    /// <summary>Begins to scan. What is scanned already stays so.</summary>
    public static RestJsonOperation<InspectorEnable, InspectorEnabled> Enable { get; } =
        new("Enable", "POST", "/enable", Inspector2Json.Default.InspectorEnable, Inspector2Json.Default.InspectorEnabled);
}

/// <summary>Accounts.</summary>
public sealed record InspectorAccounts(IReadOnlyList<string> AccountIds);

/// <summary>What is scanned in accounts.</summary>
/// <param name="Accounts">The accounts whose state is known.</param>
/// <param name="FailedAccounts">Those that could not be looked at, and why.</param>
public sealed record InspectorStatus(IReadOnlyList<InspectorAccount>? Accounts, IReadOnlyList<InspectorFailure>? FailedAccounts);

/// <summary>What is scanned in an account.</summary>
public sealed record InspectorAccount(string AccountId, InspectorResources? ResourceState);

/// <summary>Kinds of resources.</summary>
public sealed record InspectorResources(InspectorState? Ec2, InspectorState? Ecr, InspectorState? Lambda, InspectorState? LambdaCode);

/// <summary>A state.</summary>
/// <param name="Status"><c>ENABLED</c>, <c>ENABLING</c>, <c>DISABLED</c>, <c>DISABLING</c>, <c>SUSPENDING</c> or <c>SUSPENDED</c>.</param>
public sealed record InspectorState(string? Status);

/// <summary>What is to be scanned.</summary>
/// <param name="ResourceTypes"><c>EC2</c>, <c>ECR</c>, <c>LAMBDA</c>, <c>LAMBDA_CODE</c>.</param>
public sealed record InspectorEnable(IReadOnlyList<string> ResourceTypes);

/// <summary>What became of it.</summary>
public sealed record InspectorEnabled(IReadOnlyList<InspectorFailure>? FailedAccounts);

/// <summary>Why an account is not scanned.</summary>
public sealed record InspectorFailure(string? AccountId, string? ErrorCode, string? ErrorMessage);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InspectorAccounts))]
[JsonSerializable(typeof(InspectorStatus))]
[JsonSerializable(typeof(InspectorEnable))]
[JsonSerializable(typeof(InspectorEnabled))]
sealed partial class Inspector2Json : JsonSerializerContext;
