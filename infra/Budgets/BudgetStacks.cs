using GovCloud.Budgets;

namespace GovCloud.Infra.Budgets;

/// <summary>The stacks of budgets, anomaly detection and cost exports; none where the estate asks for none.</summary>
static class BudgetStacks
{
    internal static void Add(App app, Estate estate)
    {
        var budgets = BudgetPlan.Of(new EstateIndex(estate, ""));
        if (budgets.IsEmpty && estate.Budgets.Anomalies is null && estate.Budgets.Exports is null)
        {
            return;
        }

        var notices = new CostNoticesStack(app, "GovCloud-CostNotices", estate);
        foreach (var (batch, suffix) in BudgetBatch.Of(estate, budgets).Select((batch, index) => (batch, GovCloudApp.Suffix(index))))
        {
            new BudgetsStack(app, $"GovCloud-Budgets{suffix}", estate, batch).AddDependency(notices);
        }

        if (estate.Budgets.Anomalies is { } anomalies)
        {
            new CostAnomaliesStack(app, "GovCloud-CostAnomalies", estate, anomalies).AddDependency(notices);
        }

        if (estate.Profile.Organization == OrganizationMode.Owned)
        {
            new PayerBudgetsStack(app, "GovCloud-PayerBudgets", estate, budgets).AddDependency(notices);
        }

        if (estate.Budgets.Exports is { } exports)
        {
            var bucket = new CostExportBucketStack(app, "GovCloud-CostExportBucket", estate, exports);
            new CostExportsStack(app, "GovCloud-CostExports", estate, exports, GovCloudApp.GlobalRegion).AddDependency(bucket);
        }
    }
}
