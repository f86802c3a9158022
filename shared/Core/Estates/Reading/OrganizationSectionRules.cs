using GovCloud.Organization;

namespace GovCloud.Estates.Reading;

/// <summary>The section <c>organization</c> is there where the vendor owns the organization, and only there, and puts every account into one unit.</summary>
static class OrganizationSectionRules
{
    public static void Check(RuleContext context, DateOnly today)
    {
        var estate = context.Estate;
        if (estate.Profile is not { } profile || !context.Sound(profile, nameof(profile.Organization)) || !context.Sound(estate, nameof(estate.Organization)))
        {
            return;
        }

        if (profile.Organization == OrganizationMode.Owned)
        {
            CheckComplete(context, estate.Organization);
        }
        else if (context.Map.Written(estate, nameof(estate.Organization)))
        {
            context.Error(
                EstateRules.OrganizationNotOwned,
                estate,
                nameof(estate.Organization),
                "'organization' would have no effect: the organization is the Digital Agency's ('organization: gcas' in 'profile'); remove the section, or write 'organization: owned' in 'profile' where the organization is your own");
            return;
        }

        CheckUnits(context, estate.Organization);
        CheckPlacement(context, estate);
        NewAccountRules.Check(context);
        CheckContacts(context, estate);
        CheckAccess(context, profile, estate.Organization);
        CheckQuotas(context, estate.Organization, today);
    }

    static void CheckComplete(RuleContext context, EstateOrganization organization)
    {
        if (context.Incomplete)
        {
            return;
        }

        // Without a section the record is a default one that stands nowhere.
        var at = context.Map.Written(context.Estate, nameof(Estate.Organization)) ? context.Map.At(organization) : context.Map.At(context.Estate.Profile, nameof(EstateProfile.Organization));
        if (organization.ManagementAccount is null && (!IsRead(context, organization) || context.Sound(organization, nameof(organization.ManagementAccount))))
        {
            context.Problems.Error(EstateRules.OrganizationIncomplete, at, "an owned organization lacks 'managementAccount' in 'organization'; write the number of the account that owns it");
        }

        if (organization.RootId is null && (!IsRead(context, organization) || context.Sound(organization, nameof(organization.RootId))))
        {
            context.Problems.Error(EstateRules.OrganizationIncomplete, at, "an owned organization lacks 'rootId' in 'organization'; write what `aws organizations list-roots` shows, such as r-ab12");
        }
    }

    static bool IsRead(RuleContext context, EstateOrganization organization) => context.Map.Find(organization) is not null;

    static void CheckUnits(RuleContext context, EstateOrganization organization)
    {
        var known = new Dictionary<(UnitKind, string?, DeploymentEnvironment?), ExistingUnit>();
        foreach (var unit in organization.Units.Where(u => context.Sound(u, nameof(u.Kind), nameof(u.Municipality), nameof(u.Vendor), nameof(u.Environment))))
        {
            var owner = unit.Kind switch
            {
                UnitKind.Municipality => unit.Municipality?.ToString(),
                UnitKind.Vendor => unit.Vendor,
                _ => null,
            };
            var owned = unit.Kind is UnitKind.Municipality or UnitKind.Vendor;
            if (owned != (owner is not null && unit.Environment is not null) || (unit.Municipality is not null && unit.Kind != UnitKind.Municipality) || (unit.Vendor is not null && unit.Kind != UnitKind.Vendor)
                || (!owned && unit.Environment is not null))
            {
                context.Error(
                    EstateRules.ExistingUnit,
                    unit,
                    nameof(unit.Kind),
                    $"unit {unit.Id} of kind {RuleContext.Word(unit.Kind)} names its owner wrongly; write 'municipality' and 'environment' for kind municipality, 'vendor' and 'environment' for kind vendor, and neither for the others");
            }
            else if (!known.TryAdd((unit.Kind, owner, unit.Environment), unit))
            {
                context.Error(
                    EstateRules.ExistingUnit,
                    unit,
                    nameof(unit.Id),
                    $"unit {unit.Id} is for the same accounts as {known[(unit.Kind, owner, unit.Environment)].Id}, so they would belong into two units; remove one");
            }
        }
    }

