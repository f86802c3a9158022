using Amazon.CDK.AWS.RAM;
using SsmParameter = Amazon.CDK.AWS.SSM.CfnParameter;
using SsmParameterProps = Amazon.CDK.AWS.SSM.CfnParameterProps;

namespace GovCloud.Infra.Network;

/// <summary>
/// What the network account gives to others through RAM: always to named accounts of the estate. In Government Cloud the organization is the Digital Agency's, and sharing with it
/// would be sharing with every other vendor.
/// </summary>
static class Shares
{
    /// <summary>Shares resources; nothing where no other account is named.</summary>
    internal static void Add(Construct scope, string id, string name, NetworkPlan plan, IEnumerable<AccountId> accounts, string[] resources)
    {
        var principals = accounts.Where(a => a != plan.NetworkAccount.Id).Select(a => a.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (principals.Length > 0)
        {
            _ = new CfnResourceShare(scope, id, new CfnResourceShareProps
            {
                Name = name,
                // Whether the Digital Agency's organization shares without invitation is unknown, so both ways must work.
                AllowExternalPrincipals = plan.Estate.Profile.Organization == OrganizationMode.Gcas,
                Principals = principals,
                ResourceArns = resources,
            });
        }
    }

    /// <summary>A parameter that tells other accounts an id. Only parameters of the advanced tier can be shared.</summary>
    /// <returns>Its address.</returns>
    internal static string Parameter(Construct scope, string id, string name, string value, string description)
    {
        _ = new SsmParameter(scope, id, new SsmParameterProps { Type = "String", Tier = "Advanced", Name = name, Value = value, Description = description });
        return ArnOf(name, Aws.REGION, Aws.ACCOUNT_ID);
    }

    /// <summary>A template's parameter that takes its value from a parameter that the network account shares.</summary>
    internal static string Read(Construct scope, string id, string name, NetworkPlan plan) => new Amazon.CDK.CfnParameter(scope, id, new Amazon.CDK.CfnParameterProps
    {
        Type = "AWS::SSM::Parameter::Value<String>",
        // A default knows no references: the partition is that of Japan's regions.
        Default = $"arn:{Partition}:ssm:{plan.Region}:{plan.NetworkAccount.Id}:parameter{name}",
        Description = $"Shared by the network account: {name}",
    }).ValueAsString;

    const string Partition = "aws";

    static string ArnOf(string name, string region, string account) => $"arn:{Aws.PARTITION}:ssm:{region}:{account}:parameter{name}";
}
