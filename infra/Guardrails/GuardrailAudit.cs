using GovCloud.Guardrails;
using GovCloud.Infra.Automation;

namespace GovCloud.Infra.Guardrails;

/// <summary>
/// Compares every account with its baseline, every morning. May assume the audit role of the estate's accounts, keep evidence, and put findings on
/// the bus; may not read incidents, the quarantine or the ledger, and can change nothing anywhere. Where one invocation cannot read all accounts, it hands
/// slices to itself through a queue; an estate that is smaller has no queue.
/// </summary>
sealed class GuardrailAudit : Construct
{
    // A thousand accounts are 25 slices, which are read in three rounds. More at once would gain seconds and take the capacity of triage.
    const int MostConcurrentSlices = 10;

    internal GuardrailAudit(Construct scope, string id, FunctionPlatform platform, EncryptionKeys keys, DocumentBuckets buckets, AutomationPlan plan) : base(scope, id)
    {
        Lambda = new AutomationFunction(this, "Lambda", HandlerIds.GuardrailAudit, platform, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [EnvironmentVariables.EvidenceBucket] = buckets.Evidence.BucketName,
            [EnvironmentVariables.OperationsBus] = plan.Buses[0].Name,
        });
        var stack = Stack.Of(this);
        // The account is left open because a large estate's list would not fit a policy; the role there trusts this function alone.
        Lambda.Allow("ReadAccounts", ["sts:AssumeRole"], [$"arn:{Aws.PARTITION}:iam::*:role/{GuardrailNames.AuditRole}"]);
        // PutObjectRetention lengthens a lock; shortening one takes a right that nobody has in compliance mode.
        Lambda.Allow("KeepEvidence", ["s3:GetObject", "s3:PutObject", "s3:PutObjectRetention"], [buckets.Evidence.ArnForObjects($"{EvidenceChains.Guardrails}/*")]);
        // Without it S3 answers 403 for an object that is not there yet.
        Lambda.Allow("FindEvidence", ["s3:ListBucket"], [buckets.Evidence.BucketArn]);
        Lambda.Allow("EncryptEvidence", ["kms:Decrypt", "kms:GenerateDataKey"], [keys.Data.KeyArn], ServiceConditions.Via(this, "s3"));
        Lambda.Allow("TellTriage", ["events:PutEvents"], [stack.FormatArn(new ArnComponents { Service = "events", Resource = "event-bus", ResourceName = plan.Buses[0].Name })]);
        if (AuditSlices.AreNeeded(plan.Estate))
        {
            SliceQueue.Add(
                this, Lambda, platform, keys,
                new SliceQueueTexts(
                    "ガードレールの監査の一部が5回失敗しました。該当するアカウントは「不明」として通知されます。ログを確認してください。",
                    "ガードレールの監査が30分以上終わっていません。GuardrailAuditのエラーとスロットリングを確認してください。"),
                MostConcurrentSlices);
        }

        PlannedStarts.Add(
            this,
            new()
            {
                Target = Lambda.Function.FunctionArn,
                Action = "lambda:InvokeFunction",
                RoleDescription = "Lets the scheduler start the audit",
                MissedId = "MissedAudits",
                Missed = "ガードレールの監査を起動できませんでした。スケジュールとロールを確認してください。",
                IsEnabled = !plan.Estate.Profile.Sample,
            },
            keys, platform.Alarms,
            new PlannedTime("Begin", "Begins to compare every stack with what is there", "cron(0 5 * * ? *)", """{"phase":"begin","time":"<aws.scheduler.scheduled-time>"}"""),
            new PlannedTime("Audit", "Judges every account and tells triage", "cron(0 6 * * ? *)", """{"phase":"audit","time":"<aws.scheduler.scheduled-time>"}"""));
    }

    /// <summary>The function.</summary>
    internal AutomationFunction Lambda { get; }
}
