using System.Text.Json.Nodes;
using Amazon.CDK.AWS.SecurityHub;
using GovCloud.Organization;
using CfnPolicy = Amazon.CDK.AWS.Organizations.CfnPolicy;
using CfnPolicyProps = Amazon.CDK.AWS.Organizations.CfnPolicyProps;

namespace GovCloud.Infra.Organization;

/// <summary>
/// The units right below the root and the policies. Deployed into the management account by the owner of the organization, with rights on AWS Organizations; the policy types must be enabled before
/// (<c>gca organization settings --apply</c>). It must never attach anything to the root: accounts that are not of this estate would be hit. What leaves the template stays in AWS, with its
/// attachments; a policy is withdrawn by detaching it by hand. There is no AWS::Organizations::Organization, on purpose: the organization is there, and is not ours to delete.
/// </summary>
sealed class OrganizationStack : Stack
{
    internal OrganizationStack(Construct scope, string id, OrganizationPlan plan, OrganizationPlace place)
        : base(scope, id, place.Props("organizational units and policies"))
    {
        var units = new OrganizationalUnits(this, "Units", [.. plan.Units.Where(unit => unit.Parent is null)], _ => place.RootId);
        Units = units.Ids;
        var existing = plan.Units.Where(unit => unit.ExistingId is not null).ToDictionary(unit => unit.Key, unit => unit.ExistingId!, StringComparer.Ordinal);
        AddPolicies(plan, units, key => existing.TryGetValue(key, out var known) ? known : Units[key]);
        if (plan.Estate.Organization.DelegatedAdministrators.FirstOrDefault(administrator => administrator.Service == ServiceDelegation.SecurityHub) is { } securityHub)
        {
            OrganizationResource.After(new CfnDelegatedAdmin(this, "SecurityHubAdministrator", new CfnDelegatedAdminProps { AdminAccountId = securityHub.Account.ToString() }), before: null);
        }
    }

    /// <summary>The ids of the units by their keys.</summary>
    internal IReadOnlyDictionary<string, string> Units { get; }

    void AddPolicies(OrganizationPlan plan, OrganizationalUnits units, Func<string, string> idOf)
    {
        var scope = new Construct(this, "Policies");
        var before = units.Last;
        foreach (var policy in plan.Policies)
        {
            before = OrganizationResource.After(
                new CfnPolicy(scope, policy.Kind.ToString(), new CfnPolicyProps
                {
                    Name = policy.Name,
                    Description = policy.Purpose.Japanese,
                    Type = policy.Type,
                    // As an object, so that a diff shows the statement that changes. CloudFormation hands it on minified, which is what is measured against AWS's limit.
                    Content = ObjectOf(JsonNode.Parse(policy.Document)!),
                    TargetIds = [.. policy.Targets.Select(idOf)],
                }),
                before);
        }
    }

    static object ObjectOf(JsonNode node) => node switch
    {
        JsonObject members => members.ToDictionary(member => member.Key, member => ObjectOf(member.Value!), StringComparer.Ordinal),
        JsonArray items => items.Select(item => ObjectOf(item!)).ToArray(),
        _ => node.GetValue<string>(),
    };
}
