using GovCloud.Audit.Evidence;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.GuardrailAudit;

/// <summary>The lines of the log.</summary>
static partial class GuardrailAuditLog
{
    [LoggerMessage(1, LogLevel.Warning, "The time ran out before {Accounts} accounts were read; they are reported as unknown")]
    public static partial void TimeRanOut(this ILogger logger, int accounts);

    [LoggerMessage(2, LogLevel.Warning, "The evidence of the last audit cannot be read; everything that is well is reported as mended")]
    public static partial void PreviousUnreadable(this ILogger logger, Exception failure);

    [LoggerMessage(3, LogLevel.Information, "Run {Run}: {Step} handed out in {Slices} slices")]
    public static partial void Shared(this ILogger logger, string run, AuditStep step, int slices);

    [LoggerMessage(4, LogLevel.Warning, "Run {Run} belongs to another estate than {EstateDigest}, which was deployed meanwhile; its last closing starts it anew")]
    public static partial void OtherEstate(this ILogger logger, string run, string estateDigest);

    [LoggerMessage(5, LogLevel.Warning, "Run {Run} is closed without {Slices} slices that did not come in; their accounts are reported as unknown")]
    public static partial void PartsMissing(this ILogger logger, string run, int slices);

    [LoggerMessage(6, LogLevel.Error, "Message {MessageId} failed and will be delivered again")]
    public static partial void MessageFailed(this ILogger logger, Exception failure, string messageId);

    [LoggerMessage(7, LogLevel.Information, "Kept {Evidence}; the chain of evidence ends at {Head}")]
    public static partial void Kept(this ILogger logger, string evidence, ChainHead head);
}
