namespace GovCloud.Functions.Notifier;

/// <summary>When a message that was not taken is tried again.</summary>
static class RetrySchedule
{
    /// <summary>After so many attempts a message is given up; with full waits that is five to six hours after it was decided.</summary>
    public const int MostAttempts = 12;

    static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>
    /// The wait after an attempt: random between one minute and a bound that doubles with each attempt up to one hour, so that messages
    /// which failed together do not come back together; never shorter than the channel asked for.
    /// </summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="asked">What the channel asked for.</param>
    /// <param name="random">From 0 to 1.</param>
    public static TimeSpan Delay(int attempt, TimeSpan? asked, double random)
    {
        var bound = attempt < 6 ? Shortest * (1 << attempt) : Longest;
        var wait = Shortest + ((bound - Shortest) * random);
        return asked > wait ? asked.Value : wait;
    }
}
