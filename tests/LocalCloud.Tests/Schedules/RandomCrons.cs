namespace GovCloud.LocalCloud.Tests.Schedules;

/// <summary>
/// Cron expressions of every form, made from a seed, that <c>aws-cron-parser</c> 1.1.12 reads as AWS documents them. Left out is where it does not: days that a month
/// may lack (it goes on into the next month), a fifth weekday of some months only (it gives up), <c>LW</c>, <c>L</c> as a weekday, lists with ranges and steps in one.
/// </summary>
sealed class RandomCrons(int seed)
{
    static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    readonly Random random = new(seed);

    /// <summary>The next expression.</summary>
    public string Next()
    {
        var days = random.Next(2) == 0 ? $"{DayOfMonth()} {Month()} ?" : $"? {Month()} {DayOfWeek()}";
        return $"{Field(0, 59)} {Field(0, 23)} {days} {Year()}";
    }

    string DayOfMonth() => random.Next(5) switch
    {
        0 => "L",
        1 => $"{random.Next(1, 29)}W",
        _ => Field(1, 28),
    };

    string DayOfWeek() => random.Next(6) switch
    {
        0 => $"{Weekday()}L",
        1 => $"{Weekday()}#{random.Next(1, 5)}",
        2 => Range(Days, 1),
        _ => Field(1, 7),
    };

    string Month() => random.Next(4) switch
    {
        0 => Range(Months, 1),
        1 => Field(1, 12),
        _ => "*",
    };

    string Year() => random.Next(4) switch
    {
        0 => "2027",
        1 => "2026-2030",
        2 => "2026/2",
        _ => "*",
    };

    string Weekday() => random.Next(2) == 0 ? Days[random.Next(7)] : $"{random.Next(1, 8)}";

    string Range(string[] names, int least)
    {
        var from = random.Next(names.Length - least);
        return $"{names[from]}-{names[random.Next(from + least, names.Length)]}";
    }

    /// <summary>Any, one, a list, a range, a range with a step, or a start with a step.</summary>
    string Field(int lowest, int highest)
    {
        int From(int least) => random.Next(least, highest + 1);
        var (first, step) = (From(lowest), random.Next(1, ((highest - lowest) / 2) + 1));
        return random.Next(6) switch
        {
            0 => "*",
            1 => string.Join(',', Enumerable.Range(0, random.Next(2, 4)).Select(_ => From(lowest)).Distinct().Order()),
            2 => $"{first}-{From(first)}",
            3 => $"{first}-{From(first)}/{step}",
            4 when highest is not 28 => random.Next(2) == 0 ? $"*/{step}" : $"{first}/{step}",
            _ => $"{first}",
        };
    }
}
