using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;

namespace GovCloud.Adapters.Storage;

/// <summary>Why something was put aside. Held as the object's metadata, which more people may read than its content: no personal data.</summary>
/// <param name="Reason">Redacted; what exceeds 300 characters is cut.</param>
/// <param name="Function">The function that could not read it.</param>
/// <param name="EstateDigest">Digest of the estate that was in force.</param>
public sealed record QuarantineNote(string Reason, string Function, string EstateDigest);

/// <summary>Where something was put.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="AlreadyThere">Whether an earlier delivery had put it there.</param>
public sealed record QuarantineReceipt(string Key, bool AlreadyThere);

/// <summary>Keeps what could not be read, byte for byte, in S3. The key comes from content and arrival, so that a replay changes nothing.</summary>
public sealed class QuarantineStore(IAmazonS3 s3, string bucket)
{
    const int LongestReason = 300;
    const int MostAttempts = 3;

    static readonly TimeSpan JapanStandardTime = TimeSpan.FromHours(9);

    /// <summary>Writes <paramref name="content"/> unless it is already there.</summary>
    /// <param name="content">The bytes as they arrived.</param>
    /// <param name="arrivedAt">When they arrived; a redelivery must name the same time. Its date in Japan is in the key.</param>
    /// <param name="note">Why they are put aside.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="IOException">S3 refused or could not be reached; the inner exception tells why.</exception>
    public async Task<QuarantineReceipt> WriteAsync(
        ReadOnlyMemory<byte> content, DateTimeOffset arrivedAt, QuarantineNote note, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(note);
        var json = IsJson(content.Span);
        var key = Key(content.Span, arrivedAt, json);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await s3.PutObjectAsync(Request(content, key, json, note), cancellationToken);
                return new QuarantineReceipt(key, AlreadyThere: false);
            }
            catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed)
            {
                return new QuarantineReceipt(key, AlreadyThere: true);
            }
            catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.Conflict && attempt < MostAttempts)
            {
                // Another writer of the same object was at work; S3 asks to try again.
            }
            catch (Exception e) when (e is Amazon.Runtime.AmazonServiceException or Amazon.Runtime.AmazonClientException or HttpRequestException or TimeoutException)
            {
                throw new IOException($"S3 PutObject s3://{bucket}/{key} failed.", e);
            }
        }
    }

    /// <summary>The key of a content that arrived at a time.</summary>
    internal static string Key(ReadOnlySpan<byte> content, DateTimeOffset arrivedAt, bool json)
    {
        var date = arrivedAt.ToOffset(JapanStandardTime).ToString("yyyy/MM/dd", CultureInfo.InvariantCulture);
        return $"quarantine/{date}/{Convert.ToHexStringLower(SHA256.HashData(content))}.{(json ? "json" : "bin")}";
    }

    PutObjectRequest Request(ReadOnlyMemory<byte> content, string key, bool json, QuarantineNote note)
    {
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = key,
            InputStream = new MemoryStream(content.ToArray(), writable: false),
            ContentType = json ? "application/json" : "application/octet-stream",
            IfNoneMatch = "*",
            // One plain body: the content is in memory, and is small enough for an SQS message.
            UseChunkEncoding = false,
        };
        request.Metadata["reason"] = Header(note.Reason);
        request.Metadata["function"] = Header(note.Function);
        request.Metadata["estate-digest"] = Header(note.EstateDigest);
        return request;
    }

    // Metadata travels in HTTP headers, which are ASCII, and has 2 KB in all: 300 characters are at most 2,700 bytes when escaped, hence the second cut.
    static string Header(string text)
    {
        const int Budget = 1200;
        var escaped = new StringBuilder();
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, LongestReason)).EnumerateRunes())
        {
            var next = Uri.EscapeDataString(rune.ToString());
            if (escaped.Length + next.Length > Budget)
            {
                break;
            }

            escaped.Append(next);
        }

        return escaped.ToString();
    }

    static bool IsJson(ReadOnlySpan<byte> content)
    {
        var reader = new Utf8JsonReader(content);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
