using Amazon.CDK.AWS.Backup;
using GovCloud.Infra.Automation;

namespace GovCloud.Infra.Backup;

/// <summary>
/// A vault that keeps what it was given: its own key, a lock with bounds of retention, and a policy that denies everybody to delete a recovery point.
/// Vault and key are kept when the stack is removed.
/// </summary>
sealed class LockedVault : Construct
{
    /// <summary>Who deploys: the CDK's role and those of StackSets. They alone may change the vault's policy, else no later version could.</summary>
    static readonly string[] Deployers = ["cdk-*-cfn-exec-role-*", "stacksets-exec-*"];

    internal LockedVault(Construct scope, string id, BackupNames names, BackupLock vaultLock) : base(scope, id)
    {
        Key = new Key(this, "Key", new KeyProps
        {
            Description = "GovCloudAutomation: recovery points",
            EnableKeyRotation = true,
            RemovalPolicy = RemovalPolicy.RETAIN,
            Policy = new PolicyDocument(new PolicyDocumentProps { Statements = KeyPolicy(names) }),
        });
        var vault = new CfnBackupVault(this, "Vault", new CfnBackupVaultProps
        {
            // Fixed: the plans in the other region copy to this name.
            BackupVaultName = names.Vault,
            EncryptionKeyArn = Key.KeyArn,
            AccessPolicy = new PolicyDocument(new PolicyDocumentProps { Statements = [NobodyDeletes(), DeployersChangeTheVault()] }),
            LockConfiguration = new CfnBackupVault.LockConfigurationTypeProperty
            {
                MinRetentionDays = vaultLock.MinimumRetentionDays,
                MaxRetentionDays = vaultLock.MaximumRetentionDays,
                // Its presence is what makes the lock one of compliance mode.
                ChangeableForDays = vaultLock.Mode == BackupLockMode.Compliance ? vaultLock.ChangeableForDays : null,
            },
        });
        vault.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        Name = vault.Ref;
    }

    /// <summary>Encrypts the recovery points.</summary>
    internal Key Key { get; }

    /// <summary>The vault's name, as a reference to it.</summary>
    internal string Name { get; }

    // By condition and not as principals: the key of the recovery region would otherwise be refused until the roles exist.
    static PolicyStatement[] KeyPolicy(BackupNames names)
    {
        string[] roles = [BackupNames.RoleArn(names.BackupRole), BackupNames.RoleArn(names.RestoreRole)];
        return
        [
            Grant.By(new AccountRootPrincipal(), "AdministrationThroughIam", EncryptionKeys.Administration, ["*"]),
            Grant.By(new AccountRootPrincipal(), "UseByTheBackupRoles", EncryptionKeys.Use, ["*"], ("ArnEquals", "aws:PrincipalArn", roles)),
            Grant.By(
                new AccountRootPrincipal(), "GrantsForServices", ["kms:CreateGrant"], ["*"],
                ("ArnEquals", "aws:PrincipalArn", roles), ("Bool", "kms:GrantIsForAWSResource", "true")),
        ];
    }

    static PolicyStatement NobodyDeletes() => Deny("NobodyDeletesARecoveryPoint", ["backup:DeleteRecoveryPoint", "backup:DisassociateRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"], conditions: null);

    static PolicyStatement DeployersChangeTheVault() => Deny(
        "OnlyDeploymentsChangeTheVault",
        ["backup:DeleteBackupVault", "backup:DeleteBackupVaultAccessPolicy", "backup:DeleteBackupVaultLockConfiguration", "backup:PutBackupVaultAccessPolicy", "backup:PutBackupVaultLockConfiguration"],
        new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["ArnNotLike"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["aws:PrincipalArn"] = Deployers.Select(BackupNames.RoleArn).ToArray() },
        });

    static PolicyStatement Deny(string sid, string[] actions, Dictionary<string, object>? conditions) => new(new PolicyStatementProps
    {
        Sid = sid,
        Effect = Effect.DENY,
        Principals = [new AnyPrincipal()],
        Actions = actions,
        Resources = ["*"],
        Conditions = conditions,
    });
}
