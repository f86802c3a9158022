using Microsoft.Extensions.Logging;

namespace GovCloud.Hosting;

/// <summary>Scopes with the key names of AWS Lambda Powertools.</summary>
public static class LogScopes
{
    /// <summary>Adds <c>correlation_id</c> to every line that is logged until the scope is disposed.</summary>
    public static IDisposable? BeginCorrelation(this ILogger logger, string correlationId)
    {
        ArgumentNullException.ThrowIfNull(logger);
        return logger.BeginScope(new KeyValuePair<string, object?>[] { new(JsonLogRecord.CorrelationId, correlationId) });
    }
}
