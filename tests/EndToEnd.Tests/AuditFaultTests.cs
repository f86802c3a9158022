using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Audit;
using GovCloud.Inventory;
using GovCloud.LocalCloud.Faults;
using GovCloud.Triage;
using Xunit.Abstractions;

namespace GovCloud.EndToEnd.Tests;

/// <summary>
/// Mornings of the deployed audits while single calls fail: those to the tables, buckets, queues and buses of the operations account, and those into the member accounts. An answer
/// is the one of the quiet morning, or unknown with its reason; the closing has every slice once; the chain grows by one entry and verifies; nothing is left in a queue.
/// </summary>
[Collection(SharedDeployedAudits.Name)]
public sealed class AuditFaultTests(DeployedAudits audits, ITestOutputHelper output)
{
    const ulong Seed = 20261120;

    // Lambda tries an asynchronous invocation twice more; what it gives up is on the list of missed audits, from which an operator starts it again with the same planned time.
    const int MostAttempts = 20;

    // Longer than all closings that may follow each other.
    static readonly TimeSpan Morning = TimeSpan.FromMinutes(55);

    static readonly string[] OwnServices = ["dynamodb", "s3", "sqs", "events"];

    static readonly string[] MemberServices = ["sts", "backup", "iam", "config", "cloudtrail", "organizations", "sso", "account", "access-analyzer"];

    [EndToEndTheory]
    [InlineData("throttled", "denied", "expired", "failure", "unavailable", "cut-before", "cut-after")]
    [InlineData("partial", "pages", "stale")]
    public async Task A_morning_of_calls_that_fail_has_the_answers_of_a_quiet_one_or_says_that_they_are_unknown(params string[] kinds)
    {
        if (audits.Usual is null)
        {
            // The very first audit knows nothing of the one before, and has fewer answers.
            await HoldAsync("quiet", []);
            audits.Usual = audits.Latest();
        }

        var hits = await HoldAsync(string.Join(' ', kinds), kinds.SelectMany(Faults));
        Assert.All(kinds, kind => Assert.Contains(hits, hit => hit.Effect.GetType() == FaultKinds.All[kind].GetType()));
        Assert.All((string[])[.. OwnServices, .. MemberServices], service => Assert.True(!kinds.Contains("denied") || hits.Any(hit => hit.Call.Service == service), service));
        var opened = audits.Incidents.Where(incident => incident.Status == IncidentStatus.Open).Select(Name).Order(StringComparer.Ordinal).ToList();
        // What could not be looked at is not mended.
        Assert.Empty(opened.Except((await IncidentsAsync()).Where(incident => incident.Status == IncidentStatus.Open).Select(Name), StringComparer.Ordinal));
        await HoldAsync("quiet", []);
        Assert.Equal(opened, (await IncidentsAsync()).Where(incident => incident.Status == IncidentStatus.Open).Select(Name).Order(StringComparer.Ordinal));

        static string Name(Incident incident) => $"{incident.Type} {incident.Account} {incident.Resource}";
    }

    /// <summary>Errors hit some calls of each service; of the member accounts, which have more of them, twice as many.</summary>
    IEnumerable<Fault> Faults(string kind)
    {
        var effect = FaultKinds.All[kind];
        var fault = effect is FaultEffect.SmallPages or FaultEffect.StaleReads ? new Fault { Effect = effect, Calls = 40 }
            : effect is FaultEffect.PartialFailure ? new Fault { Effect = effect, Calls = 4 }
            : new Fault { Effect = effect, Calls = 2, Probability = 0.4 };
        return Functions().SelectMany(function => OwnServices.Select(service => fault with { Service = service, Function = function }))
            .Concat(MemberServices.Select(service => fault with { Service = service, Calls = fault.Calls * 3 }));
    }

