using GovCloud.Estates.Reading;

namespace GovCloud.Estates;

/// <summary>Where the records of an estate stand in its files. Records are told apart by reference.</summary>
public sealed class EstatePlaces
{
    readonly SourceMap? map;

    internal EstatePlaces(SourceMap? map) => this.map = map;

    /// <summary>Of an estate that was made without files.</summary>
    public static EstatePlaces Unknown { get; } = new(null);

    /// <summary>Where a record begins; <see langword="null"/> where it was not read from a file.</summary>
    public SourcePosition? Find(object record) => map?.Find(record);
}
