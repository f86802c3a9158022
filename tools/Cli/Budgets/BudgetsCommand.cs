using System.CommandLine;
using GovCloud.Budgets;

namespace GovCloud.Cli.Budgets;

/// <summary><c>gca budgets</c>: what may be spent and how cost is told apart.</summary>
static class BudgetsCommand
{
    public static Command Create(TimeProvider time) => new("budgets", "Monthly budgets and cost allocation tags of an estate.")
    {
        EstateReport.Command(
            "show", "Show what is created in every account, in dollars and yen, who is told at which share, and the sums of every body.", time, [],
            (index, _, _) => BudgetReport.Of(index, BudgetPlan.Of(index))),
        EstateReport.Command(
            "tags", "Show the cost allocation tags: in Government Cloud the list to ask the Digital Agency to activate.", time, [], (index, now, _) => CostTagReport.Of(index.Estate, now)),
    };
}
