using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace GovCloud.Adapters.Storage;

/// <summary>Keeps the evidence of audits in S3: one object a day and kind, and the latest besides for the next audit to compare with.</summary>
/// <param name="s3">S3.</param>
/// <param name="bucket">The bucket; versioned, so that a second audit of a day replaces nothing.</param>
/// <param name="kind">The kind of audit; the first part of the keys.</param>
public sealed class EvidenceStore(IAmazonS3 s3, string bucket, string kind)
{
    string Latest => $"{kind}/latest.json";

    /// <summary>The latest evidence; none where there is none yet.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public async Task<byte[]?> ReadLatestAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = Latest }, cancellationToken);
            using var content = new MemoryStream();
            await response.ResponseStream.CopyToAsync(content, cancellationToken);
            return content.ToArray();
        }
        catch (AmazonS3Exception absent) when (absent.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException or TimeoutException)
        {
            throw new IOException($"S3 GetObject s3://{bucket}/{Latest} failed.", e);
        }
    }

    /// <summary>Writes evidence and returns where.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public async Task<string> WriteAsync(DateOnly day, ReadOnlyMemory<byte> evidence, CancellationToken cancellationToken)
    {
        var key = $"{kind}/{day.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture)}.json";
        await PutAsync(key, evidence, cancellationToken);
        return $"s3://{bucket}/{key}";
    }

    /// <summary>Makes evidence the one that the next audit compares with.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public Task MarkLatestAsync(ReadOnlyMemory<byte> evidence, CancellationToken cancellationToken) => PutAsync(Latest, evidence, cancellationToken);

    async Task PutAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            await s3.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = bucket,
                    Key = key,
                    InputStream = new MemoryStream(content.ToArray(), writable: false),
                    ContentType = "application/json",
                    UseChunkEncoding = false,
                },
                cancellationToken);
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException or TimeoutException)
        {
            throw new IOException($"S3 PutObject s3://{bucket}/{key} failed.", e);
        }
    }
}
