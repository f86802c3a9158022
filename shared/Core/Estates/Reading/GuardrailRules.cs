using GovCloud.Guardrails;

namespace GovCloud.Estates.Reading;

/// <summary>The section <c>guardrails</c>: versions that exist, exceptions that are accountable and in force, a rollout that begins where nothing can break.</summary>
static class GuardrailRules
{
    public static void Check(RuleContext context, DateOnly today)
    {
        var guardrails = context.Estate.Guardrails;
        CheckVersion(context, guardrails, nameof(guardrails.Version), guardrails.Version);
        foreach (var pin in guardrails.Pins)
        {
            CheckPin(context, guardrails, pin, today);
        }

        foreach (var exception in guardrails.Exceptions)
        {
            CheckException(context, exception, today);
        }

        CheckProvided(context, guardrails);
        CheckTemplates(context, guardrails, today);
        if (guardrails.Version is not null)
        {
            CheckRollout(context, guardrails);
            CheckParameters(context, guardrails);
        }
    }

    static BaselineVersion? CheckVersion(RuleContext context, object record, string property, string? text)
    {
        if (text is null || !context.Sound(record, property) || !BaselineVersion.TryParse(text, out var version))
        {
            return null;
        }

        if (BaselineReleases.Find(version) is null)
        {
            var known = BaselineReleases.All.Select(release => release.Version.ToString());
            context.Error(EstateRules.BaselineVersion, record, property, $"'{RecordShape.KeyOf(property)}': the baseline has no version {text}; write one of {string.Join(", ", known)}");
            return null;
        }

        return version;
    }

    static void CheckPin(RuleContext context, EstateGuardrails guardrails, BaselinePin pin, DateOnly today)
    {
        var version = CheckVersion(context, pin, nameof(pin.Version), pin.Version);
        if (!context.Sound(pin, nameof(pin.Until), nameof(pin.Account)))
        {
            return;
        }

        if (pin.Until is { } until && until < today)
        {
            context.Error(
                EstateRules.GuardrailExpired, pin, nameof(pin.Until),
                FormattableString.Invariant($"account {pin.Account} was to keep {pin.Version} until {until:yyyy-MM-dd}; remove the pin and roll the account out, or agree a later end"));
        }
        else if (pin.Until is null && version is { } kept && BaselineVersion.TryParse(guardrails.Version, out var wanted) && kept < wanted)
        {
            context.Error(
                EstateRules.GuardrailDowngrade, pin, nameof(pin.Version),
                $"account {pin.Account} would have {kept}, older than the estate's {wanted}, for good; add 'until', or write {wanted} or later");
        }
    }

    static void CheckException(RuleContext context, ControlExemption exception, DateOnly today)
    {
        CheckControl(context, exception, nameof(exception.Control), exception.Control);
        if (context.Sound(exception, nameof(exception.Account), nameof(exception.System)) && (exception.Account is null) == (exception.System is null))
        {
            var remedy = exception.Account is null ? "names neither account nor system and would hold everywhere; name one of the two" : "names both an account and a system; remove one";
            context.Problems.Error(EstateRules.GuardrailScope, context.Map.At(exception), $"the exception from \"{exception.Control}\" {remedy}");
        }

        if (context.Sound(exception, nameof(exception.Until)) && exception.Until < today)
        {
            context.Error(
                EstateRules.GuardrailExpired, exception, nameof(exception.Until),
                FormattableString.Invariant($"the exception from \"{exception.Control}\" ended on {exception.Until:yyyy-MM-dd}; its owner \"{exception.Owner}\" removes it or answers for a later end"));
        }
    }

    static Control? CheckControl(RuleContext context, object record, string property, string id)
    {
        if (!context.Sound(record, property))
        {
            return null;
        }

        if (ControlCatalogue.Find(id) is { } found)
        {
            return found;
        }

        var remedy = Suggestion.DidYouMean(id, ControlCatalogue.All.Select(one => one.Id)) is { Length: > 0 } suggestion ? suggestion : "; 'gca guardrails controls' lists them";
        context.Error(EstateRules.GuardrailControl, record, property, $"'{RecordShape.KeyOf(property)}' names \"{id}\", which is no control of the baseline{remedy}");
        return null;
    }

