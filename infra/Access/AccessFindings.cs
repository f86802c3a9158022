namespace GovCloud.Infra.Access;

/// <summary>Findings of cdk-nag that are accepted for the policies of people's roles.</summary>
static class AccessFindings
{
    internal static void Accept(CfnManagedPolicy policy) => policy.AddMetadata("cdk_nag", new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["rules_to_suppress"] = new[]
        {
            Rule("AwsSolutions-IAM5", "People work on whatever a system consists of, so resources are limited by account, by tag where vendors share one, and by the boundary. Wildcards end names that only read settings; gca access check proves the result."),
            Rule("NIST.800.53.R5-IAMPolicyNoStatementsWithAdminAccess", "Of two policies: the boundary, which gives nothing by itself, and the emergency role, which has a boundary, a second factor and its use reported."),
        },
    });

    static Dictionary<string, string> Rule(string id, string reason) => new(StringComparer.Ordinal) { ["id"] = id, ["reason"] = reason };
}
