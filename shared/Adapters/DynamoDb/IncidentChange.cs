using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using GovCloud.Triage;

namespace GovCloud.Adapters.DynamoDb;

/// <summary>Identity of one finding of one delivered event: the same bytes delivered again have the same keys.</summary>
/// <param name="Value">32 lower-case hexadecimal digits of the event, <c>#</c>, position of the finding in it from 0.</param>
public readonly record struct DeliveryKey(string Value)
{
    /// <summary>The keys of the findings of one event, which is known by the first 128 bits of its SHA-256.</summary>
    public static ImmutableArray<DeliveryKey> OfAll(ReadOnlySpan<byte> eventBody, int findings)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(eventBody).AsSpan(0, 16));
        return [.. Enumerable.Range(0, findings).Select(finding => new DeliveryKey(digest + "#" + finding.ToString(CultureInfo.InvariantCulture)))];
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>What one delivered finding changes, stored as a whole or not at all.</summary>
public sealed record IncidentChange
{
    /// <summary>The finding that is applied.</summary>
    public required DeliveryKey Delivery { get; init; }

    /// <summary>The fingerprint's latest incident upon which was decided; none when there was none.</summary>
    public Incident? Before { get; init; }

    /// <summary>The incident after the decision; none when the finding changes no incident, and then only its delivery is recorded.</summary>
    public Incident? After { get; init; }

    /// <summary>The recovery that was known of a fingerprint without an incident when it was decided; none when none was.</summary>
    public EarlyRecovery? RecoveryBefore { get; init; }

    /// <summary>A recovery that found no incident and is to be remembered; excludes <see cref="After"/>.</summary>
    public EarlyRecovery? Recovery { get; init; }

    /// <summary>The messages to be sent, at most <see cref="IncidentStore.MostNotifications"/>.</summary>
    public ImmutableArray<Notification> Notifications { get; init; } = [];

    internal bool ChangesIncident => After is not null && (Before is null || Supersedes || After.Version != Before.Version);

    internal bool Supersedes => After is not null && Before is not null && !string.Equals(After.Number, Before.Number, StringComparison.Ordinal);
}

/// <summary>A source told that all is well again before anything was known to be wrong.</summary>
/// <param name="Fingerprint">Of what.</param>
/// <param name="At">By the source's clock.</param>
public sealed record EarlyRecovery(string Fingerprint, DateTimeOffset At);

/// <summary>What became of an <see cref="IncidentChange"/>.</summary>
public enum CommitOutcome
{
    /// <summary>Stored.</summary>
    Committed,

    /// <summary>The finding had been applied before; nothing was stored.</summary>
    AlreadyApplied,

    /// <summary>Somebody else changed the incident in between; nothing was stored. Load and decide again.</summary>
    Conflict,
}

/// <summary>What is stored about some fingerprints and deliveries.</summary>
/// <param name="Heads">The latest incident by fingerprint; absent where there is none.</param>
/// <param name="Applied">Those of the deliveries that were applied.</param>
public sealed record IncidentSnapshot(FrozenDictionary<string, Incident> Heads, FrozenSet<DeliveryKey> Applied)
{
    /// <summary>Recoveries that came before any incident, by fingerprint.</summary>
    public FrozenDictionary<string, EarlyRecovery> Recoveries { get; init; } = FrozenDictionary<string, EarlyRecovery>.Empty;

    /// <summary>Fingerprints whose latest incident is stored and cannot be read. The others are not concerned.</summary>
    public FrozenDictionary<string, StoredItemException> Unreadable { get; init; } = FrozenDictionary<string, StoredItemException>.Empty;
}
