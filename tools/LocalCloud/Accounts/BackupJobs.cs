using System.Text.Json.Nodes;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>Jobs of AWS Backup as it lists them.</summary>
static class BackupJobs
{
    public static JsonObject Backup(AccountCall call, SimulatedJob job)
    {
        var written = Job(call, job, "BackupJobId", "State");
        written["BackupVaultArn"] = job.VaultArn;
        written["BackupVaultName"] = job.VaultArn.Split(':')[^1];
        written["CreatedBy"] = new JsonObject { ["BackupPlanId"] = job.PlanId };
        written["ResourceArn"] = job.Resource;
        BackupApi.Add(written, "RecoveryPointArn", IsDone(call, job) ? job.PointArn : null);
        BackupApi.Add(written, "MessageCategory", IsDone(call, job) ? job.Category : null);
        return written;
    }

    public static JsonObject Copy(AccountCall call, SimulatedJob job)
    {
        var written = Job(call, job, "CopyJobId", "State");
        written["SourceBackupVaultArn"] = job.VaultArn;
        written["SourceRecoveryPointArn"] = job.PointArn;
        written["DestinationBackupVaultArn"] = job.TargetVaultArn;
        written["CreatedBy"] = new JsonObject { ["BackupPlanId"] = job.PlanId };
        written["ResourceArn"] = job.Resource;
        BackupApi.Add(written, "DestinationRecoveryPointArn", IsDone(call, job) ? job.TargetArn : null);
        return written;
    }

    public static JsonObject Restore(AccountCall call, SimulatedJob job)
    {
        var written = Job(call, job, "RestoreJobId", "Status");
        written["RecoveryPointArn"] = job.PointArn;
        written["SourceResourceArn"] = job.Resource;
        written["BackupVaultArn"] = job.VaultArn;
        written["CreatedBy"] = new JsonObject { ["RestoreTestingPlanArn"] = job.PlanId };
        if (IsDone(call, job))
        {
            BackupApi.Add(written, "CreatedResourceArn", job.TargetArn);
            BackupApi.Add(written, "ValidationStatus", job.Validation);
            BackupApi.Add(written, "DeletionStatus", job.Deletion);
        }

        return written;
    }

    static JsonObject Job(AccountCall call, SimulatedJob job, string id, string state)
    {
        var done = IsDone(call, job);
        var written = new JsonObject
        {
            ["AccountId"] = call.Account.Id.ToString(),
            [id] = job.Id,
            ["ResourceType"] = job.Kind,
            ["CreationDate"] = call.Seconds(job.Created),
            [state] = done ? job.Ending : "RUNNING",
        };
        BackupApi.Add(written, "CompletionDate", done ? call.Seconds(job.Completed) : null);
        BackupApi.Add(written, "StatusMessage", done ? job.Message : null);
        return written;
    }

    static bool IsDone(AccountCall call, SimulatedJob job) => job.Completed <= call.Now;
}
