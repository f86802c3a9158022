using System.Collections.Immutable;

namespace GovCloud.Estates;

/// <summary>
/// File linkage through object storage (庁内データ連携のファイル連携): where the files lie, and who gives which file to whom by when. Folders, file
/// names and completion files of the standard (別紙8) are not public, so each interface is a profile with its source and date.
/// </summary>
public sealed record EstateLinkage
{
    /// <summary>The buckets: one for each body and environment that exchanges files.</summary>
    public ImmutableArray<LinkageStore> Stores { get; init; } = [];

    /// <summary>The interfaces.</summary>
    public ImmutableArray<LinkageInterface> Interfaces { get; init; } = [];
}

/// <summary>The bucket of a body in one account; the account's environment is that of the bucket.</summary>
public sealed record LinkageStore
{
    /// <summary>Id used in the estate and in the bucket's name.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>The body whose files lie in it; never those of another.</summary>
    public required MunicipalityCode Municipality { get; init; }

    /// <summary>The account that holds it: that of the hub (住民情報共通DB), or of the system that gives most.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The body's rule: files are kept at least so many days.</summary>
    [Bounds(1, 3650)]
    public int KeptAtLeastDays { get; init; } = 1;

    /// <summary>The body's rule: files are gone after so many days at most, because they hold personal data.</summary>
    [Bounds(1, 3650)]
    public int KeptAtMostDays { get; init; } = 400;

    /// <summary>The VPC endpoints of S3 through which the accounts come. An account that is not listed is asked for as a parameter of the template.</summary>
    public ImmutableArray<LinkageEndpoints> Endpoints { get; init; } = [];
}

/// <summary>The VPC endpoints of one account.</summary>
public sealed record LinkageEndpoints
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Their ids.</summary>
    [Text(TextFormat.VpcEndpointId)]
    public required ImmutableArray<string> Ids { get; init; }
}

/// <summary>A file that one system gives to others: the link profile (連携プロファイル).</summary>
public sealed record LinkageInterface
{
    /// <summary>Id used in the estate.</summary>
    [Unique, Text(TextFormat.Id)]
    public required string Id { get; init; }

    /// <summary>Name in Japanese.</summary>
    public required string Name { get; init; }

    /// <summary>The body whose data it is.</summary>
    public required MunicipalityCode Municipality { get; init; }

    /// <summary>The system that gives the file (提供側).</summary>
    [RefersTo(typeof(BusinessSystem))]
    public required string Provider { get; init; }

    /// <summary>The systems that take it (利用側).</summary>
    public required ImmutableArray<LinkageConsumer> Consumers { get; init; }

    /// <summary>Folder in the bucket, ending in a slash. Belongs to one provider, with everything below it.</summary>
    [Text(TextFormat.KeyPrefix)]
    public required string Prefix { get; init; }

    /// <summary>
    /// Regular expression over the whole file name below the prefix. Named groups: <c>date</c> (yyyyMMdd) or, for monthly files, <c>month</c> (yyyyMM);
    /// <c>sequence</c> where a day has several files; others, such as <c>business</c>, are for the reader.
    /// </summary>
    public required string Pattern { get; init; }

    /// <summary>How the provider says that a file is complete (完了ファイル).</summary>
    public LinkageMarker Marker { get; init; } = new();

    /// <summary>When files are expected.</summary>
    public required LinkageSchedule Schedule { get; init; }

    /// <summary>What a file must look like.</summary>
    public LinkageFormat Format { get; init; } = new();

    /// <summary>全件 or 差分.</summary>
    public LinkageCoverage Coverage { get; init; } = LinkageCoverage.Full;

    /// <summary>Days after which files are deleted.</summary>
    [Bounds(1, 3650)]
    public int RetentionDays { get; init; } = 30;

    /// <summary>Where the profile comes from.</summary>
    public required string Source { get; init; }

    /// <summary>The day on which the source was read.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The first day for which a file is expected: the day of going live. Left out, files of the last days are expected at once.</summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>Not an agreed profile: documents mark it 例(非公式).</summary>
    public bool Example { get; init; }
}

/// <summary>A system that takes a file.</summary>
public sealed record LinkageConsumer
{
    /// <summary>The system.</summary>
    [RefersTo(typeof(BusinessSystem))]
    public required string System { get; init; }

    /// <summary>Until when it must have taken the file, JST; left out where nobody waits for it.</summary>
    public TimeOnly? By { get; init; }

    /// <summary>So many days after the file's own deadline.</summary>
    [Bounds(0, 31)]
    public int Days { get; init; }
}

/// <summary>How a provider says that a file is complete.</summary>
public sealed record LinkageMarker
{
    /// <summary>By what.</summary>
    public MarkerRule Rule { get; init; } = MarkerRule.None;

    /// <summary>What follows the data file's name in the marker's, for <see cref="MarkerRule.Suffix"/>.</summary>
    [Text(TextFormat.KeySuffix)]
    public string? Suffix { get; init; }

    /// <summary>The marker's name with the same groups as the data file's, for <see cref="MarkerRule.Pattern"/>.</summary>
    public string? Pattern { get; init; }

    /// <summary>Which of the two comes first.</summary>
    public MarkerOrder Order { get; init; } = MarkerOrder.AfterData;
}

