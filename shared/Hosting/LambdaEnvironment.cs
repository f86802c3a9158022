using Microsoft.Extensions.Logging;

namespace GovCloud.Hosting;

/// <summary>What Lambda tells a function about itself through environment variables. Read once, so that tests can pass their own.</summary>
/// <remarks>Source: AWS Lambda developer guide, "Defined runtime environment variables".</remarks>
public sealed record LambdaEnvironment
{
    /// <summary>Host and port of the Runtime API, such as <c>127.0.0.1:9001</c>.</summary>
    public required string RuntimeApi { get; init; }

    /// <summary>The function's name.</summary>
    public string FunctionName { get; init; } = "";

    /// <summary>The function's version, such as <c>$LATEST</c>.</summary>
    public string FunctionVersion { get; init; } = "$LATEST";

    /// <summary>Memory in MB (MiB, strictly).</summary>
    public int MemoryLimitInMB { get; init; } = 128;

    /// <summary>CloudWatch Logs group.</summary>
    public string LogGroupName { get; init; } = "";

    /// <summary>CloudWatch Logs stream.</summary>
    public string LogStreamName { get; init; } = "";

    /// <summary>Name of the service in logs and metrics; the function's name unless <c>POWERTOOLS_SERVICE_NAME</c> says otherwise.</summary>
    public string Service { get; init; } = "";

    /// <summary>Lowest level that is logged. Information unless set.</summary>
    public LogLevel MinimumLogLevel { get; init; } = LogLevel.Information;

    /// <summary>Reads the process's environment.</summary>
    /// <param name="logLevelVariable">Name of the variable with <see cref="MinimumLogLevel"/>; an unknown value counts as absent.</param>
    /// <exception cref="InvalidOperationException"><c>AWS_LAMBDA_RUNTIME_API</c> is not set: the process was not started by Lambda.</exception>
    public static LambdaEnvironment Read(string logLevelVariable) => Read(logLevelVariable, Environment.GetEnvironmentVariable);

    /// <summary>Reads the variables through <paramref name="variable"/>, which returns null for one that is not set.</summary>
    /// <inheritdoc cref="Read(string)"/>
    public static LambdaEnvironment Read(string logLevelVariable, Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var runtimeApi = variable("AWS_LAMBDA_RUNTIME_API");
        if (string.IsNullOrEmpty(runtimeApi))
        {
            throw new InvalidOperationException("AWS_LAMBDA_RUNTIME_API is not set. This program is started by AWS Lambda or by the local cloud.");
        }

        var name = variable("AWS_LAMBDA_FUNCTION_NAME") ?? "";
        return new LambdaEnvironment
        {
            RuntimeApi = runtimeApi,
            FunctionName = name,
            FunctionVersion = variable("AWS_LAMBDA_FUNCTION_VERSION") ?? "$LATEST",
            MemoryLimitInMB = int.TryParse(variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), out var megabytes) ? megabytes : 128,
            LogGroupName = variable("AWS_LAMBDA_LOG_GROUP_NAME") ?? "",
            LogStreamName = variable("AWS_LAMBDA_LOG_STREAM_NAME") ?? "",
            Service = variable("POWERTOOLS_SERVICE_NAME") is { Length: > 0 } service ? service : name,
            MinimumLogLevel = Level(variable(logLevelVariable)),
        };
    }

    static LogLevel Level(string? text) => text?.ToUpperInvariant() switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "WARNING" or "WARN" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "CRITICAL" or "FATAL" => LogLevel.Critical,
        "NONE" => LogLevel.None,
        _ => LogLevel.Information,
    };
}
