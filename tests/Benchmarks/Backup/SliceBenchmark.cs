using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using GovCloud.Audit;
using GovCloud.Benchmarks.Measuring;
using GovCloud.Estates;
using GovCloud.Resilience.Checks;
using GovCloud.Resilience.Drills;

namespace GovCloud.Benchmarks.Backup;

/// <summary>
/// One slice of a shared audit as the function does it: accounts are judged as they come, their answers are kept and what was read of them is let go, and
/// all answers are packed at the end; and the closing of a run of 5,000 accounts. The peer packs the same answers and does nothing else.
/// </summary>
sealed class SliceBenchmark(EstateIndex estate, GeneratedBackups backups, Progress progress)
{
    const int Resources = 200;
    const int Accounts = 5_000;
    const int Rounds = 3;

    public const string Note =
        "Slice: 10 accounts of 200 resources, one after another on one thread, each made anew as if it had just been read, so that making them is part of the time; the function has five in memory at once. "
        + "Memory is the most that was in use after a collection, sampled with an account's recovery points and all answers alive. Closing: merging and writing what 500 slices left.";

    public IEnumerable<Measurement> Run()
    {
        progress.Say("backup: a slice of a shared audit");
        var (slices, packing) = (new List<double>(), new List<double>());
        var (peak, packed, answers) = (0.0, 0L, 0);
        for (var round = 0; round <= Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            var (record, most) = Judge();
            var judged = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            start = Stopwatch.GetTimestamp();
            packed = Pack(record);
            var wrote = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (round > 0)
            {
                slices.Add(judged + wrote);
                packing.Add(wrote);
            }

            (peak, answers) = (Math.Max(peak, most), record.Answers.Length);
        }

        var (slice, pack) = (new Samples(slices), new Samples(packing));
        yield return new Measurement(
            string.Create(CultureInfo.InvariantCulture, $"Slice of {BackupSlices.MostAccounts} accounts × {Resources} resources ({BackupSlices.MostAccounts * Resources * backups.PerResource * 2:N0} recovery points)"),
            string.Create(CultureInfo.InvariantCulture, $"{slice.Median / 1000:0.00} s ({slice.Spread("N0")} ms), {answers:N0} answers, {packed / 1e6:0.0} MB packed, {peak:N0} MB in use at most"),
            string.Create(CultureInfo.InvariantCulture, $"packing alone {pack.Median:N0} ms"),
            slice.Median / pack.Median);
        yield return Closing();
    }

    (BackupAuditRecord Record, double PeakMegabytes) Judge()
    {
        var (answers, retentions, peak) = (new List<RecordedAnswer>(), new List<AccountRetention>(), 0.0);
        for (var account = 0; account < BackupSlices.MostAccounts; account++)
        {
            var reading = backups.Reading(Resources) with { Before = Readings.Known<AccountRetention?>(null) };
            var evidence = BackupEvidence.Of(estate, reading, Readings.Known<ImmutableArray<DrillRecord>>([]));
            answers.AddRange(AuditEngine.Judge(BackupChecks.All, evidence, []).Order(AuditResultOrder.Instance).Select(RecordedAnswer.Of));
            retentions.Add(AccountRetention.Of(reading, estate.Estate.Profile.PrimaryRegion));
            if (account == BackupSlices.MostAccounts - 1)
            {
                peak = GC.GetTotalMemory(forceFullCollection: true) / 1e6;
            }

            GC.KeepAlive(evidence);
        }

        return (BackupAuditRecord.Of(answers, [], retentions, DateTimeOffset.UnixEpoch, "digest"), peak);
    }

    static long Pack(BackupAuditRecord record)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            record.WriteAsync(gzip, CancellationToken.None).GetAwaiter().GetResult();
        }

        return packed.Length;
    }

    static Measurement Closing()
    {
        var run = new SweepRun(DateTimeOffset.UnixEpoch, "0123456789abcdef");
        var parts = Enumerable.Range(0, Accounts / BackupSlices.MostAccounts).Select(slice => Tally(run, slice).Write()).ToArray();
        var (merging, reading) = (new List<double>(), new List<double>());
        var bytes = 0;
        for (var round = 0; round <= Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            var tallies = parts.Select(part => BackupTally.Read(part)).ToList();
            var read = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            bytes = run.Merge(tallies, [], null).Write().Length;
            if (round > 0)
            {
                merging.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                reading.Add(read);
            }
        }

        var (merge, parse) = (new Samples(merging), new Samples(reading));
        return new Measurement(
            string.Create(CultureInfo.InvariantCulture, $"Closing of {Accounts:N0} accounts ({parts.Length} parts)"),
            string.Create(CultureInfo.InvariantCulture, $"{merge.Median:0.0} ms ({merge.Spread("0.0")} ms), {bytes / 1e6:0.00} MB of evidence"),
            string.Create(CultureInfo.InvariantCulture, $"reading the parts {parse.Median:0.0} ms"),
            merge.Median / parse.Median);
    }

    static BackupTally Tally(SweepRun run, int slice) => new()
    {
        At = DateTimeOffset.UnixEpoch,
        Part = new RecordedPart
        {
            Run = run.Id,
            Name = string.Create(CultureInfo.InvariantCulture, $"{slice:0000}-0123456789ab.json.gz"),
            Sha256 = new string('a', 64),
            Accounts = [.. Enumerable.Range(0, BackupSlices.MostAccounts).Select(number => (100_000_000_000 + (slice * BackupSlices.MostAccounts) + number).ToString(CultureInfo.InvariantCulture))],
        },
        Summary = ImmutableSortedDictionary<string, int>.Empty.Add("fail", 3).Add("pass", 50_000).Add("unknown", 1),
        Findings = 4,
    };
}
