using GovCloud.Adapters.Messaging;
using GovCloud.Estates;
using GovCloud.Triage;

namespace GovCloud.Functions.Notifier;

/// <summary>Sends a message to its organisation over its channel, once.</summary>
sealed class MessageChannels(EstateIndex estate, SlackWebhook slack, SlackWebhookAddresses addresses, MailSender mail)
{
    public async Task<DeliveryResult> SendAsync(Notification notification, RenderedMessage message, CancellationToken cancellationToken)
    {
        if (estate.Organisation(notification.Organisation) is not { } organisation)
        {
            return new DeliveryResult.Refused($"Organisation {notification.Organisation} is no longer in the estate.");
        }

        return (notification.Channel, organisation) switch
        {
            (NotificationChannel.Slack, { SlackWebhookParameter: { } parameter }) when message.SlackJson is { } json => await SlackAsync(parameter, json, cancellationToken),
            (NotificationChannel.Mail, { Mail.IsEmpty: false }) => await mail.SendAsync(organisation.Mail, message.Subject, message.Body, cancellationToken),
            _ => new DeliveryResult.Refused($"Organisation {organisation.Id} has no address for {notification.Channel} in the estate any more."),
        };
    }

    async Task<DeliveryResult> SlackAsync(string parameter, string json, CancellationToken cancellationToken) =>
        await addresses.FindAsync(parameter, cancellationToken) switch
        {
            WebhookLookup.Found { Address: var address } => await slack.SendAsync(address, json, cancellationToken),
            WebhookLookup.Missing { Result: var result } => result,
            var other => throw new InvalidOperationException($"Unexpected lookup {other}."),
        };
}