    static void CheckProvided(RuleContext context, EstateGuardrails guardrails)
    {
        foreach (var provided in guardrails.Provided)
        {
            if (CheckControl(context, provided, nameof(provided.Control), provided.Control) is { } control && !ControlCatalogue.Replaceable.Contains(control))
            {
                context.Error(
                    EstateRules.GuardrailControl, provided, nameof(provided.Control),
                    $"\"{control.Id}\" stands beside what others provide and cannot be left out; remove it here, or enter an exception");
            }
        }
    }

    static void CheckTemplates(RuleContext context, EstateGuardrails guardrails, DateOnly today)
    {
        foreach (var template in guardrails.Templates)
        {
            if (context.Sound(template, nameof(template.Path), nameof(template.Sha256)) && (template.Path is null) != (template.Sha256 is null))
            {
                context.Error(
                    EstateRules.GuardrailTemplate, template, template.Path is null ? nameof(template.Sha256) : nameof(template.Path),
                    $"template \"{template.Id}\" has 'path' or 'sha256' without the other; 'gca guardrails register' writes both");
            }

            if (context.Sound(template, nameof(template.AsOf)) && template.AsOf > today)
            {
                context.Error(
                    EstateRules.GuardrailTemplate, template, nameof(template.AsOf),
                    FormattableString.Invariant($"'asOf' {template.AsOf:yyyy-MM-dd} is in the future; write the day on which the template was obtained"));
            }

            if (context.Sound(template, nameof(template.AsOf), nameof(template.AppliedOn)) && template.AppliedOn is { } applied && (applied > today || applied < template.AsOf))
            {
                context.Error(
                    EstateRules.GuardrailTemplate, template, nameof(template.AppliedOn),
                    FormattableString.Invariant($"'appliedOn' {applied:yyyy-MM-dd} is {(applied > today ? "in the future" : "before 'asOf'")}; write the day on which the last account had the template, and nothing while it is not applied everywhere"));
            }
        }
    }

    static void CheckRollout(RuleContext context, EstateGuardrails guardrails)
    {
        if (guardrails.Rollout is not { } rollout)
        {
            if (context.Sound(guardrails, nameof(guardrails.Rollout)))
            {
                context.Error(EstateRules.GuardrailCanary, guardrails, nameof(guardrails.Version), "a version of the baseline is set and no canary; add 'rollout' with a verification account as 'canary'");
            }

            return;
        }

        if (!context.Sound(rollout, nameof(rollout.Canary)))
        {
            return;
        }

        // One that is not an account of the estate is reported as a reference that leads nowhere.
        if (context.Estate.Accounts.FirstOrDefault(account => account.Id == rollout.Canary) is { } canary
            && context.Sound(canary, nameof(canary.Environment)) && canary.Environment != DeploymentEnvironment.Verification)
        {
            context.Error(EstateRules.GuardrailCanary, rollout, nameof(rollout.Canary), $"the canary {rollout.Canary} is a production account; name a verification account");
        }
    }

    static void CheckParameters(RuleContext context, EstateGuardrails guardrails)
    {
        var parameters = guardrails.Parameters;
        var provided = guardrails.Provided.Select(one => one.Control).ToHashSet(StringComparer.Ordinal);
        if (parameters.LogArchiveBucket is null && context.Sound(parameters, nameof(parameters.LogArchiveBucket))
            && !(provided.Contains(ControlCatalogue.TrailRecorded) && provided.Contains(ControlCatalogue.ConfigurationRecorded)))
        {
            context.Error(
                EstateRules.GuardrailParameter, guardrails, nameof(guardrails.Parameters),
                "the baseline records into a log archive and 'parameters.logArchiveBucket' is missing; name the bucket, or list trail-recorded and configuration-recorded in 'provided'");
        }

        if ((parameters.SecurityContactMail is null || parameters.SecurityContactTelephone is null) && !provided.Contains(ControlCatalogue.SecurityContact)
            && context.Sound(parameters, nameof(parameters.SecurityContactMail), nameof(parameters.SecurityContactTelephone)))
        {
            context.Problems.Warning(
                EstateRules.GuardrailParameter, context.Map.At(guardrails, nameof(guardrails.Parameters)),
                "no security contact is set; add 'securityContactMail' and 'securityContactTelephone', or list security-contact in 'provided'");
        }
    }
}
