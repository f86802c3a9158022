using System.Collections.Concurrent;
using System.Collections.Immutable;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Gateway;
using GovCloud.Policies;

namespace GovCloud.LocalCloud.Permissions;

/// <summary>
/// Lets a function do what the policies and the boundary of its role, the service control policies over its account, the resource's own policy and the key's policy
/// allow together, and nothing else. A person's key may do everything: people's roles are proved elsewhere.
/// </summary>
sealed class PermissionGate(PolicyBook book, ServiceControl control, NeededPermissions needed, Captures captures)
{
    readonly ConcurrentDictionary<(string Function, string Action), long> used = new();
    long decisions;

    /// <summary>Permissions that were decided on.</summary>
    public long Decisions => Interlocked.Read(ref decisions);

    /// <summary>Decides on a call.</summary>
    /// <exception cref="AwsApiException">Something that it needs is not allowed.</exception>
    public void Check(AwsRequest request)
    {
        if (request.Caller?.FunctionArn is not { } function)
        {
            return;
        }

        foreach (var permission in needed.Of(request))
        {
            Require(function, request.Region, permission);
        }
    }

    /// <summary>Decides on what the service needs of the function's role to poll a source or to write what failed.</summary>
    /// <exception cref="AwsApiException">Something is not allowed.</exception>
    public void CheckService(string function, string region, IEnumerable<NeededPermission> permissions)
    {
        foreach (var permission in permissions)
        {
            Require(function, region, permission);
        }
    }

