using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.S3;
using Amazon.S3.Model;
using GovCloud.Adapters.AwsApi;

namespace GovCloud.Adapters.Cost;

/// <summary>
/// Pages of Cost Explorer that were paid for, in a folder or a bucket. What is final is kept for good: a period that ended at least fifteen days before it was
/// read and that AWS does not call estimated. Anything else is read again after a day, for AWS refreshes it once a day.
/// </summary>
public sealed class CostPageCache
{
    /// <summary>How long after its end AWS may correct a month: about two weeks.</summary>
    const int DaysUntilFinal = 15;

    static readonly TimeSpan Fresh = TimeSpan.FromHours(24);

    readonly Func<string, CancellationToken, Task<Stream?>> open;
    readonly Func<string, ReadOnlyMemory<byte>, CancellationToken, Task> save;
    readonly TimeProvider time;

    CostPageCache(Func<string, CancellationToken, Task<Stream?>> open, Func<string, ReadOnlyMemory<byte>, CancellationToken, Task> save, TimeProvider time) =>
        (this.open, this.save, this.time) = (open, save, time);

    /// <summary>Pages in a folder, which is made when the first is kept.</summary>
    public static CostPageCache InFolder(string folder, TimeProvider time) => new(
        (name, _) => Task.FromResult<Stream?>(File.Exists(Path.Combine(folder, name)) ? File.OpenRead(Path.Combine(folder, name)) : null),
        async (name, content, cancellationToken) =>
        {
            // Whole or not at all: a page that was written half would be paid for twice.
            Directory.CreateDirectory(folder);
            var unfinished = Path.Combine(folder, $"{name}.{Environment.ProcessId}.tmp");
            await File.WriteAllBytesAsync(unfinished, content, cancellationToken);
            File.Move(unfinished, Path.Combine(folder, name), overwrite: true);
        },
        time);

    /// <summary>Pages in a bucket.</summary>
    /// <param name="s3">Reads and writes.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">What keys begin with, with a slash at its end.</param>
    /// <param name="time">The clock.</param>
    public static CostPageCache InBucket(IAmazonS3 s3, string bucket, string prefix, TimeProvider time) => new(
        async (name, cancellationToken) =>
        {
            try
            {
                return (await s3.GetObjectAsync(bucket, prefix + name, cancellationToken)).ResponseStream;
            }
            catch (AmazonS3Exception absent) when (absent.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }
        },
        async (name, content, cancellationToken) =>
        {
            using var body = new MemoryStream(content.ToArray(), writable: false);
            var request = new PutObjectRequest { BucketName = bucket, Key = prefix + name, InputStream = body, ContentType = "application/json", UseChunkEncoding = false };
            await s3.PutObjectAsync(request, cancellationToken);
        },
        time);

    /// <summary>The page that was kept, while it counts.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="until">The day after the period.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<GetCostAndUsageResponse?> FindAsync(GetCostAndUsageRequest request, DateOnly until, CancellationToken cancellationToken)
    {
        await using var content = await open(NameOf(request), cancellationToken);
        if (content is null)
        {
            return null;
        }

        try
        {
            var kept = await JsonSerializer.DeserializeAsync(content, KeptPageJson.Default.KeptPage, cancellationToken);
            return kept is { Page: { } page, ReadAt: var readAt } && (IsFinal(page, readAt, until) || time.GetUtcNow() - readAt < Fresh) ? page : null;
        }
        catch (JsonException)
        {
            // Whoever damaged it: the page is read again, and kept anew.
            return null;
        }
    }

    /// <summary>Keeps a page.</summary>
    public Task KeepAsync(GetCostAndUsageRequest request, GetCostAndUsageResponse page, CancellationToken cancellationToken) =>
        save(NameOf(request), JsonSerializer.SerializeToUtf8Bytes(new KeptPage(time.GetUtcNow(), page), KeptPageJson.Default.KeptPage), cancellationToken);

    static bool IsFinal(GetCostAndUsageResponse page, DateTimeOffset readAt, DateOnly until) =>
        DateOnly.FromDateTime(readAt.UtcDateTime) >= until.AddDays(DaysUntilFinal) && (page.ResultsByTime ?? []).All(r => !r.Estimated);

    static string NameOf(GetCostAndUsageRequest request) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, CostExplorerJson.Default.GetCostAndUsageRequest))) + ".json";
}

/// <summary>A page as it is kept.</summary>
/// <param name="ReadAt">When it was read.</param>
/// <param name="Page">The page.</param>
sealed record KeptPage(DateTimeOffset ReadAt, GetCostAndUsageResponse? Page);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeptPage))]
sealed partial class KeptPageJson : JsonSerializerContext;
