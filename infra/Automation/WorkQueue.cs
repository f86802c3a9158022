using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SQS;

namespace GovCloud.Infra.Automation;

/// <summary>A queue of what a function has to do: encrypted, over TLS only, and what fails five times is kept elsewhere and told.</summary>
static class WorkQueue
{
    const int MostReceives = 5;

    /// <summary>Makes the queue.</summary>
    /// <param name="scope">The parent.</param>
    /// <param name="id">Id within the parent.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="failed">Where a message goes that failed for good.</param>
    /// <param name="timeoutSeconds">The time limit of the function.</param>
    internal static Queue Add(Construct scope, string id, EncryptionKeys keys, DeadLetterQueue failed, int timeoutSeconds) => new(scope, id, new QueueProps
    {
        Encryption = QueueEncryption.KMS,
        EncryptionMasterKey = keys.Messages,
        DataKeyReuse = Duration.Hours(1),
        EnforceSSL = true,
        // Shorter than the dead-letter queue's: a message keeps its age when it is moved there.
        RetentionPeriod = Duration.Days(4),
        // Lambda's advice: six times the function's timeout, so that a throttled batch is not delivered twice at once.
        VisibilityTimeout = Duration.Seconds(6 * timeoutSeconds),
        DeadLetterQueue = new Amazon.CDK.AWS.SQS.DeadLetterQueue { Queue = failed.Queue, MaxReceiveCount = MostReceives },
    });

    /// <summary>Lets a function take from the queue, and starts it with what is there.</summary>
    /// <param name="scope">The parent.</param>
    /// <param name="name">What is taken, as in <c>Alerts</c>: part of the ids.</param>
    /// <param name="lambda">The function.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="batchSize">Messages of one invocation.</param>
    /// <param name="mostConcurrent">Invocations at once. Not reserved concurrency: it would throttle and so count receives, and a fresh account with a quota of 10 cannot reserve any.</param>
    internal static void Drain(Construct scope, string name, AutomationFunction lambda, EncryptionKeys keys, Queue queue, int batchSize, int mostConcurrent)
    {
        lambda.Allow($"Take{name}", ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"], [queue.QueueArn]);
        lambda.Allow("OpenMessages", ["kms:Decrypt"], [keys.Messages.KeyArn], ServiceConditions.Via(scope, "sqs"));
        // After the function and thereby after its role's policy: Lambda tries the rights when the mapping is made.
        _ = new CfnEventSourceMapping(scope, $"From{name}", new CfnEventSourceMappingProps
        {
            FunctionName = lambda.Function.FunctionName,
            EventSourceArn = queue.QueueArn,
            BatchSize = batchSize,
            FunctionResponseTypes = ["ReportBatchItemFailures"],
            ScalingConfig = new CfnEventSourceMapping.ScalingConfigProperty { MaximumConcurrency = mostConcurrent },
        });
    }
}
