using Amazon.CDK.AWS.Scheduler;

namespace GovCloud.Infra.Automation;

/// <summary>A time at which something starts.</summary>
/// <param name="Id">Id of the schedule within the construct.</param>
/// <param name="Description">What it starts.</param>
/// <param name="Expression">When, in Japan.</param>
/// <param name="Input">What is told. A planned time in it (<c>&lt;aws.scheduler.scheduled-time&gt;</c>) is the instant that is judged, so that a late start decides as one in time, and two are one.</param>
sealed record PlannedTime(string Id, string Description, string Expression, string Input);

/// <summary>What is started, and how.</summary>
sealed record PlannedStart
{
    /// <summary>ARN of the function, or of the queue of its work.</summary>
    public required string Target { get; init; }

    /// <summary>What starting it takes: <c>lambda:InvokeFunction</c> or <c>sqs:SendMessage</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Id of the scheduler's role within the construct.</summary>
    public string RoleId { get; init; } = "ScheduleRole";

    /// <summary>What the scheduler's role is for, English.</summary>
    public required string RoleDescription { get; init; }

    /// <summary>Id, within the construct, of the queue of starts that failed for good.</summary>
    public required string MissedId { get; init; }

    /// <summary>What an operator reads when there is one, Japanese.</summary>
    public required string Missed { get; init; }

    /// <summary>How long a start is tried, in seconds, at least 60.</summary>
    public int LongestDelaySeconds { get; init; } = 3600;

    /// <summary>False for a sample, whose accounts do not exist: there is nothing to do.</summary>
    public bool IsEnabled { get; init; } = true;
}

/// <summary>Schedules, with one role for all of them that may start this one thing and keep what was missed.</summary>
static class PlannedStarts
{
    const string JapanTime = "Asia/Tokyo";
    const int MostRetries = 3;

    /// <summary>Adds the schedules.</summary>
    /// <param name="scope">The parent.</param>
    /// <param name="start">What is started.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="alarms">Tells the operator.</param>
    /// <param name="times">The times.</param>
    internal static void Add(Construct scope, PlannedStart start, EncryptionKeys keys, OperatorAlarms alarms, params ReadOnlySpan<PlannedTime> times)
    {
        var missed = new DeadLetterQueue(scope, start.MissedId, keys.Messages, alarms, start.Missed);
        var role = new IamRole(scope, start.RoleId, new RoleProps
        {
            Description = start.RoleDescription,
            AssumedBy = new ServicePrincipal("scheduler.amazonaws.com", new ServicePrincipalOpts
            {
                Conditions = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["StringEquals"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["aws:SourceAccount"] = Stack.Of(scope).Account },
                },
            }),
        });
        role.AddToPrincipalPolicy(Grant.To("Start", [start.Action], [start.Target]));
        role.AddToPrincipalPolicy(Grant.To("KeepMissed", ["sqs:SendMessage"], [missed.Queue.QueueArn]));
        role.AddToPrincipalPolicy(Grant.To("EncryptMessages", ["kms:Decrypt", "kms:GenerateDataKey"], [keys.Messages.KeyArn], ServiceConditions.Via(scope, "sqs")));
        foreach (var time in times)
        {
            var schedule = new CfnSchedule(scope, time.Id, new CfnScheduleProps
            {
                Description = time.Description,
                ScheduleExpression = time.Expression,
                ScheduleExpressionTimezone = JapanTime,
                State = start.IsEnabled ? "ENABLED" : "DISABLED",
                FlexibleTimeWindow = new CfnSchedule.FlexibleTimeWindowProperty { Mode = "OFF" },
                Target = new CfnSchedule.TargetProperty
                {
                    Arn = start.Target,
                    RoleArn = role.RoleArn,
                    Input = time.Input,
                    RetryPolicy = new CfnSchedule.RetryPolicyProperty { MaximumEventAgeInSeconds = start.LongestDelaySeconds, MaximumRetryAttempts = MostRetries },
                    DeadLetterConfig = new CfnSchedule.DeadLetterConfigProperty { Arn = missed.Queue.QueueArn },
                },
            });
            schedule.Node.AddDependency(role);
        }
    }
}
