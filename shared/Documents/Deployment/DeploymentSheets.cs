using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Deployment;
using GovCloud.Documents.Spreadsheets;

namespace GovCloud.Documents.Deployment;

/// <summary>A plan as tables.</summary>
public static class DeploymentSheets
{
    const int ShownServices = 40;

    /// <summary>What fits a terminal: stages, what people do, what to raise.</summary>
    public static Spreadsheet Brief(DeploymentPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new Spreadsheet { Sheets = [Stages(plan), Manual(plan), Limits(plan), .. Endangered(plan)] };
    }

    /// <summary>Everything, a row for each account and stack.</summary>
    public static Spreadsheet Of(DeploymentPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new Spreadsheet { Sheets = [Overview(plan), Steps(plan), Bootstraps(plan), Manual(plan), Limits(plan), Highest(plan), .. Endangered(plan)] };
    }

    /// <summary>What the plan is about, in a line.</summary>
    internal static string Summary(DeploymentPlan plan) => string.Create(
        CultureInfo.InvariantCulture,
        $"{plan.Steps.Length:N0} 件の配備、{plan.Steps.Select(s => s.Account).Distinct(StringComparer.Ordinal).Count():N0} アカウント、{plan.Stages.Length} 段階、ブートストラップ {plan.Bootstraps.Length:N0} 件");

    internal static string Share(LimitUsage usage) => usage.Share is { } share ? share.ToString("P0", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal) : "不明";

    internal static string Amount(LimitUsage usage) => string.Create(CultureInfo.InvariantCulture, $"{usage.Used:N0} / {(usage.Allowed is { } allowed ? allowed.ToString("N0", CultureInfo.InvariantCulture) : "不明")}");

    /// <summary>What to do about a limit.</summary>
    internal static string Remedy(LimitUsage usage) => (usage.IsExceeded, usage.Limit.QuotaCode) switch
    {
        (true, { } code) => $"配備の前に引き上げる: {usage.Limit.Service} {code}",
        (true, null) => "引き上げられない。定義を分ける",
        (false, { } code) => $"余裕が少ない。必要なら引き上げる: {usage.Limit.Service} {code}",
        _ => "余裕が少ない。引き上げられない",
    };

    /// <summary>Limits that are near or exceeded, the same limit in several places once.</summary>
    internal static IEnumerable<(LimitUsage Worst, int Places)> Raised(DeploymentPlan plan) =>
        plan.Limits.Warnings.GroupBy(u => u.Limit.Id, StringComparer.Ordinal).Select(g => (g.MaxBy(u => u.Used)!, g.Count()));

    static SpreadsheetSheet Stages(DeploymentPlan plan) => new()
    {
        Name = "段階",
        Preamble = [$"配備計画: {Summary(plan)}。手順・ロール・確認・取り消しは --format xlsx または html"],
        Headings = ["段階", "層", "内容", "スタック", "アカウント", "リソース"],
        Rows = [.. DeploymentGroup.Of(plan).Select(g => (ImmutableArray<string>)[$"{g.Stage.Number} {g.Stage.Title.Japanese}", $"{g.Layer}", g.Kind.Title.Japanese, g.Stacks, $"{g.Accounts:N0}", g.What])],
    };

    static SpreadsheetSheet Overview(DeploymentPlan plan) => new()
    {
        Name = "順序",
        Preamble = [$"配備計画: {Summary(plan)}"],
        Headings = ["段階", "層", "内容", "スタック", "アカウント", "リソース", "配備後の確認", "取り消し"],
        Rows =
        [
            .. DeploymentGroup.Of(plan).Select(g => (ImmutableArray<string>)
            [
                $"{g.Stage.Number} {g.Stage.Title.Japanese}", $"{g.Layer}", g.Kind.Title.Japanese, g.Stacks, $"{g.Accounts:N0}", g.What, g.Kind.Check.Japanese, g.Kind.Rollback.Japanese,
            ]),
        ],
    };

