namespace GovCloud.LocalCloud.Storage;

/// <summary>One version of an object, or a delete marker.</summary>
public sealed record StoredObject
{
    /// <summary>Full key.</summary>
    public required string Key { get; init; }

    /// <summary>Content; empty for a delete marker.</summary>
    public required byte[] Data { get; init; }

    /// <summary>With its quotes.</summary>
    public required string ETag { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary><c>null</c> (the word) in a bucket that was never versioned.</summary>
    public required string VersionId { get; init; }

    /// <summary>Content type, metadata and the like, returned with the object.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Name and value of the checksum that came with it, for example <c>x-amz-checksum-crc32</c>.</summary>
    public KeyValuePair<string, string>? Checksum { get; init; }

    /// <summary>Tag set as XML, as it was put.</summary>
    public string? Tagging { get; init; }

    /// <summary>Until when it can be neither changed nor deleted, if it is locked.</summary>
    public ObjectLock? Lock { get; init; }

    /// <summary>Whether it only says that the object was deleted.</summary>
    public bool IsDeleteMarker { get; init; }
}

/// <summary>A lock of a version.</summary>
/// <param name="Mode">COMPLIANCE or GOVERNANCE.</param>
/// <param name="Until">Its end.</param>
public sealed record ObjectLock(string Mode, DateTimeOffset Until);
