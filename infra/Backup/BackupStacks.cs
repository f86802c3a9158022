namespace GovCloud.Infra.Backup;

/// <summary>The stacks of backup; none where the estate has no backup class.</summary>
static class BackupStacks
{
    internal static void Add(App app, Estate estate)
    {
        if (estate.Backup.Classes.IsEmpty)
        {
            return;
        }

        // One template for each region, the same for all accounts. The vault that receives copies has to be there before anything is copied.
        var recovery = new RecoveryVaultStack(app, "GovCloud-BackupRecovery", estate);
        new BackupStack(app, "GovCloud-Backup", estate).AddDependency(recovery);
    }
}
