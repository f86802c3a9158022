using System.Collections.Immutable;
using GovCloud.Cli.Day;
using GovCloud.Estates;
using GovCloud.Inventory;
using GovCloud.LocalCloud;
using GovCloud.LocalCloud.Clock;
using GovCloud.Resilience.Checks;
using GovCloud.Resilience.Facts;
using GovCloud.Triage;

namespace GovCloud.EndToEnd.Tests;

/// <summary>
/// One morning of the audits of backups and accounts through the synthesised stacks: their schedules start the published executable, slices go through SQS where there are any,
/// the accounts are simulated behind the same gateway. Processes follow the real clock, so the morning is now; queues and schedules have a clock that is moved.
/// </summary>
public sealed class DeployedAudits : IAsyncLifetime
{
    internal const string Backup = "backup";
    internal const string Inventory = "accounts";

    internal Estate Estate { get; private set; } = null!;

    internal AuditFaults Faults { get; private set; } = null!;

    internal EstateCloud Cloud { get; private set; } = null!;

    internal LocalCloudState Snapshot { get; private set; } = null!;

    internal ImmutableArray<Incident> Incidents { get; private set; } = [];

    /// <summary>What a quiet morning finds out when the one before is known; none before anybody held one.</summary>
    internal HeldAudits? Usual { get; set; }

    /// <summary>What came of it.</summary>
    internal HeldAudits Held { get; private set; } = null!;

    internal ImmutableArray<RecordedAnswer> BackupAnswers => Held.BackupAnswers;

    internal BackupAuditRecord BackupEvidence => Held.Backup;

    internal AccountAuditRecord InventoryEvidence => Held.Inventory;

    internal IEnumerable<InventoryAnswer> InventoryAnswers => Held.InventoryAnswers;

    /// <summary>How long it took from the first invocation on.</summary>
    internal TimeSpan Took { get; private set; }

    /// <summary>The evidence in its bucket.</summary>
    internal LocalEvidence Kept => new(Cloud);

    /// <summary>The functions that are tried here, by what their names contain.</summary>
    internal static ImmutableArray<string> Functions { get; } = ["BackupAudit", "AccountAudit"];

    public async Task InitializeAsync()
    {
        if (Repository.WhatIsMissing is not null)
        {
            return;
        }

        var index = SampleCloud.LoadEstate();
        Estate = index.Estate;
        // The functions' processes have the real clock: the accounts' timeline ends now.
        var now = TimeProvider.System.GetUtcNow();
        // The minute that has begun: the audits are not planned for a time that is still to come by the clock of the processes.
        var minute = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        Faults = new AuditFaults(Estate, now);
        var assembly = await AssemblyCopy.MakeAsync("deployed-audits", resources => AuditSchedules.Plan(resources, new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal) { ["BackupAudit"] = minute, ["AccountAuditWeekly"] = minute }));
        Cloud = await EstateCloud.StartAsync(Estate, assembly, new ControllableClock(minute.AddSeconds(-1), frozen: true), Faults.Create(), CancellationToken.None);
        await Kept.FillLedgerAsync(Estate, minute.AddDays(-400), CancellationToken.None);
        await RememberYesterdayAsync(index, minute.AddDays(-1));
        var started = System.Diagnostics.Stopwatch.StartNew();
        try
        {
            // Until the schedules are due nothing waits: the clock must not leap over their minute.
            await Cloud.AdvanceToAsync(minute, CancellationToken.None);
            await Cloud.AdvanceToAsync(minute.AddMinutes(20), CancellationToken.None);
            Took = started.Elapsed;
            Snapshot = Cloud.Host.Snapshot();
            Held = Latest();
            Incidents = [.. (await Cloud.Store.ReadAsync(CancellationToken.None)).Incidents];
        }
        catch (Exception failure)
        {
            var state = Cloud.Host.Snapshot();
            var logs = state.Functions.Where(IsAudited).SelectMany(function => function.Logs).Select(line => line.Text);
            throw new InvalidOperationException($"The audits did not go as planned.\n{string.Join('\n', state.Denials.Select(denial => denial.ToString()).Concat(logs.TakeLast(40)))}", failure);
        }
    }

    public async Task DisposeAsync()
    {
        if (Cloud is not null)
        {
            await Cloud.DisposeAsync();
        }
    }

    internal static bool IsAudited(FunctionState function) => Functions.Any(name => function.Name.Contains(name, StringComparison.Ordinal));

    /// <summary>What the audits that were closed last found out.</summary>
    internal HeldAudits Latest()
    {
        var backup = BackupAuditRecord.Read(Kept.Read($"{Backup}/latest.json"));
        return new(backup, Kept.AnswersOf(backup), AccountAuditRecord.Read(Kept.Read($"{Inventory}/latest.json")));
    }

    /// <summary>Yesterday all was well. Without yesterday's evidence an audit tells everything that is well as mended.</summary>
    async Task RememberYesterdayAsync(EstateIndex index, DateTimeOffset at)
    {
        var restores = Faults.RestoreTests().Select(test => new RecordedRestore
        {
            Id = test.Job.Id,
            Account = test.Account.ToString(),
            Resource = test.Job.Resource,
            Created = test.Job.Created,
            Completed = test.Job.Completed,
            Validation = RestoreValidation.Successful,
            TestingPlanArn = test.Job.PlanId,
        });
        await Kept.PutAsync($"{Backup}/latest.json", BackupAuditRecord.Of([], restores, [], at, index.Digest).Write(), CancellationToken.None);
    }
}

/// <summary>What a morning's audits found out.</summary>
/// <param name="Backup">The evidence of the audit of backups.</param>
/// <param name="BackupAnswers">Every answer of the audit of backups, from the parts that its evidence names.</param>
/// <param name="Inventory">The evidence of the audit of accounts.</param>
sealed record HeldAudits(BackupAuditRecord Backup, ImmutableArray<RecordedAnswer> BackupAnswers, AccountAuditRecord Inventory)
{
    /// <summary>What of the inventory somebody has to see.</summary>
    public IEnumerable<InventoryAnswer> InventoryAnswers => Audited.SelectMany(account => account.Answers);

    /// <summary>The accounts, and what was compared over all of them.</summary>
    public IEnumerable<AuditedAccount> Audited => Inventory.Accounts.Append(Inventory.Estate);
}

/// <summary>Tests that share one deployment of the audits and therefore run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SharedDeployedAudits : ICollectionFixture<DeployedAudits>
{
    public const string Name = "deployed audits";
}
