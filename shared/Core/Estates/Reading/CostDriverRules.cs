namespace GovCloud.Estates.Reading;

/// <summary>A driver has a day and values, or comes with each month; and everybody who shares by it has a value.</summary>
static class CostDriverRules
{
    public static void Check(RuleContext context, EstateCost cost)
    {
        foreach (var driver in cost.Drivers.Where(d => context.Sound(d, nameof(d.Id), nameof(d.Monthly), nameof(d.AsOf), nameof(d.Values))))
        {
            CheckKind(context, driver);
            CheckTwice(context, driver);
            if (cost.Pools.All(p => p.Split.All(s => s.Driver != driver.Id)))
            {
                context.Warning(EstateRules.CostDriver, driver, nameof(driver.Id), $"no pool is split by driver \"{driver.Id}\"; remove it, or use it");
            }
        }

        foreach (var pool in cost.Pools.Where(p => context.Sound(p, nameof(p.Split), nameof(p.Among), nameof(p.Municipalities), nameof(p.Match), nameof(p.Apart), nameof(p.Id))))
        {
            foreach (var split in pool.Split.Where(s => s.Method == SplitMethod.Driver && context.Sound(s, nameof(s.Driver))))
            {
                CheckValues(context, cost, pool, split);
            }
        }
    }

    static void CheckKind(RuleContext context, CostDriver driver)
    {
        switch (driver)
        {
            case { Monthly: true, AsOf: not null }:
                context.Error(EstateRules.CostDriver, driver, nameof(driver.AsOf), $"driver \"{driver.Id}\" is monthly and has a day; remove 'asOf' or 'monthly'");
                break;
            case { Monthly: true, Values.IsEmpty: false }:
                context.Error(EstateRules.CostDriver, driver, nameof(driver.Values), $"driver \"{driver.Id}\" is monthly, and its values come with each month; remove 'values' or 'monthly'");
                break;
            case { Monthly: false, Values.IsEmpty: true }:
                context.Error(EstateRules.CostDriver, driver, nameof(driver.Values), $"driver \"{driver.Id}\" has no values; add 'values', or write 'monthly: true' where they come with each month");
                break;
            case { Monthly: false, AsOf: null }:
                context.Error(EstateRules.CostDriver, driver, nameof(driver.AsOf), $"driver \"{driver.Id}\" does not say of which day its values are (基準日); add 'asOf'");
                break;
        }
    }

    static void CheckTwice(RuleContext context, CostDriver driver)
    {
        var sound = driver.Values.Where(v => context.Sound(v, nameof(v.Municipality), nameof(v.System))).ToList();
        foreach (var (i, value) in sound.Index())
        {
            if (sound.Take(i).FirstOrDefault(v => v.Municipality == value.Municipality && v.System == value.System) is { } first)
            {
                context.Problems.Error(
                    EstateRules.CostDriver,
                    context.Map.At(value),
                    $"driver \"{driver.Id}\" gives {value.Municipality}{(value.System is null ? "" : $" and system \"{value.System}\"")} a value already at {context.Map.At(first)}; remove one");
            }
        }
    }

    /// <summary>What can be told without a bill: with it, the month stops for every value that is missing.</summary>
    static void CheckValues(RuleContext context, EstateCost cost, CostPool pool, CostSplit split)
    {
        var driver = cost.Drivers.FirstOrDefault(d => d.Id == split.Driver);
        if (driver is not { Monthly: false, Values.IsEmpty: false } || !context.Sound(driver, nameof(driver.Values), nameof(driver.Monthly))
            || !context.Sound(context.Estate, nameof(Estate.Municipalities), nameof(Estate.Accounts)))
        {
            return;
        }

        var values = driver.Values.Select(v => v.Municipality).ToHashSet();
        var missing = SharersOf(context.Estate, pool).Where(b => !values.Contains(b)).Order().ToList();
        if (missing.Count > 0)
        {
            context.Error(
                EstateRules.CostDriverValue,
                split,
                nameof(split.Driver),
                $"driver \"{driver.Id}\" has no value for {string.Join(", ", missing.Take(5))}{(missing.Count > 5 ? $" and {missing.Count - 5} more" : "")}, who share pool \"{pool.Id}\"; add values, 0 where there is nothing");
        }
    }

    /// <summary>The bodies that may share a pool: those of the accounts that its lines can come from.</summary>
    static IEnumerable<MunicipalityCode> SharersOf(Estate estate, CostPool pool) => pool.Among switch
    {
        PoolParticipants.All => estate.Municipalities.Select(m => m.Code),
        PoolParticipants.Listed => pool.Municipalities,
        _ => estate.Accounts
            .Select(a => (Account: a, System: estate.Systems.FirstOrDefault(s => s.Id == a.System)))
            .Where(a => Fits(pool.Match, a.Account, a.System))
            .SelectMany(a => a.Account.Municipalities.IsEmpty ? a.System?.Municipalities ?? [] : a.Account.Municipalities)
            .Distinct(),
    };

    static bool Fits(CostMatch? match, Account account, BusinessSystem? system) =>
        match is null
        || ((match.Accounts.IsEmpty || match.Accounts.Contains(account.Id))
            && (match.Purposes.IsEmpty || match.Purposes.Contains(account.Purpose))
            && (match.Environments.IsEmpty || match.Environments.Contains(account.Environment))
            && (match.Usages.IsEmpty || match.Usages.Contains(account.Usage ?? system?.Usage ?? UsageMode.Network))
            && (match.Systems.IsEmpty || (system is not null && match.Systems.Contains(system.Id, StringComparer.Ordinal))));
}
