using System.Collections.Immutable;
using System.Globalization;

namespace GovCloud.Adapters.Backup;

/// <summary>The columns of a table, whatever their spelling: AWS's reports write <c>backupJobId</c>, its console <c>Backup job ID</c>, its command line <c>BackupJobId</c>.</summary>
sealed class BackupCsvColumns
{
    readonly Dictionary<string, int> byName = new(StringComparer.Ordinal);
    readonly HashSet<int> used = [];
    readonly ImmutableArray<string> header;

    public BackupCsvColumns(ImmutableArray<string> header)
    {
        this.header = header;
        for (var i = 0; i < header.Length; i++)
        {
            byName.TryAdd(Plain(header[i]), i);
        }
    }

    public int Count => header.Length;

    /// <summary>Columns that nothing reads, as they are written.</summary>
    public IEnumerable<string> Unread => header.Where((name, i) => !used.Contains(i) && name.Trim().Length > 0);

    public bool Has(params ReadOnlySpan<string> names) => Find(names) is not null;

    /// <summary>The first of the names that there is.</summary>
    public int? Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (byName.TryGetValue(name, out var column))
            {
                used.Add(column);
                return column;
            }
        }

        return null;
    }

    static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}

/// <summary>A row; asking it for what is not there gives null, and for what is wrong throws.</summary>
sealed class BackupCsvRow(BackupCsvColumns columns, ImmutableArray<string> cells)
{
    public string? Text(params ReadOnlySpan<string> names) =>
        columns.Find(names) is { } column && column < cells.Length && cells[column].Trim() is { Length: > 0 } text && text is not ("-" or "null" or "N/A") ? text : null;

    /// <summary>The text of a cell that must not be empty.</summary>
    /// <exception cref="FormatException">It is not there.</exception>
    public string Required(params ReadOnlySpan<string> names) => Text(names) ?? throw new FormatException($"{names[0]} が空");

    /// <summary>An instant: ISO 8601, without an offset UTC, or seconds since 1970.</summary>
    /// <exception cref="FormatException">It is no instant.</exception>
    public DateTimeOffset? Instant(params ReadOnlySpan<string> names)
    {
        if (Text(names) is not { } text)
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e11
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant
            : throw new FormatException($"{names[0]} が日時ではない: {text}");
    }

    /// <summary>A whole number.</summary>
    /// <exception cref="FormatException">It is no whole number.</exception>
    public long? Number(params ReadOnlySpan<string> names) => Text(names) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"{names[0]} が整数ではない: {text}");

    /// <summary>True or false.</summary>
    /// <exception cref="FormatException">It is neither true nor false.</exception>
    public bool? Truth(params ReadOnlySpan<string> names) => Text(names) is not { } text ? null
        : bool.TryParse(text, out var truth) ? truth
        : throw new FormatException($"{names[0]} が true でも false でもない: {text}");
}
