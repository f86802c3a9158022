using System.Collections.Immutable;

namespace GovCloud.Cost.Closing;

/// <summary>What was found when a month was last looked at: also where no statement could be made of it.</summary>
public sealed record MonthStatus
{
    /// <summary>The month.</summary>
    public required CostMonth Month { get; init; }

    /// <summary>The instant for which it was judged. An event that comes late is judged by this instant, not by its own.</summary>
    public required DateTimeOffset JudgedAt { get; init; }

    /// <summary>The day from which the month may be closed.</summary>
    public required DateOnly ClosingDay { get; init; }

    /// <summary>Whether that day had come.</summary>
    public required bool Due { get; init; }

    /// <summary>The statement that was made, if one could be made.</summary>
    public int? Revision { get; init; }

    /// <summary>How far that statement is.</summary>
    public Statements.StatementState? State { get; init; }

    /// <summary>Digest of its record.</summary>
    public string? RecordDigest { get; init; }

    /// <summary>Its total.</summary>
    public long? Yen { get; init; }

    /// <summary>What stands against closing the month.</summary>
    public ImmutableArray<string> Obstacles { get; init; } = [];

    /// <summary>Files of exports that could not be read, with where they are kept and why. People are told of them at once, also before the month is due.</summary>
    public ImmutableArray<UnreadableFile> Unreadable { get; init; } = [];
}

/// <summary>A file that could not be read.</summary>
/// <param name="Name">Where it lies, as <c>s3://bucket/key</c>.</param>
/// <param name="Kept">Where it is kept as it was.</param>
/// <param name="Reason">Why it could not be read.</param>
public sealed record UnreadableFile(string Name, string Kept, string Reason);
