using System.Collections.Immutable;
using GovCloud.Contracts;
using GovCloud.LocalCloud;

namespace GovCloud.EndToEnd.Tests;

/// <summary>An action that a role allows and that the run of the role's function uses no time, with the reason for which it stays.</summary>
/// <param name="Role">The function, by what its name contains, or the role by which it reads accounts.</param>
/// <param name="Action">The action, as the policy has it.</param>
/// <param name="Reason">Why it is not removed.</param>
sealed record KeptGrant(string Role, string Action, string Reason);

/// <summary>What the roles of functions, and those by which they read accounts, allow and no run uses: the one list, which every run is held to.</summary>
static class UnusedGrants
{
    const string TableKey =
        "DynamoDB asks for it of whoever uses a table with a key of ours, and uses it in its own time: DynamoDB Developer Guide, \"DynamoDB encryption at rest: usage notes\".";

    /// <summary>Which run uses the rights of which role. A role that is in no run is in no list either, and is found by <see cref="AreInARun"/>.</summary>
    public static ImmutableSortedDictionary<string, string> Runs { get; } = ImmutableSortedDictionary<string, string>.Empty
        .Add("AlertTriage", nameof(DayTests))
        .Add("Notifier", nameof(DayTests))
        .Add("CostApportionment", nameof(ClosedMonthTests))
        .Add("LinkageWatch", nameof(LinkageMonthTests))
        .Add("AccountAttestation", nameof(CampaignTests))
        .Add("BackupAudit", nameof(DeployedAuditTests))
        .Add("AccountAudit", nameof(DeployedAuditTests))
        .Add(BackupAuditNames.ReaderRole, nameof(DeployedAuditTests))
        .Add(AccountAuditNames.ReaderRole, nameof(DeployedAuditTests))
        .Add("GuardrailAudit", nameof(DeployedGuardrailAuditTests))
        .Add(GuardrailNames.AuditRole, nameof(DeployedGuardrailAuditTests));

    /// <summary>What stays, and why.</summary>
    public static ImmutableArray<KeptGrant> Kept { get; } =
    [
        .. TableKeyUses("AlertTriage"),
        .. TableKeyUses("Notifier"),
        .. TableKeyUses("CostApportionment"),
        .. TableKeyUses("LinkageWatch"),
        .. TableKeyUses("AccountAttestation"),
        new("Notifier", "dynamodb:PutItem", "It writes entries of its own only where one has more receivers than a transaction holds, which no system of the sample has."),
        new(GuardrailNames.AuditRole, "cloudformation:DescribeStackDriftDetectionStatus", "The audit reads what detection found an hour later from the stack itself. The role is part of the baseline, whose released versions do not change: docs/decisions/0023; the next one can do without."),
        new(GuardrailNames.AuditRole, "cloudformation:DetectStackResourceDrift", "CloudFormation asks for it, too, of whoever calls DetectStackDrift; tried by others on AWS: https://alchemy.run/providers/aws/cloudformation/detectstackdrift."),
    ];

    /// <summary>What of the roles of a run is not used is what the list says, no more and no less.</summary>
    public static void AreAsListed(LocalCloudState state, string run)
    {
        var roles = Runs.Where(pair => pair.Value == run).Select(pair => pair.Key).ToList();
        Assert.NotEmpty(roles);
        var found = state.UnusedGrants.Select(grant => (Role: roles.SingleOrDefault(role => IsOf(grant.Function, role)), grant.Action)).Where(pair => pair.Role is not null)
            .Select(pair => $"{pair.Role} {pair.Action}").Order(StringComparer.Ordinal).ToList();
        foreach (var line in found)
        {
            Console.WriteLine($"unused: {line}");
        }

        Assert.Equal(Kept.Where(kept => roles.Contains(kept.Role, StringComparer.Ordinal)).Select(kept => $"{kept.Role} {kept.Action}").Order(StringComparer.Ordinal), found, StringComparer.Ordinal);
    }

    /// <summary>Every function, and every role that one may assume, is in a run; and every role that is in a run is there.</summary>
    /// <param name="state">A run in which no role is assumed, so that all of them are listed.</param>
    public static void AreInARun(LocalCloudState state)
    {
        var names = state.Functions.Select(function => function.Name).Concat(state.UnusedGrants.Select(grant => grant.Function)).ToHashSet(StringComparer.Ordinal);
        Assert.All(names, name => Assert.Single(Runs.Keys, role => IsOf(name, role)));
        Assert.All(Runs.Keys, role => Assert.Single(names, name => IsOf(name, role)));
    }

    static IEnumerable<KeptGrant> TableKeyUses(string role) =>
        ((string[])["kms:DescribeKey", "kms:Encrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo"]).Select(action => new KeptGrant(role, action, TableKey));

    static bool IsOf(string name, string role) => role.StartsWith("govcloud-", StringComparison.Ordinal) ? name == role : name.Contains(role, StringComparison.Ordinal);
}
