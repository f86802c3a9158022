using System.Collections.Immutable;
using GovCloud.Network;

namespace GovCloud.Infra.Network;

/// <summary>
/// The VPCs of one account with their attachments to the Transit Gateway. Deployed into that account with its own rights alone. An attachment that is not
/// associated reaches nothing: until the network operator deploys the account's routing, the account is isolated. It must never name another account's resources but the
/// gateway. VPCs are kept when the stack is removed.
/// </summary>
sealed class SpokeStack : Stack
{
    internal SpokeStack(Construct scope, NetworkPlan plan, Account account, ImmutableArray<VpcPolicy> vpcs)
        : base(scope, NetworkStacks.Legal(NetworkNames.SpokeStack(account.Name)), new StackProps
        {
            Env = plan.EnvironmentOf(account),
            TerminationProtection = true,
            Description = $"{plan.Estate.Profile.Title}: VPCs of the account {account.Name}",
        })
    {
        AddMetadata("govcloud:account", account.Id.ToString());
        var gateway = vpcs.Any(v => v.Attachment is not null) ? Gateway(plan) : "";
        foreach (var vpc in vpcs)
        {
            var planned = new PlannedVpc(this, vpc, plan, gateway);
            planned.RouteToPeers();
            planned.AddGatewayEndpoints();
        }
    }

    string Gateway(NetworkPlan plan) => plan.Gateway.Id ?? new CfnParameter(this, NetworkNames.TransitGatewayParameter, new CfnParameterProps
    {
        Type = "String",
        AllowedPattern = "^tgw-[0-9a-f]{17}$",
        Description = "Id of the Transit Gateway: output of GovCloud-Network. Write it into network.transitGateway.id of the estate.",
    }).ValueAsString;
}
