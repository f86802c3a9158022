using System.Collections.Immutable;

namespace GovCloud.Estates;

/// <summary>A place in a file, as editors count: line and column begin at 1.</summary>
/// <param name="File">Path of the file, as people would open it.</param>
/// <param name="Line">Line.</param>
/// <param name="Column">Column in UTF-16 units.</param>
public readonly record struct SourcePosition(string File, int Line, int Column)
{
    /// <summary><c>file:line:column</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{File}:{Line}:{Column}");
}

/// <summary>A value as it stands in a file, whatever the file's language. <c>EstateReader</c> gives it a meaning.</summary>
/// <param name="Position">Where it begins.</param>
public abstract record SourceNode(SourcePosition Position)
{
    /// <summary>Keys with values. Keys are unique.</summary>
    /// <param name="Position">Where it begins.</param>
    /// <param name="Members">The members, in the order of the file.</param>
    public sealed record Mapping(SourcePosition Position, ImmutableArray<SourceMember> Members) : SourceNode(Position);

    /// <summary>A list.</summary>
    /// <param name="Position">Where it begins.</param>
    /// <param name="Items">The items, in the order of the file.</param>
    public sealed record Sequence(SourcePosition Position, ImmutableArray<SourceNode> Items) : SourceNode(Position);

    /// <summary>Text.</summary>
    /// <param name="Position">Where it begins.</param>
    /// <param name="Text">The text, with every digit that the author wrote.</param>
    /// <param name="Quoted">It is text by its notation, not by its looks: <c>"123"</c> is text, <c>123</c> is a number.</param>
    public sealed record Scalar(SourcePosition Position, string Text, bool Quoted) : SourceNode(Position);

    /// <summary>Something that could not be read and has been reported already.</summary>
    /// <param name="Position">Where it begins.</param>
    public sealed record Unreadable(SourcePosition Position) : SourceNode(Position);
}

/// <summary>A key and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Position">Where the key stands.</param>
/// <param name="Value">The value.</param>
public sealed record SourceMember(string Key, SourcePosition Position, SourceNode Value);

/// <summary>All files of one estate, read but not yet understood.</summary>
public sealed record EstateSources
{
    /// <summary>Where a problem of the estate as a whole is reported: its folder.</summary>
    public required string Name { get; init; }

    /// <summary>The files' contents, in ordinal order of their paths.</summary>
    public required ImmutableArray<SourceNode.Mapping> Documents { get; init; }

    /// <summary>What could not be read.</summary>
    public ImmutableArray<EstateProblem> Problems { get; init; } = [];

    /// <summary>A file is missing in part or as a whole: what other files refer to may stand there.</summary>
    public bool Incomplete { get; init; }
}