/// <summary>By what a file is known to be complete.</summary>
public enum MarkerRule
{
    /// <summary>By the file itself: an upload to object storage is there as a whole or not at all.</summary>
    None,

    /// <summary>By a second file with a longer name.</summary>
    Suffix,

    /// <summary>By a second file with a name of its own.</summary>
    Pattern,
}

/// <summary>Which of data file and marker comes first.</summary>
public enum MarkerOrder
{
    /// <summary>The marker ends the transfer: one that is older than the data is that of an earlier transfer.</summary>
    AfterData,

    /// <summary>The marker announces the data.</summary>
    BeforeData,
}

/// <summary>When files of an interface are expected.</summary>
public sealed record LinkageSchedule
{
    /// <summary>How often.</summary>
    public required LinkageFrequency Frequency { get; init; }

    /// <summary>The calendar whose open days count; every day where left out.</summary>
    [RefersTo(typeof(WorkCalendar))]
    public string? Calendar { get; init; }

    /// <summary>The weekday of a weekly file.</summary>
    public DayOfWeek? Weekday { get; init; }

    /// <summary>The day of a monthly file: 31 means the last day of every month.</summary>
    [Bounds(1, 31)]
    public int? DayOfMonth { get; init; }

    /// <summary>The day of a monthly file: the nth open day (第n営業日) of its calendar; -1 is the last.</summary>
    [Bounds(-1, 23)]
    public int? NthBusinessDay { get; init; }

    /// <summary>What becomes of a weekly or monthly file whose day is closed.</summary>
    public ClosedDayRule OnClosedDay { get; init; } = ClosedDayRule.Following;

    /// <summary>How many files a day has.</summary>
    [Bounds(1, 99)]
    public int Files { get; init; } = 1;

    /// <summary>Until when a file must be there and complete, JST; every file but an on-demand one has a deadline.</summary>
    public TimeOnly? Deadline { get; init; }

    /// <summary>So many days after the day in the file's name.</summary>
    [Bounds(0, 31)]
    public int DeadlineDays { get; init; }
}

/// <summary>How often a file comes.</summary>
public enum LinkageFrequency
{
    /// <summary>随時: whenever there is something.</summary>
    OnDemand,

    /// <summary>日次: every day, or every open day of a calendar.</summary>
    Daily,

    /// <summary>週次.</summary>
    Weekly,

    /// <summary>月次.</summary>
    Monthly,
}

/// <summary>What becomes of a file whose day is closed.</summary>
public enum ClosedDayRule
{
    /// <summary>It is expected on the next open day.</summary>
    Following,

    /// <summary>It is expected on the open day before.</summary>
    Preceding,

    /// <summary>It falls out.</summary>
    Skip,
}

/// <summary>What a file must look like. Contents are looked at to judge this and are never kept.</summary>
public sealed record LinkageFormat
{
    /// <summary>The characters' encoding.</summary>
    public FileEncoding Encoding { get; init; } = FileEncoding.Utf8;

    /// <summary>What stands between two fields.</summary>
    public FieldDelimiter Delimiter { get; init; } = FieldDelimiter.Comma;

    /// <summary>The first line that is expected, without line end; no header is expected where left out.</summary>
    [Text(TextFormat.HeaderLine)]
    public string? Header { get; init; }

    /// <summary>Where the number of data rows is told.</summary>
    public RowCountSource RowCount { get; init; } = RowCountSource.None;

    /// <summary>Fewest bytes.</summary>
    [Bounds(0, int.MaxValue)]
    public int MinimumBytes { get; init; }

    /// <summary>Most bytes.</summary>
    [Bounds(1, int.MaxValue)]
    public int MaximumBytes { get; init; } = int.MaxValue;

    /// <summary>A file whose rows differ from the median of the last files by more than so many percent is worth a look; 0 switches the comparison off.</summary>
    [Bounds(0, 1000)]
    public int RowTolerancePercent { get; init; } = 50;
}

/// <summary>Encodings of files.</summary>
public enum FileEncoding
{
    /// <summary>UTF-8 without byte order mark.</summary>
    Utf8,

    /// <summary>UTF-8 with byte order mark.</summary>
    Utf8Bom,

    /// <summary>UTF-8 with byte order mark or without.</summary>
    Utf8AnyBom,

    /// <summary>Shift_JIS with Microsoft's extensions (CP932), by agreement with systems outside the standard.</summary>
    ShiftJis,
}

/// <summary>Delimiters of fields.</summary>
public enum FieldDelimiter
{
    /// <summary>A comma, as the standard says.</summary>
    Comma,

    /// <summary>A tab.</summary>
    Tab,
}

/// <summary>Where the number of data rows is told.</summary>
public enum RowCountSource
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>The marker holds the number and nothing else.</summary>
    Marker,

    /// <summary>The last field of the first line, which is no data row.</summary>
    Header,

    /// <summary>The last field of the last line, which is no data row.</summary>
    Trailer,
}

/// <summary>全件 or 差分.</summary>
public enum LinkageCoverage
{
    /// <summary>全件.</summary>
    Full,

    /// <summary>差分: the number of rows may be anything.</summary>
    Difference,
}
