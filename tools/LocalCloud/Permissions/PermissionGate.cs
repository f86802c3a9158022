using System.Collections.Concurrent;
using System.Collections.Immutable;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Gateway;
using GovCloud.Policies;

namespace GovCloud.LocalCloud.Permissions;

/// <summary>
/// Lets a function do what the policies and the boundary of its role, the service control policies over its account, the resource's own policy and the key's policy
/// allow together, and nothing else; and the same for a role that it has assumed, in the role's account. A person's key may do everything: people's roles are proved elsewhere.
/// </summary>
sealed class PermissionGate(PolicyBook book, ServiceControl control, NeededPermissions needed, Captures captures)
{
    readonly ConcurrentDictionary<(string Principal, string Action), long> used = new();
    long decisions;

    /// <summary>The organization of an account; null where it is in none or that is not known.</summary>
    public Func<string, string?> OrganizationOf { get; init; } = static _ => null;

    /// <summary>Permissions that were decided on.</summary>
    public long Decisions => Interlocked.Read(ref decisions);

    /// <summary>Decides on a call.</summary>
    /// <exception cref="AwsApiException">Something that it needs is not allowed.</exception>
    public void Check(AwsRequest request)
    {
        if (PrincipalOf(request.Caller) is not { } principal)
        {
            return;
        }

        foreach (var permission in Needed(request, principal))
        {
            Require(principal, request.Region, permission);
        }
    }

    /// <summary>Decides on what the service needs of the function's role to poll a source or to write what failed.</summary>
    /// <exception cref="AwsApiException">Something is not allowed.</exception>
    public void CheckService(string function, string region, IEnumerable<NeededPermission> permissions)
    {
        foreach (var permission in permissions)
        {
            Require(PrincipalOf(function), region, permission);
        }
    }

    /// <summary>
    /// Actions that the role of a function has and no call has used, and those of the roles by which functions read accounts; the latter are the same in every account.
    /// What policies of AWS's own allow is not listed.
    /// </summary>
    public ImmutableArray<UnusedGrant> Unused() =>
    [
        .. from granted in book.FunctionRoles.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => (Principal: r.Key, Role: r.Value, Arn.Parse(r.Key).Name)).Concat(ReaderRoles())
           let calls = used.Keys.Where(k => k.Principal == granted.Principal).Select(k => k.Action).ToList()
           from action in book.OfRole(granted.Role).Where(d => !AwsManagedPolicies.IsOne(d.Name)).SelectMany(d => d.Statements).Where(s => s.Allows).SelectMany(s => s.Actions ?? []).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)
           where !calls.Any(call => PolicyText.Matches(action, call, ignoreCase: true))
           select new UnusedGrant(granted.Name, action),
    ];

    /// <summary>Roles that functions may assume, by name: one of each.</summary>
    IEnumerable<(string Principal, string Role, string Name)> ReaderRoles()
    {
        var assumable = book.FunctionRoles.Values.Distinct(StringComparer.Ordinal).SelectMany(role => book.OfRole(role)).SelectMany(d => d.Statements)
            .Where(s => s.Allows && s.Actions is { } actions && actions.Contains("sts:AssumeRole", StringComparer.OrdinalIgnoreCase)).SelectMany(s => s.Resources ?? []).Distinct(StringComparer.Ordinal).ToList();
        return book.RoleArns.Where(role => assumable.Any(pattern => PolicyText.Matches(pattern, role))).GroupBy(role => Arn.Parse(role).Name, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, group.First(), group.Key));
    }

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

    Principal? PrincipalOf(Caller? caller) => caller switch
    {
        { FunctionArn: { } function } => PrincipalOf(function),
        { Session: { } session } => new(session.Role.Name, session.Role.Name, session.Role.ToString(), session.Arn, session.Role.Account, session.Role.Account),
        _ => null,
    };

    Principal PrincipalOf(string function)
    {
        var (role, arn) = (Arn.Parse(book.FunctionRoles[function]), Arn.Parse(function));
        return new(function, arn.Name, role.ToString(), new RoleSession(role, arn.Name).Arn, arn.Account, null);
    }

    List<NeededPermission> Needed(AwsRequest request, Principal principal)
    {
        try
        {
            return [.. needed.Of(request)];
        }
        catch (AwsApiException unknown)
        {
            // Whoever called may bear a refusal; the run must not.
            captures.Denials.Add(new(principal.Name, $"{request.Service}:{request.Operation}", "*", unknown.Message, principal.DeniedIn));
            throw;
        }
    }

    void Require(Principal principal, string region, NeededPermission permission)
    {
        foreach (var step in Steps(permission, region, principal.Account))
        {
            Interlocked.Increment(ref decisions);
            var decided = AsRole(step, principal.Role, region, principal.Account);
            if (decided.Outcome != AccessOutcome.Allowed)
            {
                captures.Denials.Add(new(principal.Name, step.Action, step.Resource, decided.By, principal.DeniedIn));
                throw RefusedCall.Of(principal.Arn, step, decided);
            }

            used.AddOrUpdate((principal.Key, step.Action), 1, static (_, count) => count + 1);
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
        // A resource that no template declares is judged by the role alone: its policy is not known here. A role has a trust policy always.
        var isTrust = step.Action is "sts:AssumeRole" or "sts:SetSourceIdentity" or "sts:TagSession";
        var owner = book.OwnerOf(step.Holder) ?? ((own is null && !isTrust) || step.Resource == "*" ? account : Arn.Parse(step.Resource).Account is { Length: > 0 } named ? named : account);
        return CallEvaluator.Decide(
            new() { Action = step.Action, Resource = step.Resource, PrincipalArn = role, PrincipalAccount = account, Context = step.Context },
            new()
            {
                Identity = book.OfRole(role),
                Boundary = book.BoundaryOf(role),
                ServiceControl = control.Over(account),
                Resource = own,
                Rule = step.Action.StartsWith("kms:", StringComparison.Ordinal) || isTrust ? ResourcePolicyRule.Required : ResourcePolicyRule.Either,
                ResourceAccount = owner,
            });
    }

    /// <summary>Condition keys that every call has, and those that none has.</summary>
    void Describe(PolicyContext context, string region, string? role, bool isService)
    {
        context.Add("aws:SecureTransport", "true");
        context.Add("aws:PrincipalIsAWSService", isService ? "true" : "false");
        context.Add("aws:RequestedRegion", region);
        context.Add("s3:TlsVersion", "1.3");
        if (role is not null)
        {
            context.Add("aws:PrincipalAccount", Arn.Parse(role).Account);
            context.Add("aws:PrincipalArn", role);
            context.Add("aws:PrincipalType", "AssumedRole");
            // Nothing of ours gives its sessions an identity.
            context.Add("aws:SourceIdentity");
            context.Add("aws:AssumedRoot");
            if (OrganizationOf(Arn.Parse(role).Account) is { } organization)
            {
                context.Add("aws:PrincipalOrgID", organization);
            }

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

    /// <summary>Who asks.</summary>
    /// <param name="Key">By which its uses are counted.</param>
    /// <param name="Name">By which it is told: the function, or the role.</param>
    /// <param name="Role">ARN of its role.</param>
    /// <param name="Arn">ARN of its session, as AWS tells it.</param>
    /// <param name="Account">The role's account.</param>
    /// <param name="DeniedIn">The account to name with what is denied; null for a function.</param>
    sealed record Principal(string Key, string Name, string Role, string Arn, string Account, string? DeniedIn);
}
