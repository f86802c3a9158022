namespace GovCloud.LocalCloud.Gateway;

/// <summary>An error that an AWS API answers with; the gateway writes it in the form of the protocol.</summary>
sealed class AwsApiException(int status, string code, string message) : Exception(message)
{
    /// <summary>HTTP status.</summary>
    public int Status => status;

    /// <summary>Error code, without namespace.</summary>
    public string Code => code;

    /// <summary>The code of the older query protocol, where SQS announces one.</summary>
    public string? QueryCode { get; init; }

    public static AwsApiException Invalid(string code, string message) => new(400, code, message);
}
