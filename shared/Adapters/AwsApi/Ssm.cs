using System.Text.Json.Serialization;

namespace GovCloud.Adapters.AwsApi;

/// <summary>AWS Systems Manager.</summary>
public sealed class Ssm : IAwsService
{
    /// <inheritdoc/>
    public static AwsService Service { get; } = new()
    {
        ServiceId = "SSM",
        EndpointPrefix = "ssm",
        Protocol = AwsProtocol.Json,
        ApiVersion = "2014-11-06",
        SigningName = "ssm",
        TargetPrefix = "AmazonSSM",
    };

    /// <summary>Reads one parameter. Errors: <c>ParameterNotFound</c>, <c>InvalidKeyId</c>, <c>ParameterVersionNotFound</c>.</summary>
    public static JsonOperation<GetParameterRequest, GetParameterResponse> GetParameter { get; } =
        new("GetParameter", SsmJson.Default.GetParameterRequest, SsmJson.Default.GetParameterResponse);
}

/// <summary>Asks for a parameter.</summary>
/// <param name="Name">Its name or ARN.</param>
/// <param name="WithDecryption">Needed for a SecureString.</param>
public sealed record GetParameterRequest(string Name, bool WithDecryption);

/// <summary>A parameter, if there is one.</summary>
public sealed record GetParameterResponse(SsmParameter? Parameter);

/// <summary>A parameter.</summary>
public sealed record SsmParameter(string? Name, string? Type, string? Value, long Version)
{
    /// <summary>Leaves the value out: it may be a secret.</summary>
    public override string ToString() => $"{Name} ({Type}, version {Version})";
}

[JsonSerializable(typeof(GetParameterRequest))]
[JsonSerializable(typeof(GetParameterResponse))]
sealed partial class SsmJson : JsonSerializerContext;
