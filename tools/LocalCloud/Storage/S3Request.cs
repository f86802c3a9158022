using System.Globalization;
using System.Text;
using System.Xml.Linq;
using GovCloud.LocalCloud.Gateway;

namespace GovCloud.LocalCloud.Storage;

/// <summary>A call in path style, its body decoded.</summary>
sealed record S3Request(AwsRequest Http, string Bucket, string Key, byte[] Body, KeyValuePair<string, string>? Checksum)
{
    public string Method => Http.Method;

    public static S3Request From(AwsRequest request)
    {
        var path = request.RawPath.TrimStart('/');
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var (body, checksum) = ChunkedBody.Decode(request);
        return new(request, Uri.UnescapeDataString(slash < 0 ? path : path[..slash]), slash < 0 ? "" : Uri.UnescapeDataString(path[(slash + 1)..]), body, checksum);
    }

    public bool Asks(string parameter) => Http.Query.ContainsKey(parameter);

    public string? Parameter(string name) => Http.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>What is stored with an object: content headers and metadata. The transfer encoding of the upload is not part of it.</summary>
    public Dictionary<string, string> ObjectHeaders()
    {
        var kept = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Http.Headers)
        {
            var lower = name.ToLowerInvariant();
            if (lower is "content-type" or "cache-control" or "content-disposition" or "content-language" or "expires" or "x-amz-storage-class"
                || lower.StartsWith("x-amz-meta-", StringComparison.Ordinal) || lower.StartsWith("x-amz-object-lock-", StringComparison.Ordinal)
                || lower.StartsWith("x-amz-server-side-encryption", StringComparison.Ordinal))
            {
                kept[lower] = value.ToString();
            }
        }

        var encodings = Http.Header("Content-Encoding").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(encoding => encoding is not "aws-chunked");
        if (string.Join(',', encodings) is { Length: > 0 } encoding)
        {
            kept["content-encoding"] = encoding;
        }

        return kept;
    }

    public XElement Xml()
    {
        try
        {
            return XDocument.Parse(Encoding.UTF8.GetString(Body)).Root!;
        }
        catch (System.Xml.XmlException)
        {
            throw AwsApiException.Invalid("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema.");
        }
    }

    public int Number(string parameter, int otherwise) =>
        int.TryParse(Parameter(parameter), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}

/// <summary>XML answers.</summary>
static class S3Xml
{
    public static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    public static AwsResponse Answer(XElement root) =>
        AwsResponse.Of(200, "application/xml", Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.ToString(SaveOptions.DisableFormatting)));

    public static XElement Element(string name, params object?[] content) => new(Namespace + name, content);

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static IEnumerable<XElement> All(XElement root, string name) => root.Descendants().Where(element => string.Equals(element.Name.LocalName, name, StringComparison.Ordinal));

    public static string? Text(XElement parent, string name) => parent.Elements().FirstOrDefault(element => string.Equals(element.Name.LocalName, name, StringComparison.Ordinal))?.Value;
}
