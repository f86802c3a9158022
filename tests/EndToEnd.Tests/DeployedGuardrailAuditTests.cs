using GovCloud.Guardrails;
using Xunit.Abstractions;

namespace GovCloud.EndToEnd.Tests;

[Collection(DeployedGuardrailMornings.Name)]
public sealed class DeployedGuardrailAuditTests(DeployedGuardrailMorning morning, ITestOutputHelper output) : IClassFixture<DeployedGuardrailMorning>
{
    DeployedGuardrailAudit Audit => morning.Audit;

    [EndToEndFact]
    public void Its_two_schedules_start_the_audit_and_it_succeeds()
    {
        Print($"{Audit.Took.TotalSeconds:0.0} s, {Audit.Snapshot.ModelledCalls} calls compared with AWS's models, {Audit.Snapshot.PermissionDecisions} permissions decided on");
        foreach (var function in Audit.Snapshot.Functions.Where(function => function.Invocations.Count > 0))
        {
            Print($"{function.Name}: {function.Invocations.Count} invocations, {function.Invocations.Count(one => !one.Succeeded)} failed {string.Join("; ", function.Invocations.Where(one => !one.Succeeded).Select(one => one.Response))}");
        }

        // A first invocation whose process does not start in time on a busy machine comes again, as on AWS.
        Assert.All(Audit.Audit.Invocations.Where(one => !one.Succeeded), one => Assert.Contains("Init phase timed out", one.Response, StringComparison.Ordinal));
        Assert.Equal(2, Audit.Audit.Invocations.Count(one => one.Succeeded));
        Assert.All(Audit.Snapshot.Queues, queue => Assert.True(queue.Depth is { Visible: 0, InFlight: 0 }, queue.Name));
    }

    [EndToEndFact]
    public void Every_fault_is_found_and_none_is_invented()
    {
        var (expected, found) = (Audit.Faults.Expected.ToList(), Audit.Found.ToList());
        Print($"{Audit.Faults.All.Length} faults, {expected.Count} findings expected, {found.Count} found; {string.Join(", ", Audit.Evidence.Summary)}");
        foreach (var fault in Audit.Faults.All)
        {
            Print($"{fault.Account} {fault.Title}: {(fault.Findings.Length == 0 ? "何も言われない" : string.Join(", ", fault.Findings.Select(finding => $"{finding.Check} {finding.Control} {finding.State}")))}");
        }

        Print($"missing: {string.Join("; ", expected.Except(found, StringComparer.Ordinal))}");
        Print($"invented: {string.Join("; ", found.Except(expected, StringComparer.Ordinal))}");
        Assert.Equal(expected, found);
    }

    [EndToEndFact]
    public void Every_control_has_a_fault()
    {
        var covered = Audit.Faults.All.SelectMany(fault => fault.Findings).Select(finding => finding.Control).ToHashSet(StringComparer.Ordinal);
        // The sample leaves VPCs open, so that the template makes nothing for it: what is wrong with it is the parameter.
        Assert.Equal([ControlCatalogue.VpcPublicAccessBlocked], ControlCatalogue.All.Select(control => control.Id).Where(id => !covered.Contains(id)));
    }

    [EndToEndFact]
    public void Accounts_in_which_nothing_is_wrong_pass_every_check()
    {
        var hit = Audit.Faults.All.Where(fault => fault.Findings.Length > 0).Select(fault => fault.Account.ToString()).ToHashSet(StringComparer.Ordinal);
        var healthy = Audit.Evidence.Accounts.Where(account => !hit.Contains(account.Account)).ToList();
        Print($"{healthy.Count} of {Audit.Evidence.Accounts.Length} accounts are well");
        Assert.True(healthy.Count > 3);
        Assert.Equal(Audit.Faults.Targets.Select(id => id.ToString()).Order(StringComparer.Ordinal), Audit.Evidence.Accounts.Select(account => account.Account));
        Assert.All(healthy, account => Assert.Equal(AuditOutcome.Conforming, account.Outcome));
        var excepted = Assert.Single(healthy.SelectMany(account => account.Items, (account, item) => (account.Account, item)), one => one.item.State != AuditState.Met);
        Assert.Equal((Audit.Faults.Excepted.ToString(), AuditState.Excepted, ControlCatalogue.InstanceMetadataV2), (excepted.Account, excepted.item.State, excepted.item.Control));
    }