    async Task<List<InjectedFault>> HoldAsync(string kind, IEnumerable<Fault> faults)
    {
        var started = TimeProvider.System.GetTimestamp();
        var before = audits.Cloud.Host.Faults.Injected.Count;
        var chains = await ChainsAsync();
        var run = new SweepRun(Second(TimeProvider.System.GetUtcNow()), audits.InventoryEvidence.EstateDigest);
        audits.Cloud.Host.Faults.Seed = Seed;
        var injected = faults.Select(audits.Cloud.Host.Faults.Inject).ToList();
        int[] attempts;
        try
        {
            attempts = await Task.WhenAll(Functions().Select(function => StartAsync(function, run)));
            await audits.Cloud.AdvanceToAsync(audits.Cloud.Clock.GetUtcNow() + Morning, CancellationToken.None);
        }
        finally
        {
            injected.ForEach(fault => fault.Dispose());
        }

        var redriven = await RedriveAsync();
        var hits = audits.Cloud.Host.Faults.Injected.Skip(before).ToList();
        Print($"{kind}: {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s, {hits.Count} calls disturbed, attempts {string.Join('+', attempts)}, {redriven} dead letters redriven; {string.Join(", ", hits.CountBy(one => one.Call.Service).Select(one => $"{one.Key} {one.Value}"))}");
        var held = audits.Latest();
        Print($"  backup {string.Join(", ", held.Backup.Summary)}; accounts {string.Join(", ", held.Inventory.Summary)}; unread {held.Inventory.Unread}");
        Assert.Equal(run.At, held.Inventory.At);
        Assert.True(held.Backup.At >= run.At);
        if (audits.Usual is { } usual)
        {
            BackupsAreAsOrUnknown(usual, held);
            AccountsAreAsOrUnknown(usual, held);
        }

        EverySliceIsThere(run, held);
        var grown = await ChainsAsync();
        // Where one invocation does it all, an attempt that could keep its evidence and not tell it was an audit that took place: the next one is another.
        Assert.InRange(grown.Backup - chains.Backup, 1, attempts[0]);
        Assert.Equal(1, grown.Inventory - chains.Inventory);
        Assert.All((await IncidentsAsync()).GroupBy(incident => incident.Fingerprint, StringComparer.Ordinal), same => Assert.Single(same));
        Assert.All(audits.Cloud.Host.Snapshot().Queues, queue => Assert.True(queue.Depth.Total == 0, queue.Name));
        return hits;
    }

    IEnumerable<string> Functions() => DeployedAudits.Functions.Select(name => audits.Cloud.Host.PhysicalName("AWS::Lambda::Function", name));

    /// <summary>As the schedule does: with the planned time, and again when it fails.</summary>
    /// <returns>How many attempts it took.</returns>
    async Task<int> StartAsync(string function, SweepRun run)
    {
        var payload = string.Create(CultureInfo.InvariantCulture, $$"""{"time":"{{run.At.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}}"}""");
        for (var attempt = 1; ; attempt++)
        {
            var invocation = await audits.Cloud.Host.InvokeAsync(function, payload, CancellationToken.None);
            if (invocation.Succeeded)
            {
                return attempt;
            }

            Assert.True(attempt < MostAttempts, invocation.Response);
        }
    }

    async Task<int> RedriveAsync()
    {
        var redriven = 0;
        while (audits.Cloud.Host.Snapshot().Queues.Where(queue => queue.IsDeadLetterQueue && queue.Depth.Total > 0).ToList() is { Count: > 0 } letters)
        {
            redriven += letters.Sum(queue => audits.Cloud.Host.Redrive(queue.Name));
            await audits.Cloud.AdvanceToAsync(audits.Cloud.Clock.GetUtcNow() + Morning, CancellationToken.None);
        }

        return redriven;
    }

    static void BackupsAreAsOrUnknown(HeldAudits usual, HeldAudits held)
    {
        var quiet = usual.BackupAnswers.ToDictionary(answer => answer.Key, answer => answer.Outcome);
        Assert.Equal(held.BackupAnswers.Length, held.BackupAnswers.DistinctBy(answer => answer.Key).Count());
        Assert.All(held.BackupAnswers, answer => Assert.True(
            answer.Outcome == "unknown" ? answer.Message.Length > 0 : quiet.GetValueOrDefault(answer.Key) == answer.Outcome,
            $"{answer.Check} {answer.Account} {answer.Subject}: {answer.Outcome} ({answer.Message}), on the quiet morning {quiet.GetValueOrDefault(answer.Key)}"));
        var unknown = held.BackupAnswers.Where(answer => answer.Outcome == "unknown").Select(answer => (answer.Check, answer.Account)).ToHashSet();
        var now = held.BackupAnswers.Select(answer => answer.Key).ToHashSet();
        Assert.All(usual.BackupAnswers.Where(answer => !now.Contains(answer.Key)), answer => Assert.True(unknown.Contains((answer.Check, answer.Account)) || unknown.Contains((answer.Check, null)), $"{answer.Check} {answer.Account} {answer.Subject} was {answer.Outcome} and is not answered"));
    }

