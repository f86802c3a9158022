using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using GovCloud.LocalCloud.Gateway;

namespace GovCloud.LocalCloud.Storage;

/// <summary>A bucket in memory: keys in order, each with its versions, oldest first.</summary>
sealed class Bucket(BucketDefinition definition, TimeProvider clock)
{
    readonly Lock gate = new();
    readonly SortedDictionary<string, List<StoredObject>> objects = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> configurations = new(StringComparer.Ordinal);
    bool versioned = definition.Versioned;
    long versions;

    public BucketDefinition Definition => definition;

    public DateTimeOffset CreatedAt { get; } = clock.GetUtcNow();

    public bool IsVersioned => versioned;

    /// <summary>Present objects in order of their keys.</summary>
    public IReadOnlyList<StoredObject> Current()
    {
        lock (gate)
        {
            return [.. objects.Values.Select(list => list[^1]).Where(latest => !latest.IsDeleteMarker)];
        }
    }

    /// <summary>All versions and markers; within a key the newest first.</summary>
    public IReadOnlyList<(StoredObject Version, bool IsLatest)> Versions()
    {
        lock (gate)
        {
            return [.. objects.Values.SelectMany(list => list.Select((version, index) => (version, index == list.Count - 1)).Reverse())];
        }
    }

    public StoredObject? Find(string key, string? versionId = null)
    {
        lock (gate)
        {
            return objects.TryGetValue(key, out var list)
                ? versionId is null ? list[^1] : list.Find(version => string.Equals(version.VersionId, versionId, StringComparison.Ordinal))
                : null;
        }
    }

    /// <summary>Stores a version if <paramref name="allowed"/> agrees with what is there now.</summary>
    public StoredObject Put(StoredObject template, Action<StoredObject?> allowed)
    {
        lock (gate)
        {
            var list = objects.GetValueOrDefault(template.Key);
            allowed(list?[^1] is { IsDeleteMarker: false } latest ? latest : null);
            var stored = template with { LastModified = clock.GetUtcNow(), VersionId = NextVersion() };
            list ??= objects[template.Key] = [];
            if (!versioned)
            {
                list.RemoveAll(version => version.VersionId is "null");
            }

            list.Add(stored);
            return stored;
        }
    }

    /// <summary>Removes a version for good, or puts a marker on top, as the bucket's versioning asks. Null where nothing was there.</summary>
    public StoredObject? Delete(string key, string? versionId)
    {
        lock (gate)
        {
            var list = objects.GetValueOrDefault(key);
            if (versionId is not null)
            {
                var gone = list?.Find(version => string.Equals(version.VersionId, versionId, StringComparison.Ordinal));
                RefuseWhileLocked(gone);
                Remove(key, list, gone);
                return gone;
            }

            if (!versioned)
            {
                var gone = list?[^1];
                Remove(key, list, gone);
                return gone;
            }

            var marker = new StoredObject { Key = key, Data = [], ETag = "", LastModified = clock.GetUtcNow(), VersionId = NextVersion(), IsDeleteMarker = true };
            (list ?? (objects[key] = [])).Add(marker);
            return marker;
        }
    }

    /// <summary>The lock of an object whose writer asks for none.</summary>
    public ObjectLock? DefaultLock() => definition.DefaultRetention is { } retention ? new(retention.Mode, clock.GetUtcNow().AddDays(retention.Days)) : null;

    /// <summary>Locks a version. In compliance mode a lock only grows.</summary>
    public void Lock(StoredObject version, ObjectLock wanted)
    {
        lock (gate)
        {
            if (objects.TryGetValue(version.Key, out var list) && list.IndexOf(version) is >= 0 and var index)
            {
                if (version.Lock is { Mode: "COMPLIANCE" } held && held.Until > clock.GetUtcNow() && (wanted.Until < held.Until || wanted.Mode != held.Mode))
                {
                    throw AccessDenied();
                }

                list[index] = version with { Lock = wanted };
            }
        }
    }

    public void Tag(StoredObject version, string? tagging)
    {
        lock (gate)
        {
            if (objects.TryGetValue(version.Key, out var list) && list.IndexOf(version) is >= 0 and var index)
            {
                list[index] = version with { Tagging = tagging };
            }
        }
    }

    /// <summary>Sub-resources such as lifecycle or policy are kept as they were put.</summary>
    public string? Configuration(string name)
    {
        lock (gate)
        {
            return configurations.GetValueOrDefault(name);
        }
    }

    public void Configure(string name, string? xml)
    {
        lock (gate)
        {
            if (xml is null)
            {
                configurations.Remove(name);
                return;
            }

            configurations[name] = xml;
            if (name is "versioning")
            {
                versioned = xml.Contains("<Status>Enabled</Status>", StringComparison.Ordinal);
            }
        }
    }

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "An ETag of S3 is the MD5 of the content.")]
    public static byte[] Digest(ReadOnlySpan<byte> data) => MD5.HashData(data);

    public static string ETagOf(ReadOnlySpan<byte> data) => $"\"{Convert.ToHexStringLower(Digest(data))}\"";

    string NextVersion() => versioned ? "v" + (++versions).ToString("D8", CultureInfo.InvariantCulture) : "null";

    void RefuseWhileLocked(StoredObject? version)
    {
        if (version?.Lock is { } held && held.Until > clock.GetUtcNow())
        {
            throw AccessDenied();
        }
    }

    static AwsApiException AccessDenied() => new(403, "AccessDenied", "Access Denied because object protected by object lock.");

    void Remove(string key, List<StoredObject>? list, StoredObject? version)
    {
        if (list is null || version is null)
        {
            return;
        }

        list.Remove(version);
        if (list.Count == 0)
        {
            objects.Remove(key);
        }
    }
}
