using System.Globalization;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace GovCloud.Adapters.Storage;

/// <summary>Keeps what audits find out in S3: the evidence under its chain, the latest besides for the next audit to compare with, and parts of runs that are not closed yet.</summary>
/// <param name="s3">S3.</param>
/// <param name="chain">The chain of the audit; its bucket and its folder hold everything else, too.</param>
public sealed class EvidenceStore(IAmazonS3 s3, EvidenceChain chain)
{
    readonly string bucket = chain.Bucket;
    readonly BucketReader objects = new(s3, chain.Bucket);

    string Latest => $"{chain.Name}/latest.json";

    /// <summary>The latest evidence; none where there is none yet.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public Task<byte[]?> ReadLatestAsync(CancellationToken cancellationToken) => objects.ReadAsync(Latest, cancellationToken);

    /// <summary>A part of a run; none where it has not come in.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public Task<byte[]?> ReadPartAsync(string run, int part, CancellationToken cancellationToken) => objects.ReadAsync(PartKey(run, part), cancellationToken);

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
    public Task<byte[]?> ReadAnswersAsync(string run, string name, CancellationToken cancellationToken) => objects.ReadAsync(AnswersKey(run, name), cancellationToken);

    /// <summary>Writes the answers of a part, packed.</summary>
    /// <param name="run">The run.</param>
    /// <param name="name">A name that no other contents have.</param>
    /// <param name="content">The answers.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="IOException">S3 refused or could not be reached; the same may be tried again.</exception>
    public Task WriteAnswersAsync(string run, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        PutAsync(AnswersKey(run, name), content, onlyOnce: false, cancellationToken, "application/gzip");

    /// <summary>Keeps the evidence of an audit.</summary>
    /// <param name="at">The audit's instant.</param>
    /// <param name="evidence">JSON.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public Task<EvidenceReceipt> KeepAsync(DateTimeOffset at, ReadOnlyMemory<byte> evidence, CancellationToken cancellationToken) =>
        chain.AppendAsync(at, [new EvidenceContent("audit.json", "application/json", evidence)], cancellationToken);

    /// <summary>Makes evidence the one that the next audit compares with.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public Task MarkLatestAsync(ReadOnlyMemory<byte> evidence, CancellationToken cancellationToken) => PutAsync(Latest, evidence, onlyOnce: false, cancellationToken);

    /// <summary>Writes a file beside the latest evidence, in place of the one before: for those who need what stands now and no history.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public Task ReplaceAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => PutAsync($"{chain.Name}/{name}", content, onlyOnce: false, cancellationToken);

    string PartKey(string run, int part) => string.Create(CultureInfo.InvariantCulture, $"{chain.Name}/runs/{run}/{part:0000}.json");

    string AnswersKey(string run, string name) => $"{chain.Name}/runs/{run}/{name}";

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
        catch (Exception e) when (CostObjects.IsS3(e))
        {
            throw new IOException($"S3 PutObject s3://{bucket}/{key} failed.", e);
        }
    }
}
