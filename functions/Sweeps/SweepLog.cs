using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.Sweeps;

/// <summary>The lines of the log.</summary>
static partial class SweepLog
{
    [LoggerMessage(3, LogLevel.Information, "Run {Run}: {Step} handed out in {Slices} slices")]
    public static partial void Shared(this ILogger logger, string run, SweepStep step, int slices);

    [LoggerMessage(4, LogLevel.Warning, "Run {Run} belongs to another estate than {EstateDigest}, which was deployed meanwhile; its last closing starts it anew")]
    public static partial void OtherEstate(this ILogger logger, string run, string estateDigest);

    [LoggerMessage(5, LogLevel.Warning, "Run {Run} is closed without {Slices} slices that did not come in; their accounts are reported as unknown")]
    public static partial void PartsMissing(this ILogger logger, string run, int slices);

    [LoggerMessage(6, LogLevel.Error, "Message {MessageId} failed and will be delivered again")]
    public static partial void MessageFailed(this ILogger logger, Exception failure, string messageId);

    [LoggerMessage(8, LogLevel.Warning, "Slice {Slice} of run {Run} comes after its closing and is left; its accounts were reported as unknown")]
    public static partial void TooLate(this ILogger logger, string run, int slice);
}
