namespace GovCloud.Infra.Backup;

/// <summary>
/// Receives the copies in the recovery region. Deployed into every account of the estate before the plans of the primary region, with the rights of
/// that account alone; the template is the same for all of them. It must never contain anything that deletes recovery points. Removing it keeps the
/// vault, its key and what is in it. There is no plan, on purpose: what is here came from the primary region.
/// </summary>
sealed class RecoveryVaultStack : Stack
{
    internal RecoveryVaultStack(Construct scope, string id, Estate estate)
        : base(scope, id, new StackProps
        {
            Env = new CdkEnvironment { Region = estate.Profile.RecoveryRegion },
            Description = $"{estate.Profile.Title}: vault for copies of recovery points",
        }) => _ = new LockedVault(this, "Vault", new BackupNames(estate), estate.Backup.Lock);
}
