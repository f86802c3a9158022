using System.Collections.Concurrent;
using System.Globalization;
using GovCloud.LocalCloud.Gateway;

namespace GovCloud.LocalCloud.Storage;

/// <summary>Uploads in parts.</summary>
sealed class S3MultipartCalls(S3Store store)
{
    const int SmallestPart = 5 * 1024 * 1024;
    readonly ConcurrentDictionary<string, Upload> uploads = new(StringComparer.Ordinal);
    long started;

    public AwsResponse Handle(Bucket bucket, S3Request request) => request.Method switch
    {
        "POST" when request.Asks("uploads") => Start(request),
        "PUT" => Part(request),
        "POST" => Complete(bucket, request),
        "DELETE" => Abort(request),
        "GET" => Parts(request),
        _ => throw new AwsApiException(405, "MethodNotAllowed", "The specified method is not allowed against this resource."),
    };

    AwsResponse Start(S3Request request)
    {
        var id = "upload-" + Interlocked.Increment(ref started).ToString("D8", CultureInfo.InvariantCulture);
        uploads[id] = new(request.Bucket, request.Key, request.ObjectHeaders(), new());
        return S3Xml.Answer(S3Xml.Element("InitiateMultipartUploadResult", S3Xml.Element("Bucket", request.Bucket), S3Xml.Element("Key", request.Key), S3Xml.Element("UploadId", id)));
    }

    AwsResponse Part(S3Request request)
    {
        var tag = Bucket.ETagOf(request.Body);
        Find(request).Parts[request.Number("partNumber", 1)] = (request.Body, tag);
        return AwsResponse.Empty(200).With("ETag", tag);
    }

    AwsResponse Complete(Bucket bucket, S3Request request)
    {
        var upload = Find(request);
        var parts = S3Xml.All(request.Xml(), "Part").Select(part => Listed(upload, int.Parse(S3Xml.Text(part, "PartNumber")!, CultureInfo.InvariantCulture), S3Xml.Text(part, "ETag"))).ToList();
        if (parts.Count == 0 || parts.SkipLast(1).Any(part => part.Data.Length < SmallestPart))
        {
            throw AwsApiException.Invalid(parts.Count == 0 ? "MalformedXML" : "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed object size.");
        }

        var digest = Bucket.Digest([.. parts.SelectMany(part => Convert.FromHexString(part.ETag.Trim('"')))]);
        var stored = bucket.Put(
            new()
            {
                Key = request.Key,
                Data = [.. parts.SelectMany(part => part.Data)],
                ETag = $"\"{Convert.ToHexStringLower(digest)}-{parts.Count.ToString(CultureInfo.InvariantCulture)}\"",
                LastModified = default,
                VersionId = "",
                Headers = upload.Headers,
            },
            current => S3ObjectCalls.CheckWrite(request, current));
        uploads.TryRemove(request.Parameter("uploadId")!, out _);
        store.Announce(bucket, stored, "CompleteMultipartUpload");
        return S3Xml.Answer(S3Xml.Element("CompleteMultipartUploadResult", S3Xml.Element("Bucket", request.Bucket), S3Xml.Element("Key", request.Key), S3Xml.Element("ETag", stored.ETag)));
    }

    AwsResponse Abort(S3Request request)
    {
        Find(request);
        uploads.TryRemove(request.Parameter("uploadId")!, out _);
        return AwsResponse.Empty(204);
    }

    AwsResponse Parts(S3Request request) => S3Xml.Answer(S3Xml.Element("ListPartsResult", S3Xml.Element("UploadId", request.Parameter("uploadId")), S3Xml.Element("IsTruncated", "false"),
        Find(request).Parts.OrderBy(part => part.Key).Select(part => S3Xml.Element("Part", S3Xml.Element("PartNumber", part.Key), S3Xml.Element("ETag", part.Value.ETag), S3Xml.Element("Size", part.Value.Data.Length)))));

    Upload Find(S3Request request) =>
        request.Parameter("uploadId") is { } id && uploads.TryGetValue(id, out var upload) && string.Equals(upload.Key, request.Key, StringComparison.Ordinal)
            ? upload
            : throw new AwsApiException(404, "NoSuchUpload", "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.");

    static (byte[] Data, string ETag) Listed(Upload upload, int number, string? tag) =>
        upload.Parts.TryGetValue(number, out var part) && (tag is null || string.Equals(tag.Trim('"'), part.ETag.Trim('"'), StringComparison.Ordinal))
            ? part
            : throw AwsApiException.Invalid("InvalidPart", "One or more of the specified parts could not be found.");

    sealed record Upload(string Bucket, string Key, Dictionary<string, string> Headers, ConcurrentDictionary<int, (byte[] Data, string ETag)> Parts);
}
