namespace GovCloud.Estates.Reading;

/// <summary>Usage modes, municipalities, systems and accounts fit each other.</summary>
static class SystemRules
{
    public static void Check(RuleContext context)
    {
        foreach (var system in context.Estate.Systems.Where(s => context.Sound(s, nameof(s.Usage), nameof(s.Municipalities))))
        {
            CheckUsage(context, system);
        }

        var systems = context.Estate.Systems.Where(s => s.Id is not null).DistinctBy(s => s.Id, StringComparer.Ordinal).ToDictionary(s => s.Id, StringComparer.Ordinal);
        foreach (var account in context.Estate.Accounts.Where(a => context.Sound(a, nameof(a.System), nameof(a.Purpose), nameof(a.Usage), nameof(a.Municipalities))))
        {
            if (account.System is null)
            {
                CheckWithoutSystem(context, account);
            }
            else
            {
                CheckWithSystem(context, account, systems.GetValueOrDefault(account.System));
            }
        }
    }

    static void CheckUsage(RuleContext context, BusinessSystem system)
    {
        var count = system.Municipalities.Length;
        if (system.Usage == UsageMode.Network)
        {
            context.Error(EstateRules.SystemUsage, system, nameof(system.Usage), $"\"{system.Id}\" is a business system and cannot be of usage network; write dedicated or shared");
        }
        else if (system.Usage == UsageMode.Dedicated && count != 1)
        {
            context.Error(
                EstateRules.SystemUsage,
                system,
                nameof(system.Municipalities),
                $"\"{system.Id}\" is dedicated (単独利用) and names {count} municipalities; name exactly one, or write 'usage: shared'");
        }
        else if (count == 0)
        {
            context.Error(EstateRules.SystemUsage, system, nameof(system.Municipalities), $"\"{system.Id}\" is used by no municipality; name those that use it");
        }
    }

    static void CheckWithoutSystem(RuleContext context, Account account)
    {
        if (account.Purpose == AccountPurpose.System)
        {
            context.Error(
                EstateRules.AccountPurpose,
                account,
                nameof(account.Purpose),
                $"account {account.Id} is of purpose system and names none; add 'system', or write 'purpose: network', 'operations' or 'log-archive'");
        }
        else if (account.Usage is UsageMode.Dedicated or UsageMode.Shared)
        {
            context.Error(
                EstateRules.AccountPurpose,
                account,
                nameof(account.Usage),
                $"account {account.Id} carries no system and cannot be of usage {RuleContext.Word(account.Usage.Value)}; remove 'usage' or write network");
        }
    }

    static void CheckWithSystem(RuleContext context, Account account, BusinessSystem? system)
    {
        if (account.Purpose != AccountPurpose.System)
        {
            context.Error(
                EstateRules.AccountPurpose,
                account,
                nameof(account.System),
                $"account {account.Id} is of purpose {RuleContext.Word(account.Purpose)} and carries system \"{account.System}\"; remove 'system' or 'purpose'");
        }

        if (account.Usage == UsageMode.Network)
        {
            context.Error(
                EstateRules.AccountPurpose,
                account,
                nameof(account.Usage),
                $"account {account.Id} carries system \"{account.System}\" and cannot be of usage network; remove 'usage', or write dedicated or shared");
        }

        if (system is not null && context.Sound(system, nameof(system.Municipalities)))
        {
            CheckBodies(context, account, system);
        }
    }

    static void CheckBodies(RuleContext context, Account account, BusinessSystem system)
    {
        for (var i = 0; i < account.Municipalities.Length; i++)
        {
            if (!system.Municipalities.Contains(account.Municipalities[i]))
            {
                context.Problems.Error(
                    EstateRules.AccountPurpose,
                    context.Map.At(account, nameof(account.Municipalities), i),
                    $"account {account.Id} holds data of {account.Municipalities[i]}, which does not use system \"{system.Id}\" (used by {string.Join(", ", system.Municipalities)}); correct one of the two");
            }
        }

        var count = account.Municipalities.IsEmpty ? system.Municipalities.Length : account.Municipalities.Length;
        if (account.Usage == UsageMode.Dedicated && count != 1)
        {
            context.Error(
                EstateRules.AccountPurpose,
                account,
                nameof(account.Usage),
                $"account {account.Id} is dedicated (単独利用) and holds data of {count} municipalities; name exactly one in 'municipalities', or remove 'usage'");
        }
    }
}