    [EndToEndFact]
    public void What_cannot_be_read_is_unknown_and_says_why()
    {
        var unknown = Audit.Evidence.Accounts.SelectMany(account => account.Items, (account, item) => (account, item)).Where(one => one.item.State == AuditState.Unknown).ToList();
        foreach (var (account, item) in unknown)
        {
            Print($"unknown: {account.Account} {item.Check} {item.Control} {item.Reason}");
        }

        Assert.All(unknown, one => Assert.NotEqual(AuditOutcome.Conforming, one.account.Outcome));
        // Nothing is known of the account that could not be entered, and nothing is said of it.
        var closed = Audit.Faults.All.Single(fault => fault.Findings.Any(finding => finding.Check == AuditCheck.Unreadable)).Account.ToString();
        Assert.Single(Audit.Evidence.Accounts.Single(account => account.Account == closed).Items);
        Assert.Equal(Audit.Evidence.Accounts.Count(account => account.Outcome == AuditOutcome.Unknown), Audit.Evidence.Summary["unknown"]);
    }

    [EndToEndFact]
    public async Task The_evidence_is_sound_up_to_the_head_that_was_told()
    {
        var report = await Audit.Kept.VerifyAsync(DeployedGuardrailAudit.Chain);
        Print($"{report.Chain}: {report.Entries} entries, {report.Files} files, {report.Head}, {report.Fault}");
        Assert.Null(report.Fault);
        Assert.Equal(1, report.Entries);
        Assert.NotEqual(0, report.Files);
    }

    [EndToEndFact]
    public void Every_finding_becomes_an_incident_and_nothing_else_does()
    {
        var told = AuditFinding.Of(GuardrailEvidence.Of([], Audit.Evidence.At, Audit.Evidence.EstateDigest), Audit.Evidence);
        Print($"{told.Length} findings told, {Audit.Incidents.Length} incidents");
        Assert.Equal(
            told.Select(finding => $"{finding.Type} {finding.Account} {finding.Resource}").Order(StringComparer.Ordinal),
            Audit.Incidents.Select(incident => $"{incident.Type} {incident.Account} {incident.Resource}").Order(StringComparer.Ordinal));
        Assert.All(Audit.Incidents, incident => Assert.Equal(1, incident.Count));
    }

    [EndToEndFact]
    public void Its_roles_here_and_in_the_accounts_allow_every_call_and_nothing_that_no_call_uses_but_what_is_listed()
    {
        foreach (var denial in Audit.Snapshot.Denials.Distinct())
        {
            Print($"denied: {denial}");
        }

        Assert.Empty(Audit.Snapshot.Denials);
        UnusedGrants.AreAsListed(Audit.Snapshot, nameof(DeployedGuardrailAuditTests));
    }

    [EndToEndFact]
    public void Calls_and_answers_are_as_AWS_publishes_them()
    {
        foreach (var call in Audit.Snapshot.UnhandledCalls)
        {
            Print($"unhandled: {call}");
        }

        foreach (var one in Audit.Snapshot.ModelDeviations.Distinct())
        {
            Print($"deviation: {one}");
        }

        Assert.Empty(Audit.Snapshot.ModelDeviations);
        Assert.Empty(Audit.Snapshot.UnhandledCalls);
    }

    [EndToEndFact]
    public async Task A_beginning_that_is_delivered_twice_changes_nothing()
    {
        var (kept, incidents) = (Audit.Snapshot.Buckets[Audit.Kept.Bucket], Audit.Incidents.Select(incident => $"{incident.Number} {incident.Count} {incident.LastSeen:O}"));

        var answer = await Audit.DeliverAgainAsync();

        Print(answer);
        Assert.Equal(kept, Audit.Cloud.Host.Snapshot().Buckets[Audit.Kept.Bucket]);
        Assert.Equal(incidents.Order(StringComparer.Ordinal), (await Audit.Cloud.Store.ReadAsync(CancellationToken.None)).Incidents.Select(incident => $"{incident.Number} {incident.Count} {incident.LastSeen:O}").Order(StringComparer.Ordinal));
    }

    void Print(string line)
    {
        Console.WriteLine(line);
        output.WriteLine(line);
    }
}
