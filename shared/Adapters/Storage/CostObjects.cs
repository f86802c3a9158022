using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace GovCloud.Adapters.Storage;

/// <summary>An object of a bucket.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="ETag">Its entity tag, without quotes.</param>
/// <param name="ModifiedAt">When it was stored, UTC.</param>
public sealed record CostObject(string Bucket, string Key, long Bytes, string ETag, DateTimeOffset ModifiedAt)
{
    /// <summary>As people write it.</summary>
    public string Address => $"s3://{Bucket}/{Key}";
}

/// <summary>Reads billing data and what belongs to it in S3.</summary>
public sealed class CostObjects(IAmazonS3 s3)
{
    const long LargestInput = 16 << 20;

    /// <summary>The objects below a prefix, by key; none where the bucket is not there.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public async Task<IReadOnlyList<CostObject>> ListAsync(string bucket, string prefix, CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        var found = new List<CostObject>();
        try
        {
            do
            {
                var page = await s3.ListObjectsV2Async(request, cancellationToken);
                found.AddRange((page.S3Objects ?? []).Select(entry => new CostObject(bucket, entry.Key, entry.Size ?? 0, entry.ETag.Trim('"'), new DateTimeOffset((entry.LastModified ?? DateTime.UnixEpoch).ToUniversalTime()))));
                request.ContinuationToken = page.NextContinuationToken;
            }
            while (request.ContinuationToken is not null);

            return found;
        }
        catch (AmazonS3Exception absent) when (absent.StatusCode == HttpStatusCode.NotFound)
        {
            return [];
        }
        catch (Exception failure) when (IsS3(failure))
        {
            throw new IOException($"S3 ListObjectsV2 s3://{bucket}/{prefix} failed.", failure);
        }
    }

    /// <summary>The objects under a prefix of a bucket of another account, which may not exist or not be open to us: none then, and the month waits for the account by name.</summary>
    /// <exception cref="IOException">S3 could not be reached.</exception>
    public async Task<IReadOnlyList<CostObject>> ListOfAccountAsync(string bucket, string prefix, CancellationToken cancellationToken)
    {
        try
        {
            return await ListAsync(bucket, prefix, cancellationToken);
        }
        catch (IOException refused) when (refused.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden })
        {
            return [];
        }
    }

    /// <summary>A small object as a whole; none where there is none.</summary>
    /// <exception cref="IOException">S3 could not be reached, or the object is larger than 16 MiB.</exception>
    public async Task<byte[]?> ReadAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }, cancellationToken);
            if (response.ContentLength > LargestInput)
            {
                throw new IOException($"s3://{bucket}/{key} is larger than 16 MiB.");
            }

            using var content = new MemoryStream();
            await response.ResponseStream.CopyToAsync(content, cancellationToken);
            return content.ToArray();
        }
        catch (AmazonS3Exception absent) when (absent.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (Exception failure) when (IsS3(failure))
        {
            throw new IOException($"S3 GetObject s3://{bucket}/{key} failed.", failure);
        }
    }

    /// <summary>Opens an object as it is now. It is read while it arrives and never held as a whole.</summary>
    /// <param name="entry">The object; one that was replaced since it was listed is refused.</param>
    /// <param name="failed">Told when S3 fails while it is read, which says nothing about the file.</param>
    /// <exception cref="IOException">S3 could not be reached.</exception>
    public Stream Open(CostObject entry, Action<Exception> failed)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(failed);
        try
        {
            // Readers of files are synchronous and run on threads of their own.
            var response = s3.GetObjectAsync(new GetObjectRequest { BucketName = entry.Bucket, Key = entry.Key, EtagToMatch = entry.ETag }).GetAwaiter().GetResult();
            return new ObservedStream(response.ResponseStream, failed);
        }
        catch (Exception failure) when (IsS3(failure))
        {
            failed(failure);
            throw new IOException($"S3 GetObject {entry.Address} failed.", failure);
        }
    }

    /// <summary>Copies an object within S3, without its bytes passing through here. Copying it again changes nothing.</summary>
    /// <returns>Whether it is there now; false for more than the 5 GB that S3 copies at once.</returns>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public async Task<bool> TryCopyAsync(CostObject entry, string bucket, string key, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(reason);
        const long LargestCopy = 5L << 30;
        const int LongestReason = 1200;
        if (entry.Bytes > LargestCopy)
        {
            return false;
        }

        var request = new CopyObjectRequest
        {
            SourceBucket = entry.Bucket,
            SourceKey = entry.Key,
            DestinationBucket = bucket,
            DestinationKey = key,
            ETagToMatch = entry.ETag,
            MetadataDirective = S3MetadataDirective.REPLACE,
        };
        var escaped = Uri.EscapeDataString(reason);
        request.Metadata["reason"] = escaped[..Math.Min(escaped.Length, LongestReason)];
        try
        {
            await s3.CopyObjectAsync(request, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception replaced) when (replaced.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed)
        {
            return false;
        }
        catch (Exception failure) when (IsS3(failure))
        {
            throw new IOException($"S3 CopyObject {entry.Address} to s3://{bucket}/{key} failed.", failure);
        }
    }

    internal static bool IsS3(Exception failure) => failure is Amazon.Runtime.AmazonServiceException or Amazon.Runtime.AmazonClientException or HttpRequestException or TimeoutException;

    /// <summary>Reports failures of the connection, which a reader of files could take for a broken file.</summary>
    sealed class ObservedStream(Stream inner, Action<Exception> failed) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            try
            {
                return inner.Read(buffer);
            }
            catch (Exception failure)
            {
                failed(failure);
                throw failure as IOException ?? new IOException("The connection to S3 failed.", failure);
            }
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
