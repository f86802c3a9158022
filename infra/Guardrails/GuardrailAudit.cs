using Amazon.CDK.AWS.Scheduler;
using GovCloud.Guardrails;
using GovCloud.Infra.Automation;
using DeadLetterQueue = GovCloud.Infra.Automation.DeadLetterQueue;

namespace GovCloud.Infra.Guardrails;

/// <summary>
/// Compares every account with its baseline, every morning. May assume the audit role of the estate's accounts, keep evidence, and put findings on
/// the bus; may not read incidents, the quarantine or the ledger, and can change nothing anywhere. Where one invocation cannot read all accounts, it hands
/// slices to itself through a queue; an estate that is smaller has no queue.
/// </summary>
sealed class GuardrailAudit : Construct
{
    const string JapanTime = "Asia/Tokyo";

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

        Schedule(platform, keys, !plan.Estate.Profile.Sample);
    }

    /// <summary>The function.</summary>
    internal AutomationFunction Lambda { get; }

    void Schedule(FunctionPlatform platform, EncryptionKeys keys, bool enabled)
    {
        var missed = new DeadLetterQueue(this, "MissedAudits", keys.Messages, platform.Alarms, "ガードレールの監査を起動できませんでした。スケジュールとロールを確認してください。");
        var role = new IamRole(this, "ScheduleRole", new RoleProps
        {
            Description = "Lets the scheduler start the audit",
            AssumedBy = new ServicePrincipal("scheduler.amazonaws.com", new ServicePrincipalOpts
            {
                Conditions = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["StringEquals"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["aws:SourceAccount"] = Stack.Of(this).Account },
                },
            }),
        });
        role.AddToPrincipalPolicy(Grant.To("StartTheAudit", ["lambda:InvokeFunction"], [Lambda.Function.FunctionArn]));
        role.AddToPrincipalPolicy(Grant.To("KeepMissedAudits", ["sqs:SendMessage"], [missed.Queue.QueueArn]));
        role.AddToPrincipalPolicy(Grant.To("EncryptMissedAudits", ["kms:Decrypt", "kms:GenerateDataKey"], [keys.Messages.KeyArn], ServiceConditions.Via(this, "sqs")));
        Daily("Begin", "Begins to compare every stack with what is there", "cron(0 5 * * ? *)", AuditRequest("begin"));
        Daily("Audit", "Judges every account and tells triage", "cron(0 6 * * ? *)", AuditRequest("audit"));

        // The planned time names the audit, so that a beginning that is delivered twice is one.
        static string AuditRequest(string phase) => $$"""{"phase":"{{phase}}","time":"<aws.scheduler.scheduled-time>"}""";

        void Daily(string id, string description, string expression, string input)
        {
            var schedule = new CfnSchedule(this, id, new CfnScheduleProps
            {
                Description = description,
                ScheduleExpression = expression,
                ScheduleExpressionTimezone = JapanTime,
                // The accounts of a sample do not exist: there is nothing to read every day.
                State = enabled ? "ENABLED" : "DISABLED",
                FlexibleTimeWindow = new CfnSchedule.FlexibleTimeWindowProperty { Mode = "OFF" },
                Target = new CfnSchedule.TargetProperty
                {
                    Arn = Lambda.Function.FunctionArn,
                    RoleArn = role.RoleArn,
                    Input = input,
                    RetryPolicy = new CfnSchedule.RetryPolicyProperty { MaximumEventAgeInSeconds = 3600, MaximumRetryAttempts = 3 },
                    DeadLetterConfig = new CfnSchedule.DeadLetterConfigProperty { Arn = missed.Queue.QueueArn },
                },
            });
            schedule.Node.AddDependency(role);
        }
    }
}
