namespace GovCloud.Contracts;

/// <summary>Names that the network's stacks, commands and checks share across accounts.</summary>
public static class NetworkNames
{
    /// <summary>Under it, in the network account, stand the ids of the Transit Gateway's attachments.</summary>
    public const string AttachmentPrefix = "/govcloud/network/attachments/";

    /// <summary>Export of the Transit Gateway's id, in the network account.</summary>
    public const string TransitGatewayExport = "govcloud-transit-gateway";

    /// <summary>Tag of VPCs and attachments: the id of the node in the estate.</summary>
    public const string NodeTag = "govcloud:node";

    /// <summary>Tag of interface endpoints of PrivateLink: the id of the service in the estate.</summary>
    public const string PrivateLinkTag = "govcloud:private-link";

    /// <summary>Parameter of spoke templates: the id of the Transit Gateway, while the estate does not name it.</summary>
    public const string TransitGatewayParameter = "TransitGatewayId";

    /// <summary>The parameter that holds the id of an attachment.</summary>
    /// <param name="attachment"><c>account/vpc</c>, <c>account/id</c> of an existing VPC, or <c>line/id</c>.</param>
    public static string AttachmentParameter(string attachment) => AttachmentPrefix + attachment;

    /// <summary>The parameter of the network account that holds the Transit Gateway's id; shared with the accounts that have VPCs.</summary>
    public const string TransitGatewayName = "/govcloud/network/transit-gateway";

    /// <summary>The parameter of the network account that holds the id of a Resolver rule; shared with the accounts that use it.</summary>
    public static string RuleParameter(string rule) => $"/govcloud/network/rules/{rule}";

    /// <summary>Export of the id of a segment's route table, in the network account.</summary>
    public static string SegmentExport(string segment) => $"govcloud-segment-{segment}";

    /// <summary>The bucket of the log-archive account that keeps the flow logs of all VPCs. Fixed, because every account refers to it.</summary>
    public static string FlowLogBucket(string logArchiveAccount, string region) => $"govcloud-flow-logs-{logArchiveAccount}-{region}";

    /// <summary>The stack of an account's VPCs.</summary>
    public static string SpokeStack(string accountName) => $"GovCloud-Spoke-{accountName}";

    /// <summary>The stack of the network account with the associations of an account's attachments and the routes that lead to them.</summary>
    public static string RoutingStack(string accountName) => $"GovCloud-NetworkRouting-{accountName}";

    /// <summary>The stack of the network account with the association of a line and the routes that lead to it.</summary>
    public static string LineStack(string line) => $"GovCloud-NetworkLine-{line}";

    /// <summary>The stack of a central VPC.</summary>
    public static string CentralStack(string vpc) => $"GovCloud-NetworkCentral-{vpc}";

    /// <summary>The stack of the network account with the Direct Connect gateway of a line.</summary>
    public static string ConnectionStack(string line) => $"GovCloud-NetworkConnection-{line}";

    /// <summary>The stack of the network account with the route tables of an owner.</summary>
    public static string SegmentsStack(string owner) => $"GovCloud-NetworkSegments-{owner}";
}
