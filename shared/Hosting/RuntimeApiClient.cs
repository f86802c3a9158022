using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GovCloud.Hosting;

/// <summary>The Lambda Runtime API, version 2018-06-01.</summary>
/// <remarks>Source: AWS Lambda developer guide, "Using the Lambda runtime API for custom runtimes".</remarks>
sealed class RuntimeApiClient : IDisposable
{
    static readonly MediaTypeHeaderValue Json = new("application/json");
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly HttpClient http;
    readonly string root;

    internal RuntimeApiClient(string hostAndPort)
    {
        root = $"http://{hostAndPort}/2018-06-01/runtime/";
        // "next" answers when there is work, which may take hours, and a proxy of the function's own traffic must not see it.
        http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Waits for the next invocation.</summary>
    /// <exception cref="RuntimeApiException">The Runtime API is in a state from which the process cannot go on.</exception>
    internal async Task<Invocation> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(root + "invocation/next", cancellationToken);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw new RuntimeApiException($"The Runtime API answered 'next' with {(int)response.StatusCode}.");
            }

            var headers = response.Headers.NonValidated;
            var id = Header(headers, "Lambda-Runtime-Aws-Request-Id");
            var deadline = Header(headers, "Lambda-Runtime-Deadline-Ms");
            if (id is null || !long.TryParse(deadline, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
            {
                throw new RuntimeApiException("The Runtime API sent an invocation without a request id or a deadline.");
            }

            return new Invocation(
                id,
                DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
                Header(headers, "Lambda-Runtime-Invoked-Function-Arn") ?? "",
                Header(headers, "Lambda-Runtime-Trace-Id"),
                await response.Content.ReadAsByteArrayAsync(CancellationToken.None));
        }
        catch (HttpRequestException e)
        {
            throw new RuntimeApiException("The Runtime API could not be reached for the next invocation.", e);
        }
    }

    /// <summary>Sends the response of an invocation.</summary>
    internal Task<PostOutcome> RespondAsync(string requestId, ReadOnlyMemory<byte> response) =>
        PostAsync($"invocation/{requestId}/response", response, null);

    /// <summary>Reports that an invocation failed.</summary>
    internal Task<PostOutcome> FailAsync(string requestId, string errorType, string message, Exception? exception) =>
        PostAsync($"invocation/{requestId}/error", ErrorBody(errorType, message, exception), errorType);

    /// <summary>Reports that the process could not be initialised.</summary>
    internal Task<PostOutcome> FailInitializationAsync(Exception exception) =>
        PostAsync("init/error", ErrorBody(TypeName(exception), exception.Message, exception), TypeName(exception));

    /// <summary>The type's short name, as RuntimeSupport reports it.</summary>
    internal static string TypeName(Exception exception)
    {
        var name = exception.GetType().Name;
        // It travels in a header.
        return Ascii.IsValid(name) ? name : nameof(Exception);
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    async Task<PostOutcome> PostAsync(string path, ReadOnlyMemory<byte> body, string? errorType)
    {
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = Json;
        using var request = new HttpRequestMessage(HttpMethod.Post, root + path) { Content = content };
        if (errorType is not null)
        {
            request.Headers.TryAddWithoutValidation("Lambda-Runtime-Function-Error-Type", errorType);
        }

        try
        {
            using var response = await http.SendAsync(request, CancellationToken.None);
            return response.StatusCode switch
            {
                HttpStatusCode.RequestEntityTooLarge => PostOutcome.TooLarge,
                // "Container error. Non-recoverable state. Runtime should exit promptly."
                HttpStatusCode.InternalServerError => throw new RuntimeApiException($"The Runtime API answered '{path}' with 500."),
                _ when response.IsSuccessStatusCode => PostOutcome.Accepted,
                _ => PostOutcome.Refused,
            };
        }
        catch (HttpRequestException e)
        {
            throw new RuntimeApiException($"The Runtime API could not be reached for '{path}'.", e);
        }
    }

    static ReadOnlyMemory<byte> ErrorBody(string errorType, string message, Exception? exception)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("errorMessage", message);
        json.WriteString("errorType", errorType);
        json.WriteStartArray("stackTrace");
        var stack = exception?.StackTrace ?? "";
        foreach (var line in stack.AsSpan().EnumerateLines())
        {
            if (!line.IsWhiteSpace())
            {
                json.WriteStringValue(line.Trim());
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    static string? Header(HttpHeadersNonValidated headers, string name) => headers.TryGetValues(name, out var values) ? values.ToString() : null;
}

/// <summary>An invocation as the Runtime API hands it out.</summary>
sealed record Invocation(string RequestId, DateTimeOffset Deadline, string FunctionArn, string? TraceId, byte[] Input);

/// <summary>What became of a posted response or error.</summary>
enum PostOutcome
{
    /// <summary>Taken.</summary>
    Accepted,

    /// <summary>The body exceeds Lambda's limit (413).</summary>
    TooLarge,

    /// <summary>Not taken, such as when the invocation has already timed out (400, 403).</summary>
    Refused,
}

/// <summary>The process cannot go on: Lambda starts another one.</summary>
sealed class RuntimeApiException : Exception
{
    internal RuntimeApiException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
