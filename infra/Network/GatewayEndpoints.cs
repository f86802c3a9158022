using Amazon.CDK.AWS.EC2;

namespace GovCloud.Infra.Network;

/// <summary>
/// S3 and DynamoDB without the internet and without the Transit Gateway. Only principals of the VPC's own account may use them, so that nobody carries data away with
/// credentials of another account; what AWS's own repositories give to everybody may be read.
/// </summary>
static class GatewayEndpoints
{
    internal static void Add(Construct scope, CfnVPC vpc, CfnRouteTable routes, string region)
    {
        foreach (var service in (string[])["s3", "dynamodb"])
        {
            _ = new CfnVPCEndpoint(scope, $"Gateway-{service}", new CfnVPCEndpointProps
            {
                VpcEndpointType = "Gateway",
                VpcId = vpc.Ref,
                ServiceName = $"com.amazonaws.{region}.{service}",
                RouteTableIds = [routes.Ref],
                PolicyDocument = Policy(service, region),
            });
        }
    }

    static Dictionary<string, object> Policy(string service, string region)
    {
        var statements = new List<Dictionary<string, object>>
        {
            new(StringComparer.Ordinal)
            {
                ["Sid"] = "OwnPrincipals",
                ["Effect"] = "Allow",
                ["Principal"] = "*",
                ["Action"] = $"{service}:*",
                ["Resource"] = "*",
                ["Condition"] = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["StringEquals"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["aws:PrincipalAccount"] = Aws.ACCOUNT_ID },
                },
            },
        };
        if (service == "s3")
        {
            // Package repositories are read without credentials, layers of container images with addresses that AWS signs.
            statements.Add(new(StringComparer.Ordinal)
            {
                ["Sid"] = "RepositoriesOfAws",
                ["Effect"] = "Allow",
                ["Principal"] = "*",
                ["Action"] = "s3:GetObject",
                ["Resource"] = new[] { $"al2023-repos-{region}-de612dc2", $"amazonlinux-2-repos-{region}", $"prod-{region}-starport-layer-bucket" }
                    .Select(bucket => $"arn:{Aws.PARTITION}:s3:::{bucket}/*").ToArray(),
            });
        }

        return new(StringComparer.Ordinal) { ["Version"] = "2012-10-17", ["Statement"] = statements.ToArray() };
    }
}
