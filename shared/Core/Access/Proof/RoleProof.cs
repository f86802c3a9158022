using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Estates;
using GovCloud.Policies;

namespace GovCloud.Access.Proof;

/// <summary>All requests that are tried with one role.</summary>
sealed class RoleProof(Estate estate, SynthesisedRole role, AccessGrant grant, DateOnly today)
{
    static readonly ImmutableDictionary<string, string> NoTags = ImmutableDictionary<string, string>.Empty;

    /// <summary>How many requests were decided.</summary>
    public int Requests { get; private set; }

    public IEnumerable<AccessMismatch> Run() => [.. Trust(), .. Levels(), .. SystemRoles(), .. Foreign(), .. Period(), .. Region(), .. Paths(), .. Guards()];

    /// <summary>The trust is the one that the estate means, to the letter.</summary>
    IEnumerable<AccessMismatch> Trust()
    {
        var principal = estate.Access.Principals.Single(p => p.Organisation == grant.Role.Organisation);
        var meant = RoleTrust.Of(grant.Role, principal).Select(statement => Written(
            statement.Sid, statement.Principals.Select(p => $"{statement.PrincipalType}={Here(p)}"), statement.Actions, statement.Conditions.Select(c => $"{c.Operator} {c.Key} {string.Join('|', c.Values)}")));
        var there = role.Trust.Statements.Select(statement => !statement.Allows || statement.Problem is not null ? $"{statement.Sid}: not understood" : Written(
            statement.Sid,
            (statement.Principals ?? []).Select(p => $"{p.Kind}={p.Value}"),
            statement.Actions ?? [],
            statement.Conditions.Select(c => $"{c.Operator} {c.Key} {string.Join('|', c.Values)}")));
        var (expected, actual) = (string.Join("; ", meant.Order(StringComparer.Ordinal)), string.Join("; ", there.Order(StringComparer.Ordinal)));
        return expected == actual ? [] : [new(role.Account, role.Name, "who may assume it", expected, actual, role.Trust.Name)];
    }

    static string Written(string sid, IEnumerable<string> principals, IEnumerable<string> actions, IEnumerable<string> conditions) =>
        $"{sid}: {string.Join(' ', principals.Order(StringComparer.Ordinal))} {string.Join(' ', actions.Order(StringComparer.Ordinal))} if {string.Join(", ", conditions.Order(StringComparer.Ordinal))}";

    /// <summary>Every action of every level, on a resource with the role's own tags.</summary>
    IEnumerable<AccessMismatch> Levels() =>
    [
        .. ActionCatalogue.ReadSettings.Select(Example).SelectMany(action => Expect(action, true, NoTags, "settings")),
        .. ActionCatalogue.ReadData.SelectMany(action => Expect(action, Reads(action), grant.Tags(), "own data")),
        .. ActionCatalogue.Operate.SelectMany(action => Expect(action, Touches(grant.Operates, action), grant.Tags(), "own resource")),
        .. ActionCatalogue.Change.SelectMany(action => Expect(action, Touches(grant.Changes, action), grant.Tags(), "own resource")),
        .. ActionCatalogue.Create.SelectMany(action => Expect(action, grant.Creates, grant.Tags(), "new resource")),
        .. ActionCatalogue.Remote.SelectMany(action => Expect(action, grant.IsEmergency || Touches(grant.IsRemote && ActionCatalogue.UseRemote.Contains(action, StringComparer.Ordinal), action), grant.Tags(), "own server")),
    ];

    /// <summary>Who makes things makes roles for them, with the boundary, and passes them on.</summary>
    IEnumerable<AccessMismatch> SystemRoles()
    {
        if (grant.IsEmergency)
        {
            return [];
        }

        var own = Here(AccessBoundary.SystemRoles).Replace("*", "own", StringComparison.Ordinal);
        var bounded = Context(NoTags, today).Add("iam:PermissionsBoundary", [Here(AccessBoundary.Arn)]);
        return
        [
            .. Expect("iam:CreateRole", grant.Creates, NoTags, "with the boundary", bounded, own),
            .. Expect("iam:AttachRolePolicy", grant.Creates, NoTags, "with the boundary", bounded, own),
            .. Expect("iam:PassRole", grant.Creates, NoTags, "to Lambda", Context(NoTags, today).Add("iam:PassedToService", ["lambda.amazonaws.com"]), own),
            .. Expect("iam:PassRole", false, NoTags, "to another service", Context(NoTags, today).Add("iam:PassedToService", ["glue.amazonaws.com"]), own),
        ];
    }

