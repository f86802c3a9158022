namespace GovCloud.Adapters.AwsApi;

/// <summary>AWS Security Token Service.</summary>
public sealed class Sts : IAwsService
{
    /// <inheritdoc/>
    public static AwsService Service { get; } = new()
    {
        ServiceId = "STS",
        EndpointPrefix = "sts",
        Protocol = AwsProtocol.Query,
        ApiVersion = "2011-06-15",
        SigningName = "sts",
    };

    /// <summary>Assumes a role for 15 minutes. Error: <c>AccessDenied</c> where the role is not there or does not trust us.</summary>
    public static QueryOperation<AssumeRoleRequest, AssumedRole> AssumeRole { get; } = new(
        "AssumeRole",
        request => [new("RoleArn", request.RoleArn), new("RoleSessionName", request.RoleSessionName), new("DurationSeconds", "900")],
        root => new AssumedRole(root.Text("AccessKeyId") ?? "", root.Text("SecretAccessKey") ?? "", root.Text("SessionToken") ?? ""));

    /// <summary>The account that the credentials belong to.</summary>
    public static QueryOperation<NoMembers, string> GetCallerIdentity { get; } = new("GetCallerIdentity", _ => [], root => root.Text("Account") ?? "");
}

/// <summary>Which role, and under which name its calls are recorded.</summary>
public sealed record AssumeRoleRequest(string RoleArn, string RoleSessionName);

/// <summary>Temporary credentials.</summary>
public sealed record AssumedRole(string AccessKeyId, string SecretAccessKey, string SessionToken)
{
    /// <summary>Leaves the secrets out.</summary>
    public override string ToString() => AccessKeyId;
}
