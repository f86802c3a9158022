namespace GovCloud.LocalCloud.Accounts;

/// <summary>Something that goes wrong with calls to one account for a while.</summary>
public sealed record CallFault
{
    /// <summary>What goes wrong.</summary>
    public required CallFaultKind Kind { get; init; }

    /// <summary>The service by its name in signatures, such as <c>backup</c>; none for all, assuming a role included.</summary>
    public string? Service { get; init; }

    /// <summary>The operation; none for all.</summary>
    public string? Operation { get; init; }

    /// <summary>The region; none for all.</summary>
    public string? Region { get; init; }

    /// <summary>From when on.</summary>
    public DateTimeOffset From { get; init; } = DateTimeOffset.MinValue;

    /// <summary>Until when; this instant is no longer part of it.</summary>
    public DateTimeOffset Until { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>How many calls it hits; then all is well.</summary>
    public int Times { get; init; } = int.MaxValue;

    /// <summary>By how much a clock is ahead, or how much time passes between two pages.</summary>
    public TimeSpan By { get; init; }

    internal bool Hits(string service, string operation, string region, DateTimeOffset now) =>
        now >= From && now < Until && (Service is null || Service == service) && (Operation is null || Operation == operation) && (Region is null || Region == region);
}

/// <summary>What goes wrong with a call.</summary>
public enum CallFaultKind
{
    /// <summary>The role or an SCP does not allow it.</summary>
    Denied,

    /// <summary>Too many calls.</summary>
    Throttled,

    /// <summary>The answer ends in the middle.</summary>
    Torn,

    /// <summary>The instants of the answer are those of a clock that is ahead.</summary>
    ClockAhead,

    /// <summary>Time passes between the first page and the next: what expires in it is gone.</summary>
    SlowPages,

    /// <summary>A report is being written for ever.</summary>
    NeverReady,
}
