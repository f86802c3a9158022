using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.Logs;

namespace GovCloud.Infra.Network;

/// <summary>The flow log of a VPC: all traffic, accepted and rejected, into the log archive's bucket; where the estate has no log archive, into a log group beside the VPC.</summary>
static class FlowLogs
{
    const int RetentionDays = 400;

    const string Format =
        "${version} ${account-id} ${vpc-id} ${subnet-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} "
        + "${action} ${log-status} ${tcp-flags} ${pkt-srcaddr} ${pkt-dstaddr} ${flow-direction} ${traffic-path}";

    internal static void Add(Construct scope, CfnVPC vpc, NetworkPlan plan)
    {
        var props = new CfnFlowLogProps
        {
            ResourceId = vpc.Ref,
            ResourceType = "VPC",
            TrafficType = "ALL",
            MaxAggregationInterval = 600,
            LogFormat = Format,
        };
        if (plan.LogArchive is { } archive)
        {
            props.LogDestinationType = "s3";
            props.LogDestination = $"arn:{Aws.PARTITION}:s3:::{NetworkNames.FlowLogBucket(archive.Id.ToString(), plan.Region)}";
            props.DestinationOptions = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["FileFormat"] = "parquet",
                ["HiveCompatiblePartitions"] = true,
                ["PerHourPartition"] = true,
            };
        }
        else
        {
            var group = new CfnLogGroup(scope, "FlowLogGroup", new CfnLogGroupProps { RetentionInDays = RetentionDays });
            group.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
            props.LogDestinationType = "cloud-watch-logs";
            props.LogDestination = group.AttrArn;
            props.DeliverLogsPermissionArn = Writer(scope, group).RoleArn;
        }

        _ = new CfnFlowLog(scope, "FlowLog", props);
    }

    static IamRole Writer(Construct scope, CfnLogGroup group) => new(scope, "FlowLogRole", new RoleProps
    {
        Description = "Lets VPC flow logs write to the one log group of this VPC",
        AssumedBy = new ServicePrincipal("vpc-flow-logs.amazonaws.com", new ServicePrincipalOpts
        {
            Conditions = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["StringEquals"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["aws:SourceAccount"] = Aws.ACCOUNT_ID },
            },
        }),
        InlinePolicies = new Dictionary<string, PolicyDocument>(StringComparer.Ordinal)
        {
            ["Write"] = new(new PolicyDocumentProps
            {
                Statements = [Grant.To("WriteFlowLog", ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"], [group.AttrArn])],
            }),
        },
    });
}
