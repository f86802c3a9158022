namespace GovCloud.Infra.Budgets;

/// <summary>Names that are fixed, because templates of other accounts, regions or batches name them.</summary>
static class BudgetNames
{
    /// <summary>The topic of cost notices, once in every account.</summary>
    internal static string Topic(Estate estate) => $"govcloud-{estate.Profile.Name}-cost-notices";

    /// <summary>The topic in the account that the template is deployed into.</summary>
    internal static string TopicArn(Estate estate) => Arn.Format(new ArnComponents
    {
        Partition = Aws.PARTITION,
        Service = "sns",
        Region = estate.Profile.PrimaryRegion,
        Account = Aws.ACCOUNT_ID,
        Resource = Topic(estate),
    });

    /// <summary>The bucket of billing data, once in every account. Buckets have one name in the world, so that the account is part of it.</summary>
    internal static string ExportBucket(Estate estate) => CostNames.ExportBucket(estate.Profile.Name, Aws.ACCOUNT_ID);
}
