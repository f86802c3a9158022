using System.Collections.Immutable;
using GovCloud.Policies;

namespace GovCloud.Inventory.Trust;

/// <summary>Asks a trust policy as outsiders of all kinds would.</summary>
sealed class OutsiderProbe
{
    /// <summary>An account that nobody has named; AWS gives out none of zeros.</summary>
    const string Stranger = "000000000000";

    const string OtherOrganization = "o-0000000000";

    /// <summary>More combinations than any policy in use has; beyond, the answer is unknown instead of late.</summary>
    const int MostProbes = 4096;

    static readonly string[] OfCaller =
    [
        "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:CurrentTime", "aws:EpochTime", "aws:TokenIssueTime", "aws:SecureTransport", "aws:UserAgent", "aws:Referer",
        "aws:TagKeys", "aws:username", "aws:PrincipalType", "sts:RoleSessionName", "sts:SourceIdentity", "sts:TransitiveTagKeys", "sts:DurationSeconds",
    ];

    readonly PolicyDocument trust;
    readonly string role;
    readonly InventoryContext context;
    readonly ImmutableArray<PolicyCondition> conditions;

    public OutsiderProbe(PolicyDocument trust, string role, InventoryContext context)
    {
        (this.role, this.context) = (role, context);
        this.trust = trust with { Statements = [.. trust.Statements.Select(WithoutCallers)] };
        conditions = [.. this.trust.Statements.SelectMany(statement => statement.Conditions)];
    }

    /// <summary>Everybody: who of all accounts gets in.</summary>
    public TrustFinding? Everybody(string principal)
    {
        var accounts = Named("aws:PrincipalAccount").Concat(Named("aws:PrincipalArn").Select(InventoryContext.AccountOf).OfType<string>()).Append(Stranger)
            .Where(account => !context.Knows(account)).Select(account => AccountId.TryParse(account, out _) ? account : Stranger).Distinct(StringComparer.Ordinal);
        IEnumerable<Caller> callers = [
            .. accounts.Select(account => new Caller(account, $"arn:aws:iam::{account}:role/probe")),
            .. Named("aws:PrincipalArn").Where(arn => !context.Knows(InventoryContext.AccountOf(arn) ?? "")).Select(Concrete),
        ];
        return Ask([.. callers.Distinct()], principal, TrustParty.Everybody);
    }

    /// <summary>A principal of an account that is not known.</summary>
    public TrustFinding? Named(string principal, AccountId account) =>
        Ask([new(account.ToString(), principal.EndsWith(":root", StringComparison.Ordinal) || !principal.StartsWith("arn:", StringComparison.Ordinal) ? $"arn:aws:iam::{account}:role/probe" : principal)], principal, TrustParty.Outsider);

    TrustFinding? Ask(ImmutableArray<Caller> callers, string principal, TrustParty party)
    {
        var organizations = Organizations();
        var externalIds = Named("sts:ExternalId").Distinct(StringComparer.Ordinal).ToList();
        if ((long)callers.Length * organizations.Length * (externalIds.Count + 2) > MostProbes)
        {
            return new(TrustParty.Unknown, principal) { Doubt = "条件の値が多すぎて判定できません" };
        }

        var strangers = organizations.Where(organization => organization.Foreign).ToList();
        var guessed = Decide(callers, strangers, [null, "guessed-external-id"]);
        var told = guessed.Answer == PolicyAnswer.Allowed || externalIds.Count == 0 ? guessed : Decide(callers, strangers, externalIds);
        TrustFinding Found(TrustParty of) => new(of, principal) { Account = callers.Length == 1 && callers[0].Account != Stranger ? callers[0].Account : null };
        return (guessed.Answer, told.Answer) switch
        {
            (PolicyAnswer.Allowed, _) => Found(party),
            (_, PolicyAnswer.Allowed) => Found(party) with { AsksExternalId = true },
            (PolicyAnswer.Unknown, _) => Found(TrustParty.Unknown) with { Doubt = $"条件を判定できません: {guessed.Reason}" },
            (_, PolicyAnswer.Unknown) => Found(TrustParty.Unknown) with { Doubt = $"条件を判定できません: {told.Reason}" },
            _ => Rest(callers, organizations, externalIds, Found),
        };
    }

    /// <summary>No outsider gets in; those of an organization that may be ours still can.</summary>
    TrustFinding? Rest(ImmutableArray<Caller> callers, ImmutableArray<Membership> organizations, List<string> externalIds, Func<TrustParty, TrustFinding> found)
    {
        var own = organizations.Where(organization => !organization.Foreign).ToList();
        var decision = Decide(callers, own, [null, "guessed-external-id", .. externalIds]);
        return decision.Answer switch
        {
            PolicyAnswer.Allowed when context.OrganizationId.IsKnown => found(TrustParty.OwnOrganization),
            PolicyAnswer.Allowed => found(TrustParty.Unknown) with { Doubt = $"条件の組織が自組織か分かりません({context.OrganizationId.WhyUnknown})" },
            PolicyAnswer.Unknown => found(TrustParty.Unknown) with { Doubt = $"条件を判定できません: {decision.Reason}" },
            _ => null,
        };
    }

