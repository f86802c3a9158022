using Microsoft.AspNetCore.WebUtilities;

namespace GovCloud.LocalCloud.Gateway;

/// <summary>The name of a call's operation as AWS's models have it; method and path where it cannot be told.</summary>
static class OperationNames
{
    public static string Of(AwsRequest request)
    {
        var target = request.Header("X-Amz-Target");
        return target.Length > 0 ? target[(target.LastIndexOf('.') + 1)..]
            : request.Service == "s3" ? Storage(request)
            : request is { Service: "ses", Method: "POST", RawPath: "/v2/email/outbound-emails" } ? "SendEmail"
            : request.Service == "lambda" && request.RawPath.EndsWith("/invocations", StringComparison.Ordinal) ? "Invoke"
            : QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(request.Body)).GetValueOrDefault("Action").FirstOrDefault() ?? $"{request.Method} {request.RawPath}";
    }

    // What S3 is asked to do follows from the method, the depth of the path and one parameter.
    static string Storage(AwsRequest request)
    {
        bool Asks(string parameter) => request.Query.ContainsKey(parameter);
        var parts = request.RawPath.TrimStart('/').Split('/', 2);
        return (Depth: parts is [_, { Length: > 0 }] ? "key" : parts[0].Length > 0 ? "bucket" : "service", request.Method) switch
        {
            ("service", _) => "ListBuckets",
            ("bucket", "GET") => Asks("list-type") ? "ListObjectsV2" : Asks("versions") ? "ListObjectVersions" : Asks("uploads") ? "ListMultipartUploads" : Configuration(request) is { } name ? "GetBucket" + name : "ListObjects",
            ("bucket", "HEAD") => "HeadBucket",
            ("bucket", "POST") => "DeleteObjects",
            ("bucket", "PUT") => Configuration(request) is { } name ? "PutBucket" + name : "CreateBucket",
            ("bucket", _) => "DeleteBucket",
            (_, "GET") => Asks("tagging") ? "GetObjectTagging" : Asks("retention") ? "GetObjectRetention" : Asks("uploadId") ? "ListParts" : "GetObject",
            (_, "HEAD") => "HeadObject",
            (_, "PUT") => Asks("partNumber") ? "UploadPart" : Asks("tagging") ? "PutObjectTagging" : Asks("retention") ? "PutObjectRetention" : request.Header("x-amz-copy-source").Length > 0 ? "CopyObject" : "PutObject",
            (_, "POST") => Asks("uploads") ? "CreateMultipartUpload" : "CompleteMultipartUpload",
            _ => Asks("uploadId") ? "AbortMultipartUpload" : "DeleteObject",
        };
    }

    static string? Configuration(AwsRequest request) =>
        request.Query.Keys.FirstOrDefault(key => key is "location" or "versioning" or "policy" or "lifecycle" or "encryption" or "tagging" or "notification") is { } key ? char.ToUpperInvariant(key[0]) + key[1..] : null;
}
