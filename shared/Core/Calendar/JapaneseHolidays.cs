using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace GovCloud.Calendar;

/// <summary>National holidays of Japan from 2020 to 2050, computed from 国民の祝日に関する法律 (昭和23年法律第178号) as in force since 2020.</summary>
/// <remarks>
/// Equinoxes follow the usual approximation for 1980 to 2099. They become law only through the announcement in 官報 in the February before;
/// days that depend on a later one are <see cref="Holiday.Tentative"/>. Compare with 内閣府 <c>syukujitsu.csv</c> every year.
/// </remarks>
public static class JapaneseHolidays
{
    /// <summary>First year that can be asked for.</summary>
    public const int FirstYear = 2020;

    /// <summary>Last year that can be asked for.</summary>
    public const int LastYear = 2050;

    /// <summary>Last year whose equinoxes have been announced (暦要項 令和9年, published in February 2026).</summary>
    public const int LastAnnouncedYear = 2027;

    const string VernalEquinox = "春分の日";
    const string AutumnalEquinox = "秋分の日";

    static readonly ImmutableArray<Holiday>[] years = new ImmutableArray<Holiday>[LastYear - FirstYear + 1];

    /// <summary>All holidays of a year in order of date.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year is before <see cref="FirstYear"/> or after <see cref="LastYear"/>.</exception>
    public static ImmutableArray<Holiday> In(int year)
    {
        if (year is < FirstYear or > LastYear)
            throw new ArgumentOutOfRangeException(nameof(year), year, $"Japanese holidays are known for {FirstYear} to {LastYear}, not for {year}.");

        // Two threads may compute the same year at once; both results are equal.
        ref var holidays = ref years[year - FirstYear];
        if (holidays.IsDefault)
            holidays = Compute(year);
        return holidays;
    }

    /// <summary>The holiday on a day, if it is one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year is before <see cref="FirstYear"/> or after <see cref="LastYear"/>.</exception>
    public static bool TryFind(DateOnly day, [NotNullWhen(true)] out Holiday? holiday)
    {
        holiday = null;
        foreach (var candidate in In(day.Year))
        {
            if (candidate.Date == day)
                holiday = candidate;
        }

        return holiday is not null;
    }

    /// <summary>Whether a day is a holiday of any kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year is before <see cref="FirstYear"/> or after <see cref="LastYear"/>.</exception>
    public static bool IsHoliday(DateOnly day) => TryFind(day, out _);

    static ImmutableArray<Holiday> Compute(int year)
    {
        var days = new SortedDictionary<DateOnly, Holiday>();
        foreach (var (date, name) in National(year))
        {
            var equinox = name is VernalEquinox or AutumnalEquinox;
            days.Add(date, new Holiday { Date = date, Name = name, Kind = HolidayKind.National, Tentative = equinox && year > LastAnnouncedYear });
        }

        Holiday[] national = [.. days.Values];
        foreach (var holiday in national)
        {
            if (holiday.Date.DayOfWeek == DayOfWeek.Sunday)
                Add(days, FirstFreeAfter(days, holiday.Date), "振替休日", HolidayKind.Substitute, holiday.Tentative);
        }

        for (var i = 1; i < national.Length; i++)
        {
            var (before, after) = (national[i - 1], national[i]);
            if (after.Date.DayNumber - before.Date.DayNumber == 2)
                Add(days, before.Date.AddDays(1), "国民の休日", HolidayKind.Citizens, before.Tentative || after.Tentative);
        }

        return [.. days.Values];
    }

    static void Add(SortedDictionary<DateOnly, Holiday> days, DateOnly date, string name, HolidayKind kind, bool tentative) =>
        days.TryAdd(date, new Holiday { Date = date, Name = name, Kind = kind, Tentative = tentative });

    static DateOnly FirstFreeAfter(SortedDictionary<DateOnly, Holiday> days, DateOnly date)
    {
        do date = date.AddDays(1);
        while (days.ContainsKey(date));
        return date;
    }

    static IEnumerable<(DateOnly Date, string Name)> National(int year)
    {
        yield return (new(year, 1, 1), "元日");
        yield return (NthMonday(year, 1, 2), "成人の日");
        yield return (new(year, 2, 11), "建国記念の日");
        yield return (new(year, 2, 23), "天皇誕生日");
        yield return (new(year, 3, EquinoxDay(year, 20.8431)), VernalEquinox);
        yield return (new(year, 4, 29), "昭和の日");
        yield return (new(year, 5, 3), "憲法記念日");
        yield return (new(year, 5, 4), "みどりの日");
        yield return (new(year, 5, 5), "こどもの日");
        var (marine, sports, mountain) = Summer(year);
        yield return (marine, "海の日");
        yield return (mountain, "山の日");
        yield return (NthMonday(year, 9, 3), "敬老の日");
        yield return (new(year, 9, EquinoxDay(year, 23.2488)), AutumnalEquinox);
        yield return (sports, "スポーツの日");
        yield return (new(year, 11, 3), "文化の日");
        yield return (new(year, 11, 23), "勤労感謝の日");
    }

    // 平成三十二年東京オリンピック競技大会・東京パラリンピック競技大会特別措置法 moved three days in 2020 and, after the postponement, in 2021.
    static (DateOnly Marine, DateOnly Sports, DateOnly Mountain) Summer(int year) => year switch
    {
        2020 => (new(2020, 7, 23), new(2020, 7, 24), new(2020, 8, 10)),
        2021 => (new(2021, 7, 22), new(2021, 7, 23), new(2021, 8, 8)),
        _ => (NthMonday(year, 7, 3), NthMonday(year, 10, 2), new(year, 8, 11)),
    };

    static DateOnly NthMonday(int year, int month, int nth)
    {
        var first = new DateOnly(year, month, 1);
        var toMonday = ((int)DayOfWeek.Monday - (int)first.DayOfWeek + 7) % 7;
        return first.AddDays(toMonday + (7 * (nth - 1)));
    }

    static int EquinoxDay(int year, double in1980)
    {
        var since = year - 1980;
        return (int)Math.Floor(in1980 + (0.242194 * since) - Math.Floor(since / 4.0));
    }
}
