namespace GovCloud.Estates.Reading;

/// <summary>The profile, and what the whole estate must have because of it.</summary>
static class ProfileRules
{
    static readonly string[] JapaneseRegions = ["ap-northeast-1", "ap-northeast-3"];

    public static void Check(RuleContext context)
    {
        if (context.Estate.Profile is not { } profile)
        {
            return;
        }

        CheckRegions(context, profile);
        CheckOperationsAccount(context, profile);
    }

    static void CheckRegions(RuleContext context, EstateProfile profile)
    {
        foreach (var (property, region) in new[] { (nameof(profile.PrimaryRegion), profile.PrimaryRegion), (nameof(profile.RecoveryRegion), profile.RecoveryRegion) })
        {
            if (!JapaneseRegions.Contains(region, StringComparer.Ordinal))
            {
                context.Error(
                    EstateRules.Region,
                    profile,
                    property,
                    $"'{RecordShape.KeyOf(property)}' is {region}; data stays in Japan, so write {string.Join(" or ", JapaneseRegions)}{Suggestion.DidYouMean(region, JapaneseRegions)}");
            }
        }

        if (string.Equals(profile.PrimaryRegion, profile.RecoveryRegion, StringComparison.Ordinal))
        {
            context.Error(EstateRules.Region, profile, nameof(profile.RecoveryRegion), "'recoveryRegion' equals 'primaryRegion' and would be lost together with it; name the other region of Japan");
        }
    }

    static void CheckOperationsAccount(RuleContext context, EstateProfile profile)
    {
        var account = context.Estate.Accounts.FirstOrDefault(a => a.Id == profile.OperationsAccount);
        if (account is not null && context.Sound(profile, nameof(profile.OperationsAccount)) && context.Sound(account, nameof(account.Purpose)) && account.Purpose != AccountPurpose.Operations)
        {
            context.Error(
                EstateRules.AccountPurpose,
                profile,
                nameof(profile.OperationsAccount),
                $"'operationsAccount' {account.Id} is of purpose {RuleContext.Word(account.Purpose)}; name an account of purpose operations");
        }
    }
}
