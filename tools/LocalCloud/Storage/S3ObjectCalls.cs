using System.Globalization;
using System.Text;
using GovCloud.LocalCloud.Gateway;
using Microsoft.Net.Http.Headers;

namespace GovCloud.LocalCloud.Storage;

/// <summary>Calls on one object: put, copy, get, head, delete, tagging.</summary>
sealed class S3ObjectCalls(S3Store store)
{
    public AwsResponse Handle(Bucket bucket, S3Request request) => request.Method switch
    {
        "PUT" when request.Asks("tagging") => PutTagging(bucket, request),
        "PUT" when request.Asks("retention") => PutRetention(bucket, request),
        "GET" when request.Asks("retention") => GetRetention(bucket, request),
        "PUT" when request.Http.Header("x-amz-copy-source") is { Length: > 0 } source => Copy(bucket, request, source),
        "PUT" => Put(bucket, request),
        "GET" when request.Asks("tagging") => AwsResponse.Of(200, "application/xml", Encoding.UTF8.GetBytes(Existing(bucket, request).Tagging ?? "<Tagging><TagSet/></Tagging>")),
        "GET" => Get(bucket, request),
        "HEAD" => Get(bucket, request),
        "DELETE" when request.Asks("tagging") => DeleteTagging(bucket, request),
        "DELETE" => Delete(bucket, request),
        _ => throw new AwsApiException(405, "MethodNotAllowed", "The specified method is not allowed against this resource."),
    };

    public AwsResponse DeleteMany(Bucket bucket, S3Request request)
    {
        var xml = request.Xml();
        var quiet = S3Xml.Text(xml, "Quiet") is "true";
        var result = S3Xml.Element("DeleteResult");
        foreach (var item in S3Xml.All(xml, "Object").ToList())
        {
            var key = S3Xml.Text(item, "Key")!;
            Delete(bucket, key, S3Xml.Text(item, "VersionId"));
            if (!quiet)
            {
                result.Add(S3Xml.Element("Deleted", S3Xml.Element("Key", key)));
            }
        }

        return S3Xml.Answer(result);
    }

    /// <summary><c>If-None-Match: *</c> and <c>If-Match</c> of a write, judged under the bucket's lock.</summary>
    public static void CheckWrite(S3Request request, StoredObject? current)
    {
        if (request.Http.Header("If-None-Match") is "*" && current is not null)
        {
            throw PreconditionFailed("If-None-Match");
        }

        if (request.Http.Header("If-Match") is { Length: > 0 } expected)
        {
            if (current is null)
            {
                throw NoSuchKey();
            }

            if (!SameTag(expected, current.ETag))
            {
                throw PreconditionFailed("If-Match");
            }
        }
    }

    AwsResponse Put(Bucket bucket, S3Request request)
    {
        var tags = request.Http.Header("x-amz-tagging") is { Length: > 0 } header ? TaggingXml(header) : null;
        var stored = bucket.Put(
            new() { Key = request.Key, Data = request.Body, ETag = Bucket.ETagOf(request.Body), LastModified = default, VersionId = "", Headers = request.ObjectHeaders(), Checksum = request.Checksum, Tagging = tags, Lock = AskedLock(bucket, request) },
            current => CheckWrite(request, current));
        store.Announce(bucket, stored, "PutObject");
        var answer = AwsResponse.Empty(200).With("ETag", stored.ETag);
        AddVersion(answer, bucket, stored);
        if (stored.Checksum is { } checksum)
        {
            answer.Headers[checksum.Key] = checksum.Value;
        }

        return answer;
    }