    /// <summary>What several vendors share: the other's resources and those without a tag are out of reach.</summary>
    IEnumerable<AccessMismatch> Foreign()
    {
        if (!grant.IsScoped)
        {
            return [];
        }

        var foreign = NoTags.Add(AccessTags.Owner, "somebody-else").Add(AccessTags.System, "another-system");
        return
        [
            .. ActionCatalogue.UseData.Concat(ActionCatalogue.Operate).Concat(ActionCatalogue.Change).Concat(ActionCatalogue.UseRemote)
                .SelectMany(action => (IEnumerable<AccessMismatch>)[.. Expect(action, false, foreign, "another vendor's resource"), .. Expect(action, false, NoTags, "resource without tags")]),
        ];
    }

    /// <summary>Nothing is possible before the first day and after the last one.</summary>
    IEnumerable<AccessMismatch> Period()
    {
        string[] actions = ["ec2:DescribeInstances", "ec2:StartInstances", "s3:GetObject"];
        return
        [
            .. grant.Role.From is { } from ? actions.SelectMany(action => Expect(action, false, grant.Tags(), "before the first day", Context(grant.Tags(), from.AddDays(-1)))) : [],
            .. grant.Role.Until is { } until ? actions.SelectMany(action => Expect(action, false, grant.Tags(), "after the last day", Context(grant.Tags(), until.AddDays(1)))) : [],
        ];
    }

    /// <summary>Outside of Japan nothing is made, read or changed.</summary>
    IEnumerable<AccessMismatch> Region()
    {
        var abroad = Context(grant.Tags(), today).SetItem("aws:RequestedRegion", ["us-west-2"]);
        string[] actions = ["ec2:RunInstances", "ec2:DescribeInstances", "s3:CreateBucket", "rds:CreateDBInstance", "dynamodb:GetItem", "s3:GetObject"];
        return actions.SelectMany(action => Expect(action, false, grant.Tags(), "outside of Japan", abroad));
    }

    /// <summary>The known ways to more rights are closed to the role, and to a role with all rights that it makes within its boundary.</summary>
    IEnumerable<AccessMismatch> Paths() => grant.IsEmergency ? [] :
    [
        .. Open("", role.Policies),
        .. grant.Creates ? Open(", by a role that it makes", [AllRights]) : [],
    ];

    IEnumerable<AccessMismatch> Open(string by, ImmutableArray<PolicyDocument> policies)
    {
        foreach (var path in EscalationPaths.In(role.Account))
        {
            var steps = path.Steps.Select(step => Decide(step.Action, step.Resource, Context(grant.Tags(), today).SetItems(step.Context), policies)).ToList();
            if (!steps.Exists(decision => decision.Outcome == AccessOutcome.Denied))
            {
                var open = steps.TrueForAll(decision => decision.Outcome == AccessOutcome.Allowed) ? AccessOutcome.Allowed : AccessOutcome.Unknown;
                yield return new(role.Account, role.Name, $"way to more rights{by}: {path.Name}", nameof(AccessOutcome.Denied), open.ToString(), steps[^1].By);
            }
        }
    }

    static PolicyDocument AllRights { get; } = new() { Name = "all rights", Statements = [new PolicyStatement { Allows = true, Actions = ["*"], Resources = ["*"] }] };

