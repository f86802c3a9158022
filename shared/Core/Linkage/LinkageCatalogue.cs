using System.Collections.Frozen;
using System.Collections.Immutable;
using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Linkage;

/// <summary>The estate's interfaces and buckets, prepared once. Immutable and safe for concurrent use.</summary>
public sealed class LinkageCatalogue
{
    readonly FrozenDictionary<string, LinkageStore> buckets;
    readonly FrozenDictionary<string, LinkageProfile> profiles;

    /// <summary>Prepares the interfaces of a validated estate.</summary>
    public LinkageCatalogue(Estate estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        Estate = estate;
        var calendars = estate.Calendars.ToDictionary(calendar => calendar.Id, calendar => new WorkingCalendar(calendar), StringComparer.Ordinal);
        Profiles = [.. estate.Linkage.Interfaces.Select(definition => new LinkageProfile(definition, definition.Schedule.Calendar is { } id ? calendars[id] : null))];
        profiles = Profiles.ToFrozenDictionary(profile => profile.Id, StringComparer.Ordinal);
        buckets = estate.Linkage.Stores.ToFrozenDictionary(LinkageNames.BucketOf, StringComparer.Ordinal);
    }

    /// <summary>The estate.</summary>
    public Estate Estate { get; }

    /// <summary>All interfaces.</summary>
    public ImmutableArray<LinkageProfile> Profiles { get; }

    /// <summary>The store of a bucket; <see langword="null"/> where it is none of ours.</summary>
    public LinkageStore? FindStore(string bucket) => buckets.GetValueOrDefault(bucket);

    /// <summary>An interface by its id.</summary>
    public LinkageProfile? Find(string id) => profiles.GetValueOrDefault(id);

    /// <summary>What the key of an object in a store means.</summary>
    public KeyClass Classify(LinkageStore store, string key)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(key);
        return ArrivalClassifier.Classify(this, store.Municipality, key);
    }
}
