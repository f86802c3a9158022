namespace GovCloud.Adapters.Messaging;

/// <summary>What became of one attempt to deliver a message. Reasons never hold a webhook's address or the message's text.</summary>
public abstract record DeliveryResult
{
    DeliveryResult()
    {
    }

    /// <summary>The channel took the message.</summary>
    /// <param name="MessageId">The channel's id of it; null where it gives none.</param>
    public sealed record Delivered(string? MessageId) : DeliveryResult;

    /// <summary>The channel will not take this message, however often it is sent.</summary>
    /// <param name="Reason">The channel's words, such as <c>404 no_service</c>.</param>
    public sealed record Refused(string Reason) : DeliveryResult;

    /// <summary>The message was not taken now; the same attempt may succeed later.</summary>
    /// <param name="Delay">How long the channel asks to wait; null where it does not say.</param>
    /// <param name="Reason">Why.</param>
    public sealed record RetryAfter(TimeSpan? Delay, string Reason) : DeliveryResult;

    /// <summary>No answer came after the request was sent: the message may or may not have arrived.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Unknown(string Reason) : DeliveryResult;
}
