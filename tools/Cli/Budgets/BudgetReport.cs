using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Budgets;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;

namespace GovCloud.Cli.Budgets;

/// <summary>The budgets of an estate, and what those of accounts sum up to for every body.</summary>
static class BudgetReport
{
    public static EstateReport Of(EstateIndex index, ImmutableArray<PlannedBudget> budgets)
    {
        var rate = index.Estate.Budgets.Rate;
        return new EstateReport
        {
            Sheets =
            [
                new SpreadsheetSheet
                {
                    Name = "予算",
                    Preamble = [rate is null ? "円の換算レートなし" : string.Create(CultureInfo.InvariantCulture, $"1ドル = {rate.YenPerDollar}円({rate.Source}、{rate.AsOf:yyyy-MM-dd})")],
                    Headings = ["対象", "予算", "アカウント", "業務", "環境", "ドル/月", "円/月", "しきい値", "監視", "連絡先", "AWSでの名前"],
                    Rows = [.. budgets.Select(b => Row(index, b))],
                },
                new SpreadsheetSheet
                {
                    Name = "団体ごとの合計(アカウントの予算)",
                    Headings = ["団体", "アカウント数", "ドル/月", "円/月"],
                    Rows = [.. Sums(budgets).Select(s => ImmutableArray.Create(s.Body, Number(s.Accounts), Dollars(s.Dollars), Yen(s.Yen)))],
                },
            ],
            Json = new
            {
                yenPerDollar = rate?.YenPerDollar,
                budgets = budgets.Select(b => new
                {
                    id = b.Id,
                    scope = EstateReport.Word(b.Scope),
                    accounts = b.Accounts.Select(a => a.Account.Id.ToString()),
                    dollars = b.Dollars,
                    yen = b.Yen,
                    watch = EstateReport.Word(b.Watch),
                    thresholds = b.Thresholds.Select(t => new { measure = EstateReport.Word(t.Measure), percent = t.Percent }),
                    contacts = b.Contacts,
                    name = b.Watch == BudgetWatch.CollectedCost ? null : b.Name,
                }),
                bodies = Sums(budgets).Select(s => new { municipality = s.Code?.ToString(), name = s.Body, accounts = s.Accounts, dollars = s.Dollars, yen = s.Yen }),
            },
            Problems = [.. budgets.Where(b => b.Accounts.IsEmpty).Select(b => $"予算 {b.Id} に当てはまるアカウントがない")],
        };
    }

    /// <summary>Sums of accounts' budgets: an account that several bodies share is a line of its own, because how it is divided is not the budget's to say.</summary>
    static IEnumerable<(MunicipalityCode? Code, string Body, int Accounts, decimal Dollars, long? Yen)> Sums(ImmutableArray<PlannedBudget> budgets) =>
        budgets.Where(b => b.Scope == BudgetScope.Account).SelectMany(b => b.Accounts.Select(a => (Budget: b, Account: a)))
            .GroupBy(x => BodyOf(x.Account))
            .OrderBy(g => g.Key.Code is null)
            .ThenBy(g => g.Key.Code)
            .ThenBy(g => g.Key.Name, StringComparer.Ordinal)
            .Select(g => (
                g.Key.Code, g.Key.Name, g.Select(x => x.Account.Account.Id).Distinct().Count(), g.Sum(x => x.Budget.Dollars),
                g.Any(x => x.Budget.Yen is null) ? null : g.Sum(x => x.Budget.Yen)));

    static (MunicipalityCode? Code, string Name) BodyOf(AccountContext account) => account switch
    {
        { System: null } => (null, "共通"),
        { Municipalities: [var body] } => (body.Code, body.Name),
        _ => (null, "共同利用(按分)"),
    };

    static ImmutableArray<string> Row(EstateIndex index, PlannedBudget budget) =>
    [
        budget.Scope switch
        {
            BudgetScope.Account => "アカウント",
            BudgetScope.System => "業務",
            BudgetScope.Vendor => "事業者",
            _ => "団体",
        },
        budget.Id,
        budget.Accounts.Length > 3 ? $"{Number(budget.Accounts.Length)}件" : string.Join('\n', budget.Accounts.Select(a => a.Account.Id.ToString())),
        string.Join('\n', budget.Accounts.Select(a => a.System?.Name ?? a.Account.Name).Distinct(StringComparer.Ordinal).Take(3)),
        string.Join('・', budget.Accounts.Select(a => EstateReport.LabelOf(a.Environment)).Distinct(StringComparer.Ordinal)),
        Dollars(budget.Dollars),
        Yen(budget.Yen),
        string.Join('、', budget.Thresholds.Select(t => string.Create(CultureInfo.InvariantCulture, $"{(t.Measure == BudgetMeasure.Actual ? "実績" : "予測")}{t.Percent}%"))),
        budget.Watch switch
        {
            BudgetWatch.Account => "AWS Budgets",
            BudgetWatch.Payer => "AWS Budgets(支払アカウント)",
            _ => "利用料の集計(AWS Budgetsでは不可)",
        },
        string.Join('、', budget.Contacts.Select(c => index.Organisation(c)?.Name ?? c)),
        budget.Watch == BudgetWatch.CollectedCost ? "" : budget.Name,
    ];

    static string Dollars(decimal amount) => amount.ToString("N2", CultureInfo.InvariantCulture);

    static string Yen(long? amount) => amount?.ToString("N0", CultureInfo.InvariantCulture) ?? "";

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
