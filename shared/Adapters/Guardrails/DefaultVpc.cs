using GovCloud.Adapters.AwsApi;

namespace GovCloud.Adapters.Guardrails;

/// <summary>The VPC that AWS makes in every region of a new account. Removed only while nothing is in it.</summary>
static class DefaultVpc
{
    internal static async Task<(bool? Met, string Detail)> SeeAsync(AwsClient<Ec2> ec2, CancellationToken cancellationToken)
    {
        var vpcs = await VpcsAsync(ec2, cancellationToken);
        if (vpcs.Count == 0)
        {
            return (true, "既定の VPC はない");
        }

        var used = await InAsync(ec2, Ec2.DescribeNetworkInterfaces, vpcs[0], cancellationToken);
        return (false, used.Count == 0 ? $"{vpcs[0]} がある(未使用。削除できる)" : $"{vpcs[0]} がある(使用中。ネットワークインターフェース {used.Count} 個)");
    }

    /// <summary>Removes it with its subnets and its internet gateway.</summary>
    /// <exception cref="InvalidOperationException">Something is in it.</exception>
    internal static async Task RemoveAsync(AwsClient<Ec2> ec2, CancellationToken cancellationToken)
    {
        foreach (var vpc in await VpcsAsync(ec2, cancellationToken))
        {
            if (await InAsync(ec2, Ec2.DescribeNetworkInterfaces, vpc, cancellationToken) is { Count: > 0 } used)
            {
                throw new InvalidOperationException($"{vpc} は使用中(ネットワークインターフェース {used.Count} 個)のため削除しない");
            }

            foreach (var gateway in await InAsync(ec2, Ec2.DescribeInternetGateways, vpc, cancellationToken))
            {
                await ec2.CallAsync(Ec2.DetachInternetGateway, (gateway, vpc), cancellationToken);
                await ec2.CallAsync(Ec2.DeleteInternetGateway, gateway, cancellationToken);
            }

            foreach (var subnet in await InAsync(ec2, Ec2.DescribeSubnets, vpc, cancellationToken))
            {
                await ec2.CallAsync(Ec2.DeleteSubnet, subnet, cancellationToken);
            }

            await ec2.CallAsync(Ec2.DeleteVpc, vpc, cancellationToken);
        }
    }

    static Task<IReadOnlyList<string>> VpcsAsync(AwsClient<Ec2> ec2, CancellationToken cancellationToken) =>
        AwsPages.IdsAsync((token, end) => ec2.CallAsync(Ec2.DescribeDefaultVpcs, token, end), cancellationToken);

    static Task<IReadOnlyList<string>> InAsync(AwsClient<Ec2> ec2, QueryOperation<(string Vpc, string? Token), IdPage> list, string vpc, CancellationToken cancellationToken) =>
        AwsPages.IdsAsync((token, end) => ec2.CallAsync(list, (vpc, token), end), cancellationToken);
}