    static SpreadsheetSheet Steps(DeploymentPlan plan) => new()
    {
        Name = "手順",
        Preamble = ["手順の一覧。同じ段階・同じ層のものは並行してよい"],
        Headings = ["番号", "段階", "層", "アカウント", "アカウント名", "リージョン", "スタック", "判定", "リソース数", "コマンド", "配備ロール", "作成ロール", "与える値", "先に必要な値(SSM)", "先に終える番号", "配備後の確認", "取り消し"],
        Rows =
        [
            .. plan.Steps.Select(s => (ImmutableArray<string>)
            [
                $"{s.Number}", $"{s.Stage.Number} {s.Stage.Title.Japanese}", $"{s.Layer}", s.Account, s.AccountName ?? "(環境定義にない)", s.Region, s.Stack.Definition.Name,
                s.Change is { } change ? ComparisonWords.Of(change.Action) : "新規(配備済みの内容は未取得)", $"{s.Stack.Definition.Section("Resources").Count()}", s.Command,
                s.DeployRole ?? "(実行者の権限)", s.ExecutionRole ?? "(実行者の権限)", string.Join('\n', s.Parameters.Select(p => $"{p.Name}={p.Value ?? p.Source.Japanese}")),
                string.Join('\n', s.Prerequisites), string.Join(' ', s.After), s.Kind.Check.Japanese, s.Kind.Rollback.Japanese,
            ]),
        ],
        FrozenColumns = 1,
        Paper = SheetPaper.A3,
    };

    static SpreadsheetSheet Bootstraps(DeploymentPlan plan) => new()
    {
        Name = "ブートストラップ",
        Preamble = ["CDK のブートストラップ。最初の配備の前に、アカウントとリージョンごとに 1 回"],
        Headings = ["アカウント", "リージョン", "必要な版", "識別子", "信頼するアカウント", "作成するサービス", "コマンド"],
        Rows = [.. plan.Bootstraps.Select(b => (ImmutableArray<string>)[b.Account, b.Region, $"{b.Version} 以上", b.Qualifier, b.Trusted ?? "なし(そのアカウントの権限で配備)", string.Join(' ', b.Services.Take(ShownServices)), b.Command])],
    };

    static SpreadsheetSheet Manual(DeploymentPlan plan) => new()
    {
        Name = "手作業",
        Preamble = ["テンプレートでできない作業"],
        Headings = ["いつ", "作業", "コマンド", "取り消し"],
        Rows = [.. plan.Manual.OrderBy(m => m.Stage).Select(m => (ImmutableArray<string>)[When(m), m.Text.Japanese, m.Command ?? "", m.Rollback.Japanese])],
    };

    internal static string When(ManualStep step) => step.Stage == 0 ? "最初" : $"段階 {step.Stage}";

    static SpreadsheetSheet Limits(DeploymentPlan plan) => new()
    {
        Name = "上限",
        Preamble = [$"上限の 80 % 以上を使うもの(比較 {plan.Limits.Compared:N0} 件)。テンプレートの分だけで、アカウントに既にあるものは含まない"],
        Headings = ["使用", "使用量 / 上限", "上限", "最大の場所", "ほか", "対応", "出典", "確認日"],
        Rows =
        [
            .. Raised(plan).Select(r => (ImmutableArray<string>)
            [
                Share(r.Worst), Amount(r.Worst), r.Worst.Limit.Text.Japanese, r.Worst.Place, r.Places > 1 ? $"{r.Places - 1:N0} か所" : "", Remedy(r.Worst), r.Worst.Limit.Source, r.Worst.Limit.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ]),
        ],
    };

    static SpreadsheetSheet Highest(DeploymentPlan plan) => new()
    {
        Name = "上限の一覧",
        Preamble = ["各上限の最大の使用"],
        Headings = ["使用", "使用量 / 上限", "上限", "最大の場所", "クォータ", "出典", "確認日"],
        Rows =
        [
            .. plan.Limits.Highest.Select(u => (ImmutableArray<string>)
            [
                Share(u), Amount(u), u.Limit.Text.Japanese, u.Place, u.Limit.QuotaCode is { } code ? $"{u.Limit.Service} {code}" : "", u.Limit.Source, u.Limit.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ]),
        ],
    };

    /// <summary>Replacements and losses, where what is deployed is known.</summary>
    static IEnumerable<SpreadsheetSheet> Endangered(DeploymentPlan plan)
    {
        var rows = plan.Steps.SelectMany(s => (s.Change?.Resources ?? []).Where(r => r.IsRemoval).Select(r => (Step: s, Resource: r))).OrderBy(r => !r.Resource.EndangersData).ToList();
        if (rows.Count > 0)
        {
            yield return new SpreadsheetSheet
            {
                Name = "置換・削除",
                Preamble = ["置換・削除されるもの。失われるもののある行が先"],
                Headings = ["番号", "判定", "リソース", "スタック", "理由", "失われるもの・扱い"],
                Rows = [.. rows.Select(r => (ImmutableArray<string>)[$"{r.Step.Number}", ComparisonWords.Of(r.Resource.Action), $"{r.Resource.LogicalId} ({r.Resource.Type})", $"{r.Step.Account} {r.Step.Stack.StackName}", ComparisonWords.Reason(r.Resource), ComparisonWords.Consequence(r.Resource)])],
            };
        }
    }
}
