using GovCloud.Resilience.Checks;

namespace GovCloud.Infra.Automation;

/// <summary>
/// Judges the backups of every account, every morning. May assume the reader role of the estate's accounts, keep evidence, and put findings on the
/// bus; may not read incidents, the quarantine or the ledger, can change nothing anywhere, and cannot read what a recovery point holds. Where one invocation
/// cannot read all accounts, it hands slices to itself through a queue; an estate that is smaller has no queue.
/// </summary>
sealed class BackupAudit : Construct
{
    // After the night's backups are promised to be complete, and before business opens.
    const string EveryMorning = "cron(0 7 * * ? *)";

    // Five thousand accounts are 500 slices of some ten seconds, which are read in 25 rounds.
    const int MostConcurrentSlices = 20;

    internal BackupAudit(Construct scope, string id, FunctionPlatform platform, EncryptionKeys keys, DocumentBuckets buckets, AutomationPlan plan) : base(scope, id)
    {
        Lambda = new AutomationFunction(this, "Lambda", HandlerIds.BackupAudit, platform, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [EnvironmentVariables.EvidenceBucket] = buckets.Evidence.BucketName,
            [EnvironmentVariables.OperationsBus] = plan.Buses[0].Name,
        });
        var stack = Stack.Of(this);
        // The account is left open because a large estate's list would not fit a policy; the role there trusts this function alone.
        Lambda.Allow("ReadAccounts", ["sts:AssumeRole"], [$"arn:{Aws.PARTITION}:iam::*:role/{BackupAuditNames.ReaderRole}"]);
        // PutObjectRetention lengthens a lock; shortening one takes a right that nobody has in compliance mode.
        Lambda.Allow("KeepEvidence", ["s3:GetObject", "s3:PutObject", "s3:PutObjectRetention"], [buckets.Evidence.ArnForObjects($"{EvidenceChains.Backup}/*")]);
        // Without it S3 answers 403 for an object that is not there yet.
        Lambda.Allow("FindEvidence", ["s3:ListBucket"], [buckets.Evidence.BucketArn]);
        Lambda.Allow("EncryptEvidence", ["kms:Decrypt", "kms:GenerateDataKey"], [keys.Data.KeyArn], ServiceConditions.Via(this, "s3"));
        Lambda.Allow("TellTriage", ["events:PutEvents"], [stack.FormatArn(new ArnComponents { Service = "events", Resource = "event-bus", ResourceName = plan.Buses[0].Name })]);
        if (BackupSlices.AreNeeded(plan.Estate))
        {
            SliceQueue.Add(
                this, Lambda, platform, keys,
                new SliceQueueTexts(
                    "バックアップの監査の一部が5回失敗しました。該当するアカウントは「不明」として通知されます。ログを確認してください。",
                    "バックアップの監査が30分以上終わっていません。BackupAuditのエラーとスロットリングを確認してください。"),
                MostConcurrentSlices);
        }

        PlannedStarts.Add(
            this,
            new()
            {
                Target = Lambda.Function.FunctionArn,
                Action = "lambda:InvokeFunction",
                RoleDescription = "Lets the scheduler start the audit of backups",
                MissedId = "MissedAudits",
                Missed = "バックアップの監査を起動できませんでした。スケジュールとロールを確認してください。",
                IsEnabled = !plan.Estate.Profile.Sample,
            },
            keys, platform.Alarms,
            new PlannedTime("Audit", "Judges the backups of every account and tells triage", EveryMorning, """{"time":"<aws.scheduler.scheduled-time>"}"""));
    }

    /// <summary>The function.</summary>
    internal AutomationFunction Lambda { get; }
}
