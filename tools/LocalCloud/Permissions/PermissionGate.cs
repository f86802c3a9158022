using System.Collections.Concurrent;
using System.Collections.Immutable;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Gateway;
using GovCloud.Policies;

namespace GovCloud.LocalCloud.Permissions;

/// <summary>
/// Lets a function do what its role's policies, the resource's own policy and the key's policy allow together, and nothing else. A person's key may do everything:
/// people's roles are proved elsewhere.
/// </summary>
sealed class PermissionGate(PolicyBook book, NeededPermissions needed, Captures captures)
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
           where !calls.Any(call => string.Equals(call, action, StringComparison.OrdinalIgnoreCase))
           select new UnusedGrant(Arn.Parse(role.Key).Name, action),
    ];

    void Require(string function, string region, NeededPermission permission)
    {
        Decide(function, region, permission.Action, permission.Resource, book.OfResource(permission.Holder), permission.Context, both: false);
        if (book.KeyOf(permission.Holder) is { } key)
        {
            var service = Arn.Parse(permission.Holder).Service;
            foreach (var use in permission.KeyUses)
            {
                var context = new PolicyContext();
                context.Add("kms:ViaService", $"{service}.{region}.amazonaws.com");
                context.Add("kms:CallerAccount", Arn.Parse(function).Account);
                context.Add("kms:ResourceAliases", [.. book.AliasesOf(key)]);
                context.Add("kms:GrantIsForAWSResource", "false");
                Decide(function, region, use, key, book.OfResource(key), context, both: true);
            }
        }
    }

    /// <summary>Decides on one action.</summary>
    /// <param name="function">Who asks.</param>
    /// <param name="region">Where.</param>
    /// <param name="action">What.</param>
    /// <param name="resource">On what.</param>
    /// <param name="own">The resource's own policy.</param>
    /// <param name="context">Condition keys.</param>
    /// <param name="both">Whether the resource's policy must allow it too: so with keys, and with resources of another account.</param>
    void Decide(string function, string region, string action, string resource, PolicyDocument? own, PolicyContext context, bool both)
    {
        Interlocked.Increment(ref decisions);
        var role = book.FunctionRoles[function];
        var account = Arn.Parse(function).Account;
        context.Add("aws:SecureTransport", "true");
        context.Add("aws:PrincipalAccount", account);
        context.Add("aws:PrincipalArn", role);
        context.Add("aws:PrincipalIsAWSService", "false");
        context.Add("aws:RequestedRegion", region);
        context.Add("aws:SourceAccount");
        context.Add("aws:SourceArn");
        context.Add("aws:SourceVpce");
        context.Add("s3:TlsVersion", "1.3");
        var request = new PolicyRequest { Action = action, Resource = resource, PrincipalArn = role, PrincipalAccount = account, Context = context };
        var identity = Strongest(book.OfRole(role).Select(policy => PolicyEvaluator.Evaluate(policy, request)));
        var resourceDecision = own is null ? new PolicyDecision(PolicyAnswer.NotAllowed, "") : PolicyEvaluator.Evaluate(own, request);
        var foreign = resource != "*" && Arn.Parse(resource).Account is { Length: > 0 } owner && owner != account;
        var refused = identity.Answer is PolicyAnswer.Denied or PolicyAnswer.Unknown ? identity
            : resourceDecision.Answer is PolicyAnswer.Denied or PolicyAnswer.Unknown ? resourceDecision
            : (both || foreign) && own is not null && resourceDecision.Answer != PolicyAnswer.Allowed ? resourceDecision with { Reason = "the resource's policy does not allow it" }
            : identity.Answer != PolicyAnswer.Allowed && (both || foreign || resourceDecision.Answer != PolicyAnswer.Allowed) ? identity with { Reason = "no policy of the role allows it" }
            : (PolicyDecision?)null;
        if (refused is { } why)
        {
            captures.Denials.Add(new(Arn.Parse(function).Name, action, resource, why.Reason));
            throw new AwsApiException(403, action.StartsWith("s3:", StringComparison.Ordinal) ? "AccessDenied" : "AccessDeniedException", $"User: {role} is not authorized to perform: {action} on resource: {resource} ({why.Answer}: {why.Reason})");
        }

        used.AddOrUpdate((function, action), 1, static (_, count) => count + 1);
    }

    static PolicyDecision Strongest(IEnumerable<PolicyDecision> decisions) =>
        decisions.OrderBy(d => d.Answer switch { PolicyAnswer.Denied => 0, PolicyAnswer.Allowed => 1, PolicyAnswer.Unknown => 2, _ => 3 }).DefaultIfEmpty(new PolicyDecision(PolicyAnswer.NotAllowed, "")).First();
}
