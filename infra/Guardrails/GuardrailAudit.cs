using Amazon.CDK.AWS.Scheduler;
using GovCloud.Infra.Automation;

namespace GovCloud.Infra.Guardrails;

/// <summary>
/// Compares every account with its baseline, every morning. May assume the audit role of the estate's accounts, keep evidence, and put findings on
/// the bus; may not read incidents, the quarantine or the ledger, and can change nothing anywhere.
/// </summary>
sealed class GuardrailAudit : Construct
{
    const string JapanTime = "Asia/Tokyo";

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
        Lambda.Allow("KeepEvidence", ["s3:GetObject", "s3:PutObject"], [buckets.Evidence.ArnForObjects("guardrails/*")]);
        // Without it S3 answers 403 for an object that is not there yet.
        Lambda.Allow("FindEvidence", ["s3:ListBucket"], [buckets.Evidence.BucketArn]);
        Lambda.Allow("EncryptEvidence", ["kms:Decrypt", "kms:GenerateDataKey"], [keys.Data.KeyArn], ServiceConditions.Via(this, "s3"));
        Lambda.Allow("TellTriage", ["events:PutEvents"], [stack.FormatArn(new ArnComponents { Service = "events", Resource = "event-bus", ResourceName = plan.Buses[0].Name })]);
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
        Daily("Begin", "Begins to compare every stack with what is there", "cron(0 5 * * ? *)", """{"phase":"begin"}""");
        Daily("Audit", "Judges every account and tells triage", "cron(0 6 * * ? *)", """{"phase":"audit"}""");

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
