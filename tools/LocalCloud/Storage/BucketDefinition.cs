namespace GovCloud.LocalCloud.Storage;

/// <summary>A bucket as its template declares it.</summary>
public sealed record BucketDefinition
{
    /// <summary>Name, unique over all accounts.</summary>
    public required string Name { get; init; }

    /// <summary>Owner.</summary>
    public required string Account { get; init; }

    /// <summary>Where it is.</summary>
    public required string Region { get; init; }

    /// <summary>Whether versions are kept.</summary>
    public bool Versioned { get; init; }

    /// <summary>Whether changes are announced on the account's default event bus.</summary>
    public bool NotifiesEventBridge { get; init; }

    /// <summary>Whether objects can be locked.</summary>
    public bool LocksObjects { get; init; }

    /// <summary>Mode and days of the lock that an object gets whose writer asks for none; none where the bucket gives none.</summary>
    public (string Mode, int Days)? DefaultRetention { get; init; }
}
