using System.Globalization;
using System.Text.Json.Nodes;
using GovCloud.Calendar;
using GovCloud.Cli.Day;
using GovCloud.Contracts;
using GovCloud.LocalCloud;
using GovCloud.LocalCloud.Accounts;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Clock;
using Xunit.Abstractions;

namespace GovCloud.EndToEnd.Tests;

/// <summary>Our functions under the service control policies that we attach ourselves, where the organization is the vendor's own.</summary>
public sealed class OwnedOrganizationTests(ITestOutputHelper output)
{
    // What is not simulated behind its role yet is not started: GuardrailAudit.
    static readonly string[] Started = ["AccountAttestation", "AccountAudit", "AlertTriage", "BackupAudit", "CostApportionment", "LinkageWatch", "Notifier"];

    [EndToEndFact]
    public async Task Every_function_works_under_the_service_control_policies()
    {
        var state = await RunAsync(await OwnedEstate.AssemblyAsync(), "owned", static _ => { });

        Assert.All(Started, name => Assert.Contains(state.Functions.Single(function => function.Name.Contains(name, StringComparison.Ordinal)).Invocations, one => one.Succeeded));
        output.WriteLine($"{state.PermissionDecisions} permissions decided, {state.Denials.Count} denied");
        // The roles in the accounts were tried.
        Assert.DoesNotContain(state.UnusedGrants, grant => grant.Function is BackupAuditNames.ReaderRole or AccountAuditNames.ReaderRole);
        Assert.Empty(state.Denials.Select(Told).Distinct(StringComparer.Ordinal));
    }

    [EndToEndFact]
    public async Task A_policy_that_forbids_the_regions_of_global_services_is_found_and_named()
    {
        var state = await RunAsync(await OwnedEstate.AssemblyAsync(), "owned-broken", resources =>
        {
            foreach (var statement in resources.Select(one => one.Value!["Properties"]?["Content"]?["Statement"]).OfType<JsonArray>().SelectMany(statements => statements))
            {
                if (statement!["NotAction"] is not null)
                {
                    statement["NotAction"] = new JsonArray("support:*");
                }
            }
        });

        var denied = state.Denials.Where(denial => denial.Action.StartsWith("iam:", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(denied);
        Assert.All(denied, denial => Assert.EndsWith("/OnlyAllowedRegions", denial.Reason, StringComparison.Ordinal));
        Assert.All(denied, denial => Assert.Equal(AccountAuditNames.ReaderRole, denial.Function));
    }

    /// <summary>A morning on which every schedule but those of one audit is due, and an alarm.</summary>
    static async Task<LocalCloudState> RunAsync(string assembly, string name, Action<JsonObject> change)
    {
        var estate = OwnedEstate.Load();
        // The functions' processes have the real clock.
        var now = TimeProvider.System.GetUtcNow();
        var minute = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        var planned = await AssemblyCopy.MakeAsync(assembly, name, resources =>
        {
            PlanAt(resources, minute);
            change(resources);
        });
        var accounts = new EstateAccounts(estate, JapanTime.DateOf(now).AddDays(-10), JapanTime.DateOf(now), seed: 1).Create(TimeProvider.System);
        await using var cloud = await EstateCloud.StartAsync(estate, planned, new ControllableClock(minute.AddSeconds(-1), frozen: true), accounts, CancellationToken.None);
        await DeployedAudits.FillLedgerAsync(cloud, estate, minute.AddDays(-400));
        cloud.Put(Entry.MemberBus, new EventFactory(estate.Profile.PrimaryRegion).Alarm(minute, "131229000101", "owned-cpu", "ALARM", "[高] 試験"));
        await cloud.AdvanceToAsync(minute, CancellationToken.None);
        await cloud.AdvanceToAsync(minute.AddMinutes(20), CancellationToken.None);
        return cloud.Host.Snapshot();
    }

    static void PlanAt(JsonObject resources, DateTimeOffset minute)
    {
        var local = minute.ToOffset(JapanTime.Offset);
        foreach (var (id, resource) in resources.Where(one => one.Value!["Type"]!.GetValue<string>() == "AWS::Scheduler::Schedule"))
        {
            // The sweep of the Notifier stays as it is.
            if (id.StartsWith("Notifier", StringComparison.Ordinal))
            {
                continue;
            }

            resource!["Properties"]!["State"] = id.StartsWith("GuardrailAudit", StringComparison.Ordinal) || id.Contains("Quarterly", StringComparison.Ordinal) ? "DISABLED" : "ENABLED";
            resource["Properties"]!["ScheduleExpression"] = string.Create(CultureInfo.InvariantCulture, $"cron({local.Minute} {local.Hour} * * ? *)");
        }
    }

    static string Told(PermissionDenial denial) => $"{denial.Function}: {denial.Action} ({denial.Reason})";
}
