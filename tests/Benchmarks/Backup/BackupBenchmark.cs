using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using GovCloud.Audit;
using GovCloud.Benchmarks.Measuring;
using GovCloud.Estates;
using GovCloud.Resilience.Checks;
using GovCloud.Resilience.Drills;
using GovCloud.Resilience.Facts;

namespace GovCloud.Benchmarks.Backup;

/// <summary>
/// All checks of backups over accounts with recovery points of a month, made and judged account by account as the audit does it. The peer sorts as many
/// recovery points by resource and time, which is the least that a judgement of the newest has to do.
/// </summary>
sealed class BackupBenchmark(EstateIndex estate, Progress progress)
{
    const int Resources = 20;
    const int Rounds = 3;

    // Accounts are judged one by one, so that the cost of one must not depend on how many there are.
    const double GrowthGoal = 1.5;

    static readonly int[] Points = [10_000, 100_000, 1_000_000];

    readonly GeneratedBackups backups = new(estate);

    public BenchmarkResult Run()
    {
        var steps = Points.Select(Measure).ToList();
        var (first, last) = (steps[0], steps[^1]);
        return new BenchmarkResult(
            [
                .. steps.Select(s => new Measurement(
                    $"Backup audit of {s.Points:N0} recovery points, {BackupChecks.All.Length} checks",
                    $"{s.Judge.Median / 1000:0.00} s ({s.Judge.Spread("N0")} ms), {s.Answers:N0} answers, {s.PeakMegabytes:N0} MB in use",
                    $"sorting them {s.Sort.Median:N0} ms",
                    s.Judge.Median / s.Sort.Median)),
                new Measurement(
                    $"Growth: a recovery point of {last.Points:N0} against one of {first.Points:N0}",
                    $"{last.Judge.Median * 1000 / last.Points:0.00} µs",
                    $"{first.Judge.Median * 1000 / first.Points:0.00} µs",
                    last.Judge.Median / last.Points / (first.Judge.Median / first.Points),
                    GrowthGoal),
                .. new SliceBenchmark(estate, backups, progress).Run(),
            ],
            [string.Create(CultureInfo.InvariantCulture, $"Backup audit: accounts of {Resources} resources with {PerResource} recovery points each and as many copies, half of them in each region; the same account is judged again and again, so that its data lie warm; wall time on one thread, without reading from AWS. Memory is what is in use after the last account."),
            SliceBenchmark.Note]);
    }

    int PerResource => backups.PerResource;

    Step Measure(int points)
    {
        progress.Say($"backup: {points:N0} recovery points");
        var accounts = Math.Max(1, points / (Resources * PerResource * 2));
        var reading = backups.Reading(Resources);
        var (judge, sort) = (new List<double>(), new List<double>());
        long answers = 0;
        double memory = 0;
        // Small sizes must repeat until the optimised code runs, or they would flatter the growth.
        var warmUp = Math.Max(1, 500_000 / points);
        for (var round = 0; round < warmUp + Rounds; round++)
        {
            GC.Collect();
            var start = Stopwatch.GetTimestamp();
            answers = 0;
            for (var i = 0; i < accounts; i++)
            {
                var evidence = BackupEvidence.Of(estate, reading, Readings.Known<ImmutableArray<DrillRecord>>([]));
                answers += AuditEngine.Judge(BackupChecks.All, evidence, []).LongCount();
            }

            var judged = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            memory = GC.GetTotalMemory(forceFullCollection: false) / 1e6;
            if (round >= warmUp)
            {
                judge.Add(judged);
                sort.Add(Sorted(reading, accounts));
            }
        }

        return new Step(accounts * Resources * PerResource * 2, answers, new Samples(judge), new Samples(sort), memory);
    }

    static double Sorted(BackupReading reading, int accounts)
    {
        var all = reading.Regions.SelectMany(region => region.Points.Match(known => known, _ => [])).ToArray();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < accounts; i++)
        {
            var copy = all.ToArray();
            Array.Sort(copy, (a, b) => string.CompareOrdinal(a.Resource, b.Resource) is not 0 and var order ? order : Nullable.Compare(a.Created, b.Created));
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    sealed record Step(int Points, long Answers, Samples Judge, Samples Sort, double PeakMegabytes);
}
