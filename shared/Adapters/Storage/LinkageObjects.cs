using System.Buffers;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using GovCloud.Estates;
using GovCloud.Linkage;

namespace GovCloud.Adapters.Storage;

/// <summary>Looks into linkage files in S3. Contents stream through a buffer and are gone; numbers and judgements remain.</summary>
public sealed class LinkageObjects(IAmazonS3 s3)
{
    /// <summary>Larger files are judged by their beginning: counting them would take longer than a function may run.</summary>
    public const long LargestCounted = 1L << 30;

    const int BeginningBytes = 1 << 20;
    const int MarkerBytes = 64;
    const int BufferBytes = 1 << 17;

    /// <summary>What is inside a data file; <see langword="null"/> where the version is gone.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public Task<FileInspection?> InspectAsync(string bucket, string key, string? version, long size, LinkageFormat format, CancellationToken cancellationToken)
    {
        var whole = size <= LargestCounted;
        return ReadAsync(Request(bucket, key, version, whole || size == 0 ? null : BeginningBytes), async stream =>
        {
            var scanner = new FileScanner(format);
            var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
            try
            {
                for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
                {
                    scanner.Read(buffer.AsSpan(0, read));
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            }

            return (FileInspection?)scanner.Finish(whole);
        }, cancellationToken);
    }

    /// <summary>What a marker declares; <see langword="null"/> where the version is gone.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public Task<FileInspection?> ReadMarkerAsync(string bucket, string key, string? version, long size, CancellationToken cancellationToken) =>
        size is 0 or > MarkerBytes
            ? Task.FromResult<FileInspection?>(new FileInspection())
            : ReadAsync(Request(bucket, key, version, null), async stream =>
            {
                var content = new byte[MarkerBytes];
                var length = await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken);
                return (FileInspection?)new FileInspection { Declared = FileScanner.ReadMarker(content.AsSpan(0, length)) };
            }, cancellationToken);

    static GetObjectRequest Request(string bucket, string key, string? version, int? bytes) =>
        new() { BucketName = bucket, Key = key, VersionId = version, ByteRange = bytes is { } most ? new ByteRange(0, most - 1) : null };

    async Task<FileInspection?> ReadAsync(GetObjectRequest request, Func<Stream, Task<FileInspection?>> read, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await s3.GetObjectAsync(request, cancellationToken);
            return await read(response.ResponseStream);
        }
        catch (AmazonS3Exception gone) when (gone.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (Exception failure) when (failure is Amazon.Runtime.AmazonServiceException or Amazon.Runtime.AmazonClientException or HttpRequestException or TimeoutException)
        {
            // The key may hold an identifier and is left out.
            throw new IOException($"S3 GetObject on bucket {request.BucketName} failed: {(failure as AmazonS3Exception)?.ErrorCode ?? failure.GetType().Name}.", failure);
        }
    }
}
