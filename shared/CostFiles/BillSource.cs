using System.Collections.Immutable;

namespace GovCloud.CostFiles;

/// <summary>A file of a bill: a file, an entry of an archive or an S3 object.</summary>
/// <param name="Name">Its key or path, as a manifest or a command names it.</param>
/// <param name="Bytes">Its length as delivered; -1 where it is not known before it has been read.</param>
/// <param name="Open">Opens the bytes as delivered, packed or not. What cannot be opened throws <see cref="ExportException"/> or <see cref="IOException"/>, and becomes a problem of the bill.</param>
public sealed record BillSource(string Name, long Bytes, Func<Stream> Open)
{
    /// <summary>The digest that the bytes must have, in lower-case hexadecimal; none where nobody states one.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Names of the columns, where the file has no header of its own, as what Athena unloads.</summary>
    public ImmutableArray<string> Header { get; init; } = [];
}
