using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Linkage;

namespace GovCloud.Core.Tests.Linkage;

/// <summary>Interfaces and facts for the tests of the linkage.</summary>
static class LinkageSamples
{
    public static readonly MunicipalityCode Body = MunicipalityCode.Parse("131229");

    /// <summary>Monday to Friday, closed on holidays and at the year's end.</summary>
    public static readonly WorkingCalendar Desk = new(new WorkCalendar { Id = "desk", Name = "平日" });

    /// <summary>A daily file with a marker, due at 6:00 of the next day, to be taken by 8:00 and by 9:00.</summary>
    public static LinkageInterface Daily => new()
    {
        Id = "daily",
        Name = "日次",
        Municipality = Body,
        Provider = "residents",
        Consumers = [new LinkageConsumer { System = "insurance", By = new TimeOnly(8, 0) }, new LinkageConsumer { System = "tax", By = new TimeOnly(9, 0) }],
        Prefix = "residents/daily/",
        Pattern = @"r_(?<date>[0-9]{8})_(?<sequence>[0-9]{2})\.csv",
        Marker = new LinkageMarker { Rule = MarkerRule.Suffix, Suffix = ".end" },
        Schedule = new LinkageSchedule { Frequency = LinkageFrequency.Daily, Calendar = "desk", Deadline = new TimeOnly(6, 0), DeadlineDays = 1 },
        Format = new LinkageFormat { MinimumBytes = 10, MaximumBytes = 1000, RowCount = RowCountSource.Marker },
        Source = "例",
        AsOf = new DateOnly(2026, 11, 1),
    };

    public static LinkageProfile Profile(LinkageInterface? definition = null) => new(definition ?? Daily, Desk);

    public static LinkageProfile Scheduled(LinkageSchedule schedule, string? pattern = null) => Profile(Daily with { Schedule = schedule, Pattern = pattern ?? Daily.Pattern });

    /// <summary>Friday 2026-11-20, number 1, due on Saturday at 6:00.</summary>
    public static ExpectedFile Friday(LinkageProfile profile) => ExpectedFiles.Find(profile, new DateOnly(2026, 11, 20), 1)!;

    public static DateTimeOffset At(int day, int hour, int minute = 0) => JapanTime.At(new DateOnly(2026, 11, day), new TimeOnly(hour, minute));

    public static FileVersion Data(DateTimeOffset at, string version = "v1", long size = 100, long? rows = 5, string? etag = null, string key = "residents/daily/r_20261120_01.csv") => new()
    {
        Key = key,
        Version = version,
        ETag = etag ?? $"tag-{version}",
        Size = size,
        At = at,
        Inspection = new FileInspection { Rows = rows },
    };

    public static FileVersion Marker(DateTimeOffset at, string version = "m1", long? declared = 5) => new()
    {
        Key = "residents/daily/r_20261120_01.csv.end",
        Version = version,
        ETag = $"tag-{version}",
        Size = 2,
        At = at,
        Inspection = new FileInspection { Declared = declared },
    };

    public static SlotFacts Facts(LinkageProfile profile) => new() { Slot = Friday(profile).Slot };
}
