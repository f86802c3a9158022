using System.Collections.Immutable;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace GovCloud.Adapters.Storage;

/// <summary>Reads a bucket.</summary>
public sealed class BucketReader(IAmazonS3 s3, string bucket)
{
    /// <summary>An object; none where there is none.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="version">A version; the latest where absent.</param>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public async Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken, string? version = null)
    {
        try
        {
            using var response = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key, VersionId = version }, cancellationToken);
            using var content = new MemoryStream();
            await response.ResponseStream.CopyToAsync(content, cancellationToken);
            return content.ToArray();
        }
        catch (AmazonS3Exception absent) when (absent.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (Exception e) when (CostObjects.IsS3(e))
        {
            throw new IOException($"S3 GetObject s3://{bucket}/{key} failed.", e);
        }
    }

    /// <summary>Keys below a folder, in order.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public async Task<ImmutableArray<string>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        var keys = ImmutableArray.CreateBuilder<string>();
        await PagesAsync(folder, delimiter: null, page => keys.AddRange((page.S3Objects ?? []).Select(entry => entry.Key)), cancellationToken);
        return keys.ToImmutable();
    }

    /// <summary>The folders of the bucket, without their slash.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public async Task<ImmutableArray<string>> FoldersAsync(CancellationToken cancellationToken)
    {
        var folders = ImmutableArray.CreateBuilder<string>();
        await PagesAsync("", delimiter: "/", page => folders.AddRange((page.CommonPrefixes ?? []).Select(prefix => prefix.TrimEnd('/'))), cancellationToken);
        return folders.ToImmutable();
    }

    /// <summary>All versions of what lies below a folder; one for each key, unless somebody wrote over it. Markers of deletion are left out: what they hide is there.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public async Task<ImmutableArray<(string Key, string Version)>> VersionsAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            var versions = ImmutableArray.CreateBuilder<(string, string)>();
            var request = new ListVersionsRequest { BucketName = bucket, Prefix = folder };
            for (var more = true; more;)
            {
                var page = await s3.ListVersionsAsync(request, cancellationToken);
                versions.AddRange((page.Versions ?? []).Where(version => version.IsDeleteMarker is not true).Select(version => (version.Key, version.VersionId)));
                (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
                more = page.IsTruncated is true;
            }

            return versions.ToImmutable();
        }
        catch (Exception e) when (CostObjects.IsS3(e))
        {
            throw new IOException($"S3 ListObjectVersions s3://{bucket}/{folder} failed.", e);
        }
    }

    async Task PagesAsync(string prefix, string? delimiter, Action<ListObjectsV2Response> take, CancellationToken cancellationToken)
    {
        try
        {
            var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, Delimiter = delimiter };
            for (var more = true; more;)
            {
                var page = await s3.ListObjectsV2Async(request, cancellationToken);
                take(page);
                request.ContinuationToken = page.NextContinuationToken;
                more = page.IsTruncated is true;
            }
        }
        catch (Exception e) when (CostObjects.IsS3(e))
        {
            throw new IOException($"S3 ListObjectsV2 s3://{bucket}/{prefix} failed.", e);
        }
    }
}
