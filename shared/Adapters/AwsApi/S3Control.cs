using System.Xml.Linq;

namespace GovCloud.Adapters.AwsApi;

/// <summary>Amazon S3 Control: what holds for all buckets of an account.</summary>
public sealed class S3Control : IAwsService
{
    const string Path = "/v20180820/configuration/publicAccessBlock";

    static readonly XNamespace Xml = "http://awss3control.amazonaws.com/doc/2018-08-20/";

    /// <inheritdoc/>
    public static AwsService Service { get; } = new()
    {
        ServiceId = "S3 Control",
        EndpointPrefix = "s3-control",
        Protocol = AwsProtocol.RestXml,
        ApiVersion = "2018-08-20",
        SigningName = "s3",
    };

    /// <summary>Whether all four blocks are on. Error: 404 <c>NoSuchPublicAccessBlockConfiguration</c> where nothing is set.</summary>
    public static RestXmlOperation<AccountId, bool> GetPublicAccessBlock { get; } = new(
        "GetPublicAccessBlock", "GET", Path, Account, null, root => Blocks.All(name => root.Text(name) == "true"));

    /// <summary>Switches all four blocks on.</summary>
    public static RestXmlOperation<AccountId, NoMembers> PutPublicAccessBlock { get; } = new(
        "PutPublicAccessBlock", "PUT", Path, Account, _ => new XElement(Xml + "PublicAccessBlockConfiguration", Blocks.Select(name => new XElement(Xml + name, "true"))), _ => default);

    static string[] Blocks => ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"];

    /// <summary>What stands before the host's name: the account is part of it.</summary>
    public static string HostPrefixOf(AccountId account) => $"{account}.";

    static IEnumerable<KeyValuePair<string, string>> Account(AccountId account) => [new("x-amz-account-id", account.ToString())];
}
