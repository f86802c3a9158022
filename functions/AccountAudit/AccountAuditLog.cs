using GovCloud.Audit.Evidence;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.AccountAudit;

/// <summary>The lines of the log.</summary>
static partial class AccountAuditLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Account} could not be read: {Reason}")]
    public static partial void NotRead(this ILogger logger, string account, string reason);

    [LoggerMessage(2, LogLevel.Warning, "The evidence of the last inventory cannot be read; everything that is open is told as new")]
    public static partial void PreviousUnreadable(this ILogger logger, Exception failure);

    [LoggerMessage(7, LogLevel.Information, "Kept {Evidence}; the chain of evidence ends at {Head}")]
    public static partial void Kept(this ILogger logger, string evidence, ChainHead head);
}
