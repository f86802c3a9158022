using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Xml.Linq;
using Amazon.Runtime.Internal;

namespace GovCloud.Adapters.AwsApi;

/// <summary>One operation of a service: its name and how its request and response are written.</summary>
public abstract class AwsOperation<TRequest, TResponse>(string name)
{
    /// <summary>The operation's name in the API model.</summary>
    public string Name { get; } = name;

    internal abstract void Write(AwsService service, TRequest input, IRequest request);

    internal abstract TResponse Read(Stream body);

    private protected static TResponse ReadJson(Stream body, JsonTypeInfo<TResponse> type) =>
        NoContent.Instance is TResponse nothing ? nothing : JsonSerializer.Deserialize(body, type) ?? throw new JsonException("The response is null.");
}

/// <summary>The response of an operation that answers nothing: the body is empty or an empty object, and is not read.</summary>
public sealed record NoContent
{
    /// <summary>The one there is.</summary>
    internal static NoContent Instance { get; } = new();
}

/// <summary>An operation of the JSON 1.0 or 1.1 protocol.</summary>
public sealed class JsonOperation<TRequest, TResponse>(string name, JsonTypeInfo<TRequest> input, JsonTypeInfo<TResponse> output)
    : AwsOperation<TRequest, TResponse>(name)
{
    internal override void Write(AwsService service, TRequest value, IRequest request)
    {
        request.HttpMethod = "POST";
        request.ResourcePath = "/";
        request.Headers["X-Amz-Target"] = $"{service.TargetPrefix}.{Name}";
        request.Headers["Content-Type"] = $"application/x-amz-json-{service.JsonVersion}";
        request.Content = JsonSerializer.SerializeToUtf8Bytes(value, input);
    }

    internal override TResponse Read(Stream body) => ReadJson(body, output);
}

/// <summary>An operation of the REST-JSON protocol.</summary>
/// <param name="name">The operation's name.</param>
/// <param name="method">The HTTP method.</param>
/// <param name="path">The path, with parameters as <c>{Name}</c>.</param>
/// <param name="body">The request's body; null for an operation without one.</param>
/// <param name="output">The response.</param>
public sealed class RestJsonOperation<TRequest, TResponse>(
    string name, string method, string path, JsonTypeInfo<TRequest>? body, JsonTypeInfo<TResponse> output)
    : AwsOperation<TRequest, TResponse>(name)
{
    /// <summary>Values of the path's parameters, by name without braces.</summary>
    public Func<TRequest, IEnumerable<KeyValuePair<string, string>>>? PathParameters { get; init; }

    /// <summary>The query; a null value is left out.</summary>
    public Func<TRequest, IEnumerable<KeyValuePair<string, string?>>>? Query { get; init; }

    internal override void Write(AwsService service, TRequest input, IRequest request)
    {
        request.HttpMethod = method;
        request.ResourcePath = path;
        request.UseQueryString = true;
        foreach (var (key, value) in PathParameters?.Invoke(input) ?? [])
        {
            request.AddPathResource($"{{{key}}}", value);
        }

        foreach (var (key, value) in Query?.Invoke(input) ?? [])
        {
            if (value is not null)
            {
                request.Parameters[key] = value;
            }
        }

        if (body is not null)
        {
            // Only with a body: on a request without one the SDK signs this header but does not send it, which breaks the signature.
            request.Headers["Content-Type"] = "application/json";
            request.Content = JsonSerializer.SerializeToUtf8Bytes(input, body);
        }
    }

    internal override TResponse Read(Stream response) => ReadJson(response, output);
}

/// <summary>An operation of the Query protocol.</summary>
/// <param name="name">The operation's name.</param>
/// <param name="form">The request's members, flattened as the protocol asks; a null value is left out.</param>
/// <param name="output">Reads the response's root element.</param>
public sealed class QueryOperation<TRequest, TResponse>(
    string name, Func<TRequest, IEnumerable<KeyValuePair<string, string?>>> form, Func<XElement, TResponse> output)
    : AwsOperation<TRequest, TResponse>(name)
{
    internal override void Write(AwsService service, TRequest input, IRequest request)
    {
        request.HttpMethod = "POST";
        request.ResourcePath = "/";
        request.Parameters["Action"] = Name;
        request.Parameters["Version"] = service.ApiVersion;
        foreach (var (key, value) in form(input))
        {
            if (value is not null)
            {
                request.Parameters[key] = value;
            }
        }
    }

    internal override TResponse Read(Stream body) => output(XDocument.Load(body).Root!);
}

/// <summary>An operation of the REST-XML protocol.</summary>
/// <param name="name">The operation's name.</param>
/// <param name="method">The HTTP method.</param>
/// <param name="path">The path.</param>
/// <param name="headers">Headers that carry members of the request.</param>
/// <param name="body">The request's body; null for an operation without one.</param>
/// <param name="output">Reads the response's root element; null where the response is empty.</param>
public sealed class RestXmlOperation<TRequest, TResponse>(
    string name, string method, string path, Func<TRequest, IEnumerable<KeyValuePair<string, string>>> headers, Func<TRequest, XElement>? body, Func<XElement?, TResponse> output)
    : AwsOperation<TRequest, TResponse>(name)
{
    internal override void Write(AwsService service, TRequest input, IRequest request)
    {
        request.HttpMethod = method;
        request.ResourcePath = path;
        request.UseQueryString = true;
        foreach (var (key, value) in headers(input))
        {
            request.Headers[key] = value;
        }

        if (body is not null)
        {
            request.Headers["Content-Type"] = "application/xml";
            request.Content = System.Text.Encoding.UTF8.GetBytes(body(input).ToString(SaveOptions.DisableFormatting));
        }
    }

    internal override TResponse Read(Stream response)
    {
        using var text = new StreamReader(response);
        var content = text.ReadToEnd();
        return output(content.Length == 0 ? null : XDocument.Parse(content).Root);
    }
}

/// <summary>Elements by their names without namespaces.</summary>
static class XmlElements
{
    /// <summary>The text of the first element of a name at any depth; null where there is none.</summary>
    internal static string? Text(this XElement? element, string name) => element?.Descendants().FirstOrDefault(one => one.Name.LocalName == name)?.Value;

    /// <summary>The element of a name directly below; null where there is none.</summary>
    internal static XElement? Child(this XElement? element, string name) => element?.Elements().FirstOrDefault(one => one.Name.LocalName == name);

    /// <summary>The members of the first list of a name.</summary>
    internal static IEnumerable<XElement> Members(this XElement? element, string list) => element?.Descendants().FirstOrDefault(one => one.Name.LocalName == list)?.Elements() ?? [];
}
