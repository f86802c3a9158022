using System.Diagnostics.CodeAnalysis;
using GovCloud.Estates.Reading;

namespace GovCloud.Estates;

/// <summary>
/// Gives the contents of an estate's files their meaning and validates them as a whole. Pure: the files are read by <c>EstateFiles</c>, and the
/// day comes in as a parameter. All problems are found in one go; one that follows from another is not reported where that can be told.
/// </summary>
public static class EstateReader
{
    /// <summary>Reads an estate.</summary>
    /// <param name="sources">The files' contents.</param>
    /// <param name="today">Today in Japan. A suppression that ended before is an error.</param>
    /// <returns>
    /// The estate unless there is an error. Sets come in the order of their keys (municipalities by code, accounts, organisations, systems and
    /// calendars by id, the network's likewise), so that moving an entry to another file leaves the digest as it is; rows of which the first wins keep their order.
    /// </returns>
    [RequiresUnreferencedCode(RecordShape.Reflects)]
    public static EstateReadResult Read(EstateSources sources, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var problems = new ProblemList();
        problems.Add(sources.Problems);
        SecretRules.Check(sources, problems);
        var map = new SourceMap();
        var estate = new EstateBinder(problems, map).Bind(sources);
        var context = new RuleContext(estate, map, problems, sources.Incomplete);
        ReferenceRules.Check(context);
        ProfileRules.Check(context);
        OrganisationRules.Check(context);
        SystemRules.Check(context);
        CalendarRules.Check(context);
        PolicyRules.Check(context, today);
        ResponsibilityRules.Check(context);
        NetworkSectionRules.Check(context, today);
        OrganizationSectionRules.Check(context, today);
        BackupRules.Check(context, today);
        BudgetRules.Check(context, today);
        CostRules.Check(context);
        MonitoringRules.Check(context);
        AccessRules.Check(context, today);
        VersionRules.Check(context);
        GuardrailRules.Check(context, today);
        LinkageRules.Check(context);
        AuditRules.Check(context, today);
        var ordered = InOrder(estate);
        map.Follow(estate.Organization, ordered.Organization);
        return new EstateReadResult(problems.HasErrors ? null : ordered, problems.Sorted()) { Places = new EstatePlaces(map) };
    }

