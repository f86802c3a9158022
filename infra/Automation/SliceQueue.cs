using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Lambda;

namespace GovCloud.Infra.Automation;

/// <summary>What an operator reads about a shared audit.</summary>
/// <param name="Failed">When a slice failed for good, Japanese.</param>
/// <param name="Late">When slices wait too long, Japanese.</param>
sealed record SliceQueueTexts(string Failed, string Late);

/// <summary>
/// The queue through which a function hands itself slices of an audit that one invocation cannot do. Only that function may use it; what fails five times
/// is kept and told.
/// </summary>
static class SliceQueue
{
    const int MostReceives = 5;

    /// <summary>Adds the queue to a function.</summary>
    /// <param name="scope">The audit's construct.</param>
    /// <param name="lambda">The function.</param>
    /// <param name="platform">What all functions share.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="texts">What an operator reads.</param>
    /// <param name="mostConcurrent">How many slices are read at once; more would take the capacity of triage.</param>
    /// <param name="timeoutSeconds">The time limit of the function.</param>
    internal static void Add(Construct scope, AutomationFunction lambda, FunctionPlatform platform, EncryptionKeys keys, SliceQueueTexts texts, int mostConcurrent, int timeoutSeconds = AutomationFunction.TimeoutSeconds)
    {
        var failed = new DeadLetterQueue(scope, "Unprocessable", keys.Messages, platform.Alarms, texts.Failed);
        // The last closing, after 15 minutes, waits for two deliveries more.
        var slices = WorkQueue.Add(scope, "Slices", keys, failed, timeoutSeconds);
        lambda.Function.AddEnvironment(EnvironmentVariables.AuditQueue, slices.QueueUrl);
        lambda.Allow("ShareSlices", ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:SendMessage"], [slices.QueueArn]);
        lambda.Allow("EncryptSlices", ["kms:Decrypt", "kms:GenerateDataKey"], [keys.Messages.KeyArn], ServiceConditions.Via(scope, "sqs"));
        _ = new CfnEventSourceMapping(scope, "FromSlices", new CfnEventSourceMappingProps
        {
            FunctionName = lambda.Function.FunctionName,
            EventSourceArn = slices.QueueArn,
            // A slice takes an invocation's time.
            BatchSize = 1,
            FunctionResponseTypes = ["ReportBatchItemFailures"],
            ScalingConfig = new CfnEventSourceMapping.ScalingConfigProperty { MaximumConcurrency = mostConcurrent },
        });
        platform.Alarms.Add(
            scope, "Delay", texts.Late, slices.MetricApproximateAgeOfOldestMessage(new MetricOptions { Statistic = Stats.MAXIMUM, Period = Duration.Minutes(1) }), 1800, periods: 3);
    }
}
