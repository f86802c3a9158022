using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.CDK.AWS.Budgets;
using Amazon.CDK.AWS.CE;
using GovCloud.Budgets;

namespace GovCloud.Infra.Budgets;

/// <summary>
/// What only the payer can do: budgets over several accounts, and cost categories that tell systems and bodies apart. Synthesised for an organization of
/// one's own and never in Government Cloud, where the payer is the Digital Agency. Deployed into the payer's account beside the stack of cost notices.
/// It must never contain an action that stops or changes anything. Removing it removes budgets and categories; bills stay as they are.
/// </summary>
sealed class PayerBudgetsStack : Stack
{
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal PayerBudgetsStack(Construct scope, string id, Estate estate, ImmutableArray<PlannedBudget> budgets)
        : base(scope, id, new StackProps
        {
            Env = new CdkEnvironment { Region = estate.Profile.PrimaryRegion },
            Description = $"{estate.Profile.Title}: budgets of several accounts and cost categories",
        })
    {
        foreach (var budget in budgets.Where(b => b.Watch == BudgetWatch.Payer && !b.Accounts.IsEmpty))
        {
            _ = new CfnBudget(this, $"Budget-{budget.Id}", new CfnBudgetProps
            {
                Budget = BudgetsStack.MonthlyCost(
                    budget.Name, (double)budget.Dollars,
                    new Dictionary<string, string[]>(StringComparer.Ordinal) { ["LinkedAccount"] = [.. budget.Accounts.Select(a => a.Account.Id.ToString())] }),
                NotificationsWithSubscribers = BudgetsStack.Notifications(budget.Thresholds, BudgetNames.TopicArn(estate)),
            });
        }

        var index = new EstateIndex(estate, "");
        var accounts = estate.Accounts.Select(a => index.FindAccount(a.Id.ToString())!).ToArray();
        AddCategory("System", accounts.Where(a => a.System is not null).ToLookup(a => a.System!.Id, StringComparer.Ordinal));
        AddCategory("Municipality", accounts.Where(a => a.Municipalities.Length == 1).ToLookup(a => a.Municipalities[0].Slug, StringComparer.Ordinal));
    }

    void AddCategory(string name, ILookup<string, AccountContext> accounts)
    {
        if (accounts.Count == 0)
        {
            return;
        }

        var rules = accounts.OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new
        {
            Value = g.Key,
            Rule = new { Dimensions = new { Key = "LINKED_ACCOUNT", Values = g.Select(a => a.Account.Id.ToString()).ToArray() } },
        });
        _ = new CfnCostCategory(this, $"Category-{name}", new CfnCostCategoryProps
        {
            Name = name,
            RuleVersion = "CostCategoryExpression.v1",
            Rules = JsonSerializer.Serialize(rules, Readable),
            DefaultValue = "shared",
        });
    }
}