    /// <summary>Actions that a function's role has and that no call has used.</summary>
    public ImmutableArray<UnusedGrant> Unused() =>
    [
        .. from role in book.FunctionRoles.OrderBy(r => r.Key, StringComparer.Ordinal)
           let calls = used.Keys.Where(k => k.Function == role.Key).Select(k => k.Action).ToList()
           from action in book.OfRole(role.Value).SelectMany(d => d.Statements).Where(s => s.Allows).SelectMany(s => s.Actions ?? []).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)
           where !calls.Any(call => PolicyText.Matches(action, call, ignoreCase: true))
           select new UnusedGrant(Arn.Parse(role.Key).Name, action),
    ];

    /// <summary>Whether a rule or schedule may give its input to a target, as the service or with a role of its own. What it may not is recorded.</summary>
    /// <param name="source">The rule or schedule.</param>
    /// <param name="service">The service that delivers, such as <c>events.amazonaws.com</c>.</param>
    /// <param name="role">The role that it delivers with; null where it delivers as itself.</param>
    /// <param name="permission">What the target needs.</param>
    public bool MayDeliver(Arn source, string service, string? role, NeededPermission permission)
    {
        var context = new PolicyContext();
        context.Add("aws:SourceArn", source.ToString());
        context.Add("aws:SourceAccount", source.Account);
        var trusted = role is null || MayAssume(source, service, role, context);
        return trusted && Steps(permission, source.Region, source.Account).All(step =>
        {
            var decided = role is null ? AsService(step, service, source) : AsRole(step, role, source.Region, source.Account);
            return Recorded(decided, source.Name, step);
        });
    }

    bool MayAssume(Arn source, string service, string role, PolicyContext context)
    {
        var step = new NeededPermission("sts:AssumeRole", role, role, context);
        Describe(context, source.Region, null, isService: true);
        var decided = CallEvaluator.Decide(new() { Action = step.Action, Resource = role, Service = service, Context = context }, new() { Resource = book.OfResource(role) });
        // A role that no template declares is somebody else's matter.
        return book.OwnerOf(role) is null || Recorded(decided, source.Name, step);
    }

    AccessDecision AsService(NeededPermission step, string service, Arn source)
    {
        var context = step.Context;
        context.Add("aws:SourceArn", source.ToString());
        context.Add("aws:SourceAccount", source.Account);
        Describe(context, source.Region, null, isService: true);
        return book.OwnerOf(step.Holder) is null
            ? new(AccessOutcome.Allowed, "declared in no template")
            : CallEvaluator.Decide(new() { Action = step.Action, Resource = step.Resource, Service = service, Context = context }, new() { Resource = book.OfResource(step.Holder) });
    }

    bool Recorded(AccessDecision decided, string who, NeededPermission step)
    {
        Interlocked.Increment(ref decisions);
        if (decided.Outcome == AccessOutcome.Allowed)
        {
            return true;
        }

        captures.Denials.Add(new(who, step.Action, step.Resource, decided.By));
        return false;
    }

    void Require(string function, string region, NeededPermission permission)
    {
        var role = book.FunctionRoles[function];
        foreach (var step in Steps(permission, region, Arn.Parse(function).Account))
        {
            Interlocked.Increment(ref decisions);
            var decided = AsRole(step, role, region, Arn.Parse(function).Account);
            if (decided.Outcome != AccessOutcome.Allowed)
            {
                captures.Denials.Add(new(Arn.Parse(function).Name, step.Action, step.Resource, decided.By));
                throw new AwsApiException(403, step.Action.StartsWith("s3:", StringComparison.Ordinal) ? "AccessDenied" : "AccessDeniedException", $"User: {role} is not authorized to perform: {step.Action} on resource: {step.Resource} ({decided.Outcome}: {decided.By})");
            }

            used.AddOrUpdate((function, step.Action), 1, static (_, count) => count + 1);
        }
    }

    /// <summary>The permission itself, and what it needs of the key that encrypts its holder.</summary>
    IEnumerable<NeededPermission> Steps(NeededPermission permission, string region, string account)
    {
        yield return permission;
        if (book.KeyOf(permission.Holder) is not { } key)
        {
            yield break;
        }

        foreach (var use in permission.KeyUses)
        {
            var context = new PolicyContext();
            context.Add("kms:ViaService", $"{Arn.Parse(permission.Holder).Service}.{region}.amazonaws.com");
            context.Add("kms:CallerAccount", account);
            context.Add("kms:ResourceAliases", [.. book.AliasesOf(key)]);
            context.Add("kms:GrantIsForAWSResource", "false");
            yield return new(use, key, key, context);
        }
    }

    AccessDecision AsRole(NeededPermission step, string role, string region, string account)
    {
        Describe(step.Context, region, role, isService: false);
        var own = book.OfResource(step.Holder);
        // A resource that no template declares is judged by the role alone: its policy is not known here.
        var owner = book.OwnerOf(step.Holder) ?? (own is null || step.Resource == "*" ? account : Arn.Parse(step.Resource).Account is { Length: > 0 } named ? named : account);
        return CallEvaluator.Decide(
            new() { Action = step.Action, Resource = step.Resource, PrincipalArn = role, PrincipalAccount = account, Context = step.Context },
            new()
            {
                Identity = book.OfRole(role),
                Boundary = book.BoundaryOf(role),
                ServiceControl = control.Over(account),
                Resource = own,
                Rule = step.Action.StartsWith("kms:", StringComparison.Ordinal) || (step.Action == "sts:AssumeRole" && own is not null) ? ResourcePolicyRule.Required : ResourcePolicyRule.Either,
                ResourceAccount = owner,
            });
    }

    /// <summary>Condition keys that every call has, and those that none has.</summary>
    static void Describe(PolicyContext context, string region, string? role, bool isService)
    {
        context.Add("aws:SecureTransport", "true");
        context.Add("aws:PrincipalIsAWSService", isService ? "true" : "false");
        context.Add("aws:RequestedRegion", region);
        context.Add("s3:TlsVersion", "1.3");
        if (role is not null)
        {
            context.Add("aws:PrincipalAccount", Arn.Parse(role).Account);
            context.Add("aws:PrincipalArn", role);
            context.Add("aws:SourceAccount");
            context.Add("aws:SourceArn");
        }
        else
        {
            context.Add("aws:PrincipalAccount");
            context.Add("aws:PrincipalArn");
        }

        context.Add("aws:SourceVpce");
    }
}
