using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using GovCloud.Audit.Evidence;
using GovCloud.Calendar;

namespace GovCloud.Adapters.Storage;

/// <summary>A file that is to be kept as evidence.</summary>
/// <param name="Name">Its name, such as <c>audit.json</c>.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Content">Its bytes.</param>
public sealed record EvidenceContent(string Name, string MediaType, ReadOnlyMemory<byte> Content)
{
    /// <summary>
    /// Whether people are named in it, such as those who answered. It then keeps the bucket's own lock, which two people can lift: personal data that
    /// was put there by mistake must be removable. Everything else is locked against everybody.
    /// </summary>
    public bool NamesPeople { get; init; }
}

/// <summary>What came of keeping evidence.</summary>
/// <param name="Head">The entry that names the files; to be published where people see it.</param>
/// <param name="Keys">Where the files are, in the order in which they were given.</param>
/// <param name="AlreadyThere">Whether an earlier delivery had kept the same.</param>
public sealed record EvidenceReceipt(ChainHead Head, ImmutableArray<string> Keys, bool AlreadyThere);

/// <summary>
/// Keeps evidence in S3 under a hash chain. Files are named by their content and an entry by its number, and both are written only if nothing is there: two writers cannot
/// both make the next entry, and the same evidence again changes nothing.
/// </summary>
/// <param name="s3">S3.</param>
/// <param name="bucket">The bucket, with Object Lock.</param>
/// <param name="chain">The chain; the first part of all its keys.</param>
/// <param name="author">Who keeps evidence.</param>
/// <param name="retentionDays">For how long it can be neither changed nor deleted, from its instant.</param>
public sealed class EvidenceChain(IAmazonS3 s3, string bucket, string chain, EvidenceAuthor author, int retentionDays)
{
    const int MostAttempts = 3;
    const int MostRaces = 10;
    const int DigestDigits = 16;

    // A message is delivered again for four days at most; what is older is not the same delivery.
    static readonly TimeSpan ReplayWindow = TimeSpan.FromDays(7);

    readonly BucketReader objects = new(s3, bucket);

    /// <summary>The bucket.</summary>
    public string Bucket => bucket;

    /// <summary>The chain.</summary>
    public string Name => chain;

    /// <summary>Keeps files and appends the entry that names them.</summary>
    /// <param name="at">The instant of what they prove. A replay names the same.</param>
    /// <param name="files">The files; at least one.</param>
    /// <param name="cancellationToken">Ends the work. Files without an entry are found and named by the next attempt.</param>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public async Task<EvidenceReceipt> AppendAsync(DateTimeOffset at, IReadOnlyCollection<EvidenceContent> files, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.Count == 0)
        {
            throw new ArgumentException("There is no file to keep.", nameof(files));
        }

        var until = at.AddDays(retentionDays);
        var named = files.Select(file => Named(file, at)).ToImmutableArray();
        var replayed = true;
        foreach (var (file, content) in named.Zip(files))
        {
            replayed &= !await PutOnceAsync(file.Key, content.MediaType, content.Content, content.NamesPeople ? null : until, cancellationToken);
        }

        for (var race = 0; race < MostRaces; race++)
        {
            var last = await LastAsync(cancellationToken);
            // Who lost a race may have lost it to itself: the SDK tries again when an answer was lost, and then finds the first attempt's entry in its place.
            if ((replayed || race > 0) && await FindAsync(last, named, at, cancellationToken) is { } earlier)
            {
                return new(earlier.Head, Keys(named), AlreadyThere: true);
            }

            var entry = ChainEntry.After(last, chain, named, at, author);
            if (await PutOnceAsync(ChainEntry.KeyOf(chain, entry.Sequence), "application/json", entry.Write(), until, cancellationToken))
            {
                return new(entry.Head, Keys(named), AlreadyThere: false);
            }
        }

        throw new IOException($"The chain s3://{bucket}/{ChainEntry.ChainFolder(chain)} was continued by others {MostRaces} times in a row.");
    }

    static ImmutableArray<string> Keys(ImmutableArray<EvidenceFile> files) => [.. files.Select(file => file.Key)];

    EvidenceFile Named(EvidenceContent file, DateTimeOffset at)
    {
        var digest = EvidenceFile.DigestOf(file.Content.Span);
        var day = JapanTime.DateOf(at).ToString("yyyy/MM/dd", CultureInfo.InvariantCulture);
        return new($"{chain}/{day}/{digest[..DigestDigits]}-{file.Name}", digest, file.Content.Length);
    }

    async Task<ChainEntry?> LastAsync(CancellationToken cancellationToken) =>
        await objects.ListAsync(ChainEntry.ChainFolder(chain), cancellationToken) is [.., var last] ? await EntryAsync(last, cancellationToken) : null;

    /// <summary>The entry of an earlier delivery of the same. One that is not found within the window is appended again, which breaks nothing.</summary>
    async Task<ChainEntry?> FindAsync(ChainEntry? last, ImmutableArray<EvidenceFile> files, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var wanted = files.OrderBy(file => file.Key, StringComparer.Ordinal).ToList();
        var entry = last;
        while (entry is not null && entry.At >= at - ReplayWindow)
        {
            if (entry.Files.SequenceEqual(wanted))
            {
                return entry;
            }

            entry = entry.Sequence == 1 ? null : await EntryAsync(ChainEntry.KeyOf(chain, entry.Sequence - 1), cancellationToken);
        }

        return null;
    }

    async Task<ChainEntry> EntryAsync(string key, CancellationToken cancellationToken)
    {
        var content = await objects.ReadAsync(key, cancellationToken) ?? throw new IOException($"s3://{bucket}/{key} is not there any more.");
        try
        {
            return ChainEntry.Read(content);
        }
        catch (FormatException broken)
        {
            // Nothing is appended to a chain that is broken: it would look sound from there on.
            throw new IOException($"The chain is broken at s3://{bucket}/{key}: {broken.Message}", broken);
        }
    }

    async Task<bool> PutOnceAsync(string key, string mediaType, ReadOnlyMemory<byte> content, DateTimeOffset? lockedUntil, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await s3.PutObjectAsync(Put(key, mediaType, content, lockedUntil), cancellationToken);
                return true;
            }
            catch (AmazonS3Exception there) when (there.StatusCode == HttpStatusCode.PreconditionFailed)
            {
                return false;
            }
            catch (AmazonS3Exception busy) when (busy.StatusCode == HttpStatusCode.Conflict && attempt < MostAttempts)
            {
                // Another writer of the same object was at work; S3 asks to try again.
            }
            catch (Exception e) when (CostObjects.IsS3(e))
            {
                throw new IOException($"S3 PutObject s3://{bucket}/{key} failed.", e);
            }
        }
    }

    PutObjectRequest Put(string key, string mediaType, ReadOnlyMemory<byte> content, DateTimeOffset? lockedUntil)
    {
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = key,
            InputStream = new MemoryStream(content.ToArray(), writable: false),
            ContentType = mediaType,
            IfNoneMatch = "*",
            UseChunkEncoding = false,
        };
        if (lockedUntil is { } until)
        {
            request.ObjectLockMode = ObjectLockMode.Compliance;
            request.ObjectLockRetainUntilDate = until.UtcDateTime;
        }

        return request;
    }
}
