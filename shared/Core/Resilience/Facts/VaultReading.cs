using GovCloud.Audit;

namespace GovCloud.Resilience.Facts;

/// <summary>A vault.</summary>
public sealed record VaultReading
{
    /// <summary>ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is a logically air-gapped vault, which is locked by its nature.</summary>
    public bool AirGapped { get; init; }

    /// <summary>ARN of its key.</summary>
    public string? EncryptionKeyArn { get; init; }

    /// <summary>Whose key it is.</summary>
    public KeyOwner KeyOwner { get; init; }

    /// <summary>Whether it is locked; null where AWS does not say.</summary>
    public bool? Locked { get; init; }

    /// <summary>From when on the lock can never be undone (compliance mode); null for a lock of governance mode.</summary>
    public DateTimeOffset? LockDate { get; init; }

    /// <summary>Fewest days of retention that it accepts.</summary>
    public int? MinimumRetentionDays { get; init; }

    /// <summary>Most days of retention that it accepts.</summary>
    public int? MaximumRetentionDays { get; init; }

    /// <summary>How many recovery points lie in it, as AWS counts them; late by some minutes.</summary>
    public long? RecoveryPoints { get; init; }

    /// <summary>Its policy as JSON; empty where it has none.</summary>
    public Reading<string> Policy { get; init; } = Readings.Unknown<string>("ボールトのポリシーを読み取っていない");

    /// <summary>How strong the lock is at an instant; <see langword="null"/> where AWS does not say.</summary>
    public VaultLockState? LockAt(DateTimeOffset instant) => (AirGapped, Locked, LockDate) switch
    {
        (true, _, _) => VaultLockState.Compliance,
        (_, null, _) => null,
        (_, false, _) => VaultLockState.None,
        (_, _, null) => VaultLockState.Governance,
        (_, _, { } from) => from > instant ? VaultLockState.ComplianceInGrace : VaultLockState.Compliance,
    };
}

/// <summary>How strong a vault's lock is. Ordered: a later one is stronger.</summary>
public enum VaultLockState
{
    /// <summary>No lock.</summary>
    None,

    /// <summary>Those with the right to do so can remove it.</summary>
    Governance,

    /// <summary>Compliance mode in the days in which it can still be undone.</summary>
    ComplianceInGrace,

    /// <summary>Nobody can remove it.</summary>
    Compliance,
}
