namespace GovCloud.Infra;

/// <summary>How rules deliver events: for as long and as often as EventBridge tries at all, and what cannot be delivered is kept.</summary>
static class EventDelivery
{
    // EventBridge's own longest: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
    const int LongestRetrySeconds = 86_400;
    const int MostAttempts = 185;

    /// <summary>The one target of a rule.</summary>
    /// <param name="id">Id of the target.</param>
    /// <param name="arn">The queue or the bus.</param>
    /// <param name="undelivered">Keeps what could not be delivered.</param>
    /// <param name="role">What a bus of another account is told with; null for a queue, whose own policy lets the rule in.</param>
    internal static EventRule.TargetProperty[] To(string id, string arn, Queue undelivered, IRole? role = null) =>
    [
        new()
        {
            Id = id,
            Arn = arn,
            RoleArn = role?.RoleArn,
            DeadLetterConfig = new EventRule.DeadLetterConfigProperty { Arn = undelivered.QueueArn },
            RetryPolicy = new EventRule.RetryPolicyProperty { MaximumEventAgeInSeconds = LongestRetrySeconds, MaximumRetryAttempts = MostAttempts },
        },
    ];

    /// <summary>Lets rules, and nothing else of EventBridge, send to queues.</summary>
    /// <param name="sid">Id of the statement.</param>
    /// <param name="rules">Their ARNs.</param>
    /// <param name="queues">The queues.</param>
    internal static void Allow(string sid, string[] rules, params ReadOnlySpan<Queue> queues)
    {
        foreach (var queue in queues)
        {
            queue.AddToResourcePolicy(Grant.By(
                new ServicePrincipal("events.amazonaws.com"), sid, ["sqs:SendMessage"], [queue.QueueArn], ("ArnEquals", "aws:SourceArn", rules is [var only] ? only : rules)));
        }
    }
}
