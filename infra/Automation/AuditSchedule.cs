using Amazon.CDK.AWS.Scheduler;

namespace GovCloud.Infra.Automation;

/// <summary>A time at which an audit starts.</summary>
/// <param name="Id">Id of the schedule within the audit's construct.</param>
/// <param name="Description">What it starts.</param>
/// <param name="Expression">When, in Japan.</param>
/// <param name="Input">What the function is told. The planned time in it names the audit, so that a beginning that is delivered twice is one.</param>
sealed record AuditTime(string Id, string Description, string Expression, string Input);

/// <summary>Starts an audit at its times; a start that failed for good is kept and told.</summary>
static class AuditSchedule
{
    const string JapanTime = "Asia/Tokyo";

    /// <summary>Adds the schedules to a function.</summary>
    /// <param name="scope">The audit's construct.</param>
    /// <param name="lambda">The function.</param>
    /// <param name="platform">What all functions share.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="missed">What an operator reads when it could not be started, Japanese.</param>
    /// <param name="description">What the scheduler's role is for.</param>
    /// <param name="enabled">False for a sample, whose accounts do not exist: there is nothing to read.</param>
    /// <param name="times">The times.</param>
    internal static void Add(
        Construct scope, AutomationFunction lambda, FunctionPlatform platform, EncryptionKeys keys, string missed, string description, bool enabled, params ReadOnlySpan<AuditTime> times)
    {
        var letters = new DeadLetterQueue(scope, "MissedAudits", keys.Messages, platform.Alarms, missed);
        var role = new IamRole(scope, "ScheduleRole", new RoleProps
        {
            Description = description,
            AssumedBy = new ServicePrincipal("scheduler.amazonaws.com", new ServicePrincipalOpts
            {
                Conditions = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["StringEquals"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["aws:SourceAccount"] = Stack.Of(scope).Account },
                },
            }),
        });
        role.AddToPrincipalPolicy(Grant.To("StartTheAudit", ["lambda:InvokeFunction"], [lambda.Function.FunctionArn]));
        role.AddToPrincipalPolicy(Grant.To("KeepMissedAudits", ["sqs:SendMessage"], [letters.Queue.QueueArn]));
        role.AddToPrincipalPolicy(Grant.To("EncryptMissedAudits", ["kms:Decrypt", "kms:GenerateDataKey"], [keys.Messages.KeyArn], ServiceConditions.Via(scope, "sqs")));
        foreach (var time in times)
        {
            var schedule = new CfnSchedule(scope, time.Id, new CfnScheduleProps
            {
                Description = time.Description,
                ScheduleExpression = time.Expression,
                ScheduleExpressionTimezone = JapanTime,
                State = enabled ? "ENABLED" : "DISABLED",
                FlexibleTimeWindow = new CfnSchedule.FlexibleTimeWindowProperty { Mode = "OFF" },
                Target = new CfnSchedule.TargetProperty
                {
                    Arn = lambda.Function.FunctionArn,
                    RoleArn = role.RoleArn,
                    Input = time.Input,
                    RetryPolicy = new CfnSchedule.RetryPolicyProperty { MaximumEventAgeInSeconds = 3600, MaximumRetryAttempts = 3 },
                    DeadLetterConfig = new CfnSchedule.DeadLetterConfigProperty { Arn = letters.Queue.QueueArn },
                },
            });
            schedule.Node.AddDependency(role);
        }
    }
}
