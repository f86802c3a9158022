using System.Collections.Concurrent;
using System.Collections.Immutable;
using GovCloud.Adapters.Storage;
using GovCloud.Contracts;
using GovCloud.Cost;
using GovCloud.Cost.Sources;
using GovCloud.CostFiles;
using GovCloud.Estates;

namespace GovCloud.Functions.CostApportionment;

/// <summary>The exports of a month, as S3 has them now.</summary>
sealed record FoundExports
{
    /// <summary>The files of the bill; a chunk that is missing is a source that cannot be opened.</summary>
    public required ImmutableArray<BillSource> Sources { get; init; }

    /// <summary>The objects by the names of their sources.</summary>
    public required ImmutableDictionary<string, CostObject> Objects { get; init; }

    /// <summary>Manifests that cannot be read, with the reason.</summary>
    public required ImmutableArray<(CostObject Manifest, string Reason)> BrokenManifests { get; init; }

    /// <summary>Accounts whose own bucket holds an export of the month.</summary>
    public required ImmutableArray<string> DeliveredAccounts { get; init; }

    /// <summary>What S3 refused while the files were read. It says nothing about the files: the month is to be tried again.</summary>
    public ConcurrentQueue<Exception> Failures { get; } = new();
}

/// <summary>
/// Finds the exports of a month: in the bucket that each account's own export is delivered to, and in the bucket of inputs, where people and replications put others.
/// What counts is what manifests name: they come after all the files of a delivery.
/// </summary>
sealed class MonthExports(CostObjects objects, Estate estate, string inputsBucket)
{
    const int MostBucketsAtOnce = 16;

    static readonly string[] Tables = ["cur", "focus"];

    public async Task<FoundExports> FindAsync(CostMonth month, CancellationToken cancellationToken)
    {
        var own = new ConcurrentDictionary<string, CostObject>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = MostBucketsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Deliverers, options, async (account, token) =>
        {
            if (await OwnAsync(account, month, token) is { } manifest)
            {
                own[account] = manifest;
            }
        });
        var others = (await objects.ListAsync(inputsBucket, CostNames.Exports, cancellationToken))
            .Where(entry => IsManifest(entry) && CostKeys.MonthOf(entry.Key) == month)
            .GroupBy(entry => RootOf(entry.Key), StringComparer.Ordinal)
            .Select(Current);
        return await FollowAsync([.. own.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value), .. others], month, own.Keys, cancellationToken);
    }

    /// <summary>In an organization of one's own the payer's export holds all accounts; in Government Cloud, where the payer is the Digital Agency, each delivers its own.</summary>
    IEnumerable<string> Deliverers => estate is { Profile.Organization: OrganizationMode.Owned, Organization.ManagementAccount: { } payer }
        ? [payer.ToString()]
        : estate.Accounts.Select(account => account.Id.ToString());

    /// <summary>An account delivers CUR and FOCUS, which say the same: one of them is read.</summary>
    async Task<CostObject?> OwnAsync(string account, CostMonth month, CancellationToken cancellationToken)
    {
        foreach (var table in Tables)
        {
            var prefix = $"{CostNames.Exports}{CostNames.Export(estate.Profile.Name, table)}/metadata/BILLING_PERIOD={month}/";
            var manifests = (await objects.ListOfAccountAsync(CostNames.ExportBucket(estate.Profile.Name, account), prefix, cancellationToken)).Where(IsManifest).ToList();
            if (manifests.Count > 0)
            {
                return Current(manifests);
            }
        }

        return null;
    }

    async Task<FoundExports> FollowAsync(IReadOnlyList<CostObject> manifests, CostMonth month, IEnumerable<string> accounts, CancellationToken cancellationToken)
    {
        var sources = ImmutableArray.CreateBuilder<BillSource>();
        var byName = ImmutableDictionary.CreateBuilder<string, CostObject>(StringComparer.Ordinal);
        var broken = ImmutableArray.CreateBuilder<(CostObject, string)>();
        // Made before the sources, which report to it.
        var found = new FoundExports { Sources = [], Objects = byName.ToImmutable(), BrokenManifests = [], DeliveredAccounts = [.. accounts.Order(StringComparer.Ordinal)] };
        foreach (var manifest in manifests)
        {
            try
            {
                var content = await objects.ReadAsync(manifest.Bucket, manifest.Key, cancellationToken) ?? throw new FormatException("it was removed while it was read");
                var delivered = await objects.ListAsync(manifest.Bucket, RootOf(manifest.Key), cancellationToken);
                foreach (var chunk in ExportManifest.Read(content).Chunks)
                {
                    var entry = Find(delivered, chunk, month);
                    var name = entry?.Address ?? $"s3://{manifest.Bucket}/{KeyOf(chunk)}";
                    sources.Add(entry is null ? Missing(name) : new BillSource(name, entry.Bytes, () => objects.Open(entry, found.Failures.Enqueue)));
                    if (entry is not null)
                    {
                        byName[name] = entry;
                    }
                }
            }
            catch (FormatException unreadable)
            {
                broken.Add((manifest, unreadable.Message));
            }
        }

        return found with { Sources = [.. sources.DistinctBy(source => source.Name, StringComparer.Ordinal)], Objects = byName.ToImmutable(), BrokenManifests = broken.ToImmutable() };
    }

    /// <summary>A copy of an export lies under another folder than its manifest says: then what ends alike is meant, if it is only one.</summary>
    static CostObject? Find(IReadOnlyList<CostObject> delivered, string chunk, CostMonth month)
    {
        var key = KeyOf(chunk);
        if (delivered.FirstOrDefault(entry => entry.Key == key) is { } exact)
        {
            return exact;
        }

        var end = "/" + key[(key.LastIndexOf('/') + 1)..];
        var alike = delivered.Where(entry => entry.Key.EndsWith(end, StringComparison.Ordinal) && CostKeys.MonthOf(entry.Key) == month).ToList();
        return alike is [var only] ? only : null;
    }

    static BillSource Missing(string name) => new(name, -1, () => throw new ExportException(name, "the manifest names it and it is not there; wait for the next delivery, or put it there"));

    static bool IsManifest(CostObject entry) => entry.Key.EndsWith(CostNames.ManifestEnd, StringComparison.Ordinal);

    /// <summary>Of several manifests of one export the topmost counts, and of equals the latest: those below it are of deliveries that it replaced.</summary>
    static CostObject Current(IEnumerable<CostObject> manifests) => manifests.OrderBy(entry => entry.Key.Count(c => c == '/')).ThenByDescending(entry => entry.ModifiedAt).First();

    /// <summary>The folder of an export, with a slash at its end.</summary>
    static string RootOf(string key)
    {
        var metadata = key.IndexOf("/metadata/", StringComparison.Ordinal);
        if (metadata >= 0)
        {
            return key[..(metadata + 1)];
        }

        // A CUR has a folder for the period, with or without one for the delivery.
        var parts = key.Split('/');
        var period = Array.FindIndex(parts, part => part.Length == 17 && part[8] == '-');
        return string.Join('/', parts[..(period < 0 ? parts.Length - 1 : period)]) + "/";
    }

    static string KeyOf(string chunk)
    {
        const string Scheme = "s3://";
        return chunk.StartsWith(Scheme, StringComparison.Ordinal) ? chunk[(chunk.IndexOf('/', Scheme.Length) + 1)..] : chunk.TrimStart('/');
    }
}
