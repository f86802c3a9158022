namespace GovCloud.Estates.Reading;

/// <summary>Organisations fit their municipalities, and everybody can be told.</summary>
static class OrganisationRules
{
    public static void Check(RuleContext context)
    {
        foreach (var organisation in context.Estate.Organisations)
        {
            CheckMunicipality(context, organisation);
            CheckReachable(context, organisation);
        }

        foreach (var municipality in context.Estate.Municipalities.Where(m => context.Sound(m, nameof(m.Code), nameof(m.ItDepartment))))
        {
            CheckDepartment(context, context.Map.At(municipality, nameof(municipality.ItDepartment)), nameof(municipality.ItDepartment), municipality.ItDepartment, [municipality.Code]);
        }

        foreach (var system in context.Estate.Systems.Where(s => context.Sound(s, nameof(s.Municipalities))))
        {
            for (var i = 0; i < system.OwningDepartments.Length; i++)
            {
                var at = context.Map.At(system, nameof(system.OwningDepartments), i);
                CheckDepartment(context, at, nameof(system.OwningDepartments), system.OwningDepartments[i], system.Municipalities);
            }
        }

        CheckSender(context);
    }

    static void CheckMunicipality(RuleContext context, Organisation organisation)
    {
        if (!context.Sound(organisation, nameof(organisation.Kind), nameof(organisation.Municipality)))
        {
            return;
        }

        var kind = RuleContext.Word(organisation.Kind);
        var isDepartment = organisation.Kind is OrganisationKind.ItDepartment or OrganisationKind.OwningDepartment;
        if (isDepartment && organisation.Municipality is null)
        {
            context.Error(EstateRules.OrganisationMunicipality, organisation, nameof(organisation.Municipality), $"\"{organisation.Id}\" is of kind {kind} and belongs to a municipality; add 'municipality' with its code");
        }
        else if (!isDepartment && organisation.Municipality is not null)
        {
            context.Error(EstateRules.OrganisationMunicipality, organisation, nameof(organisation.Municipality), $"\"{organisation.Id}\" is of kind {kind} and belongs to no municipality; remove 'municipality'");
        }
    }

    static void CheckReachable(RuleContext context, Organisation organisation)
    {
        if (!context.Sound(organisation, nameof(organisation.Mail), nameof(organisation.SlackWebhookParameter)))
        {
            return;
        }

        if (organisation.Mail.IsEmpty && organisation.SlackWebhookParameter is null)
        {
            context.Warning(EstateRules.Unreachable, organisation, nameof(organisation.Mail), $"\"{organisation.Id}\" has neither 'mail' nor 'slackWebhookParameter' and cannot be told anything; add one");
        }

        var body = context.Estate.Municipalities.FirstOrDefault(m => m.Code == organisation.Municipality);
        if (organisation.SlackWebhookParameter is not null && body is { Slack: false })
        {
            context.Warning(
                EstateRules.SlackSwitchedOff,
                organisation,
                nameof(organisation.SlackWebhookParameter),
                $"\"{organisation.Id}\" has a Slack webhook, and {body.Name} has switched Slack off ('slack: false'), so it is never used; remove it");
        }
    }

    static void CheckDepartment(RuleContext context, SourcePosition at, string property, string id, IReadOnlyCollection<MunicipalityCode> bodies)
    {
        var department = context.Estate.Organisations.FirstOrDefault(o => string.Equals(o.Id, id, StringComparison.Ordinal));
        if (department?.Municipality is { } body && !bodies.Contains(body))
        {
            context.Problems.Error(
                EstateRules.WrongOrganisation,
                at,
                $"'{RecordShape.KeyOf(property)}' names \"{id}\", a department of {body}, which is not among {string.Join(", ", bodies)}; name a department of those");
        }
    }

    static void CheckSender(RuleContext context)
    {
        var policy = context.Estate.Notification;
        var first = context.Estate.Organisations.FirstOrDefault(o => !o.Mail.IsEmpty);
        if (first is not null && !context.Incomplete && context.Sound(context.Estate, nameof(Estate.Notification)) && policy.MailFrom.Length == 0
            && (!context.Map.Written(context.Estate, nameof(Estate.Notification)) || context.Sound(policy, nameof(policy.MailFrom))))
        {
            context.Error(EstateRules.MailSender, first, nameof(first.Mail), "organisations have mail addresses and no mail could be sent; add 'mailFrom' to the section 'notification'");
        }
    }
}
