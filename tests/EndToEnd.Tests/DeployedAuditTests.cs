using GovCloud.Inventory;
using GovCloud.LocalCloud.Functions;
using GovCloud.Resilience.Checks;
using Xunit.Abstractions;

namespace GovCloud.EndToEnd.Tests;

[Collection(SharedDeployedAudits.Name)]
public sealed class DeployedAuditTests(DeployedAudits audits, ITestOutputHelper output)
{
    [EndToEndFact]
    public void Both_audits_are_started_by_their_schedules_share_their_slices_and_close()
    {
        Print($"{audits.Took.TotalSeconds:0.0} s");
        foreach (var function in audits.Snapshot.Functions.Where(DeployedAudits.IsAudited))
        {
            Print($"{function.Name}: {function.Invocations.Count} invocations, {function.Invocations.Count(one => !one.Succeeded)} failed");
            Assert.All(function.Invocations, one => Assert.True(one.Succeeded || IsSlowStart(one), one.Response));
        }

        // Alone where the estate is small enough; else the beginning, its slices, and the closings after 1, 3, 7 and 15 minutes.
        Assert.Equal(BackupSlices.AreNeeded(audits.Estate) ? 5 + BackupSlices.Of(audits.Estate).Length : 1, Invocations("BackupAudit"));
        Assert.Equal(5 + InventorySlices.Of(audits.Estate).Length, Invocations("AccountAudit"));
        Print($"backup {string.Join(", ", audits.BackupEvidence.Summary)}; accounts {string.Join(", ", audits.InventoryEvidence.Summary)}; unread {audits.InventoryEvidence.Unread}");
        Assert.All(audits.Snapshot.Queues, queue => Assert.True(queue.Depth is { Visible: 0, InFlight: 0 }, queue.Name));
    }

    [EndToEndFact]
    public async Task The_evidence_is_sound_up_to_the_head_that_was_told()
    {
        foreach (var chain in (string[])[DeployedAudits.Backup, DeployedAudits.Inventory])
        {
            var report = await audits.Kept.VerifyAsync(chain);
            Print($"{report.Chain}: {report.Entries} entries, {report.Files} files, {report.Head}, {report.Fault}");
            Assert.Null(report.Fault);
            Assert.Equal(1, report.Entries);
            Assert.NotEqual(0, report.Files);
        }
    }

    [EndToEndFact]
    public void Every_fault_is_found_and_none_is_invented()
    {
        var expected = audits.Faults.All.SelectMany(fault => fault.Fails.Select(fail => $"{fail.Check} {fault.Account} {fail.Subject}")).Order(StringComparer.Ordinal).ToList();
        var found = audits.BackupAnswers.Where(answer => answer.Outcome == "fail").Select(answer => $"{answer.Check} {answer.Account} {answer.Subject}")
            .Concat(audits.InventoryAnswers.Where(answer => answer.Outcome == "fail").Select(answer => $"{answer.Check} {answer.Account} {answer.Subject}"))
            .Order(StringComparer.Ordinal).ToList();
        foreach (var fault in audits.Faults.All)
        {
            Print($"{fault.Account} {fault.Title}: {(fault.Fails.Length == 0 ? "何も不適合にならない" : string.Join(", ", fault.Fails.Select(fail => fail.Check)))}");
        }

        Print($"missing: {string.Join("; ", expected.Except(found, StringComparer.Ordinal))}");
        Print($"invented: {string.Join("; ", found.Except(expected, StringComparer.Ordinal))}");
        Assert.Equal(expected, found);
    }

