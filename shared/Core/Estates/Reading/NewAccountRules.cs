using System.Collections.Immutable;

namespace GovCloud.Estates.Reading;

/// <summary>New accounts make sense by themselves, and agree with the account of the same name once it exists.</summary>
static class NewAccountRules
{
    public static void Check(RuleContext context)
    {
        var estate = context.Estate;
        var byName = estate.Accounts.Where(a => !string.IsNullOrEmpty(a.Name)).DistinctBy(a => a.Name, StringComparer.Ordinal).ToDictionary(a => a.Name, StringComparer.Ordinal);
        var byMail = estate.Accounts.Where(a => a.Mail is not null).DistinctBy(a => a.Mail, StringComparer.Ordinal).ToDictionary(a => a.Mail!, StringComparer.Ordinal);
        var systems = estate.Systems.Where(s => s.Id is not null).DistinctBy(s => s.Id, StringComparer.Ordinal).ToDictionary(s => s.Id, StringComparer.Ordinal);
        foreach (var account in estate.Organization.NewAccounts.Where(
            a => context.Sound(a, nameof(a.Name), nameof(a.Mail), nameof(a.Environment), nameof(a.Purpose), nameof(a.System), nameof(a.Municipalities), nameof(a.Sandbox))))
        {
            CheckPurpose(context, account);
            CheckBodies(context, account, account.System is null ? null : systems.GetValueOrDefault(account.System));
            if (byName.TryGetValue(account.Name, out var created))
            {
                CheckAgrees(context, account, created);
            }
            else if (byMail.TryGetValue(account.Mail, out var other))
            {
                context.Error(
                    EstateRules.NewAccount,
                    account,
                    nameof(account.Mail),
                    $"{account.Mail} is the address of account {other.Id} at {context.Map.At(other)} already, and AWS knows an address once in the world; write another");
            }
        }
    }

    static void CheckPurpose(RuleContext context, NewAccount account)
    {
        if ((account.Purpose == AccountPurpose.System) == (account.System is null) && !(account.Sandbox && account.Purpose == AccountPurpose.System))
        {
            context.Error(
                EstateRules.NewAccount,
                account,
                nameof(account.Purpose),
                $"new account \"{account.Name}\" must either name a 'system' or have another purpose than system; add 'system', or write 'purpose: network', 'operations' or 'log-archive'");
        }

        if (account.Sandbox && (account.Environment == DeploymentEnvironment.Production || account.Purpose != AccountPurpose.System))
        {
            context.Error(
                EstateRules.TwoUnits,
                account,
                nameof(account.Sandbox),
                $"new account \"{account.Name}\" is of {RuleContext.Word(account.Environment)} and purpose {RuleContext.Word(account.Purpose)} and would belong into the unit of these and into the sandbox; remove 'sandbox', or write 'environment: verification' and no purpose");
        }
    }

    static void CheckBodies(RuleContext context, NewAccount account, BusinessSystem? system)
    {
        if (system is null || !context.Sound(system, nameof(system.Municipalities)))
        {
            return;
        }

        for (var i = 0; i < account.Municipalities.Length; i++)
        {
            if (!system.Municipalities.Contains(account.Municipalities[i]))
            {
                context.Problems.Error(
                    EstateRules.NewAccount,
                    context.Map.At(account, nameof(account.Municipalities), i),
                    $"new account \"{account.Name}\" is for {account.Municipalities[i]}, which does not use system \"{system.Id}\" (used by {string.Join(", ", system.Municipalities)}); correct one of the two");
            }
        }
    }

    /// <summary>Two entries of one account that differ would put it into two units.</summary>
    static void CheckAgrees(RuleContext context, NewAccount account, Account created)
    {
        if (!context.Sound(created, nameof(created.Environment), nameof(created.Purpose), nameof(created.System), nameof(created.Municipalities), nameof(created.Mail)))
        {
            return;
        }

        var differing = (string[])
        [
            .. One(account.Environment != created.Environment, nameof(account.Environment)),
            .. One(account.Purpose != created.Purpose, nameof(account.Purpose)),
            .. One(!account.Sandbox && !string.Equals(account.System, created.System, StringComparison.Ordinal), nameof(account.System)),
            .. One(!SameBodies(account.Municipalities, created.Municipalities), nameof(account.Municipalities)),
        ];
        if (differing.Length > 0)
        {
            context.Error(
                EstateRules.TwoUnits,
                account,
                nameof(account.Name),
                $"account \"{account.Name}\" stands at {context.Map.At(created)} as {created.Id} with another {string.Join(", ", differing.Select(d => $"'{RecordShape.KeyOf(d)}'"))} and would belong into two units; write the same in both");
        }

        if (created.Mail is not null && !string.Equals(created.Mail, account.Mail, StringComparison.Ordinal))
        {
            context.Error(EstateRules.NewAccount, account, nameof(account.Mail), $"account \"{account.Name}\" has the address {created.Mail} at {context.Map.At(created)}; write the same in both");
        }
    }

    static string[] One(bool differs, string property) => differs ? [property] : [];

    static bool SameBodies(ImmutableArray<MunicipalityCode> left, ImmutableArray<MunicipalityCode> right) => left.ToHashSet().SetEquals(right);
}
