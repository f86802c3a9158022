using GovCloud.LocalCloud.Faults;
using Xunit.Abstractions;

namespace GovCloud.EndToEnd.Tests;

/// <summary>The same morning while services fail single calls: the retries get over it, and the audit comes to the same.</summary>
[Collection(DeployedGuardrailMornings.Name)]
public sealed class DeployedGuardrailAuditFaultTests(ITestOutputHelper output)
{
    static readonly (string Service, string Operation)[] operations =
    [
        ("cloudformation", "DescribeStacks"), ("ec2", "DescribeVpcs"), ("cloudformation", "GetTemplate"), ("iam", "GetAccountPasswordPolicy"), ("s3", "GetPublicAccessBlock"), ("inspector2", "BatchGetAccountStatus"),
        ("cloudformation", "DescribeStackResourceDrifts"), ("account", "GetAlternateContact"), ("ec2", "GetEbsEncryptionByDefault"), ("ec2", "GetInstanceMetadataDefaults"), ("cloudformation", "DetectStackDrift"),
    ];

    static readonly FaultEffect[] effects =
        [new FaultEffect.Throttled(), new FaultEffect.ServerError(), new FaultEffect.ServerError(503), new FaultEffect.ConnectionCut(), new FaultEffect.ConnectionCut(AfterWork: true)];

    [EndToEndFact]
    public async Task Calls_that_fail_at_first_and_small_and_empty_pages_change_nothing_of_what_is_found()
    {
        await using var audit = await DeployedGuardrailAudit.StartAsync("disturbed-guardrails");
        var faults = audit.Cloud.Host.Faults;
        var number = 0;
        // Two failures of an operation in an account are as many as three attempts get over, whichever calls they hit.
        foreach (var account in audit.Faults.Targets)
        {
            Disturb(account.ToString(), number, number);
            Disturb(account.ToString(), number + 5, number + 1);
            number++;
        }

        foreach (var service in (string[])["cloudformation", "ec2"])
        {
            faults.Inject(new() { Service = service, Effect = new FaultEffect.SmallPages(Size: 1, EmptyEvery: 2) });
        }

        var function = audit.Cloud.Host.PhysicalName("AWS::Lambda::Function", DeployedGuardrailAudit.Function);
        faults.Inject(new() { Service = "sts", Function = function, Effect = new FaultEffect.Throttled(), Calls = 2, From = 3 });
        faults.Inject(new() { Service = "s3", Function = function, Effect = new FaultEffect.ServerError(503), Calls = 2 });
        // The function fails for it, and the scheduler starts it again.
        faults.Inject(new() { Service = "events", Function = function, Effect = new FaultEffect.PartialFailure(), Calls = 1 });

        await audit.RunAsync();

        var (expected, found) = (audit.Faults.Expected.ToList(), audit.Found.ToList());
        Print($"{audit.Took.TotalSeconds:0.0} s; {faults.Injected.Count} calls disturbed: {string.Join(", ", faults.Injected.CountBy(one => one.Effect.ToString()).Select(one => $"{one.Key} {one.Value}"))}");
        Print(string.Join(", ", faults.Injected.CountBy(one => $"{one.Call.Service} {one.Call.Operation}").Select(one => $"{one.Key} {one.Value}")));
        Print($"{expected.Count} findings expected, {found.Count} found, {audit.Incidents.Length} incidents, {audit.Audit.Invocations.Count(one => !one.Succeeded)} of {audit.Audit.Invocations.Count} invocations failed");
        Print($"missing: {string.Join("; ", expected.Except(found, StringComparer.Ordinal))}");
        Print($"invented: {string.Join("; ", found.Except(expected, StringComparer.Ordinal))}");
        Assert.Equal(expected, found);
        Assert.Equal(expected.Count, audit.Incidents.Length);
        Assert.Equal(
            operations.Select(one => one.Operation).Order(StringComparer.Ordinal),
            faults.Injected.Where(one => one.Effect is not FaultEffect.SmallPages).Select(one => one.Call.Operation).Distinct().Where(name => operations.Any(one => one.Operation == name)).Order(StringComparer.Ordinal));
        Assert.Null((await audit.Kept.VerifyAsync(DeployedGuardrailAudit.Chain)).Fault);
        Assert.Empty(audit.Snapshot.ModelDeviations);

        void Disturb(string account, int which, int how)
        {
            var (service, operation) = operations[which % operations.Length];
            // Where the account itself fails calls of the service, there would be more failures than attempts.
            if (!audit.Faults.All.Any(fault => fault.Account.ToString() == account && fault.Title.StartsWith(service, StringComparison.Ordinal)))
            {
                faults.Inject(new() { Service = service, Account = account, Operations = new HashSet<string>([operation], StringComparer.Ordinal), Effect = effects[how % effects.Length], Calls = 2 });
            }
        }
    }

    void Print(string line)
    {
        Console.WriteLine(line);
        output.WriteLine(line);
    }
}