    [EndToEndFact]
    public void What_cannot_be_read_is_unknown_and_counted_and_passes_nowhere()
    {
        var closed = audits.Faults.Closed.ToString();
        Assert.All(audits.BackupAnswers.Where(answer => answer.Account == closed), answer => Assert.True(answer.Outcome is "unknown" or "not-applicable", $"{answer.Check} {answer.Outcome}"));
        Assert.Contains(audits.BackupAnswers, answer => answer.Account == closed && answer.Outcome == "unknown");
        Assert.NotNull(audits.InventoryEvidence.Accounts.Single(account => account.Account == closed).Unread);
        var partly = audits.BackupAnswers.Where(answer => answer.Account == audits.Faults.PartlyClosed.ToString()).ToList();
        Assert.All(partly.Where(answer => answer.Check is "BKP-021"), answer => Assert.Equal("unknown", answer.Outcome));
        var unknown = audits.BackupAnswers.Where(answer => answer.Outcome == "unknown").ToList();
        foreach (var group in unknown.GroupBy(answer => (answer.Check, answer.Message)).OrderBy(group => group.Key.Check, StringComparer.Ordinal))
        {
            Print($"unknown: {group.Key.Check} {group.Count()} {group.Key.Message}");
        }

        foreach (var account in audits.InventoryEvidence.Accounts.Where(account => account.Unread is not null))
        {
            Print($"unread: {account.Account} {account.Unread}");
        }

        // The organization's policies are the Digital Agency's, and the audit of the baseline has not run.
        var undecided = audits.InventoryAnswers.Where(answer => answer.Outcome == "unknown").ToList();
        undecided.ForEach(answer => Print($"unknown: {answer.Check} {answer.Subject} {answer.Message}"));
        Assert.Equal(["ORG-003", "ORG-004"], undecided.Select(answer => answer.Check).Order(StringComparer.Ordinal));
        Assert.Equal(2, audits.InventoryEvidence.Unread);
        Assert.Equal(unknown.Count, audits.BackupEvidence.Summary["unknown"]);
        Assert.Subset(new HashSet<string?>([closed, audits.Faults.PartlyClosed.ToString()], StringComparer.Ordinal), unknown.Select(answer => answer.Account).ToHashSet(StringComparer.Ordinal));
    }

    [EndToEndFact]
    public void Every_finding_becomes_an_incident_and_nothing_else_does()
    {
        var incidents = audits.Incidents.Select(incident => (incident.Type, incident.Account)).ToHashSet();
        foreach (var group in audits.Incidents.GroupBy(incident => incident.Type, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Print($"incident: {group.Key} {string.Join(' ', group.Select(incident => incident.Account))}");
        }

        var open = audits.BackupAnswers.Where(answer => answer.IsOpen).Select(answer => ($"backup-audit-{answer.Check.ToLowerInvariant()}", answer.Account))
            .Concat(audits.InventoryAnswers.Where(answer => answer.Outcome is "fail" or "unknown").Select(answer => ($"account-audit-{answer.Check.ToLowerInvariant()}", answer.Account)))
            .Concat(audits.InventoryEvidence.Accounts.Where(account => account.Unread is not null).Select(account => ("account-audit-unread", (string?)account.Account)));
        Assert.Equal(open.ToHashSet(), incidents);
    }

    [EndToEndFact]
    public void The_roles_here_and_in_the_accounts_allow_every_call_and_nothing_that_no_call_uses_but_what_is_listed()
    {
        foreach (var denial in audits.Snapshot.Denials)
        {
            Print($"denied: {denial}");
        }

        Assert.Empty(audits.Snapshot.Denials);
        UnusedGrants.AreAsListed(audits.Snapshot, nameof(DeployedAuditTests));
        // The list is not empty because nobody counts: a function that did not run has used nothing of what it may do.
        Assert.Contains(audits.Snapshot.UnusedGrants, grant => grant.Function.Contains("GuardrailAudit", StringComparison.Ordinal) && grant.Action == "sts:AssumeRole");
    }

    [EndToEndFact]
    public void Calls_and_answers_are_as_AWS_publishes_them()
    {
        foreach (var call in audits.Snapshot.UnhandledCalls)
        {
            Print($"unhandled: {call}");
        }

        // AWS added these two after the models that are installed.
        string[] newer = ["AWS knows no member SourceResourceArn", "AWS knows no member BackupVaultArn"];
        var deviations = audits.Snapshot.ModelDeviations.Where(one => one.Operation != "ListRestoreJobs" || !newer.Any(member => one.Problem.EndsWith(member, StringComparison.Ordinal))).Distinct().ToList();
        deviations.ForEach(one => Print($"deviation: {one}"));
        Assert.Empty(deviations);
        Assert.Empty(audits.Snapshot.UnhandledCalls);
    }

    int Invocations(string name) => audits.Snapshot.Functions.Single(function => function.Name.Contains(name, StringComparison.Ordinal)).Invocations.Count(one => !IsSlowStart(one));

    /// <summary>A process that a busy machine started too slowly was asked nothing; the invocation is tried again.</summary>
    static bool IsSlowStart(Invocation one) => one is { ErrorType: "Sandbox.Timedout" } && one.Response.Contains("Init phase", StringComparison.Ordinal);

    void Print(string line)
    {
        Console.WriteLine(line);
        output.WriteLine(line);
    }
}
