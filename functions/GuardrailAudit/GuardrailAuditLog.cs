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

    [LoggerMessage(7, LogLevel.Information, "Kept {Evidence}; the chain of evidence ends at {Head}")]
    public static partial void Kept(this ILogger logger, string evidence, ChainHead head);
}
