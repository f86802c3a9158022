using GovCloud.Triage;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.AlertTriage;

/// <summary>The lines of the log. Ids and redacted titles only: an event's own text may hold personal data.</summary>
static partial class AlertTriageLog
{
    [LoggerMessage(1, LogLevel.Information, "{Disposition} by {Rule}: {IncidentNumber} {Severity} {Title} (fingerprint {Fingerprint}, delivery {Delivery}, estate {EstateDigest})")]
    public static partial void Decided(
        this ILogger logger, Disposition disposition, string rule, string? incidentNumber, string fingerprint, Severity severity, string title, string delivery, string estateDigest);

    [LoggerMessage(2, LogLevel.Warning, "Quarantined {Delivery} at {Location}: {Reason}")]
    public static partial void Quarantined(this ILogger logger, string delivery, string location, string reason);

    [LoggerMessage(3, LogLevel.Error, "Finding {Delivery} of message {MessageId} failed and will be delivered again (fingerprint {Fingerprint})")]
    public static partial void FindingFailed(this ILogger logger, Exception failure, string messageId, string delivery, string? fingerprint);

    [LoggerMessage(4, LogLevel.Error, "Message {MessageId} could not be read by a defect and will be delivered again")]
    public static partial void MessageFailed(this ILogger logger, Exception failure, string messageId);

    [LoggerMessage(5, LogLevel.Error, "The stored incidents could not be loaded; all {Messages} messages will be delivered again")]
    public static partial void BatchFailed(this ILogger logger, Exception failure, int messages);
}
