using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using GovCloud.Adapters.Backup;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Cli.Audit;
using GovCloud.Cli.Dr;
using GovCloud.Cli.Estates;
using GovCloud.Documents.Resilience;
using GovCloud.Estates;
using GovCloud.Resilience.Checks;
using GovCloud.Resilience.Drills;
using GovCloud.Resilience.Facts;

namespace GovCloud.Cli.Backup;

/// <summary><c>gca backup audit</c>.</summary>
static class BackupAuditCommand
{
    public static Command Create(TimeProvider time)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Folders and files with what AWS's command line printed, whatever they are called.", Arity = ArgumentArity.OneOrMore };
        var estate = EstateLocation.Option();
        var at = new Option<DateTimeOffset?>("--at") { Description = "When the files were collected, such as 2026-11-21T07:00+09:00; now when absent. Recovery points are judged as of then.", HelpName = "TIME" };
        var drills = new Option<string?>("--drills") { Description = "Folder with the records of recovery drills (gca dr drill).", HelpName = "DIR" };
        var days = new Option<int>("--days") { Description = "Days of the map in html.", DefaultValueFactory = _ => 28 };
        days.Validators.Add(parsed =>
        {
            if (parsed.GetValueOrDefault<int>() is < 1 or > 366)
            {
                parsed.AddError("--days must be 1 to 366");
            }
        });
        var previous = new Option<string[]>("--previous")
        {
            Description = "What an earlier audit kept (--keep, or evidence of the function: the day's .json, or .json.gz of a slice), to see what was shortened since.",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
        };
        var keep = new Option<string?>("--keep") { Description = "File to keep the answers and retentions in, for the --previous of the next audit.", HelpName = "FILE" };
        var options = new AuditResultOptions();
        var command = options.AddTo(new Command(
            "audit",
            "Audit collected backups offline: recovery points against the objectives in business days, generations, locks, keys, copies, jobs, restore tests, drills. "
            + "What was not read is unknown, never a pass. Exit code 0: nothing to act on; 1: something fails or is unknown; 2: not done.")
        {
            paths,
            estate,
            at,
            drills,
            previous,
            keep,
            days,
        });
        command.SetAction(parsed => Run(parsed, parsed.GetRequiredValue(estate), new Request
        {
            Paths = parsed.GetRequiredValue(paths),
            At = parsed.GetValue(at) ?? time.GetUtcNow(),
            Drills = parsed.GetValue(drills),
            Previous = parsed.GetValue(previous) ?? [],
            Keep = parsed.GetValue(keep),
            Days = parsed.GetValue(days),
            Options = options,
        }, time));
        return command;
    }

    static int Run(ParseResult parsed, string folder, Request request, TimeProvider time)
    {
        var error = parsed.InvocationConfiguration.Error;
        if (EstateLocation.Load(folder, time, error) is not { } loaded)
        {
            return ExitCode.Misuse;
        }

        EstateLocation.WriteProblems(loaded, error);
        if (loaded.Estate is not { } estate)
        {
            return ExitCode.Problems;
        }

        try
        {
            var collected = new CollectedBackups();
            var inputs = Collect(collected, request.Paths);
            var records = request.Drills is { } drills ? DrillFiles.ReadAll(drills, error) : Readings.Unknown<ImmutableArray<DrillRecord>>("訓練の記録のフォルダー(--drills)が指定されていない");
            var past = PreviousBackups.Read(request.Previous);
            ImmutableArray<BackupReading> readings = [.. collected.Readings(request.At).Select(reading => reading with { Before = past.Of(reading.Account) })];
            var code = Report(parsed, estate, readings, records, inputs, request);
            return WriteProblems(collected, inputs.Length, readings, estate, error) && code == ExitCode.Success ? ExitCode.Problems : code;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            error.WriteLine($"error: {e.Message}");
            return ExitCode.Misuse;
        }
    }

    static ImmutableArray<AuditInput> Collect(CollectedBackups collected, string[] paths)
    {
        var inputs = ImmutableArray.CreateBuilder<AuditInput>();
        foreach (var (path, name) in paths.SelectMany(Files).DistinctBy(file => file.Path, StringComparer.Ordinal))
        {
            var content = File.ReadAllBytes(path);
            collected.Add(path.Replace('\\', '/'), content);
            inputs.Add(AuditInput.Of(name, content));
        }

        return inputs.ToImmutable();
    }

    // The names of inputs do not depend on where they lie, so that equal files have equal digests.
    static IEnumerable<(string Path, string Name)> Files(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal)
            .Select(file => (file, Path.GetRelativePath(path, file).Replace('\\', '/')))
        : File.Exists(path) ? [(path, Path.GetFileName(path))] : throw new FileNotFoundException($"there is no file or folder '{path}'");

    static int Report(ParseResult parsed, Estate estate, ImmutableArray<BackupReading> readings, Reading<ImmutableArray<DrillRecord>> drills, ImmutableArray<AuditInput> inputs, Request request)
    {
        var (at, options) = (request.At, request.Options);
        var document = EstateDocument.Write(estate);
        var index = new EstateIndex(estate, "");
        var known = readings.Where(reading => index.FindAccount(reading.Account.ToString()) is not null).ToDictionary(reading => reading.Account);
        // An account of which nothing was collected is unknown, not left out.
        var evidence = estate.Accounts.Select(account => BackupEvidence.Of(index, known.GetValueOrDefault(account.Id) ?? new BackupReading { Account = account.Id, Began = at, Ended = at }, drills)).ToList();
        var run = AuditRun.Of(at, inputs.Append(AuditInput.Of("estate", document)), evidence.SelectMany(one => AuditEngine.Judge(BackupChecks.All, one, estate.Audit.Waivers)));
        if (request.Keep is { } kept)
        {
            var retentions = known.Values.Select(reading => AccountRetention.Of(reading, estate.Profile.PrimaryRegion));
            File.WriteAllBytes(kept, BackupAuditRecord.Of(run.Results.Select(RecordedAnswer.Of), known.Values.SelectMany(RecordedRestore.Of), retentions, at, EstateDocument.DigestOf(document)).Write());
        }

        var title = $"{estate.Profile.Title} バックアップ監査{(estate.Profile.Sample ? "(例)" : "")}";
        if (parsed.GetValue(options.Format) != AuditFormat.Html)
        {
            return options.Write(parsed, title, run, estate);
        }

        var shown = run.Results.Where(result => parsed.GetValue(options.All) || result.Outcome is Failed or NotKnown or Waived);
        var page = BackupAuditPage.Render(title, run, shown, BackupHeatMap.Of(evidence.Where(one => known.ContainsKey(one.Context.Account.Id)), JapanTime.DateOf(at), request.Days));
        var written = AuditOutput.Write(parsed.GetValue(options.File), AuditOutput.Bytes(page), parsed.InvocationConfiguration);
        return written != ExitCode.Success ? written : run.Results.Any(result => result.Demands(parsed.GetValue(options.FailOn))) ? ExitCode.Problems : ExitCode.Success;
    }

    /// <summary>Names what was not understood; true where a file could not be read.</summary>
    static bool WriteProblems(CollectedBackups collected, int files, ImmutableArray<BackupReading> readings, Estate estate, TextWriter error)
    {
        foreach (var problem in collected.Problems)
        {
            error.WriteLine($"warning: {problem}");
        }

        foreach (var reading in readings.Where(reading => estate.Accounts.All(account => account.Id != reading.Account)))
        {
            error.WriteLine($"warning: アカウント {reading.Account} は環境定義にないため、判定していない");
        }

        error.WriteLine($"{files} ファイル中 {collected.Understood} を読み取りました。");
        return collected.Understood < files;
    }

    /// <summary>What the command line asks for.</summary>
    sealed record Request
    {
        public required string[] Paths { get; init; }

        public required DateTimeOffset At { get; init; }

        public required string? Drills { get; init; }

        public required string[] Previous { get; init; }

        public required string? Keep { get; init; }

        public required int Days { get; init; }

        public required AuditResultOptions Options { get; init; }
    }
}
