using GovCloud.Calendar;

namespace GovCloud.Core.Tests.Calendar;

public sealed class JapaneseHolidaysTests
{
    // 内閣府「国民の祝日」について, the published list of each year; 休 marks 振替休日 and 国民の休日.
    [Theory]
    [InlineData(2020, "1/1 1/13 2/11 2/23 2/24休 3/20 4/29 5/3 5/4 5/5 5/6休 7/23 7/24 8/10 9/21 9/22 11/3 11/23")]
    [InlineData(2021, "1/1 1/11 2/11 2/23 3/20 4/29 5/3 5/4 5/5 7/22 7/23 8/8 8/9休 9/20 9/23 11/3 11/23")]
    [InlineData(2022, "1/1 1/10 2/11 2/23 3/21 4/29 5/3 5/4 5/5 7/18 8/11 9/19 9/23 10/10 11/3 11/23")]
    [InlineData(2023, "1/1 1/2休 1/9 2/11 2/23 3/21 4/29 5/3 5/4 5/5 7/17 8/11 9/18 9/23 10/9 11/3 11/23")]
    [InlineData(2024, "1/1 1/8 2/11 2/12休 2/23 3/20 4/29 5/3 5/4 5/5 5/6休 7/15 8/11 8/12休 9/16 9/22 9/23休 10/14 11/3 11/4休 11/23")]
    [InlineData(2025, "1/1 1/13 2/11 2/23 2/24休 3/20 4/29 5/3 5/4 5/5 5/6休 7/21 8/11 9/15 9/23 10/13 11/3 11/23 11/24休")]
    [InlineData(2026, "1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6休 7/20 8/11 9/21 9/22休 9/23 10/12 11/3 11/23")]
    [InlineData(2027, "1/1 1/11 2/11 2/23 3/21 3/22休 4/29 5/3 5/4 5/5 7/19 8/11 9/20 9/23 10/11 11/3 11/23")]
    public void The_holidays_of_a_year_are_the_published_ones(int year, string published)
    {
        var computed = JapaneseHolidays.In(year)
            .Select(holiday => $"{holiday.Date.Month}/{holiday.Date.Day}{(holiday.Kind == HolidayKind.National ? "" : "休")}");

        Assert.Equal(published, string.Join(' ', computed));
    }

    [Theory]
    [InlineData(2025, 19)]
    [InlineData(2026, 18)]
    [InlineData(2027, 17)]
    [InlineData(2028, 16)]
    [InlineData(2029, 19)]
    [InlineData(2030, 19)]
    public void A_year_has_the_known_number_of_holidays(int year, int count) => Assert.Equal(count, JapaneseHolidays.In(year).Length);

    [Theory]
    [InlineData("2020-07-23", "海の日", HolidayKind.National)]
    [InlineData("2020-07-24", "スポーツの日", HolidayKind.National)]
    [InlineData("2020-08-10", "山の日", HolidayKind.National)]
    [InlineData("2021-08-09", "振替休日", HolidayKind.Substitute)]
    [InlineData("2025-02-24", "振替休日", HolidayKind.Substitute)]
    [InlineData("2025-11-24", "振替休日", HolidayKind.Substitute)]
    [InlineData("2026-05-06", "振替休日", HolidayKind.Substitute)]
    [InlineData("2026-09-22", "国民の休日", HolidayKind.Citizens)]
    [InlineData("2029-04-30", "振替休日", HolidayKind.Substitute)]
    [InlineData("2030-11-04", "振替休日", HolidayKind.Substitute)]
    [InlineData("2032-09-21", "国民の休日", HolidayKind.Citizens)]
    [InlineData("2049-09-21", "国民の休日", HolidayKind.Citizens)]
    public void A_special_day_has_its_name_and_kind(string date, string name, HolidayKind kind)
    {
        Assert.True(JapaneseHolidays.TryFind(Day(date), out var holiday));
        Assert.Equal((name, kind), (holiday.Name, holiday.Kind));
    }

    [Theory]
    [InlineData("2020-07-20")] // 海の日 without the Olympic law
    [InlineData("2021-10-11")] // スポーツの日 without it
    [InlineData("2021-08-11")] // 山の日 without it
    [InlineData("2026-12-29")] // year end is not a holiday of the law
    [InlineData("2027-01-02")]
    public void An_ordinary_day_is_none(string date) => Assert.False(JapaneseHolidays.IsHoliday(Day(date)));

    [Fact]
    public void Days_that_follow_from_an_unannounced_equinox_are_tentative()
    {
        var tentative = Enumerable.Range(JapaneseHolidays.FirstYear, 31)
            .SelectMany(year => JapaneseHolidays.In(year))
            .Where(holiday => holiday.Tentative)
            .ToList();

        Assert.All(tentative, holiday => Assert.True(holiday.Date.Year > JapaneseHolidays.LastAnnouncedYear));
        Assert.Contains(tentative, holiday => holiday.Date == new DateOnly(2028, 3, 20));
        Assert.Contains(tentative, holiday => holiday.Date == new DateOnly(2032, 9, 21));
        Assert.DoesNotContain(tentative, holiday => holiday.Date is { Month: 1, Day: 1 });
    }

    [Fact]
    public void No_day_is_listed_twice_and_the_days_are_in_order()
    {
        for (var year = JapaneseHolidays.FirstYear; year <= JapaneseHolidays.LastYear; year++)
        {
            var days = JapaneseHolidays.In(year).Select(holiday => holiday.Date).ToList();
            Assert.Equal(days.Distinct().Order(), days);
            Assert.InRange(days.Count, 16, 21);
        }
    }

    [Theory]
    [InlineData(2019)]
    [InlineData(2051)]
    public void A_year_out_of_range_is_refused_with_the_range(int year)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => JapaneseHolidays.In(year));
        Assert.Contains($"2020 to 2050, not for {year}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-31", 2025)]
    [InlineData("2026-04-01", 2026)]
    public void The_fiscal_year_begins_in_April(string date, int year) => Assert.Equal(year, JapanTime.FiscalYear(Day(date)));

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
