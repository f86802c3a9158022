using System.Collections.Concurrent;

namespace GovCloud.LocalCloud.Storage;

/// <summary>What happened to an object; becomes an EventBridge event where the bucket asks for it.</summary>
sealed record ObjectChange(BucketDefinition Bucket, StoredObject Object, string DetailType, string Reason);

/// <summary>All buckets of all accounts.</summary>
sealed class S3Store(TimeProvider clock, Action<ObjectChange> changed)
{
    readonly ConcurrentDictionary<string, Bucket> buckets = new(StringComparer.Ordinal);

    public IEnumerable<Bucket> All => buckets.Values.OrderBy(bucket => bucket.Definition.Name, StringComparer.Ordinal);

    public Bucket? Find(string name) => buckets.GetValueOrDefault(name);

    /// <summary>False when the name is taken.</summary>
    public bool Create(BucketDefinition definition) => buckets.TryAdd(definition.Name, new Bucket(definition, clock));

    public bool Remove(string name) => buckets.TryRemove(name, out _);

    public void Announce(Bucket bucket, StoredObject version, string reason)
    {
        if (bucket.Definition.NotifiesEventBridge)
        {
            changed(new(bucket.Definition, version, reason.StartsWith("Delete", StringComparison.Ordinal) ? "Object Deleted" : "Object Created", reason));
        }
    }
}
