using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Audit;
using GovCloud.Audit.Evidence;
using GovCloud.Calendar;
using GovCloud.Cli.Day;
using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.Inventory;
using GovCloud.LocalCloud.Accounts;
using GovCloud.Resilience.Checks;

namespace GovCloud.Cli.Chaos;

/// <summary>
/// Mornings of the audits of backups and accounts, started while events come. Processes follow the real clock, and so do the accounts that they read; queues follow the clock of the
/// run. A start that fails is tried again as Lambda tries it; what Lambda gives up is started again, as an operator does from the list of missed audits.
/// </summary>
/// <param name="cloud">Where they run.</param>
/// <param name="estate">Whose accounts.</param>
sealed class ChaosAudits(EstateCloud cloud, EstateIndex estate)
{
    // Five weekly generations and a monthly restore test must be there already.
    const int HistoryDays = 73;

    // An asynchronous invocation is tried twice more.
    const int MostAttempts = 3;

    // Later than the last of all closings.
    static readonly TimeSpan Closed = TimeSpan.FromMinutes(55);

    /// <summary>Of so many accounts one has something that is found.</summary>
    const int OneWrongOf = 4;

    static readonly string[] Names = ["BackupAudit", "AccountAudit"];

    readonly List<SweepRun> mornings = [];
    readonly List<(string Function, SweepRun Run)> missed = [];

    readonly LocalEvidence evidence = new(cloud);

    /// <summary>The estate's accounts, some with an IAM user that nobody wants.</summary>
    public static SimulatedAccounts AccountsOf(Estate estate)
    {
        var now = TimeProvider.System.GetUtcNow();
        var today = JapanTime.DateOf(now);
        var accounts = new EstateAccounts(estate, today.AddDays(-HistoryDays), today, seed: 1).Create(TimeProvider.System);
        var faults = new IdentityFaults(now.AddDays(-2), DateTimeOffset.MaxValue);
        foreach (var (account, i) in estate.Accounts.Select((account, i) => (account.Id, i)).Where(one => one.i % OneWrongOf == 0))
        {
            accounts.Change(account, tidy => faults.UserAppears(tidy, new SimulatedUser { Name = FormattableString.Invariant($"batch-{i}"), Created = now.AddDays(-100) }));
        }

        return accounts;
    }

    /// <summary>Fills the ledger, and says that yesterday all was well: else everything that is well is told as mended.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        await evidence.FillLedgerAsync(estate.Estate, now.AddDays(-400), cancellationToken);
        await evidence.PutAsync($"{EvidenceChains.Backup}/latest.json", BackupAuditRecord.Of([], [], [], now.AddDays(-1), estate.Digest).Write(), cancellationToken);
    }

    /// <summary>Starts a morning.</summary>
    /// <param name="twice">Whether the schedule delivers the beginning twice.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task StartAsync(bool twice, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var run = new SweepRun(new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero), estate.Digest);
        mornings.Add(run);
        await Task.WhenAll(Names.Select(name => TryAsync(name, run, cancellationToken)));
        if (twice)
        {
            await Task.WhenAll(Names.Select(name => TryAsync(name, run, cancellationToken)));
        }
    }

    /// <summary>Starts again what was given up.</summary>
    /// <returns>How many starts that were.</returns>
    public async Task<int> StartMissedAsync(CancellationToken cancellationToken)
    {
        var again = missed.ToList();
        missed.Clear();
        foreach (var (name, run) in again)
        {
            await TryAsync(name, run, cancellationToken);
        }

        return again.Count;
    }

    async Task TryAsync(string name, SweepRun run, CancellationToken cancellationToken)
    {
        var payload = string.Create(CultureInfo.InvariantCulture, $$"""{"time":"{{run.At.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}}"}""");
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if ((await cloud.Host.InvokeAsync(cloud.Host.PhysicalName("AWS::Lambda::Function", name), payload, cancellationToken)).Succeeded)
            {
                return;
            }
        }

        missed.Add((name, run));
    }

    /// <summary>What the mornings found out, by the evidence that is kept.</summary>
    public async Task<HeldMornings> ReadAsync(CancellationToken cancellationToken)
    {
        var slices = InventorySlices.Of(estate.Estate);
        var state = cloud.Host.Snapshot();
        var keys = state.Buckets[evidence.Bucket];
        var backups = keys.Where(key => IsAudit(key, EvidenceChains.Backup)).Select(key => BackupAuditRecord.Read(evidence.Read(key))).OrderBy(record => record.At).ToList();
        var accounts = keys.Where(key => IsAudit(key, EvidenceChains.Accounts)).Select(key => AccountAuditRecord.Read(evidence.Read(key))).OrderBy(record => record.At).ToList();
        var chains = ImmutableArray.CreateBuilder<ChainReport>();
        foreach (var chain in (string[])[EvidenceChains.Backup, EvidenceChains.Accounts])
        {
            cancellationToken.ThrowIfCancellationRequested();
            chains.Add(await evidence.VerifyAsync(chain));
        }

        return new HeldMornings
        {
            Planned = [.. mornings],
            Slices = [.. slices.Select(accounts => accounts.Select(account => account.ToString()).ToImmutableArray())],
            Parts = [.. mornings.Select(run => Enumerable.Range(0, slices.Length).Where(slice => keys.Contains(FormattableString.Invariant($"{EvidenceChains.Accounts}/runs/{run.Id}/{slice:0000}.json"), StringComparer.Ordinal)).ToImmutableArray())],
            Backups = [.. backups.Select(record => record with { Answers = evidence.AnswersOf(record) })],
            Accounts = [.. accounts],
            Chains = chains.ToImmutable(),
        };
    }

    /// <summary>The first morning and the one after it where nothing goes wrong.</summary>
    public static async Task<HeldMornings> UndisturbedAsync(EstateCloud quiet, EstateIndex estate, CancellationToken cancellationToken)
    {
        var audits = new ChaosAudits(quiet, estate);
        await audits.PrepareAsync(cancellationToken);
        for (var morning = 0; morning < 2; morning++)
        {
            await audits.StartAsync(twice: false, cancellationToken);
            await quiet.AdvanceToAsync(quiet.Clock.GetUtcNow() + Closed, cancellationToken);
        }

        return await audits.ReadAsync(cancellationToken);
    }

    static bool IsAudit(string key, string chain) => key.StartsWith($"{chain}/20", StringComparison.Ordinal) && key.EndsWith("-audit.json", StringComparison.Ordinal);
}

/// <summary>What mornings of audits found out.</summary>
sealed record HeldMornings
{
    /// <summary>The mornings that were to be held.</summary>
    public required ImmutableArray<SweepRun> Planned { get; init; }

    /// <summary>The accounts of each slice of the inventory.</summary>
    public required ImmutableArray<ImmutableArray<string>> Slices { get; init; }

    /// <summary>Of each morning the slices that are among the evidence.</summary>
    public required ImmutableArray<ImmutableArray<int>> Parts { get; init; }

    /// <summary>Every evidence of the audit of backups, with all its answers, by time.</summary>
    public required ImmutableArray<BackupAuditRecord> Backups { get; init; }

    /// <summary>Every evidence of the audit of accounts, by time.</summary>
    public required ImmutableArray<AccountAuditRecord> Accounts { get; init; }

    /// <summary>What came of verifying the chains.</summary>
    public required ImmutableArray<ChainReport> Chains { get; init; }
}
