using System.Globalization;
using System.Text.Json.Nodes;
using GovCloud.Calendar;
using GovCloud.Cli.Day;
using GovCloud.Contracts;
using GovCloud.LocalCloud;
using GovCloud.LocalCloud.Accounts;
using GovCloud.LocalCloud.Assembly;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Clock;
using GovCloud.LocalCloud.Permissions;
using GovCloud.Policies;
using Xunit.Abstractions;

namespace GovCloud.EndToEnd.Tests;

/// <summary>Our functions under the service control policies that we attach ourselves, where the organization is the vendor's own.</summary>
public sealed class OwnedOrganizationTests(ITestOutputHelper output)
{
    // GuardrailAudit is not started here: its rights are tried one by one below.
    static readonly string[] Started = ["AccountAttestation", "AccountAudit", "AlertTriage", "BackupAudit", "CostApportionment", "LinkageWatch", "Notifier"];

    const int Minutes = 15;

    // The services of these are called in us-east-1, wherever the caller is; CloudTrail is too, for what it records there.
    static readonly string[] Global = ["account", "cloudtrail", "iam", "organizations"];

    [EndToEndFact]
    public async Task Every_function_works_under_the_service_control_policies()
    {
        var state = await RunAsync(await OwnedEstate.AssemblyAsync());

        Assert.All(Started, name => Assert.Contains(state.Functions.Single(function => function.Name.Contains(name, StringComparison.Ordinal)).Invocations, one => one.Succeeded));
        output.WriteLine($"{state.PermissionDecisions} permissions decided, {state.Denials.Count} denied");
        // The roles in the accounts were tried.
        Assert.DoesNotContain(state.UnusedGrants, grant => grant is { Function: BackupAuditNames.ReaderRole, Action: "backup:ListBackupVaults" } or { Function: AccountAuditNames.ReaderRole, Action: "iam:GetAccountAuthorizationDetails" or "cloudtrail:LookupEvents" });
        Assert.Empty(state.Denials.Select(Told).Distinct(StringComparer.Ordinal));
    }

    [EndToEndFact]
    public async Task No_right_of_a_function_and_of_a_role_by_which_it_reads_is_taken_by_a_service_control_policy()
    {
        var (tried, taken) = Try(await OwnedEstate.AssemblyAsync());

        output.WriteLine($"{tried} rights tried in their regions");
        Assert.InRange(tried, 1_000, int.MaxValue);
        Assert.Empty(taken);
    }

    [EndToEndFact]
    public async Task A_policy_that_forbids_the_regions_of_global_services_is_found_and_named()
    {
        var broken = await AssemblyCopy.MakeAsync(await OwnedEstate.AssemblyAsync(), "owned-broken", resources =>
        {
            foreach (var statement in resources.Select(one => one.Value!["Properties"]?["Content"]?["Statement"]).OfType<JsonArray>().SelectMany(statements => statements).Where(statement => statement!["NotAction"] is not null))
            {
                statement!["NotAction"] = new JsonArray("support:*");
            }
        });

        var (_, taken) = Try(broken);

        Assert.Contains(taken, one => one.Action == "iam:GetAccountAuthorizationDetails");
        Assert.All(taken, one => Assert.EndsWith("/OnlyAllowedRegions", one.By, StringComparison.Ordinal));
        Assert.All(taken, one => Assert.Contains(one.Action.Split(':')[0], Global));
    }

