using GovCloud.Linkage;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.LinkageWatch;

/// <summary>The lines of the log: ids, numbers and masked keys only, never a part of a file.</summary>
static partial class LinkageWatchLog
{
    [LoggerMessage(1, LogLevel.Information, "Slot {Slot}: {Before} -> {After} (late {Late}, version {Version}, estate {EstateDigest})")]
    public static partial void SlotChanged(this ILogger logger, string slot, LinkageState before, LinkageState after, bool late, long version, string estateDigest);

    [LoggerMessage(2, LogLevel.Warning, "Misplaced file in store {Store}: {Problem} {MaskedKey} (digest {KeyDigest})")]
    public static partial void Misplaced(this ILogger logger, string store, KeyProblem problem, string maskedKey, string keyDigest);

    [LoggerMessage(3, LogLevel.Error, "Message {MessageId} failed and will be delivered again")]
    public static partial void MessageFailed(this ILogger logger, Exception failure, string messageId);

    [LoggerMessage(4, LogLevel.Error, "The sweep of interface {Interface} failed; the next one goes on")]
    public static partial void SweepFailed(this ILogger logger, Exception failure, string @interface);

    [LoggerMessage(5, LogLevel.Warning, "An event of a bucket that no store of this estate has: {Bucket}")]
    public static partial void UnknownBucket(this ILogger logger, string bucket);
}
