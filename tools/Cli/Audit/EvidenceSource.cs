using System.Security.Cryptography;
using System.Text.Json.Serialization;
using GovCloud.Adapters.Storage;
using GovCloud.Audit.Evidence;

namespace GovCloud.Cli.Audit;

/// <summary>Where evidence lies.</summary>
interface IEvidenceSource
{
    /// <summary>The chains that are there.</summary>
    Task<IReadOnlyCollection<string>> ChainsAsync(CancellationToken cancellationToken);

    /// <summary>Everything in a chain's folder.</summary>
    Task<IReadOnlyCollection<StoredEntry>> EntriesAsync(string chain, CancellationToken cancellationToken);

    /// <summary>Digest and length of a file.</summary>
    ValueTask<EvidenceFile?> FileAsync(string key, CancellationToken cancellationToken);
}

/// <summary>A copy of the bucket on this machine.</summary>
sealed class EvidenceFolder(string root) : IEvidenceSource
{
    public Task<IReadOnlyCollection<string>> ChainsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyCollection<string>>(
        [.. Directory.EnumerateDirectories(root).Where(folder => Directory.Exists(Path.Combine(folder, "chain"))).Select(folder => Path.GetFileName(folder))]);

    public async Task<IReadOnlyCollection<StoredEntry>> EntriesAsync(string chain, CancellationToken cancellationToken)
    {
        var entries = new List<StoredEntry>();
        var folder = Path.Combine(root, chain, "chain");
        foreach (var file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [])
        {
            entries.Add(new(ChainEntry.ChainFolder(chain) + Path.GetFileName(file), await File.ReadAllBytesAsync(file, cancellationToken)));
        }

        return entries;
    }

    public async ValueTask<EvidenceFile?> FileAsync(string key, CancellationToken cancellationToken)
    {
        var file = Path.GetFullPath(Path.Combine(root, key));
        // An entry is input like any other: a key must not lead out of the folder.
        if (!file.StartsWith(Path.GetFullPath(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(file))
        {
            return null;
        }

        await using var content = File.OpenRead(file);
        return new(key, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)), content.Length);
    }
}

/// <summary>The bucket itself.</summary>
sealed class EvidenceBucket(BucketReader objects) : IEvidenceSource
{
    const int AtOnce = 16;

    public async Task<IReadOnlyCollection<string>> ChainsAsync(CancellationToken cancellationToken)
    {
        var chains = new List<string>();
        foreach (var folder in await objects.FoldersAsync(cancellationToken))
        {
            if (!(await objects.VersionsAsync(ChainEntry.ChainFolder(folder), cancellationToken)).IsEmpty)
            {
                chains.Add(folder);
            }
        }

        return chains;
    }

    public async Task<IReadOnlyCollection<StoredEntry>> EntriesAsync(string chain, CancellationToken cancellationToken)
    {
        var versions = await objects.VersionsAsync(ChainEntry.ChainFolder(chain), cancellationToken);
        var entries = new StoredEntry?[versions.Length];
        await Parallel.ForEachAsync(Enumerable.Range(0, versions.Length), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (i, token) =>
            entries[i] = await objects.ReadAsync(versions[i].Key, token, versions[i].Version) is { } content ? new(versions[i].Key, content) : null);
        return [.. entries.OfType<StoredEntry>()];
    }

    public async ValueTask<EvidenceFile?> FileAsync(string key, CancellationToken cancellationToken) =>
        await objects.ReadAsync(key, cancellationToken) is { } content ? new(key, EvidenceFile.DigestOf(content), content.Length) : null;
}

/// <summary>The JSON of what a verification found.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(List<ChainReport>))]
sealed partial class AuditVerifyJson : JsonSerializerContext;
