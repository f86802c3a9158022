using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GovCloud.Adapters.Tests.AwsApi;

/// <summary>Checks a Signature Version 4 from nothing but what came over the wire, by the rules of AWS's signing guide.</summary>
static class SignatureV4
{
    /// <summary>Null when the signature is right, else what is wrong.</summary>
    internal static string? Fault(HttpRequest request, byte[] body, string secret, out string scope)
    {
        scope = "";
        var authorization = request.Headers.Authorization.ToString();
        const string Algorithm = "AWS4-HMAC-SHA256";
        if (!authorization.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            return "not signed";
        }

        var parts = authorization[(Algorithm.Length + 1)..].Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        scope = parts["Credential"][(parts["Credential"].IndexOf('/', StringComparison.Ordinal) + 1)..];
        var signed = parts["SignedHeaders"].Split(';');
        var unsigned = request.Headers.Keys.Select(name => name.ToLowerInvariant())
            .FirstOrDefault(name => (name.StartsWith("x-amz-", StringComparison.Ordinal) || name is "host" or "content-type") && !signed.Contains(name, StringComparer.Ordinal));
        if (unsigned is not null)
        {
            return $"header {unsigned} is not signed";
        }

        var hash = Hex(SHA256.HashData(body));
        if (request.Headers["X-Amz-Content-SHA256"] is [{ } declared] && !string.Equals(declared, hash, StringComparison.Ordinal))
        {
            return "the body is not what was signed";
        }

        var moment = request.Headers["X-Amz-Date"].ToString();
        var canonical = Canonical(request, signed, hash, scope.Contains("/s3/", StringComparison.Ordinal));
        var toSign = $"{Algorithm}\n{moment}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), Mac);
        return string.Equals(Hex(Mac(key, toSign)), parts["Signature"], StringComparison.Ordinal) ? null : "signature mismatch; canonical request:\n" + canonical;
    }

    static string Canonical(HttpRequest request, string[] signed, string hash, bool s3)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?', 2);
        // Every service but S3 encodes the path twice.
        var path = s3 ? target[0] : string.Join('/', target[0].Split('/').Select(Encode));
        var query = target.Length == 1
            ? ""
            : string.Join('&', target[1].Split('&').Select(pair => pair.Split('=', 2))
                .Select(pair => (Name: Encode(Uri.UnescapeDataString(pair[0])), Value: pair.Length == 2 ? Encode(Uri.UnescapeDataString(pair[1])) : ""))
                .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
                .Select(pair => $"{pair.Name}={pair.Value}"));
        var headers = string.Concat(signed.Select(name =>
            string.Create(CultureInfo.InvariantCulture, $"{name}:{string.Join(' ', request.Headers[name].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries))}\n")));
        return $"{request.Method}\n{path}\n{query}\n{headers}\n{string.Join(';', signed)}\n{hash}";
    }

    static string Encode(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(value =>
        char.IsAsciiLetterOrDigit((char)value) || "-_.~".Contains((char)value, StringComparison.Ordinal) ? ((char)value).ToString() : $"%{value:X2}"));

    static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
