namespace GovCloud.Estates.Reading;

/// <summary>Remembers where every record and value came from, and which values could not be bound.</summary>
sealed class SourceMap
{
    readonly Dictionary<object, Origin> origins = new(ReferenceEqualityComparer.Instance);
    readonly List<object> order = [];

    /// <summary>Every record, in the order in which it was met.</summary>
    public IEnumerable<(object Record, RecordShape Shape)> Records => order.Select(record => (record, origins[record].Shape));

    public Origin Add(object record, RecordShape shape, SourcePosition position)
    {
        var origin = new Origin(shape, position);
        origins.Add(record, origin);
        order.Add(record);
        return origin;
    }

    /// <summary>A copy of a record stands where the record stands.</summary>
    public void Follow(object record, object copy)
    {
        if (origins.TryGetValue(record, out var origin))
        {
            origins.TryAdd(copy, origin);
        }
    }

    /// <summary>Where a record begins.</summary>
    public SourcePosition At(object record) => origins[record].Position;

    /// <summary>Where a record begins; <see langword="null"/> where it is not of these files.</summary>
    public SourcePosition? Find(object record) => origins.TryGetValue(record, out var origin) ? origin.Position : null;

    /// <summary>Where a member's value begins; where its default is used, where the record begins.</summary>
    public SourcePosition At(object record, string property) =>
        origins[record].Values.TryGetValue(property, out var position) ? position : origins[record].Position;

    /// <summary>Where an item of a member's list begins.</summary>
    public SourcePosition At(object record, string property, int item) =>
        origins[record].Items.TryGetValue(property, out var positions) && item < positions.Count ? positions[item] : At(record, property);

    /// <summary>Whether the member has the value that the author wrote or the default. Where not, that has been reported and nothing may be concluded from it. A record that nobody wrote holds defaults.</summary>
    public bool Sound(object record, string property) => !origins.TryGetValue(record, out var origin) || !origin.Unsound.Contains(property);

    /// <summary>What the author wrote for a member that could not be bound.</summary>
    public string? Refused(object record, string property) => origins[record].Refused.GetValueOrDefault(property);

    /// <summary>Whether the author wrote the member.</summary>
    public bool Written(object record, string property) => origins[record].Values.ContainsKey(property);

    /// <summary>Origin of one record.</summary>
    public sealed class Origin(RecordShape shape, SourcePosition position)
    {
        public RecordShape Shape { get; } = shape;

        public SourcePosition Position { get; } = position;

        public Dictionary<string, SourcePosition> Values { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, List<SourcePosition>> Items { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Unsound { get; } = new(StringComparer.Ordinal);

        /// <summary>Single values that could not be bound, as they were written.</summary>
        public Dictionary<string, string> Refused { get; } = new(StringComparer.Ordinal);
    }
}
