using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GovCloud.LocalCloud.Gateway;

/// <summary>
/// Verifies Signature Version 4, in the header or presigned in the query, from nothing but what came over the wire. A client that signs
/// wrongly would be refused by AWS, so it is refused here.
/// </summary>
sealed class SignatureVerifier(Func<string, Caller?> find, TimeProvider clock)
{
    const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Whether there is anything to verify.</summary>
    public static bool IsSigned(AwsRequest request) =>
        request.Header("Authorization").StartsWith(Algorithm, StringComparison.Ordinal) || request.Query.ContainsKey("X-Amz-Signature");

    /// <summary>The request with service, region and caller filled in.</summary>
    /// <exception cref="AwsApiException">The signature is missing, expired, wrong, or of an unknown key.</exception>
    public AwsRequest Verify(AwsRequest request)
    {
        var signature = Signature.Read(request);
        if (find(signature.AccessKeyId) is not { } caller)
        {
            throw new AwsApiException(403, signature.Service is "s3" ? "InvalidAccessKeyId" : "UnrecognizedClientException", "The security token included in the request is invalid.");
        }

        if (signature.ExpiresAt is { } end && clock.GetUtcNow() > end)
        {
            throw new AwsApiException(403, "AccessDenied", "Request has expired");
        }

        var payload = PayloadHash(request, signature);
        var canonical = string.Join('\n', request.Method, CanonicalPath(request.RawPath, signature.Service), CanonicalQuery(request.RawQuery), CanonicalHeaders(request, signature), signature.SignedHeaders, payload);
        var toSign = $"{Algorithm}\n{signature.Date}\n{signature.Scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = signature.Scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + caller.Secret), (derived, part) => HMACSHA256.HashData(derived, Encoding.UTF8.GetBytes(part)));
        var expected = Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(signature.Value))
            ? request with { Service = signature.Service, Region = signature.Region, Caller = caller }
            : throw new AwsApiException(403, signature.Service is "s3" ? "SignatureDoesNotMatch" : "InvalidSignatureException", "The request signature we calculated does not match the signature you provided. Check your key and signing method.");
    }

    static string PayloadHash(AwsRequest request, Signature signature)
    {
        var declared = request.Header("x-amz-content-sha256");
        if (signature.IsPresigned && declared.Length == 0)
        {
            return "UNSIGNED-PAYLOAD";
        }

        if (declared.StartsWith("STREAMING-", StringComparison.Ordinal) || declared is "UNSIGNED-PAYLOAD")
        {
            return declared;
        }

        var actual = Hex(SHA256.HashData(request.Body));
        return declared.Length == 0 || string.Equals(declared, actual, StringComparison.Ordinal)
            ? actual
            : throw new AwsApiException(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }

    // S3 encodes each segment once; all other services encode what is on the wire once more.
    static string CanonicalPath(string path, string service) =>
        string.Join('/', path.Split('/').Select(segment => Uri.EscapeDataString(service is "s3" ? Uri.UnescapeDataString(segment) : segment)));

    static string CanonicalQuery(string query) => string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2) is [var name, var value] ? (name, value) : (name: pair, value: ""))
        .Where(pair => pair.name is not "X-Amz-Signature")
        .Select(pair => (Name: Encode(pair.name), Value: Encode(pair.value)))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    static string Encode(string wire) => Uri.EscapeDataString(Uri.UnescapeDataString(wire));

    static string CanonicalHeaders(AwsRequest request, Signature signature)
    {
        var signed = signature.SignedHeaders.Split(';');
        var unsigned = request.Headers.Keys.FirstOrDefault(name => name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && !signed.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (!signed.Contains("host", StringComparer.Ordinal) || (unsigned is not null && !signature.IsPresigned))
        {
            throw new AwsApiException(403, "AccessDenied", $"There were headers present in the request which were not signed: {unsigned ?? "host"}");
        }

        return string.Concat(signed.Select(name => $"{name}:{string.Join(' ', request.Header(name).Split(' ', StringSplitOptions.RemoveEmptyEntries))}\n"));
    }

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    sealed record Signature(string AccessKeyId, string Scope, string SignedHeaders, string Value, string Date, DateTimeOffset? ExpiresAt, bool IsPresigned)
    {
        public string Region => Scope.Split('/')[1];

        public string Service => Scope.Split('/')[2];

        public static Signature Read(AwsRequest request)
        {
            var header = request.Header("Authorization");
            if (header.Length > 0)
            {
                var parts = header[(header.IndexOf(' ', StringComparison.Ordinal) + 1)..].Split(',')
                    .Select(part => part.Trim().Split('=', 2)).Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
                return Create(parts.GetValueOrDefault("Credential"), parts.GetValueOrDefault("SignedHeaders"), parts.GetValueOrDefault("Signature"), request.Header("X-Amz-Date"), null, presigned: false);
            }

            string Query(string name) => request.Query[name].ToString();
            var date = Query("X-Amz-Date");
            if (!DateTimeOffset.TryParseExact(date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt)
                || !int.TryParse(Query("X-Amz-Expires"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                throw new AwsApiException(400, "AuthorizationQueryParametersError", "X-Amz-Date and X-Amz-Expires are required.");
            }

            return Create(Query("X-Amz-Credential"), Query("X-Amz-SignedHeaders"), Query("X-Amz-Signature"), date, signedAt.AddSeconds(seconds), presigned: true);
        }

        static Signature Create(string? credential, string? signedHeaders, string? value, string date, DateTimeOffset? expiresAt, bool presigned) =>
            credential?.Split('/', 2) is [var key, var scope] && scope.Split('/').Length == 4 && signedHeaders is { Length: > 0 } && value is { Length: > 0 }
                ? new(key, scope, signedHeaders, value, date, expiresAt, presigned)
                : throw new AwsApiException(400, "IncompleteSignature", "Authorization requires Credential, SignedHeaders and Signature.");
    }
}