    /// <summary>Allowed where one of the callers is; unknown where one may be.</summary>
    PolicyDecision Decide(ImmutableArray<Caller> callers, List<Membership> organizations, IEnumerable<string?> externalIds)
    {
        PolicyDecision? doubt = null;
        foreach (var decision in from caller in callers from organization in organizations from id in externalIds select PolicyEvaluator.Evaluate(trust, Request(caller, organization, id)))
        {
            switch (decision.Answer)
            {
                case PolicyAnswer.Allowed:
                    return decision;
                case PolicyAnswer.Unknown:
                    doubt ??= decision;
                    break;
            }
        }

        return doubt ?? new PolicyDecision(PolicyAnswer.NotAllowed, "");
    }

    PolicyRequest Request(Caller caller, Membership organization, string? externalId)
    {
        var values = new PolicyContext
        {
            { "aws:PrincipalAccount", caller.Account },
            { "aws:PrincipalArn", caller.Arn },
            { "aws:PrincipalIsAWSService", "false" },
            { "aws:ViaAWSService", "false" },
            "aws:SourceAccount",
            "aws:SourceArn",
            "aws:SourceOrgID",
            "aws:SourceOrgPaths",
            "aws:PrincipalServiceName",
            "aws:FederatedProvider",
        };
        Add(values, "aws:PrincipalOrgID", organization.Id);
        Add(values, "aws:PrincipalOrgPaths", organization.Path);
        Add(values, "sts:ExternalId", externalId);
        return new() { PrincipalArn = caller.Arn, PrincipalAccount = caller.Account, Action = "sts:AssumeRole", Resource = role, Context = values };
    }

    static void Add(PolicyContext context, string key, string? value)
    {
        if (value is null)
        {
            context.Add(key);
        }
        else
        {
            context.Add(key, value);
        }
    }

    /// <summary>No organization, another one, and those that conditions name. One that is named may be ours where ours is not known.</summary>
    ImmutableArray<Membership> Organizations()
    {
        var paths = Named("aws:PrincipalOrgPaths").Select(path => path.Replace("*", "x", StringComparison.Ordinal).Replace('?', 'x')).ToList();
        var ids = Named("aws:PrincipalOrgID").Select(id => id.Replace("*", "x", StringComparison.Ordinal).Replace('?', 'x'));
        return
        [
            new(null, null, Foreign: true),
            new(OtherOrganization, OtherOrganization + "/r-0000/", Foreign: true),
            .. ids.Select(id => new Membership(id, paths.Find(path => IdOf(path) == id) ?? id + "/r-0000/", IsForeign(id))),
            .. paths.Select(path => new Membership(IdOf(path), path, IsForeign(IdOf(path)))),
            .. context.OrganizationId.Match<IEnumerable<Membership>>(own => [new(own, own + "/r-0000/", Foreign: false)], _ => []),
        ];

        bool IsForeign(string id) => context.OrganizationId.Match(own => id != own, _ => false);

        static string IdOf(string path) => path.Split('/')[0];
    }

    IEnumerable<string> Named(string key) => conditions.Where(condition => condition.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).SelectMany(condition => condition.Values);

    /// <summary>A caller that a pattern of ARNs lets in.</summary>
    static Caller Concrete(string pattern)
    {
        var account = AccountId.TryParse(InventoryContext.AccountOf(pattern), out var named) ? named.ToString() : Stranger;
        var parts = pattern.Split(':', 6);
        var arn = parts.Length == 6 ? $"arn:aws:{parts[2]}::{account}:{parts[5].Replace("*", "x", StringComparison.Ordinal).Replace('?', 'x')}" : $"arn:aws:iam::{account}:role/probe";
        return new(account, arn);
    }

    static PolicyStatement WithoutCallers(PolicyStatement statement) =>
        statement.Allows ? statement with { Conditions = [.. statement.Conditions.Where(condition => !IsOfCaller(condition.Key))] } : statement;

    static bool IsOfCaller(string key) =>
        OfCaller.Contains(key, StringComparer.OrdinalIgnoreCase) || key.StartsWith("aws:RequestTag/", StringComparison.OrdinalIgnoreCase);

    readonly record struct Caller(string Account, string Arn);

    readonly record struct Membership(string? Id, string? Path, bool Foreign);
}
