using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace GovCloud.Linkage;

/// <summary>The place of one file: interface, day, number within the day. An expected file fills one slot, whatever its name is in detail.</summary>
/// <param name="Interface">The interface's id.</param>
/// <param name="Date">The day for which the file is, JST.</param>
/// <param name="Sequence">The file's number within the day, from 1.</param>
public sealed record FileSlot(string Interface, DateOnly Date, int Sequence)
{
    /// <summary>Sorts as time does within an interface: <c>20261120-01</c>.</summary>
    [JsonIgnore]
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Date:yyyyMMdd}-{Sequence:00}");

    /// <inheritdoc/>
    public override string ToString() => $"{Interface}/{Id}";
}

/// <summary>A file that should come.</summary>
public sealed record ExpectedFile
{
    /// <summary>Its place.</summary>
    public required FileSlot Slot { get; init; }

    /// <summary>Its key as far as the pattern says; <c>?</c> stands for what the pattern leaves open.</summary>
    public required string Key { get; init; }

    /// <summary>A file that comes before is early: the day for which it is has not begun.</summary>
    public required DateTimeOffset OpensAt { get; init; }

    /// <summary>Until when it must be there and complete; none for an on-demand file.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Until when each consumer must have taken it, where somebody waits for that.</summary>
    public ImmutableArray<ConsumerDeadline> Consumers { get; init; } = [];
}

/// <summary>Until when a consumer must have taken a file.</summary>
/// <param name="System">The consuming system.</param>
/// <param name="By">Until when; none where nobody waits.</param>
public sealed record ConsumerDeadline(string System, DateTimeOffset? By);
