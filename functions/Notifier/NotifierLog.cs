using GovCloud.Triage;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.Notifier;

/// <summary>The lines of the log. Ids and reasons only, never a message's text or an address.</summary>
static partial class NotifierLog
{
    [LoggerMessage(1, LogLevel.Information, "Delivered {Notification} over {Channel} to {Organisation} at attempt {Attempt}")]
    public static partial void Delivered(this ILogger logger, string notification, NotificationChannel channel, string organisation, int attempt);

    [LoggerMessage(2, LogLevel.Warning, "Not delivered {Notification} at attempt {Attempt}, next at {DueAt}, perhaps delivered: {Uncertain}: {Reason}")]
    public static partial void Rescheduled(this ILogger logger, string notification, int attempt, DateTimeOffset dueAt, bool uncertain, string reason);

    [LoggerMessage(3, LogLevel.Error, "Undelivered {Notification} to {Organisation} over {Channel}, given up at attempt {Attempt}: {Reason}")]
    public static partial void Undelivered(this ILogger logger, string notification, string organisation, NotificationChannel channel, int attempt, string reason);

    [LoggerMessage(4, LogLevel.Warning, "The lease of {Notification} had ended before its answer was recorded; it may be sent again")]
    public static partial void LeaseEnded(this ILogger logger, string notification);

    [LoggerMessage(5, LogLevel.Error, "The message of {Notification} could not be written")]
    public static partial void NotRendered(this ILogger logger, Exception defect, string notification);

    [LoggerMessage(6, LogLevel.Error, "The answer to {Notification} is unknown")]
    public static partial void AnswerUnknown(this ILogger logger, Exception failure, string notification);

    [LoggerMessage(7, LogLevel.Error, "Outbox entry {Notification} could not be worked on")]
    public static partial void EntryFailed(this ILogger logger, Exception failure, string notification);
}
