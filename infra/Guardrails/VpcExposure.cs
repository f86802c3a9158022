using GovCloud.Guardrails;

namespace GovCloud.Infra.Guardrails;

/// <summary>Cuts the account's VPCs off from the internet.</summary>
static class VpcExposure
{
    const string Mode = "VpcBlockPublicAccess";

    internal static void Block(Stack stack, BaselineScope baseline)
    {
        var mode = new CfnParameter(stack, Mode, new CfnParameterProps
        {
            Type = "String",
            Description = "What internet gateways may still carry: everything (off), what goes out (block-ingress), nothing (block-bidirectional)",
            Default = "off",
            AllowedValues = ["off", "block-ingress", "block-bidirectional"],
        }).ValueAsString;
        baseline.Condition(Mode, Fn.ConditionNot(Fn.ConditionEquals(mode, "off")));
        // CDK 2.160 has no class for it.
        baseline.Of(ControlCatalogue.VpcPublicAccessBlocked, new CfnResource(stack, "VpcPublicAccess", new CfnResourceProps
        {
            Type = "AWS::EC2::VPCBlockPublicAccessOptions",
            Properties = new Dictionary<string, object>(StringComparer.Ordinal) { ["InternetGatewayBlockMode"] = mode },
        }));
    }
}
