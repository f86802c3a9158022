using GovCloud.Adapters.DynamoDb;
using GovCloud.Adapters.Messaging;
using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.Hosting;
using GovCloud.Triage;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.Notifier;

/// <summary>Sends a message over its channel, once.</summary>
delegate Task<DeliveryResult> SendMessage(Notification notification, RenderedMessage message, CancellationToken cancellationToken);

/// <summary>One attempt to deliver one outbox entry: lease, render, send, record.</summary>
sealed class OutboxDelivery(OutboxStore outbox, EstateIndex estate, SendMessage send, Metrics metrics, TimeProvider time, ILogger logger)
{
    /// <summary>Longer than the function may run, so that a lease ends only after its holder did.</summary>
    public static readonly TimeSpan LeaseDuration = TimeSpan.FromMinutes(5);

    /// <summary>Makes an attempt if the entry is due and nobody else makes one.</summary>
    /// <exception cref="TableAccessException">The entry could not be leased, or the answer not recorded.</exception>
    /// <exception cref="StoredItemException">The entry cannot be read; it is on the list of undelivered now.</exception>
    public async Task DeliverAsync(string id, CancellationToken cancellationToken)
    {
        if (await LeaseAsync(id, cancellationToken) is not { } lease)
        {
            return;
        }

        if (lease.Notification.FanOut.IsEmpty)
        {
            // The channel has answered; recording that must not be given up for a deadline, or the message would be sent again.
            await RecordAsync(lease, await SendAsync(lease, cancellationToken), CancellationToken.None);
        }
        else
        {
            // The entries that it becomes arrive through the stream like any other. A stop on the way leaves the lease to the next sweep.
            await outbox.AddAsync(NotificationPlan.Expand(lease.Notification), cancellationToken);
            await outbox.CompleteAsync(lease, time.GetUtcNow(), CancellationToken.None);
        }
    }

    async Task<OutboxLease?> LeaseAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await outbox.LeaseAsync(id, time.GetUtcNow(), LeaseDuration, cancellationToken);
        }
        catch (StoredItemException)
        {
            metrics.Add(MetricNames.Undelivered, 1);
            throw;
        }
    }

    async Task<DeliveryResult> SendAsync(OutboxLease lease, CancellationToken cancellationToken)
    {
        RenderedMessage message;
        try
        {
            message = MessageRenderer.Render(lease.Notification, estate);
            message = lease.PossiblyRepeated ? RepeatMark.Apply(message) : message;
        }
        catch (Exception defect)
        {
            logger.NotRendered(defect, lease.Notification.Id);
            return new DeliveryResult.RetryAfter(null, $"The message could not be written: {defect.GetType().Name}.");
        }

        try
        {
            return await send(lease.Notification, message, cancellationToken);
        }
        catch (Exception failure)
        {
            logger.AnswerUnknown(failure, lease.Notification.Id);
            return new DeliveryResult.Unknown(failure.GetType().Name);
        }
    }

    async Task RecordAsync(OutboxLease lease, DeliveryResult result, CancellationToken cancellationToken)
    {
        var held = result switch
        {
            DeliveryResult.Delivered => await DeliveredAsync(lease, cancellationToken),
            DeliveryResult.Refused { Reason: var reason } => await GiveUpAsync(lease, uncertain: false, reason, cancellationToken),
            DeliveryResult.RetryAfter { Delay: var delay, Reason: var reason } => await RetryAsync(lease, delay, uncertain: false, reason, cancellationToken),
            DeliveryResult.Unknown { Reason: var reason } => await RetryAsync(lease, null, uncertain: true, reason, cancellationToken),
            _ => throw new InvalidOperationException($"Unexpected result {result.GetType().Name}."),
        };
        if (!held)
        {
            logger.LeaseEnded(lease.Notification.Id);
        }
    }

    async Task<bool> DeliveredAsync(OutboxLease lease, CancellationToken cancellationToken)
    {
        var (id, channel) = (lease.Notification.Id, lease.Notification.Channel);
        metrics.Add(MetricNames.Delivered, 1, MetricUnit.Count, new MetricDimension("channel", channel == NotificationChannel.Slack ? "slack" : "mail"));
        logger.Delivered(id, channel, lease.Notification.Organisation, lease.Attempt);
        return await outbox.CompleteAsync(lease, time.GetUtcNow(), cancellationToken);
    }

    async Task<bool> RetryAsync(OutboxLease lease, TimeSpan? asked, bool uncertain, string reason, CancellationToken cancellationToken)
    {
        if (lease.Attempt >= RetrySchedule.MostAttempts)
        {
            return await GiveUpAsync(lease, uncertain, reason, cancellationToken);
        }

        var dueAt = time.GetUtcNow() + RetrySchedule.Delay(lease.Attempt, asked, Random.Shared.NextDouble());
        logger.Rescheduled(lease.Notification.Id, lease.Attempt, dueAt, uncertain, reason);
        return await outbox.RescheduleAsync(lease, dueAt, uncertain, reason, cancellationToken);
    }

    async Task<bool> GiveUpAsync(OutboxLease lease, bool uncertain, string reason, CancellationToken cancellationToken)
    {
        metrics.Add(MetricNames.Undelivered, 1);
        logger.Undelivered(lease.Notification.Id, lease.Notification.Organisation, lease.Notification.Channel, lease.Attempt, reason);
        return await outbox.GiveUpAsync(lease, time.GetUtcNow(), uncertain, reason, cancellationToken);
    }
}
