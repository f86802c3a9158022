using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace GovCloud.Hosting;

/// <summary>Builds one line of the log.</summary>
sealed class JsonLogRecord(LambdaEnvironment environment, LambdaContext? context, DateTimeOffset timestamp)
{
    internal const string CorrelationId = "correlation_id";

    /// <summary>Longer text is cut: CloudWatch Logs splits or drops what exceeds an event's size, and half a JSON object is of no use.</summary>
    internal const int LongestText = 32 * 1024;

    const int DeepestInnerException = 5;

    // Japanese stays readable in the log. The relaxed encoder still escapes quotes, backslashes and control characters; no HTML is made of logs.
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    readonly ArrayBufferWriter<byte> buffer = new(1024);
    readonly HashSet<string> written = new(StringComparer.Ordinal);
    Utf8JsonWriter? writer;

    Utf8JsonWriter Json => writer ??= new Utf8JsonWriter(buffer, Options);

    /// <summary>Starts the line, and starts it afresh when part of it was already written.</summary>
    internal void Begin(LogLevel level, string name, string message)
    {
        buffer.ResetWrittenCount();
        Json.Reset();
        written.Clear();
        Json.WriteStartObject();
        Text("level", Word(level));
        Text("message", message);
        Text("name", name);
        Text("timestamp", timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        Text("service", environment.Service);
        Text("function_name", environment.FunctionName);
        Text("function_version", environment.FunctionVersion);
        Json.WriteNumber("function_memory_size", environment.MemoryLimitInMB);
        written.Add("function_memory_size");
        Invocation();
        // A property of this name must not be taken for the exception that is written at the end.
        written.Add("exception");
    }

    /// <summary>Writes the members of a message's or scope's state; a state that is no list of members is left out.</summary>
    internal void Properties(object? state)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> properties)
        {
            return;
        }

        foreach (var (key, value) in properties)
        {
            // The template's text would repeat the message.
            if (string.Equals(key, "{OriginalFormat}", StringComparison.Ordinal))
            {
                continue;
            }

            var member = JsonNamingPolicy.SnakeCaseLower.ConvertName(key);
            if (written.Add(member))
            {
                Json.WritePropertyName(member);
                Value(value);
            }
        }
    }

    /// <summary>Writes the exception and its inner ones.</summary>
    internal void Exception(Exception? exception)
    {
        if (exception is not null)
        {
            Json.WritePropertyName("exception");
            Exception(exception, DeepestInnerException);
        }
    }

    /// <summary>Ends the line.</summary>
    internal ReadOnlySpan<byte> End()
    {
        Json.WriteEndObject();
        Json.Flush();
        buffer.Write("\n"u8);
        return buffer.WrittenSpan;
    }

    /// <summary>Of <c>Root=…;Parent=…;Sampled=1</c> the root, by which X-Ray finds the trace.</summary>
    internal static string TraceRoot(string header)
    {
        foreach (var part in header.AsSpan().Split(';'))
        {
            var text = header.AsSpan(part).Trim();
            if (text.StartsWith("Root=", StringComparison.Ordinal))
            {
                return text[5..].ToString();
            }
        }

        return header;
    }

    void Invocation()
    {
        if (context is null)
        {
            return;
        }

        Json.WriteBoolean("cold_start", context.ColdStart);
        written.Add("cold_start");
        Text("function_arn", context.InvokedFunctionArn);
        Text("function_request_id", context.AwsRequestId);
        if (context.TraceId is { } trace)
        {
            Text("xray_trace_id", TraceRoot(trace));
        }
    }

    void Exception(Exception exception, int depth)
    {
        Json.WriteStartObject();
        Json.WriteString("type", exception.GetType().FullName);
        Json.WriteString("message", Cut(exception.Message));
        if (exception.StackTrace is { } stack)
        {
            Json.WriteString("stack_trace", Cut(stack));
        }

        if (exception.InnerException is { } inner && depth > 0)
        {
            Json.WritePropertyName("inner_exception");
            Exception(inner, depth - 1);
        }

        Json.WriteEndObject();
    }

    void Text(string key, string value)
    {
        written.Add(key);
        Json.WriteString(key, Cut(value));
    }

    void Value(object? value)
    {
        switch (value)
        {
            case null: Json.WriteNullValue(); break;
            case string text: Json.WriteStringValue(Cut(text)); break;
            case bool flag: Json.WriteBooleanValue(flag); break;
            case int number: Json.WriteNumberValue(number); break;
            case long number: Json.WriteNumberValue(number); break;
            case decimal number: Json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): Json.WriteNumberValue(number); break;
            case DateTimeOffset moment: Json.WriteStringValue(moment); break;
            case IEnumerable<string> texts: Texts(texts); break;
            case IFormattable formattable: Json.WriteStringValue(Cut(formattable.ToString(null, CultureInfo.InvariantCulture))); break;
            default: Json.WriteStringValue(Cut(value.ToString() ?? "")); break;
        }
    }

    void Texts(IEnumerable<string> texts)
    {
        Json.WriteStartArray();
        foreach (var text in texts)
        {
            Json.WriteStringValue(Cut(text));
        }

        Json.WriteEndArray();
    }

    static ReadOnlySpan<char> Cut(string text) => text.Length <= LongestText ? text : string.Concat(text.AsSpan(0, LongestText), "…");

    static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "TRACE",
        LogLevel.Debug => "DEBUG",
        LogLevel.Warning => "WARN",
        LogLevel.Error => "ERROR",
        LogLevel.Critical => "FATAL",
        _ => "INFO",
    };
}
