using System.Collections.Immutable;
using Amazon.CDK.AWS.Route53Resolver;
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
        // The rules of this account, each with the parameter that holds its id.
        var rules = plan.Rules.Where(r => r.Accounts.Contains(account.Id)).Select(r => (r.Id, Value: Shares.Read(this, $"Rule-{r.Id}", NetworkNames.RuleParameter(r.Id), plan))).ToList();
        var gateway = vpcs.Any(v => v.Attachment is not null) ? Gateway(plan) : "";
        foreach (var vpc in vpcs)
        {
            var planned = new PlannedVpc(this, vpc, plan, gateway);
            planned.RouteToPeers();
            planned.AddGatewayEndpoints();
            foreach (var (id, value) in rules)
            {
                _ = new CfnResolverRuleAssociation(planned, $"Rule-{id}", new CfnResolverRuleAssociationProps { ResolverRuleId = value, VpcId = planned.Vpc.Ref });
            }

            PrivateLinks.Add(planned, vpc, plan);
        }
    }

    string Gateway(NetworkPlan plan) => plan.Gateway.Id ?? Shares.Read(this, NetworkNames.TransitGatewayParameter, NetworkNames.TransitGatewayName, plan);
}
