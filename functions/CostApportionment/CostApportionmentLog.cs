using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.CostApportionment;

/// <summary>The lines of the log: months, numbers and keys.</summary>
static partial class CostApportionmentLog
{
    [LoggerMessage(1, LogLevel.Information, "Month {Month}: revision {Revision} {State}, {Obstacles} obstacles (estate {EstateDigest})")]
    public static partial void Looked(this ILogger logger, string month, int? revision, string? state, int obstacles, string estateDigest);

    [LoggerMessage(2, LogLevel.Warning, "{File} cannot be read (kept {Kept}): {Reason}")]
    public static partial void Unreadable(this ILogger logger, string file, bool kept, string reason);

    [LoggerMessage(3, LogLevel.Error, "{Id} failed and will be delivered again")]
    public static partial void Failed(this ILogger logger, Exception failure, string id);

    [LoggerMessage(4, LogLevel.Information, "Month {Month} followed through {Through}: {Findings} findings")]
    public static partial void Followed(this ILogger logger, string month, DateOnly through, int findings);

    [LoggerMessage(5, LogLevel.Warning, "Month {Month} cannot be followed: {Problems}")]
    public static partial void NotFollowed(this ILogger logger, string month, string problems);

    [LoggerMessage(6, LogLevel.Warning, "An object came whose key names no month")]
    public static partial void NoMonth(this ILogger logger);
}
