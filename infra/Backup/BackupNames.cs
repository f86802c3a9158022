using GovCloud.Resilience;

namespace GovCloud.Infra.Backup;

/// <summary>
/// Names that are fixed, because the two regions' stacks name each other's resources before they can see them. Each of them once in every account.
/// </summary>
sealed class BackupNames(Estate estate)
{
    /// <summary>The vault, in both regions.</summary>
    internal string Vault { get; } = VaultNames.Vault(estate);

    /// <summary>The role that makes recovery points and copies them.</summary>
    internal string BackupRole { get; } = VaultNames.BackupRole(estate);

    /// <summary>The role that restores them in a test.</summary>
    internal string RestoreRole { get; } = VaultNames.RestoreRole(estate);

    /// <summary>The restore-testing plan; AWS allows letters, digits and underscores only.</summary>
    internal string RestoreTest { get; } = $"govcloud_{estate.Profile.Name.Replace('-', '_')}";

    /// <summary>The copy's vault, in the recovery region of the account that the template is deployed into.</summary>
    internal string RecoveryVaultArn { get; } = Arn.Format(new ArnComponents
    {
        Partition = Aws.PARTITION,
        Service = "backup",
        Region = estate.Profile.RecoveryRegion,
        Account = Aws.ACCOUNT_ID,
        Resource = "backup-vault",
        ResourceName = VaultNames.Vault(estate),
        ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
    });

    /// <summary>A role of the account that the template is deployed into.</summary>
    internal static string RoleArn(string name) => $"arn:{Aws.PARTITION}:iam::{Aws.ACCOUNT_ID}:role/{name}";
}
