using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace GovCloud.Adapters.Storage;

/// <summary>Keeps the files of statements in S3. A file is written once; of a published statement it can be neither changed nor deleted until its time has come.</summary>
public sealed class StatementObjects(IAmazonS3 s3, string bucket)
{
    const int MostAttempts = 3;

    /// <summary>Writes a file unless it is already there.</summary>
    /// <param name="key">The key. Its folder names the content, so that another content has another key.</param>
    /// <param name="mediaType">The media type.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>Whether it was written now.</returns>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public async Task<bool> WriteOnceAsync(string key, string mediaType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await s3.PutObjectAsync(Put(key, mediaType, content, once: true), cancellationToken);
                return true;
            }
            catch (AmazonS3Exception there) when (there.StatusCode == HttpStatusCode.PreconditionFailed)
            {
                return false;
            }
            catch (AmazonS3Exception busy) when (busy.StatusCode == HttpStatusCode.Conflict && attempt < MostAttempts)
            {
                // Another writer of the same file was at work; S3 asks to try again.
            }
            catch (Exception failure) when (CostObjects.IsS3(failure))
            {
                throw new IOException($"S3 PutObject s3://{bucket}/{key} failed.", failure);
            }
        }
    }

    /// <summary>Writes a file that is replaced from day to day.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public async Task WriteAsync(string key, string mediaType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            await s3.PutObjectAsync(Put(key, mediaType, content, once: false), cancellationToken);
        }
        catch (Exception failure) when (CostObjects.IsS3(failure))
        {
            throw new IOException($"S3 PutObject s3://{bucket}/{key} failed.", failure);
        }
    }

    /// <summary>A file; none where there is none.</summary>
    /// <exception cref="IOException">S3 could not be reached.</exception>
    public async Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken)
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
        catch (Exception failure) when (CostObjects.IsS3(failure))
        {
            throw new IOException($"S3 GetObject s3://{bucket}/{key} failed.", failure);
        }
    }

    /// <summary>Makes a file unchangeable. Doing it again with the same instant changes nothing; an earlier instant is refused by S3.</summary>
    /// <param name="key">The key.</param>
    /// <param name="until">Until when.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public async Task LockAsync(string key, DateTimeOffset until, CancellationToken cancellationToken)
    {
        try
        {
            await s3.PutObjectRetentionAsync(
                new PutObjectRetentionRequest
                {
                    BucketName = bucket,
                    Key = key,
                    // What is published holds no personal data, so that nobody ever needs to take it back: not even the account's root user can.
                    Retention = new ObjectLockRetention { Mode = ObjectLockRetentionMode.Compliance, RetainUntilDate = until.UtcDateTime },
                },
                cancellationToken);
        }
        catch (Exception failure) when (CostObjects.IsS3(failure))
        {
            throw new IOException($"S3 PutObjectRetention s3://{bucket}/{key} failed.", failure);
        }
    }

    PutObjectRequest Put(string key, string mediaType, ReadOnlyMemory<byte> content, bool once) => new()
    {
        BucketName = bucket,
        Key = key,
        InputStream = new MemoryStream(content.ToArray(), writable: false),
        ContentType = mediaType,
        IfNoneMatch = once ? "*" : null,
        UseChunkEncoding = false,
    };
}
