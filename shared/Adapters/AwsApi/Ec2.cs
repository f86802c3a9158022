using System.Xml.Linq;

namespace GovCloud.Adapters.AwsApi;

/// <summary>Amazon EC2: account-wide defaults, and what is needed to remove a default VPC.</summary>
public sealed class Ec2 : IAwsService
{
    /// <inheritdoc/>
    public static AwsService Service { get; } = new()
    {
        ServiceId = "EC2",
        EndpointPrefix = "ec2",
        Protocol = AwsProtocol.Query,
        ApiVersion = "2016-11-15",
        SigningName = "ec2",
    };

    /// <summary>Whether new volumes are encrypted.</summary>
    public static QueryOperation<NoMembers, bool> GetEbsEncryptionByDefault { get; } = new("GetEbsEncryptionByDefault", _ => [], root => root.Text("ebsEncryptionByDefault") == "true");

    /// <summary>Encrypts new volumes.</summary>
    public static QueryOperation<NoMembers, bool> EnableEbsEncryptionByDefault { get; } = new("EnableEbsEncryptionByDefault", _ => [], root => root.Text("ebsEncryptionByDefault") == "true");

    /// <summary>Whether new instances ask for tokens: <c>required</c>, <c>optional</c>; null where nothing is set.</summary>
    public static QueryOperation<NoMembers, string?> GetInstanceMetadataDefaults { get; } = new("GetInstanceMetadataDefaults", _ => [], root => root.Text("httpTokens"));

    /// <summary>Sets whether new instances ask for tokens.</summary>
    public static QueryOperation<string, bool> ModifyInstanceMetadataDefaults { get; } =
        new("ModifyInstanceMetadataDefaults", tokens => [new("HttpTokens", tokens)], root => root.Text("return") == "true");

    /// <summary>A page of the ids of default VPCs, of which there is one or none: with filters a page may be empty and not the last.</summary>
    public static QueryOperation<string?, IdPage> DescribeDefaultVpcs { get; } =
        new("DescribeVpcs", token => Filter("is-default", "true", token), root => Ids(root, "vpcSet", "vpcId"));

    /// <summary>A page of the ids of the network interfaces in a VPC.</summary>
    public static QueryOperation<(string Vpc, string? Token), IdPage> DescribeNetworkInterfaces { get; } =
        new("DescribeNetworkInterfaces", page => Filter("vpc-id", page.Vpc, page.Token), root => Ids(root, "networkInterfaceSet", "networkInterfaceId"));

    /// <summary>A page of the ids of the internet gateways of a VPC.</summary>
    public static QueryOperation<(string Vpc, string? Token), IdPage> DescribeInternetGateways { get; } =
        new("DescribeInternetGateways", page => Filter("attachment.vpc-id", page.Vpc, page.Token), root => Ids(root, "internetGatewaySet", "internetGatewayId"));

    /// <summary>A page of the ids of the subnets of a VPC.</summary>
    public static QueryOperation<(string Vpc, string? Token), IdPage> DescribeSubnets { get; } =
        new("DescribeSubnets", page => Filter("vpc-id", page.Vpc, page.Token), root => Ids(root, "subnetSet", "subnetId"));

    /// <summary>Takes an internet gateway off its VPC.</summary>
    public static QueryOperation<(string Gateway, string Vpc), bool> DetachInternetGateway { get; } =
        new("DetachInternetGateway", ids => [new("InternetGatewayId", ids.Gateway), new("VpcId", ids.Vpc)], _ => true);

    /// <summary>Deletes an internet gateway.</summary>
    public static QueryOperation<string, bool> DeleteInternetGateway { get; } = new("DeleteInternetGateway", id => [new("InternetGatewayId", id)], _ => true);

    /// <summary>Deletes a subnet. Error: <c>DependencyViolation</c> where something is in it.</summary>
    public static QueryOperation<string, bool> DeleteSubnet { get; } = new("DeleteSubnet", id => [new("SubnetId", id)], _ => true);

    /// <summary>Deletes a VPC. Error: <c>DependencyViolation</c> where something is in it.</summary>
    public static QueryOperation<string, bool> DeleteVpc { get; } = new("DeleteVpc", id => [new("VpcId", id)], _ => true);

    static IEnumerable<KeyValuePair<string, string?>> Filter(string name, string value, string? token) =>
        [new("Filter.1.Name", name), new("Filter.1.Value.1", value), new("MaxResults", "1000"), new("NextToken", token)];

    static IdPage Ids(XElement root, string set, string id) =>
        new([.. root.Members(set).Select(item => item.Elements().FirstOrDefault(one => one.Name.LocalName == id)?.Value).OfType<string>()], root.Child("nextToken")?.Value);
}
