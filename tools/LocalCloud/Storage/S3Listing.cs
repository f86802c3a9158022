using System.Text;
using System.Xml.Linq;
using GovCloud.LocalCloud.Gateway;

namespace GovCloud.LocalCloud.Storage;

/// <summary>Lists of buckets, objects and versions.</summary>
static class S3Listing
{
    public static AwsResponse Buckets(S3Store store) => S3Xml.Answer(S3Xml.Element("ListAllMyBucketsResult",
        S3Xml.Element("Buckets", store.All.Select(bucket => S3Xml.Element("Bucket", S3Xml.Element("Name", bucket.Definition.Name), S3Xml.Element("CreationDate", S3Xml.Time(bucket.CreatedAt)))))));

    public static AwsResponse Objects(Bucket bucket, S3Request request)
    {
        var (prefix, delimiter, encoded) = (request.Parameter("prefix") ?? "", request.Parameter("delimiter") ?? "", request.Parameter("encoding-type") is "url");
        var page = request.Number("max-keys", 1000);
        var after = request.Parameter("continuation-token") is { } token ? Encoding.UTF8.GetString(Convert.FromHexString(token)) : request.Parameter("start-after") ?? "";
        var result = S3Xml.Element("ListBucketResult", S3Xml.Element("Name", bucket.Definition.Name), S3Xml.Element("Prefix", Shown(prefix)), S3Xml.Element("MaxKeys", page));
        var (count, last, truncated) = (0, "", false);
        foreach (var (name, version) in Entries(bucket, prefix, delimiter, after))
        {
            if (count == page)
            {
                truncated = true;
                break;
            }

            result.Add(version is null ? S3Xml.Element("CommonPrefixes", S3Xml.Element("Prefix", Shown(name))) : Contents(version, Shown));
            (count, last) = (count + 1, name);
        }

        result.Add(S3Xml.Element("KeyCount", count), S3Xml.Element("IsTruncated", truncated ? "true" : "false"));
        result.Add(encoded ? S3Xml.Element("EncodingType", "url") : null, truncated ? S3Xml.Element("NextContinuationToken", Convert.ToHexString(Encoding.UTF8.GetBytes(last))) : null);
        return S3Xml.Answer(result);

        string Shown(string text) => encoded ? Uri.EscapeDataString(text) : text;
    }

    public static AwsResponse Versions(Bucket bucket, S3Request request)
    {
        var prefix = request.Parameter("prefix") ?? "";
        return S3Xml.Answer(S3Xml.Element("ListVersionsResult", S3Xml.Element("Name", bucket.Definition.Name), S3Xml.Element("IsTruncated", "false"),
            bucket.Versions().Where(item => item.Version.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(item => S3Xml.Element(item.Version.IsDeleteMarker ? "DeleteMarker" : "Version",
                S3Xml.Element("Key", item.Version.Key), S3Xml.Element("VersionId", item.Version.VersionId), S3Xml.Element("IsLatest", item.IsLatest ? "true" : "false"),
                S3Xml.Element("LastModified", S3Xml.Time(item.Version.LastModified)), S3Xml.Element("ETag", item.Version.ETag), S3Xml.Element("Size", item.Version.Data.Length)))));
    }

    // A common prefix counts once and stands where its first key would.
    static IEnumerable<(string Name, StoredObject? Version)> Entries(Bucket bucket, string prefix, string delimiter, string after)
    {
        string? group = null;
        foreach (var version in bucket.Current().Where(version => version.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var end = delimiter.Length == 0 ? -1 : version.Key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            var name = end < 0 ? version.Key : version.Key[..(end + delimiter.Length)];
            if (string.CompareOrdinal(name, after) <= 0 || (end >= 0 && string.Equals(name, group, StringComparison.Ordinal)))
            {
                continue;
            }

            group = end >= 0 ? name : null;
            yield return (name, end >= 0 ? null : version);
        }
    }

    static XElement Contents(StoredObject version, Func<string, string> shown) => S3Xml.Element("Contents", S3Xml.Element("Key", shown(version.Key)),
        S3Xml.Element("LastModified", S3Xml.Time(version.LastModified)), S3Xml.Element("ETag", version.ETag), S3Xml.Element("Size", version.Data.Length), S3Xml.Element("StorageClass", "STANDARD"));
}
