using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using GovCloud.Cli.Day;
using GovCloud.Estates;
using GovCloud.Guardrails;
using GovCloud.LocalCloud;
using GovCloud.LocalCloud.Clock;
using GovCloud.Triage;

namespace GovCloud.EndToEnd.Tests;

/// <summary>
/// One morning of the audit of guardrails through the synthesised stacks: at five its schedule begins the comparison of every stack, at six it reads, judges, keeps and tells. The
/// accounts are simulated behind the same gateway. Processes follow the real clock, so six is now; queues, schedules and accounts have a clock that is moved.
/// </summary>
sealed class DeployedGuardrailAudit : IAsyncDisposable
{
    internal const string Chain = "guardrails";
    internal const string Function = "GuardrailAudit";

    readonly DateTimeOffset six;

    DeployedGuardrailAudit(EstateCloud cloud, DeployedGuardrailAuditFaults faults, DateTimeOffset six) => (Cloud, Faults, this.six) = (cloud, faults, six);

    internal EstateCloud Cloud { get; }

    internal DeployedGuardrailAuditFaults Faults { get; }

    internal LocalCloudState Snapshot { get; private set; } = null!;

    internal GuardrailEvidence Evidence { get; private set; } = null!;

    internal ImmutableArray<Incident> Incidents { get; private set; } = [];

    /// <summary>How long the two phases took, cold starts included.</summary>
    internal TimeSpan Took { get; private set; }

    /// <summary>The evidence in its bucket.</summary>
    internal LocalEvidence Kept => new(Cloud);

    /// <summary>What the audit found wrong or could not find out, in order.</summary>
    internal IEnumerable<string> Found => Evidence.Accounts
        .SelectMany(account => account.Items.Where(item => item.State is AuditState.Violated or AuditState.Unknown), (account, item) => DeployedGuardrailAuditFaults.Line(account.Account, item.Check, item.Control, item.State))
        .Order(StringComparer.Ordinal);

    /// <summary>Starts the stacks in the night before; yesterday all was well.</summary>
    /// <param name="name">Name of the copy of the templates.</param>
    internal static async Task<DeployedGuardrailAudit> StartAsync(string name)
    {
        var index = SampleCloud.LoadEstate();
        var now = TimeProvider.System.GetUtcNow();
        var minute = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        var faults = new DeployedGuardrailAuditFaults(index.Estate, minute);
        var due = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal) { ["GuardrailAuditBegin"] = minute.AddHours(-1), ["GuardrailAudit"] = minute };
        var assembly = await AssemblyCopy.MakeAsync(name, resources => AuditSchedules.Plan(resources, due));
        var clock = new ControllableClock(minute.AddMinutes(-61), frozen: true);
        var cloud = await EstateCloud.StartAsync(index.Estate, assembly, clock, faults.Create(clock), CancellationToken.None);
        var audit = new DeployedGuardrailAudit(cloud, faults, minute);
        await audit.RememberYesterdayAsync(index);
        return audit;
    }

    /// <summary>Lets the morning pass.</summary>
    internal async Task RunAsync()
    {
        var started = Stopwatch.StartNew();
        // Until the schedules are due nothing waits: the clock must not leap over their minutes.
        await Cloud.AdvanceToAsync(six.AddHours(-1), CancellationToken.None);
        await Cloud.AdvanceToAsync(six.AddMinutes(-1), CancellationToken.None);
        await Cloud.AdvanceToAsync(six, CancellationToken.None);
        // On a busy machine a first invocation of triage may run out of time: its messages come back twice until then.
        await Cloud.AdvanceToAsync(six.AddMinutes(20), CancellationToken.None);
        Took = started.Elapsed;
        await LookAsync();
    }

    /// <summary>Delivers the beginning of the audit once more.</summary>
    internal async Task<string> DeliverAgainAsync()
    {
        var payload = string.Create(CultureInfo.InvariantCulture, $$"""{"phase":"audit","time":"{{six.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}}"}""");
        var invocation = await Cloud.Host.InvokeAsync(Cloud.Host.PhysicalName("AWS::Lambda::Function", Function), payload, CancellationToken.None);
        await Cloud.SettleAsync(CancellationToken.None);
        return invocation.Succeeded ? invocation.Response : throw new InvalidOperationException(invocation.Response);
    }

    /// <summary>Reads what has come of it.</summary>
    internal async Task LookAsync()
    {
        Snapshot = Cloud.Host.Snapshot();
        try
        {
            Evidence = GuardrailEvidence.Read(Kept.Read($"{Chain}/latest.json"));
            Assert.True(Evidence.At >= six, "The latest evidence is yesterday's.");
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"The audit did not go as planned.\n{string.Join('\n', Snapshot.Denials.Select(denial => denial.ToString()).Concat(Audit.Logs.TakeLast(40).Select(line => line.Text)))}", failure);
        }

        Incidents = [.. (await Cloud.Store.ReadAsync(CancellationToken.None)).Incidents];
    }

    internal FunctionState Audit => Snapshot.Functions.Single(function => function.Name.Contains(Function, StringComparison.Ordinal));

    public ValueTask DisposeAsync() => Cloud.DisposeAsync();

    /// <summary>Without yesterday's evidence an audit tells everything that is well as mended.</summary>
    async Task RememberYesterdayAsync(EstateIndex index)
    {
        var yesterday = GuardrailEvidence.Of([], six.AddDays(-1), index.Digest);
        await Kept.PutAsync($"{Chain}/latest.json", yesterday.Write(), CancellationToken.None);
    }
}

/// <summary>The undisturbed morning, which tests look at.</summary>
public sealed class DeployedGuardrailMorning : IAsyncLifetime
{
    internal DeployedGuardrailAudit Audit { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Repository.WhatIsMissing is null)
        {
            Audit = await DeployedGuardrailAudit.StartAsync("deployed-guardrails");
            await Audit.RunAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (Audit is not null)
        {
            await Audit.DisposeAsync();
        }
    }
}

/// <summary>Mornings that are held one after the other: each starts processes of its own.</summary>
[CollectionDefinition(Name)]
public sealed class DeployedGuardrailMornings
{
    public const string Name = "deployed guardrails";
}
