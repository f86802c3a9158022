using GovCloud.Adapters.AwsApi;

namespace GovCloud.Adapters.Parameters;

/// <summary>Secrets in AWS Systems Manager's Parameter Store.</summary>
public sealed class ParameterStore(AwsClient<Ssm> client)
{
    /// <summary>Reads a parameter, decrypted.</summary>
    /// <exception cref="AwsApiException">It could not be read, such as <c>ParameterNotFound</c>.</exception>
    public async Task<string> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var response = await client.CallAsync(Ssm.GetParameter, new GetParameterRequest(name, WithDecryption: true), cancellationToken);
        return response.Parameter?.Value ?? "";
    }
}