    /// <summary>Every action of a function's role, and of each role that it may assume in every account, in the region in which it is called.</summary>
    static (int Tried, IReadOnlyList<(string Role, string Action, string By)> Taken) Try(string assembly)
    {
        var estate = OwnedEstate.Load();
        TemplateResolver Resolver(IReadOnlyList<StackTemplate> of) => new(of, new Uri("http://127.0.0.1/"), static _ => "");
        var all = CloudAssembly.Load(assembly).Stacks;
        var stacks = all.Where(stack => stack.Find("Mappings", "Accounts") is null).ToList();
        var open = new OpenTemplates(all, new Dictionary<string, string>(StringComparer.Ordinal) { ["OperationsAccount"] = estate.Profile.OperationsAccount.ToString() }, Resolver);
        var book = PolicyBook.Read(stacks, Resolver(stacks), open);
        var control = ServiceControl.Read(stacks, Resolver(stacks), EstateCloud.UnitsOf(estate));
        var roles = book.FunctionRoles.Values.Concat(from account in estate.Accounts from name in AccountAuditNames.AuditRoles select $"arn:aws:iam::{account.Id}:role/{name}").Distinct(StringComparer.Ordinal).ToList();
        var tried = 0;
        var taken = new List<(string Role, string Action, string By)>();
        foreach (var (role, action) in roles.SelectMany(role => book.OfRole(role).Where(policy => !AwsManagedPolicies.IsOne(policy.Name)).SelectMany(policy => policy.Statements)
            .Where(statement => statement.Allows).SelectMany(statement => statement.Actions ?? []).Distinct(StringComparer.Ordinal).Select(action => (role, action))))
        {
            tried++;
            if (Decide(role, action, Global.Contains(action.Split(':')[0], StringComparer.Ordinal) ? "us-east-1" : estate.Profile.PrimaryRegion, control) is { Outcome: not AccessOutcome.Allowed } decided)
            {
                taken.Add((role, action, decided.By));
            }
        }

        return (tried, taken);
    }

    static AccessDecision Decide(string role, string action, string region, ServiceControl control)
    {
        var account = Arn.Parse(role).Account;
        PolicyContext context = new() { IsComplete = true };
        context.Add("aws:RequestedRegion", region);
        context.Add("aws:PrincipalArn", role);
        var levels = control.Over(account);
        Assert.NotEmpty(levels);
        return CallEvaluator.Decide(
            new() { Action = action, Resource = "*", PrincipalArn = role, PrincipalAccount = account, Context = context },
            new() { Identity = [new PolicyDocument { Statements = [new() { Allows = true, Actions = ["*"], Resources = ["*"] }] }], ServiceControl = levels });
    }

    /// <summary>A quarter of an hour in which every schedule but those of one audit is due, each in a minute of its own, and an alarm.</summary>
    static async Task<LocalCloudState> RunAsync(string assembly)
    {
        var estate = OwnedEstate.Load();
        // The functions' processes have the real clock: nothing is planned for a time that is still to come.
        var now = TimeProvider.System.GetUtcNow();
        var first = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(-Minutes);
        var planned = await AssemblyCopy.MakeAsync(assembly, "owned", resources => PlanFrom(resources, first));
        var accounts = new EstateAccounts(estate, JapanTime.DateOf(now).AddDays(-10), JapanTime.DateOf(now), seed: 1).Create(TimeProvider.System);
        await using var cloud = await EstateCloud.StartAsync(estate, planned, new ControllableClock(first.AddSeconds(-1), frozen: true), accounts, CancellationToken.None);
        await new LocalEvidence(cloud).FillLedgerAsync(estate, first.AddDays(-400), CancellationToken.None);
        cloud.Put(Entry.MemberBus, new EventFactory(estate.Profile.PrimaryRegion).Alarm(first, "131229000101", "owned-cpu", "ALARM", "[高] 試験"));
        for (var minute = 0; minute <= Minutes; minute++)
        {
            await cloud.AdvanceToAsync(first.AddMinutes(minute), CancellationToken.None);
        }

        // The inventory closes a quarter of an hour after it began.
        await cloud.AdvanceToAsync(first.AddMinutes(Minutes + 20), CancellationToken.None);
        return cloud.Host.Snapshot();
    }

    static void PlanFrom(JsonObject resources, DateTimeOffset first)
    {
        var next = first.ToOffset(JapanTime.Offset);
        foreach (var (id, resource) in resources.Where(one => one.Value!["Type"]!.GetValue<string>() == "AWS::Scheduler::Schedule"))
        {
            // The sweep of the Notifier stays as it is.
            if (id.StartsWith("Notifier", StringComparison.Ordinal))
            {
                continue;
            }

            var started = !id.StartsWith("GuardrailAudit", StringComparison.Ordinal) && !id.Contains("Quarterly", StringComparison.Ordinal);
            resource!["Properties"]!["State"] = started ? "ENABLED" : "DISABLED";
            if (started)
            {
                resource["Properties"]!["ScheduleExpression"] = string.Create(CultureInfo.InvariantCulture, $"cron({next.Minute} {next.Hour} * * ? *)");
                next = next.AddMinutes(1);
            }
        }
    }

    static string Told(PermissionDenial denial) => $"{denial.Function}: {denial.Action} ({denial.Reason})";
}