    static void AccountsAreAsOrUnknown(HeldAudits usual, HeldAudits held)
    {
        var quiet = usual.InventoryAnswers.ToDictionary(answer => answer.Key, answer => answer.Outcome);
        var unread = held.Inventory.Accounts.Where(account => account.Unread is not null).Select(account => account.Account).ToHashSet(StringComparer.Ordinal);
        var unknown = held.InventoryAnswers.Where(answer => answer.Outcome == "unknown").ToList();
        Assert.All(held.Inventory.Accounts.Where(account => account.Unread is not null), account => Assert.NotEqual("", account.Unread));
        Assert.All(unknown, answer => Assert.False(string.IsNullOrEmpty(answer.Reason), $"{answer.Check} {answer.Account}"));
        var doubtful = unknown.Select(answer => (answer.Check, answer.Account)).ToHashSet();
        Assert.All(held.InventoryAnswers.Where(answer => answer.Outcome != "unknown"), answer => Assert.True(
            quiet.GetValueOrDefault(answer.Key) == answer.Outcome, $"{answer.Check} {answer.Account} {answer.Subject}: {answer.Outcome} ({answer.Message}), on the quiet morning {quiet.GetValueOrDefault(answer.Key) ?? "not"}"));
        var now = held.InventoryAnswers.Select(answer => answer.Key).ToHashSet();
        Assert.All(usual.InventoryAnswers.Where(answer => !now.Contains(answer.Key)), answer => Assert.True(
            doubtful.Contains((answer.Check, answer.Account)) || doubtful.Contains((answer.Check, null)) || unread.Contains(answer.Account ?? ""), $"{answer.Check} {answer.Account} {answer.Subject} was {answer.Outcome} and is not answered"));
        // What is as it should be is counted only: as many as on the quiet morning, or fewer and the check is unknown there.
        var before = usual.Audited.ToDictionary(account => account.Account, StringComparer.Ordinal);
        foreach (var account in held.Audited.Where(account => account.Unread is null))
        {
            Assert.All(account.Quiet.Keys.Union(before[account.Account].Quiet.Keys, StringComparer.Ordinal), check => Assert.True(
                Passed(account, check) == Passed(before[account.Account], check) || (Passed(account, check) < Passed(before[account.Account], check) && unknown.Any(answer => answer.Check == check && (answer.Account is null || answer.Account == account.Account))),
                $"{check} {account.Account}: {Passed(account, check)} pass, on the quiet morning {Passed(before[account.Account], check)}"));
        }

        static int Passed(AuditedAccount account, string check) => account.Quiet.GetValueOrDefault(check)?.Passed ?? 0;
    }

    void EverySliceIsThere(SweepRun run, HeldAudits held)
    {
        var evidence = audits.Cloud.Host.Snapshot().Buckets[audits.Kept.Bucket];
        Assert.Equal(
            // The part after the last slice is what all slices are compared with.
            Enumerable.Range(0, InventorySlices.Of(audits.Estate).Length + 1).Select(slice => string.Create(CultureInfo.InvariantCulture, $"{DeployedAudits.Inventory}/runs/{run.Id}/{slice:0000}.json")),
            evidence.Where(key => key.StartsWith($"{DeployedAudits.Inventory}/runs/{run.Id}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(held.Inventory.Accounts.Length, held.Inventory.Accounts.DistinctBy(account => account.Account, StringComparer.Ordinal).Count());
        Assert.Subset(held.Inventory.Accounts.Select(account => account.Account).ToHashSet(StringComparer.Ordinal), InventorySlices.Accounts(audits.Estate).Select(account => account.ToString()).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>How many entries the chains have; both verify.</summary>
    async Task<(int Backup, int Inventory)> ChainsAsync()
    {
        var snapshot = audits.Cloud.Host.Snapshot();
        return (await EntriesAsync(DeployedAudits.Backup), await EntriesAsync(DeployedAudits.Inventory));

        async Task<int> EntriesAsync(string chain)
        {
            var report = await audits.Kept.VerifyAsync(chain);
            Assert.Null(report.Fault);
            return report.Entries;
        }
    }

    async Task<ImmutableArray<Incident>> IncidentsAsync() => [.. (await audits.Cloud.Store.ReadAsync(CancellationToken.None)).Incidents];

    static DateTimeOffset Second(DateTimeOffset time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    void Print(string line)
    {
        Console.WriteLine(line);
        output.WriteLine(line);
    }
}
