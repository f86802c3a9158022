using System.Text;

namespace GovCloud.Benchmarks;

/// <summary>
/// Events as an operations bus of some dozen accounts carries them: mostly Security Hub findings and alarms, then backups and compliance changes,
/// now and then a threat, a maintenance or something unknown. A problem is a number; its events differ only in state, time and id.
/// </summary>
/// <param name="accounts">The estate's account ids, which the problems are spread over.</param>
/// <param name="findingsPerBatch">How many findings a Security Hub event carries.</param>
sealed class EventMix(string[] accounts, int findingsPerBatch)
{
    /// <summary>Time of the first event.</summary>
    public static readonly DateTimeOffset Start = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    // Shares of a hundred problems.
    static readonly (int Share, Func<EventFacts, string> Body)[] Kinds =
    [
        (38, EventBodies.SecurityHub), (26, EventBodies.Alarm), (12, EventBodies.Backup), (10, EventBodies.ConfigCompliance),
        (6, EventBodies.GuardDuty), (4, EventBodies.Health), (2, EventBodies.EcsTask), (1, EventBodies.RootSignIn), (1, EventBodies.Unknown),
    ];

    static readonly Func<EventFacts, string>[] KindOf = [.. Kinds.SelectMany(kind => Enumerable.Repeat(kind.Body, kind.Share))];

    /// <summary>One event of a problem.</summary>
    /// <param name="problem">The problem; the same number is the same fingerprint.</param>
    /// <param name="sequence">Grows with each event; a second later for each.</param>
    /// <param name="recovered">The source says that it is mended, where it ever does.</param>
    public byte[] Event(int problem, int sequence, bool recovered = false) => Encoding.UTF8.GetBytes(
        // 37 and 100 have no common divisor: neighbouring problems are of different kinds, and a hundred of them have the exact shares.
        KindOf[(int)((long)problem * 37 % 100)](new EventFacts(problem, accounts[problem % accounts.Length], sequence, recovered, findingsPerBatch)));

    /// <summary>A day's stream: of ten events three are new problems, six repeat one of them, one recovers.</summary>
    /// <param name="random">Chooses.</param>
    /// <param name="count">How many.</param>
    /// <param name="firstProblem">Number of the first new problem.</param>
    public List<byte[]> Stream(Random random, int count, int firstProblem = 0)
    {
        var open = new List<int>();
        var events = new List<byte[]>(count);
        for (var sequence = 0; sequence < count; sequence++)
        {
            var kind = random.Next(10);
            if (kind < 3 || open.Count == 0)
            {
                open.Add(firstProblem++);
                events.Add(Event(open[^1], sequence));
                continue;
            }

            var chosen = random.Next(open.Count);
            events.Add(Event(open[chosen], sequence, recovered: kind == 9));
            if (kind == 9)
            {
                open.RemoveAt(chosen);
            }
        }

        return events;
    }
}

/// <summary>What the events of one problem are made of.</summary>
sealed record EventFacts(int Problem, string Account, int Sequence, bool Recovered, int Findings)
{
    /// <summary>Time of the event.</summary>
    public string Time { get; } = Text(EventMix.Start.AddSeconds(Sequence));

    /// <summary>When the problem began.</summary>
    public string Since { get; } = Text(EventMix.Start.AddDays(-1));

    /// <summary>An event's own id.</summary>
    public string Id { get; } = $"{Problem:x8}-0000-4000-8000-{Sequence:x12}";

    /// <summary>17 hexadecimal digits, as instances and volumes have them.</summary>
    public string Hex { get; } = $"{(Problem + 1L) * 2_654_435_761L:x17}";

    static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