    /// <summary>Trails, recorders, detectors, keys, recovery points and the organization stay as they are, in an emergency too.</summary>
    IEnumerable<AccessMismatch> Guards()
    {
        string[] actions =
        [
            "cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "config:StopConfigurationRecorder", "guardduty:DeleteDetector", "securityhub:DisableSecurityHub", "kms:ScheduleKeyDeletion",
            "kms:PutKeyPolicy", "backup:DeleteRecoveryPoint", "backup:DeleteBackupVaultLockConfiguration", "s3:BypassGovernanceRetention", "s3:PutAccountPublicAccessBlock",
            "ec2:ModifySnapshotAttribute", "rds:ModifyDBSnapshotAttribute", "organizations:LeaveOrganization", "account:CloseAccount", "sso:CreateAccountAssignment",
        ];
        return
        [
            .. actions.SelectMany(action => Expect(action, false, grant.Tags(), "guard")),
            .. grant.Creates ? actions.SelectMany(action => Expect(action, false, NoTags, "guard, by a role that it makes", policies: [AllRights])) : [],
        ];
    }

    /// <summary>An action of the catalogue on something that the role may touch, limited by tag where the role is.</summary>
    bool Touches(bool level, string action) => level && (!grant.IsScoped || ActionCatalogue.IsLimitedByTag(action));

    /// <summary>An emergency role for data reads all of it; any other what roles for data are given, and what the prefixes of reading settings let through.</summary>
    bool Reads(string action) => grant.ReadsData
        && (grant.IsEmergency
            || Touches(ActionCatalogue.UseData.Contains(action, StringComparer.Ordinal), action)
            || ActionCatalogue.ReadSettings.Any(pattern => PolicyText.Matches(pattern, action, ignoreCase: true)));

    static string Example(string pattern) => pattern.EndsWith('*') ? pattern[..^1] + "Anything" : pattern;

    IEnumerable<AccessMismatch> Expect(string action, bool allowed, ImmutableDictionary<string, string> tags, string what, ImmutableDictionary<string, ImmutableArray<string>>? context = null, string resource = "*", ImmutableArray<PolicyDocument> policies = default)
    {
        var expected = allowed && grant.LetsThrough(action) ? AccessOutcome.Allowed : AccessOutcome.Denied;
        var decision = Decide(action, resource, context ?? Context(tags, today), policies.IsDefault ? role.Policies : policies);
        if (decision.Outcome != expected)
        {
            yield return new(role.Account, role.Name, $"{action} ({what})", expected.ToString(), decision.Outcome.ToString(), decision.By);
        }
    }

    AccessDecision Decide(string action, string resource, ImmutableDictionary<string, ImmutableArray<string>> context, ImmutableArray<PolicyDocument> policies)
    {
        Requests++;
        var known = new PolicyContext { IsComplete = true };
        foreach (var (key, values) in context)
        {
            known.Add(key, values.AsSpan());
        }

        return CallEvaluator.Decide(
            new PolicyRequest { Action = action, Resource = resource, PrincipalArn = $"arn:aws:iam::{role.Account}:role/{role.Name}", PrincipalAccount = role.Account, Context = known },
            new CallPolicies { Identity = policies, Boundary = role.Boundary });
    }

    ImmutableDictionary<string, ImmutableArray<string>> Context(ImmutableDictionary<string, string> resourceTags, DateOnly day)
    {
        var noon = new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.FromHours(9)).ToString("O", CultureInfo.InvariantCulture);
        return ImmutableDictionary<string, ImmutableArray<string>>.Empty.WithComparers(StringComparer.OrdinalIgnoreCase)
            .Add("aws:CurrentTime", [noon])
            .Add("aws:RequestedRegion", [estate.Profile.PrimaryRegion])
            .AddRange(resourceTags.Select(tag => KeyValuePair.Create($"aws:ResourceTag/{tag.Key}", ImmutableArray.Create(tag.Value))))
            .AddRange(role.Tags.Select(tag => KeyValuePair.Create($"aws:PrincipalTag/{tag.Key}", ImmutableArray.Create(tag.Value))));
    }

    string Here(string text) => text.Replace(Placeholder.Partition, "aws", StringComparison.Ordinal).Replace(Placeholder.Account, role.Account, StringComparison.Ordinal);
}
