using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.SQS;

namespace GovCloud.Infra.Automation;

/// <summary>A queue of what could not be handled, kept as long as SQS keeps anything, with alarms when something arrives and when nobody looks.</summary>
sealed class DeadLetterQueue : Construct
{
    static readonly Duration OneDay = Duration.Days(1);

    /// <summary>Makes the queue and its alarms.</summary>
    /// <param name="scope">The parent.</param>
    /// <param name="id">Id within the parent.</param>
    /// <param name="key">The key of messages.</param>
    /// <param name="alarms">Tells the operator.</param>
    /// <param name="what">What lies in the queue and what to do about it, Japanese: the text of the alarm.</param>
    internal DeadLetterQueue(Construct scope, string id, IKey key, OperatorAlarms alarms, string what) : base(scope, id)
    {
        Queue = new Queue(this, "Queue", new QueueProps
        {
            Encryption = QueueEncryption.KMS,
            EncryptionMasterKey = key,
            DataKeyReuse = Duration.Hours(1),
            EnforceSSL = true,
            RetentionPeriod = Duration.Days(14),
        });
        AcceptedFinding.IsDeadLetterQueue(Queue);
        alarms.Add(this, "Depth", what, Queue.MetricApproximateNumberOfMessagesVisible(new MetricOptions { Statistic = Stats.MAXIMUM, Period = Duration.Minutes(1) }), 1);
        alarms.Add(
            this, "Age", $"{what} 1日以上そのままになっています。14日を過ぎると失われます。",
            Queue.MetricApproximateAgeOfOldestMessage(new MetricOptions { Statistic = Stats.MAXIMUM, Period = Duration.Minutes(15) }), OneDay.ToSeconds());
    }

    /// <summary>The queue.</summary>
    internal Queue Queue { get; }
}
