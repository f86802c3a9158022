using System.Text.Json.Serialization;
using System.Xml.Linq;
using GovCloud.Adapters.AwsApi;

namespace GovCloud.Adapters.Tests.AwsApi;

/// <summary>A global service of the Query protocol.</summary>
sealed class QueryService : IAwsService
{
    public static AwsService Service { get; } = new()
    {
        ServiceId = "Test Query",
        EndpointPrefix = "iam",
        Protocol = AwsProtocol.Query,
        ApiVersion = "2010-05-08",
        SigningName = "iam",
        GlobalRegion = "us-east-1",
    };

    public static QueryOperation<string, string> Publish { get; } = new(
        "Publish",
        message => [new("Message", message), new("Subject", null)],
        root => root.Descendants(XName.Get("MessageId", "http://sns.amazonaws.com/doc/2010-03-31/")).Single().Value);
}

/// <summary>A service of the REST-JSON protocol with parameters in path and query.</summary>
sealed class RestService : IAwsService
{
    public static AwsService Service { get; } = new()
    {
        ServiceId = "Test Rest",
        EndpointPrefix = "backup",
        Protocol = AwsProtocol.RestJson,
        ApiVersion = "2018-11-15",
        SigningName = "backup",
    };

    public static RestJsonOperation<VaultPage, VaultPoints> ListPoints { get; } =
        new("ListRecoveryPointsByBackupVault", "GET", "/backup-vaults/{backupVaultName}/recovery-points/", null, TestJson.Default.VaultPoints)
        {
            PathParameters = page => [new("backupVaultName", page.Vault)],
            Query = page => [new("nextToken", page.Token), new("maxResults", null)],
        };
}

sealed record VaultPage(string Vault, string? Token);

sealed record VaultPoints(IReadOnlyList<string> Points, string? NextToken);

[JsonSerializable(typeof(VaultPoints))]
sealed partial class TestJson : JsonSerializerContext;
