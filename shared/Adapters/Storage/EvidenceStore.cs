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
    public Task<byte[]?> ReadLatestAsync(CancellationToken cancellationToken) => GetAsync(Latest, cancellationToken);

    /// <summary>A part of a run; none where it has not come in.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public Task<byte[]?> ReadPartAsync(string run, int part, CancellationToken cancellationToken) => GetAsync(PartKey(run, part), cancellationToken);

    /// <summary>Writes a part of a run, unless it is there already: what is there stays.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached; the same may be tried again.</exception>
    public async Task WritePartAsync(string run, int part, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            await PutAsync(PartKey(run, part), content, onlyOnce: true, cancellationToken);
        }
        catch (IOException there) when (there.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.PreconditionFailed })
        {
            // An earlier delivery of the same slice was faster.
        }
    }

    /// <summary>The answers of a part; none where they are gone.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public Task<byte[]?> ReadAnswersAsync(string run, string name, CancellationToken cancellationToken) => GetAsync(AnswersKey(run, name), cancellationToken);

    /// <summary>Writes the answers of a part, packed.</summary>
    /// <param name="run">The run.</param>
    /// <param name="name">A name that no other contents have.</param>
    /// <param name="content">The answers.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="IOException">S3 refused or could not be reached; the same may be tried again.</exception>
    public Task WriteAnswersAsync(string run, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        PutAsync(AnswersKey(run, name), content, onlyOnce: false, cancellationToken, "application/gzip");

    /// <summary>Writes evidence and returns where.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public async Task<string> WriteAsync(DateOnly day, ReadOnlyMemory<byte> evidence, CancellationToken cancellationToken)
    {
        var key = $"{kind}/{day.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture)}.json";
        await PutAsync(key, evidence, onlyOnce: false, cancellationToken);
        return $"s3://{bucket}/{key}";
    }

    /// <summary>Makes evidence the one that the next audit compares with.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public Task MarkLatestAsync(ReadOnlyMemory<byte> evidence, CancellationToken cancellationToken) => PutAsync(Latest, evidence, onlyOnce: false, cancellationToken);

    string PartKey(string run, int part) => string.Create(CultureInfo.InvariantCulture, $"{kind}/runs/{run}/{part:0000}.json");

    string AnswersKey(string run, string name) => $"{kind}/runs/{run}/{name}";

    async Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }, cancellationToken);
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
            throw new IOException($"S3 GetObject s3://{bucket}/{key} failed.", e);
        }
    }

    async Task PutAsync(string key, ReadOnlyMemory<byte> content, bool onlyOnce, CancellationToken cancellationToken, string contentType = "application/json")
    {
        try
        {
            await s3.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = bucket,
                    Key = key,
                    InputStream = new MemoryStream(content.ToArray(), writable: false),
                    ContentType = contentType,
                    IfNoneMatch = onlyOnce ? "*" : null,
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
