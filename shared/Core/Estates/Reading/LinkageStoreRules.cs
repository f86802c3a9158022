using GovCloud.Linkage;

namespace GovCloud.Estates.Reading;

/// <summary>Every interface has a bucket, in an account of the body, and systems with accounts that can reach it.</summary>
static class LinkageStoreRules
{
    public static void Check(RuleContext context, EstateLinkage linkage)
    {
        if (context.Incomplete)
        {
            return;
        }

        var sound = linkage.Stores.Where(s => context.Sound(s, nameof(s.Municipality), nameof(s.Account))).ToList();
        var seen = new Dictionary<(MunicipalityCode, DeploymentEnvironment), LinkageStore>();
        foreach (var store in sound)
        {
            if (context.Estate.Accounts.FirstOrDefault(a => a.Id == store.Account) is not { } account || !context.Sound(account, nameof(account.Environment)))
            {
                continue;
            }

            CheckAccount(context, store, account);
            if (!seen.TryAdd((store.Municipality, account.Environment), store))
            {
                context.Error(
                    EstateRules.LinkageStore,
                    store,
                    nameof(store.Account),
                    $"store \"{store.Id}\" is the second of {store.Municipality} for {RuleContext.Word(account.Environment)}; \"{seen[(store.Municipality, account.Environment)].Id}\" is there already, so remove one");
            }

            CheckSystems(context, linkage, store, account);
        }

        foreach (var profile in linkage.Interfaces.Where(i => context.Sound(i, nameof(i.Municipality)) && !sound.Exists(s => s.Municipality == i.Municipality)))
        {
            context.Error(EstateRules.LinkageStore, profile, nameof(profile.Municipality), $"interface \"{profile.Id}\" is of {profile.Municipality}, which has no bucket; add one to 'linkage.stores'");
        }
    }

    static void CheckAccount(RuleContext context, LinkageStore store, Account account)
    {
        if (context.Sound(account, nameof(account.System), nameof(account.Municipalities)) && !LinkageNames.Bodies(context.Estate, account).Contains(store.Municipality))
        {
            context.Error(
                EstateRules.LinkageBody,
                store,
                nameof(store.Account),
                $"store \"{store.Id}\" would hold files of {store.Municipality} in account {account.Id}, which holds no data of it; name an account of the body");
        }
    }

    /// <summary>A system that has no account in the store's environment could not come.</summary>
    static void CheckSystems(RuleContext context, EstateLinkage linkage, LinkageStore store, Account account)
    {
        foreach (var profile in linkage.Interfaces.Where(i => i.Municipality == store.Municipality && context.Sound(i, nameof(i.Provider), nameof(i.Consumers))))
        {
            var parties = profile.Consumers.Select(c => (Record: (object)c, Property: nameof(c.System), Id: c.System)).Prepend((profile, nameof(profile.Provider), profile.Provider));
            foreach (var (record, property, id) in parties)
            {
                var system = context.Estate.Systems.FirstOrDefault(s => s.Id == id);
                if (system?.Municipalities.Contains(store.Municipality) is true && LinkageNames.AccountsOf(context.Estate, id, store.Municipality, account.Environment).IsEmpty)
                {
                    context.Error(
                        EstateRules.LinkageBody,
                        record,
                        property,
                        $"system \"{id}\" has no account for {RuleContext.Word(account.Environment)} of {store.Municipality} that could come to store \"{store.Id}\"; add the account, or remove the system from interface \"{profile.Id}\"");
                }
            }
        }
    }
}
