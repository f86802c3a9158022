using System.Globalization;
using Amazon.CDK.AWS.Scheduler;

namespace GovCloud.Infra.Automation;

/// <summary>
/// Asks every morning to look at the running month and at the two before it: a message each into the queue of work, so that a month has the whole time of an
/// invocation and is tried again by itself. AWS corrects a month for about two weeks; time alone makes a month due.
/// </summary>
sealed class CostApportionmentSchedule : Construct
{
    const int MonthsBack = 2;

    // AWS delivers billing data up to three times a day; what came by the evening before is read before work begins.
    const int Hour = 7;
    const int MinutesApart = 5;

    internal CostApportionmentSchedule(Construct scope, string id, EncryptionKeys keys, OperatorAlarms alarms, Queue work) : base(scope, id)
    {
        var missed = new DeadLetterQueue(this, "Missed", keys.Messages, alarms, "毎朝の按分の再計算を起動できませんでした。スケジュールとロールを確認してください。");
        var role = new IamRole(this, "Role", new RoleProps
        {
            Description = "Lets the scheduler ask for a look at the months",
            AssumedBy = new ServicePrincipal("scheduler.amazonaws.com", new ServicePrincipalOpts
            {
                Conditions = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["StringEquals"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["aws:SourceAccount"] = Stack.Of(this).Account },
                },
            }),
        });
        role.AddToPrincipalPolicy(Grant.To("AskForALook", ["sqs:SendMessage"], [work.QueueArn]));
        role.AddToPrincipalPolicy(Grant.To("KeepMissed", ["sqs:SendMessage"], [missed.Queue.QueueArn]));
        role.AddToPrincipalPolicy(Grant.To("Encrypt", ["kms:Decrypt", "kms:GenerateDataKey"], [keys.Messages.KeyArn], ServiceConditions.Via(this, "sqs")));
        for (var back = 0; back <= MonthsBack; back++)
        {
            // The earlier month first: what it posts to the later one is then known.
            var minute = (MonthsBack - back) * MinutesApart;
            var schedule = new CfnSchedule(this, string.Create(CultureInfo.InvariantCulture, $"Back{back}"), new CfnScheduleProps
            {
                Description = back == 0 ? "Follows the running month" : string.Create(CultureInfo.InvariantCulture, $"Looks at the month {back} before"),
                ScheduleExpression = string.Create(CultureInfo.InvariantCulture, $"cron({minute} {Hour} * * ? *)"),
                ScheduleExpressionTimezone = "Asia/Tokyo",
                FlexibleTimeWindow = new CfnSchedule.FlexibleTimeWindowProperty { Mode = "OFF" },
                Target = new CfnSchedule.TargetProperty
                {
                    Arn = work.QueueArn,
                    RoleArn = role.RoleArn,
                    // The planned time is the instant that is judged, so that a late start decides as one in time.
                    Input = string.Create(
                        CultureInfo.InvariantCulture,
                        $$$"""{"source":"{{{EventNames.OwnSourcePrefix}}}schedule","detail-type":"{{{CostNames.Refresh}}}","time":"<aws.scheduler.scheduled-time>","detail":{"monthsBack":{{{back}}}}}"""),
                    RetryPolicy = new CfnSchedule.RetryPolicyProperty { MaximumEventAgeInSeconds = 3600, MaximumRetryAttempts = 3 },
                    DeadLetterConfig = new CfnSchedule.DeadLetterConfigProperty { Arn = missed.Queue.QueueArn },
                },
            });
            schedule.Node.AddDependency(role);
        }
    }
}