    static Estate InOrder(Estate estate) => estate with
    {
        Municipalities = [.. estate.Municipalities.OrderBy(m => m.Code)],
        Organisations = [.. estate.Organisations.OrderBy(o => o.Id, StringComparer.Ordinal)],
        Systems = [.. estate.Systems.OrderBy(s => s.Id, StringComparer.Ordinal)],
        Accounts = [.. estate.Accounts.OrderBy(a => a.Id.ToString(), StringComparer.Ordinal)],
        Calendars = [.. estate.Calendars.OrderBy(c => c.Id, StringComparer.Ordinal)],
        Network = estate.Network with
        {
            Designated = [.. estate.Network.Designated.OrderBy(d => d.Cidr)],
            Pools = [.. estate.Network.Pools.OrderBy(p => p.Id, StringComparer.Ordinal)],
            OnPremises = [.. estate.Network.OnPremises.OrderBy(r => r.Id, StringComparer.Ordinal)],
            Reserved = [.. estate.Network.Reserved.OrderBy(r => r.Id, StringComparer.Ordinal)],
            Requests = [.. estate.Network.Requests.OrderBy(r => r.Account.ToString(), StringComparer.Ordinal).ThenBy(r => r.Vpc, StringComparer.Ordinal)],
            ExistingVpcs = [.. estate.Network.ExistingVpcs.OrderBy(v => v.Id, StringComparer.Ordinal)],
            Quotas = [.. estate.Network.Quotas.OrderBy(q => q.Quota)],
        },
        Organization = estate.Organization with
        {
            Units = [.. estate.Organization.Units.OrderBy(u => u.Id, StringComparer.Ordinal)],
            NewAccounts = [.. estate.Organization.NewAccounts.OrderBy(a => a.Name, StringComparer.Ordinal)],
            SandboxAccounts = [.. estate.Organization.SandboxAccounts.OrderBy(a => a.ToString(), StringComparer.Ordinal)],
            SuspendedAccounts = [.. estate.Organization.SuspendedAccounts.OrderBy(a => a.ToString(), StringComparer.Ordinal)],
            ExemptRoles = [.. estate.Organization.ExemptRoles.OrderBy(r => r.Role, StringComparer.Ordinal)],
            AdditionalRegions = [.. estate.Organization.AdditionalRegions.OrderBy(r => r.Region, StringComparer.Ordinal)],
            GlobalActions = [.. estate.Organization.GlobalActions.OrderBy(a => a.Action, StringComparer.Ordinal)],
            PoliciesTurnedOff = [.. estate.Organization.PoliciesTurnedOff.OrderBy(p => p.Policy)],
            DelegatedAdministrators = [.. estate.Organization.DelegatedAdministrators.OrderBy(d => d.Service)],
            AlternateContacts = [.. estate.Organization.AlternateContacts.OrderBy(c => c.Kind)],
            Quotas = [.. estate.Organization.Quotas.OrderBy(q => q.Quota)],
        },
        Backup = estate.Backup with
        {
            Classes = [.. estate.Backup.Classes.OrderBy(c => c.Id, StringComparer.Ordinal)],
            Requirements = [.. estate.Backup.Requirements.OrderBy(r => r.Municipality)],
        },
        Budgets = estate.Budgets with
        {
            Monthly = [.. estate.Budgets.Monthly.OrderBy(b => b.Id, StringComparer.Ordinal)],
            Tags = [.. estate.Budgets.Tags.OrderBy(t => t.Key, StringComparer.Ordinal)],
        },
        Cost = estate.Cost with
        {
            Drivers =
            [
                .. estate.Cost.Drivers.OrderBy(d => d.Id, StringComparer.Ordinal)
                    .Select(d => d with { Values = [.. d.Values.OrderBy(v => v.Municipality).ThenBy(v => v.System, StringComparer.Ordinal)] }),
            ],
            Participations = [.. estate.Cost.Participations.OrderBy(p => p.Municipality).ThenBy(p => p.System, StringComparer.Ordinal).ThenBy(p => p.From)],
        },
        Monitoring = estate.Monitoring with
        {
            Systems =
            [
                .. estate.Monitoring.Systems.OrderBy(s => s.System, StringComparer.Ordinal)
                    .Select(s => s with { Targets = [.. s.Targets.OrderBy(t => t.Account.ToString(), StringComparer.Ordinal)] }),
            ],
            PlannedStops = [.. estate.Monitoring.PlannedStops.OrderBy(p => p.Day).ThenBy(p => p.From).ThenBy(p => p.System, StringComparer.Ordinal)],
        },
        Access = estate.Access with
        {
            Roles = [.. estate.Access.Roles.OrderBy(r => r.Id, StringComparer.Ordinal)],
            Principals = [.. estate.Access.Principals.OrderBy(p => p.Organisation, StringComparer.Ordinal)],
            SessionPolicies = [.. estate.Access.SessionPolicies.OrderBy(p => p.Id, StringComparer.Ordinal)],
            Bodies = [.. estate.Access.Bodies.OrderBy(b => b.Municipality)],
            Building = [.. estate.Access.Building.OrderBy(b => b.Account.ToString(), StringComparer.Ordinal)],
        },
        Versions = estate.Versions with
        {
            Overall = [.. estate.Versions.Overall.OrderBy(v => v.Id, StringComparer.Ordinal)],
            Baselines = [.. estate.Versions.Baselines.OrderBy(b => b.Municipality).ThenBy(b => b.From)],
            Systems = [.. estate.Versions.Systems.OrderBy(s => s.System, StringComparer.Ordinal).ThenBy(s => s.Municipality).ThenBy(s => s.Code, StringComparer.Ordinal)],
            Interfaces = [.. estate.Versions.Interfaces.OrderBy(i => i.Provider, StringComparer.Ordinal).ThenBy(i => i.Consumer, StringComparer.Ordinal)],
        },
        Guardrails = estate.Guardrails with
        {
            Templates = [.. estate.Guardrails.Templates.OrderBy(t => t.Id, StringComparer.Ordinal)],
            Pins = [.. estate.Guardrails.Pins.OrderBy(p => p.Account.ToString(), StringComparer.Ordinal)],
            Provided = [.. estate.Guardrails.Provided.OrderBy(p => p.Control, StringComparer.Ordinal)],
        },
        Linkage = new EstateLinkage
        {
            Stores = [.. estate.Linkage.Stores.OrderBy(s => s.Id, StringComparer.Ordinal)],
            Interfaces = [.. estate.Linkage.Interfaces.OrderBy(i => i.Id, StringComparer.Ordinal)],
        },
        Audit = estate.Audit with
        {
            Attestation = estate.Audit.Attestation with
            {
                Superiors = [.. estate.Audit.Attestation.Superiors.OrderBy(s => s.Municipality.ToString(), StringComparer.Ordinal).ThenBy(s => s.Organisation, StringComparer.Ordinal)],
            },
            Waivers =
            [
                .. estate.Audit.Waivers.OrderBy(w => w.Check, StringComparer.Ordinal).ThenBy(w => w.Subject, StringComparer.Ordinal)
                    .ThenBy(w => string.Join(',', w.Accounts), StringComparer.Ordinal).ThenBy(w => w.From),
            ],
        },
    };
}
