using Microsoft.Extensions.Logging;

namespace GovCloud.Hosting;

/// <summary>Loggers that write one JSON object a line, with the key names of AWS Lambda Powertools.</summary>
/// <remarks>
/// Level words are those by which Lambda itself filters JSON logs (TRACE, DEBUG, INFO, WARN, ERROR, FATAL). Properties of the message and of scopes
/// become members of the object in snake_case; the message's win over a scope's, an inner scope's over an outer's. Logging never throws.
/// </remarks>
public sealed class JsonLoggerProvider(LambdaEnvironment environment, JsonLines output, TimeProvider time) : ILoggerProvider, ISupportExternalScope
{
    IExternalScopeProvider scopes = new LoggerExternalScopeProvider();
    volatile LambdaContext? current;

    /// <summary>The invocation that lines belong to; null outside of one.</summary>
    internal LambdaContext? Current
    {
        get => current;
        set => current = value;
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new JsonLogger(this, categoryName);

    /// <inheritdoc/>
    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    /// <inheritdoc/>
    public void Dispose()
    {
        // Every line is flushed when it is written.
    }

    sealed class JsonLogger(JsonLoggerProvider provider, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => provider.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && logLevel >= provider.Minimum;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            provider.Write(name, logLevel, state, exception, formatter);
        }
    }

    LogLevel Minimum => environment.MinimumLogLevel;

    void Write<TState>(string name, LogLevel level, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var record = new JsonLogRecord(environment, current, time.GetUtcNow());
        try
        {
            record.Begin(level, name, formatter(state, exception));
            record.Properties(state);
            // Scopes come outermost first; the innermost must be written first to win.
            var states = new List<object?>();
            scopes.ForEachScope(static (scope, list) => list.Add(scope), states);
            for (var i = states.Count - 1; i >= 0; i--)
            {
                record.Properties(states[i]);
            }

            record.Exception(exception);
        }
        catch (Exception e)
        {
            // A formatter or a property of the caller failed: that must not fail the caller's work, nor lose the line.
            record.Begin(level, name, $"A log message could not be written: {e.GetType().FullName}");
        }

        output.Write(record.End());
    }
}