    static void CheckPlacement(RuleContext context, Estate estate)
    {
        var organization = estate.Organization;
        for (var i = 0; i < organization.SandboxAccounts.Length; i++)
        {
            var id = organization.SandboxAccounts[i];
            if (organization.SuspendedAccounts.Contains(id))
            {
                ReportTwoUnits(context, organization, i, $"account {id} is listed in 'sandboxAccounts' and in 'suspendedAccounts' and would belong into two units; remove it from one");
            }
            else if (estate.Accounts.FirstOrDefault(a => a.Id == id) is { } account && (account.Purpose != AccountPurpose.System || account.Environment == DeploymentEnvironment.Production))
            {
                ReportTwoUnits(
                    context,
                    organization,
                    i,
                    $"account {id} is of {RuleContext.Word(account.Environment)} and purpose {RuleContext.Word(account.Purpose)} at {context.Map.At(account)} and belongs into the unit of these, not into the sandbox; remove it here, or write 'environment: verification' there");
            }
        }

        for (var i = 0; i < organization.SuspendedAccounts.Length; i++)
        {
            if (organization.SuspendedAccounts[i] == estate.Profile.OperationsAccount)
            {
                context.Problems.Error(
                    EstateRules.TwoUnits,
                    context.Map.At(organization, nameof(organization.SuspendedAccounts), i),
                    $"account {estate.Profile.OperationsAccount} is the operations account and cannot be suspended; name another operations account first");
            }
        }
    }

    static void ReportTwoUnits(RuleContext context, EstateOrganization organization, int item, string message) =>
        context.Problems.Error(EstateRules.TwoUnits, context.Map.At(organization, nameof(organization.SandboxAccounts), item), message);

    static void CheckContacts(RuleContext context, Estate estate)
    {
        foreach (var contact in estate.Organization.AlternateContacts.Where(c => c.Mail is null && context.Sound(c, nameof(c.Mail), nameof(c.Organisation))))
        {
            if (estate.Organisations.FirstOrDefault(o => o.Id == contact.Organisation) is { Mail.IsEmpty: true } organisation && context.Sound(organisation, nameof(organisation.Mail)))
            {
                context.Error(
                    EstateRules.ContactMail,
                    contact,
                    nameof(contact.Organisation),
                    $"organisation \"{organisation.Id}\" has no mail address for AWS to write to; add 'mail' to the contact or to the organisation");
            }
        }
    }

    static void CheckAccess(RuleContext context, EstateProfile profile, EstateOrganization organization)
    {
        foreach (var region in organization.AdditionalRegions.Where(r => r.Region == profile.PrimaryRegion || r.Region == profile.RecoveryRegion))
        {
            context.Error(EstateRules.OrganizationAccess, region, nameof(region.Region), $"region {region.Region} is allowed already as a region of the profile; remove it");
        }

        foreach (var administrator in organization.DelegatedAdministrators.Where(d => d.Account == organization.ManagementAccount && context.Sound(d, nameof(d.Account))))
        {
            context.Error(
                EstateRules.OrganizationAccess,
                administrator,
                nameof(administrator.Account),
                $"account {administrator.Account} is the management account, which AWS does not let be a delegated administrator; name a member account");
        }
    }

    static void CheckQuotas(RuleContext context, EstateOrganization organization, DateOnly today)
    {
        foreach (var quota in organization.Quotas.Where(q => context.Sound(q, nameof(q.Quota), nameof(q.Value), nameof(q.AsOf))))
        {
            var known = OrganizationQuotas.Of(quota.Quota);
            if (known.Maximum > 0 && quota.Value > known.Maximum)
            {
                context.Error(EstateRules.OrganizationQuota, quota, nameof(quota.Value), $"AWS grants at most {known.Maximum} of {RuleContext.Word(quota.Quota)} ({known.Source}); write what was granted");
            }

            if (quota.AsOf > today)
            {
                context.Error(EstateRules.OrganizationQuota, quota, nameof(quota.AsOf), FormattableString.Invariant($"'asOf' {quota.AsOf:yyyy-MM-dd} is in the future; write the day on which the quota was seen"));
            }
        }
    }
}