    AwsResponse Copy(Bucket bucket, S3Request request, string source)
    {
        var (path, version) = source.Split("?versionId=", 2) is [var before, var after] ? (before, after) : (source, null);
        if (Uri.UnescapeDataString(path.TrimStart('/')).Split('/', 2) is not [var fromBucket, var fromKey])
        {
            throw AwsApiException.Invalid("InvalidArgument", "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
        }

        var from = store.Find(fromBucket) ?? throw new AwsApiException(404, "NoSuchBucket", "The specified bucket does not exist");
        var original = from.Find(fromKey, version) is { IsDeleteMarker: false } found ? found : throw NoSuchKey();
        if (request.Http.Header("x-amz-copy-source-if-match") is { Length: > 0 } expected && !SameTag(expected, original.ETag))
        {
            throw PreconditionFailed("x-amz-copy-source-If-Match");
        }

        var replaced = request.Http.Header("x-amz-metadata-directive") is "REPLACE";
        var stored = bucket.Put(
            original with { Key = request.Key, Headers = replaced ? request.ObjectHeaders() : original.Headers, ETag = Bucket.ETagOf(original.Data) },
            current => CheckWrite(request, current));
        store.Announce(bucket, stored, "CopyObject");
        var answer = S3Xml.Answer(S3Xml.Element("CopyObjectResult", S3Xml.Element("ETag", stored.ETag), S3Xml.Element("LastModified", S3Xml.Time(stored.LastModified))));
        AddVersion(answer, bucket, stored);
        return answer;
    }

    static AwsResponse Get(Bucket bucket, S3Request request)
    {
        var found = Existing(bucket, request);
        CheckRead(request, found);
        var range = RangeHeaderValue.TryParse(request.Http.Header("Range"), out var parsed) && parsed.Ranges.Count == 1 ? parsed.Ranges.First() : null;
        var (status, from, length) = range is null ? (200, 0, found.Data.Length) : Slice(range, found.Data.Length);
        var answer = new AwsResponse(status, status == 200 ? found.Data : found.Data[from..(from + length)]);
        foreach (var (name, value) in found.Headers)
        {
            answer.Headers[name] = value;
        }

        answer.Headers["ETag"] = found.ETag;
        answer.Headers["Last-Modified"] = found.LastModified.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
        answer.Headers["Accept-Ranges"] = "bytes";
        AddVersion(answer, bucket, found);
        if (status == 206)
        {
            answer.Headers["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{from + length - 1}/{found.Data.Length}");
        }
        else if (found.Checksum is { } checksum && request.Http.Header("x-amz-checksum-mode").Equals("ENABLED", StringComparison.OrdinalIgnoreCase))
        {
            answer.Headers[checksum.Key] = checksum.Value;
        }

        return answer;
    }

    static (int Status, int From, int Length) Slice(RangeItemHeaderValue range, int size)
    {
        var from = range.From ?? Math.Max(0, size - range.To!.Value);
        var last = range.From is null ? size - 1 : Math.Min(range.To ?? size - 1, size - 1);
        return from < size ? (206, (int)from, (int)(last - from + 1)) : throw new AwsApiException(416, "InvalidRange", "The requested range is not satisfiable");
    }

    static void CheckRead(S3Request request, StoredObject found)
    {
        if (request.Http.Header("If-Match") is { Length: > 0 } expected && !SameTag(expected, found.ETag))
        {
            throw PreconditionFailed("If-Match");
        }

        if (request.Http.Header("If-None-Match") is { Length: > 0 } known && (known is "*" || SameTag(known, found.ETag)))
        {
            throw new AwsApiException(304, "NotModified", "Not Modified");
        }
    }

    AwsResponse Delete(Bucket bucket, S3Request request)
    {
        var answer = AwsResponse.Empty(204);
        if (Delete(bucket, request.Key, request.Parameter("versionId")) is { IsDeleteMarker: true } marker)
        {
            answer.Headers["x-amz-delete-marker"] = "true";
            answer.Headers["x-amz-version-id"] = marker.VersionId;
        }

        return answer;
    }

    StoredObject? Delete(Bucket bucket, string key, string? versionId)
    {
        var gone = bucket.Delete(key, versionId);
        if (gone is not null)
        {
            store.Announce(bucket, gone, "DeleteObject");
        }

        return gone;
    }

    /// <summary>The lock that a write asks for. Amazon S3 API Reference, PutObject: both headers or none, and a bucket that can lock.</summary>
    static ObjectLock? AskedLock(Bucket bucket, S3Request request)
    {
        var (mode, until) = (request.Http.Header("x-amz-object-lock-mode"), request.Http.Header("x-amz-object-lock-retain-until-date"));
        if (mode.Length == 0 && until.Length == 0)
        {
            return bucket.DefaultLock();
        }

        return !bucket.Definition.LocksObjects ? throw AwsApiException.Invalid("InvalidRequest", "Bucket is missing Object Lock Configuration")
            : mode is ("COMPLIANCE" or "GOVERNANCE") && DateTimeOffset.TryParse(until, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end) ? new ObjectLock(mode, end)
            : throw AwsApiException.Invalid("InvalidArgument", "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied");
    }

    static AwsResponse PutRetention(Bucket bucket, S3Request request)
    {
        if (!bucket.Definition.LocksObjects)
        {
            throw AwsApiException.Invalid("InvalidRequest", "Bucket is missing Object Lock Configuration");
        }

        var xml = request.Xml();
        if (S3Xml.Text(xml, "Mode") is not ("COMPLIANCE" or "GOVERNANCE") || !DateTimeOffset.TryParse(S3Xml.Text(xml, "RetainUntilDate"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until))
        {
            throw AwsApiException.Invalid("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema.");
        }

        bucket.Lock(Existing(bucket, request), new(S3Xml.Text(xml, "Mode")!, until));
        return AwsResponse.Empty(200);
    }

    static AwsResponse GetRetention(Bucket bucket, S3Request request) => Existing(bucket, request).Lock is { } held
        ? S3Xml.Answer(S3Xml.Element("Retention", S3Xml.Element("Mode", held.Mode), S3Xml.Element("RetainUntilDate", S3Xml.Time(held.Until))))
        : throw new AwsApiException(404, "NoSuchObjectLockConfiguration", "The specified object does not have a ObjectLock configuration");

    static AwsResponse PutTagging(Bucket bucket, S3Request request)
    {
        bucket.Tag(Existing(bucket, request), Encoding.UTF8.GetString(request.Body));
        return AwsResponse.Empty(200);
    }

    static AwsResponse DeleteTagging(Bucket bucket, S3Request request)
    {
        bucket.Tag(Existing(bucket, request), null);
        return AwsResponse.Empty(204);
    }

    static StoredObject Existing(Bucket bucket, S3Request request) =>
        bucket.Find(request.Key, request.Parameter("versionId")) is { IsDeleteMarker: false } found ? found : throw NoSuchKey();

    static string TaggingXml(string header) => new System.Xml.Linq.XElement("Tagging", new System.Xml.Linq.XElement("TagSet", header.Split('&').Select(pair => pair.Split('=', 2)).Select(pair =>
        new System.Xml.Linq.XElement("Tag", new System.Xml.Linq.XElement("Key", Uri.UnescapeDataString(pair[0])), new System.Xml.Linq.XElement("Value", Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "")))))).ToString();

    static void AddVersion(AwsResponse answer, Bucket bucket, StoredObject version)
    {
        if (bucket.IsVersioned)
        {
            answer.Headers["x-amz-version-id"] = version.VersionId;
        }
    }

    static bool SameTag(string one, string other) => string.Equals(one.Trim('"'), other.Trim('"'), StringComparison.Ordinal);

    static AwsApiException NoSuchKey() => new(404, "NoSuchKey", "The specified key does not exist.");

    static AwsApiException PreconditionFailed(string condition) => new(412, "PreconditionFailed", $"At least one of the pre-conditions you specified did not hold: {condition}");
}
