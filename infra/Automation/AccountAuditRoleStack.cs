namespace GovCloud.Infra.Automation;

/// <summary>
/// The role by which the operations account's inventory reads the identities of an account. Deployed once into every account of the estate, by whoever may deploy there, with the rights
/// of that account alone; the template is the same for all. It must never contain a right to change anything but the two reports that IAM has to be asked to write, or to read data.
/// Removing it makes the account unknown in the inventory and nothing else. It is no part of the baseline, whose versions are frozen: docs/decisions/0023.
/// </summary>
sealed class AccountAuditRoleStack : Stack
{
    internal AccountAuditRoleStack(Construct scope, string id, Estate estate)
        : base(scope, id, new StackProps
        {
            Env = new CdkEnvironment { Region = estate.Profile.PrimaryRegion },
            Description = $"{estate.Profile.Title}: lets the inventory of accounts read who may do what in this account",
        })
    {
        var operations = estate.Profile.OperationsAccount.ToString();
        var role = new IamRole(this, "Reader", new RoleProps
        {
            // Fixed: the operations account names it.
            RoleName = AccountAuditNames.ReaderRole,
            Description = "Lets the operations account's inventory read the identities of this account",
            AssumedBy = new AccountPrincipal(operations).WithConditions(new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["ArnLike"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["aws:PrincipalArn"] = $"arn:{Aws.PARTITION}:iam::{operations}:role/{AccountAuditNames.AuditorRolePrefix}*" },
            }),
        });
        role.AddToPrincipalPolicy(Grant.To(
            "ReadIdentities",
            [
                "iam:GenerateCredentialReport", "iam:GenerateServiceLastAccessedDetails", "iam:GetAccountAuthorizationDetails", "iam:GetAccountPasswordPolicy", "iam:GetAccountSummary",
                "iam:GetCredentialReport", "iam:GetServiceLastAccessedDetails", "iam:ListAccessKeys", "iam:ListServiceSpecificCredentials",
            ],
            ["*"]));
        role.AddToPrincipalPolicy(Grant.To("ReadContacts", ["account:GetAlternateContact"], ["*"]));
        role.AddToPrincipalPolicy(Grant.To("ReadFindings", ["access-analyzer:ListAnalyzers", "access-analyzer:ListFindings"], ["*"]));
        role.AddToPrincipalPolicy(Grant.To("ReadRootCalls", ["cloudtrail:LookupEvents"], ["*"]));
        AcceptedFinding.NamesEveryResource(role);
    }
}
