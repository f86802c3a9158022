namespace GovCloud.Estates.Reading;

/// <summary>Each side of a flow names something that there can be.</summary>
sealed class FlowPartyRules(RuleContext context, EstateIndex? index)
{
    static readonly string[] OfWorkload =
        [nameof(FlowParty.Municipality), nameof(FlowParty.System), nameof(FlowParty.Environment), nameof(FlowParty.Account), nameof(FlowParty.Vpc)];

    static readonly string[] OfCommon = [nameof(FlowParty.Account), nameof(FlowParty.Vpc)];

    static readonly string[] OfOnPremises = [nameof(FlowParty.Municipality), nameof(FlowParty.Network)];

    EstateNetwork Network => context.Estate.Network;

    /// <summary>Reports what is wrong; <see langword="false"/> where something was.</summary>
    /// <param name="party">The side.</param>
    /// <param name="opens">Whether it is the side that opens the connection.</param>
    public bool Check(FlowParty party, bool opens)
    {
        if (!context.Sound(party, nameof(party.Kind), nameof(party.Municipality), nameof(party.System), nameof(party.Environment), nameof(party.Account), nameof(party.Vpc), nameof(party.Network)))
        {
            return false;
        }

        if (opens && party.Kind == FlowPartyKind.Internet)
        {
            Report(party, nameof(party.Kind), "the internet never opens a connection; name it in 'to', or remove the flow");
            return false;
        }

        return CheckNarrowing(party) && (index is null || CheckExistence(party, index));
    }

    static (string Name, object? Value)[] Selectors(FlowParty party) =>
    [
        (nameof(party.Municipality), party.Municipality), (nameof(party.System), party.System), (nameof(party.Environment), party.Environment),
        (nameof(party.Account), party.Account), (nameof(party.Vpc), party.Vpc), (nameof(party.Network), party.Network),
    ];

    bool CheckNarrowing(FlowParty party)
    {
        var (allowed, why) = party.Kind switch
        {
            FlowPartyKind.Workload => (OfWorkload, "VPCs of systems are not on-premises networks"),
            FlowPartyKind.OnPremises => (OfOnPremises, "networks of bodies belong to no account, system or environment"),
            FlowPartyKind.Internet => ([], "what may be reached there stands in 'allowedDomains'"),
            _ => (OfCommon, "such VPCs serve all bodies and both environments"),
        };
        var wrong = Selectors(party).Where(s => s.Value is not null && !allowed.Contains(s.Name, StringComparer.Ordinal)).Select(s => s.Name).ToList();
        foreach (var name in wrong)
        {
            Report(party, name, $"kind {RuleContext.Word(party.Kind)} cannot be narrowed by '{RecordShape.KeyOf(name)}': {why}; remove it or correct 'kind'");
        }

        return wrong.Count == 0;
    }

    bool CheckExistence(FlowParty party, EstateIndex known) => party.Kind switch
    {
        FlowPartyKind.Workload => CheckAccounts(party, known, AccountPurpose.System),
        FlowPartyKind.Operations => CheckAccounts(party, known, AccountPurpose.Operations, AccountPurpose.LogArchive, AccountPurpose.Network),
        FlowPartyKind.Maintenance => CheckRole(party, VpcRole.Maintenance),
        FlowPartyKind.Endpoints => CheckRole(party, VpcRole.Endpoints),
        FlowPartyKind.OnPremises => CheckOnPremises(party),
        _ => true,
    };

    bool CheckAccounts(FlowParty party, EstateIndex known, params AccountPurpose[] purposes)
    {
        if (party.Account is { } named && known.FindAccount(named.ToString()) is { } account && !purposes.Contains(account.Account.Purpose))
        {
            return Report(party, nameof(party.Account), $"account {named} is of purpose {RuleContext.Word(account.Account.Purpose)} and never of kind {RuleContext.Word(party.Kind)}; correct one of the two");
        }

        var fitting = context.Estate.Accounts.Select(a => known.FindAccount(a.Id.ToString())!).Where(a => purposes.Contains(a.Account.Purpose) && Fits(party, a)).Select(a => a.Account.Id).ToHashSet();
        if (fitting.Count == 0)
        {
            var (at, name) = Selectors(party).Where(s => s.Value is not null && s.Name != nameof(party.Vpc)).Select(s => (party, s.Name)).FirstOrDefault((party, nameof(party.Kind)));
            return Report(at, name, $"no account is {Written(party)}; correct the combination, or add the account to 'accounts'");
        }

        return party.Vpc is not { } vpc || CheckVpc(party, vpc, [
            .. Network.Requests.Where(r => r.Role == VpcRole.Workload && fitting.Contains(r.Account)).Select(r => r.Vpc),
            .. Network.ExistingVpcs.Where(v => fitting.Contains(v.Account)).Select(v => v.Id),
        ]);
    }

    static bool Fits(FlowParty party, AccountContext account) =>
        (party.Municipality is not { } body || account.Municipalities.Any(m => m.Code == body))
        && (party.System is not { } system || account.System?.Id == system)
        && (party.Environment is not { } environment || account.Environment == environment)
        && (party.Account is not { } id || account.Account.Id == id);

    bool CheckRole(FlowParty party, VpcRole role)
    {
        var requests = Network.Requests.Where(r => r.Role == role).ToList();
        if (requests.Count == 0)
        {
            context.Error(
                EstateRules.VpcRole, party, nameof(party.Kind), $"there is no VPC of role {RuleContext.Word(role)}; add a request with 'role: {RuleContext.Word(role)}' of the network account, or remove the flow");
            return false;
        }

        if (party.Account is { } account && requests.TrueForAll(r => r.Account != account))
        {
            return Report(party, nameof(party.Account), $"account {account} has no VPC of role {RuleContext.Word(role)}; remove 'account' or name {string.Join(", ", requests.Select(r => r.Account).Distinct())}");
        }

        return party.Vpc is not { } vpc || CheckVpc(party, vpc, [.. requests.Select(r => r.Vpc)]);
    }

    bool CheckVpc(FlowParty party, string vpc, List<string> known)
    {
        if (known.Contains(vpc, StringComparer.Ordinal))
        {
            return true;
        }

        var remedy = Suggestion.DidYouMean(vpc, known) is { Length: > 0 } suggestion ? suggestion : "; request it in 'requests', or correct the name";
        return Report(party, nameof(party.Vpc), $"no VPC \"{vpc}\" is {Written(party with { Vpc = null })}{remedy}");
    }

    bool CheckOnPremises(FlowParty party)
    {
        if (party.Network is { } id && party.Municipality is { } code && Network.OnPremises.FirstOrDefault(r => r.Id == id) is { } range && range.Municipality != code)
        {
            return Report(party, nameof(party.Network), $"network \"{id}\" is of body {range.Municipality}, not of {code}; correct one of the two");
        }

        return (party.Municipality is not { } body || Network.OnPremises.Any(r => r.Municipality == body))
            || Report(party, nameof(party.Municipality), $"body {body} has no on-premises network; add it to 'onPremises', or correct the code");
    }

    static string Written(FlowParty party)
    {
        var selectors = Selectors(party).Where(s => s.Value is not null)
            .Select(s => $"{RecordShape.KeyOf(s.Name)} {(s.Value is DeploymentEnvironment environment ? RuleContext.Word(environment) : s.Value)}");
        return string.Join(", ", selectors.Prepend($"of kind {RuleContext.Word(party.Kind)}"));
    }

    bool Report(FlowParty party, string property, string message)
    {
        context.Error(EstateRules.FlowParty, party, property, message);
        return false;
    }
}
