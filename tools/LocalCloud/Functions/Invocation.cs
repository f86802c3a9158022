namespace GovCloud.LocalCloud.Functions;

/// <summary>One finished invocation.</summary>
public sealed record Invocation
{
    /// <summary>As the function saw it.</summary>
    public required string RequestId { get; init; }

    /// <summary>What it was given.</summary>
    public required string Payload { get; init; }

    /// <summary>What it answered; the error document where it failed.</summary>
    public required string Response { get; init; }

    /// <summary>Null on success; for example <c>Runtime.ExitError</c> or <c>Sandbox.Timedout</c>.</summary>
    public string? ErrorType { get; init; }

    /// <summary>Time in the handler.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Time from the process start until it asked for work; null where a warm process served.</summary>
    public TimeSpan? InitDuration { get; init; }

    /// <summary>Whether it started a process.</summary>
    public bool IsColdStart => InitDuration is not null;

    /// <summary>Whether it ended without an error.</summary>
    public bool Succeeded => ErrorType is null;
}

/// <summary>A line that a function wrote.</summary>
/// <param name="Time">When it was read.</param>
/// <param name="Text">Without the line end.</param>
/// <param name="IsError">Whether it came from the standard error stream.</param>
public sealed record LogLine(DateTimeOffset Time, string Text, bool IsError);
