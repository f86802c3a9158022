using System.Globalization;
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
        var asked = request.Number("max-keys", 1000);
        var page = request.Http.Page is { } limit ? limit.IsEmpty ? 0 : Math.Min(asked, limit.Size) : asked;
        var (number, after) = request.Parameter("continuation-token") is { } token ? Read(token) : (1, request.Parameter("start-after") ?? request.Parameter("marker") ?? "");
        var result = S3Xml.Element("ListBucketResult", S3Xml.Element("Name", bucket.Definition.Name), S3Xml.Element("Prefix", Shown(prefix)), S3Xml.Element("MaxKeys", asked));
        var (count, last, truncated) = (0, after, false);
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
        result.Add(encoded ? S3Xml.Element("EncodingType", "url") : null, truncated ? S3Xml.Element("NextContinuationToken", Token(number + 1, last)) : null);
        return S3Xml.Answer(result);

        string Shown(string text) => encoded ? Uri.EscapeDataString(text) : text;
    }

    // The number of the page makes each token another one, also after an empty page.
    static string Token(int page, string last) => page.ToString(CultureInfo.InvariantCulture) + "-" + Convert.ToHexString(Encoding.UTF8.GetBytes(last));

    static (int Page, string After) Read(string token) => token.Split('-') is [var page, var after]
        ? (int.Parse(page, CultureInfo.InvariantCulture), Encoding.UTF8.GetString(Convert.FromHexString(after)))
        : throw AwsApiException.Invalid("InvalidArgument", "The continuation token provided is incorrect");

    public static AwsResponse Versions(Bucket bucket, S3Request request)
    {
        var prefix = request.Parameter("prefix") ?? "";
        return S3Xml.Answer(S3Xml.Element("ListVersionsResult", S3Xml.Element("Name", bucket.Definition.Name), S3Xml.Element("IsTruncated", "false"),
            bucket.Versions().Where(item => item.Version.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(item => S3Xml.Element(item.Version.IsDeleteMarker ? "DeleteMarker" : "Version",
                S3Xml.Element("Key", item.Version.Key), S3Xml.Element("VersionId", item.Version.VersionId), S3Xml.Element("IsLatest", item.IsLatest ? "true" : "false"),
                S3Xml.Element("LastModified", S3Xml.Time(item.Version.LastModified)),
                item.Version.IsDeleteMarker ? null : new object[] { S3Xml.Element("ETag", item.Version.ETag), S3Xml.Element("Size", item.Version.Data.Length) }))));
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
