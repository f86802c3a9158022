using System.Collections.Immutable;
using System.Globalization;
using Amazon.CDK.AWS.Budgets;

namespace GovCloud.Infra.Budgets;

/// <summary>
/// The monthly budgets of up to 150 accounts. Deployed into each of them, by whoever may deploy there, with the rights of that account alone; a row of
/// the template's mapping says what the account may spend, and an account without a row is refused. It must never contain an action that stops or
/// changes anything: a budget tells people. Removing it removes the budgets and nothing else.
/// </summary>
sealed class BudgetsStack : Stack
{
    internal BudgetsStack(Construct scope, string id, Estate estate, BudgetBatch batch)
        : base(scope, id, new StackProps
        {
            Env = new CdkEnvironment { Region = estate.Profile.PrimaryRegion },
            Description = $"{estate.Profile.Title}: monthly budgets of {batch.Accounts.Length} accounts",
        })
    {
        var accounts = new CfnMapping(this, "Accounts");
        foreach (var account in batch.Accounts)
        {
            foreach (var slot in batch.Slots)
            {
                var budget = slot.Budgets.GetValueOrDefault(account);
                accounts.SetValue(account, $"Name{slot.Number}", budget?.Name ?? "none");
                accounts.SetValue(account, $"Amount{slot.Number}", budget?.Dollars.ToString(CultureInfo.InvariantCulture) ?? "0");
            }
        }

        foreach (var slot in batch.Slots)
        {
            AddBudget(estate, accounts, slot, optional: slot.Budgets.Count < batch.Accounts.Length);
        }
    }

    void AddBudget(Estate estate, CfnMapping accounts, BudgetSlot slot, bool optional)
    {
        var name = accounts.FindInMap(Aws.ACCOUNT_ID, $"Name{slot.Number}");
        var budget = new CfnBudget(this, $"Budget{slot.Number}", new CfnBudgetProps
        {
            Budget = MonthlyCost(name, Token.AsNumber(accounts.FindInMap(Aws.ACCOUNT_ID, $"Amount{slot.Number}"))),
            NotificationsWithSubscribers = Notifications(slot.Thresholds, BudgetNames.TopicArn(estate)),
        });
        if (optional)
        {
            budget.CfnOptions.Condition = new CfnCondition(this, $"HasBudget{slot.Number}", new CfnConditionProps { Expression = Fn.ConditionNot(Fn.ConditionEquals(name, "none")) });
        }
    }

    internal static CfnBudget.BudgetDataProperty MonthlyCost(string name, double dollars, Dictionary<string, string[]>? filters = null) => new()
    {
        BudgetName = name,
        BudgetType = "COST",
        TimeUnit = "MONTHLY",
        BudgetLimit = new CfnBudget.SpendProperty { Amount = dollars, Unit = "USD" },
        CostFilters = filters,
    };

    internal static CfnBudget.NotificationWithSubscribersProperty[] Notifications(ImmutableArray<BudgetThreshold> thresholds, string topicArn) =>
    [
        .. thresholds.Select(t => new CfnBudget.NotificationWithSubscribersProperty
        {
            Notification = new CfnBudget.NotificationProperty
            {
                NotificationType = t.Measure == BudgetMeasure.Actual ? "ACTUAL" : "FORECASTED",
                ComparisonOperator = "GREATER_THAN",
                Threshold = t.Percent,
                ThresholdType = "PERCENTAGE",
            },
            Subscribers = new[] { new CfnBudget.SubscriberProperty { SubscriptionType = "SNS", Address = topicArn } },
        }),
    ];
}
