using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Statements;
using GovCloud.Estates;

namespace GovCloud.Cost.Closing;

/// <summary>What is known of a month that somebody wants to close.</summary>
public sealed record ClosingFacts
{
    /// <summary>The month.</summary>
    public required CostMonth Month { get; init; }

    /// <summary>The instant for which it is judged.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The bill; none while no export has come.</summary>
    public CostBill? Bill { get; init; }

    /// <summary>Accounts of which an export came, be it empty.</summary>
    public ImmutableArray<string> DeliveredAccounts { get; init; } = [];

    /// <summary>What was found while the inputs were read: files that are missing or unreadable.</summary>
    public ImmutableArray<ClosingObstacle> InputObstacles { get; init; } = [];

    /// <summary>The split; none where it was not possible.</summary>
    public ApportionedMonth? Split { get; init; }

    /// <summary>Why the engine refused, in its own words.</summary>
    public ImmutableArray<string> SplitProblems { get; init; } = [];

    /// <summary>What the bill was compared with.</summary>
    public ImmutableArray<ReconciledSource> Reconciliation { get; init; } = [];
}

/// <summary>Finds what stands against closing a month: everything at once, each with what to do about it. Pure.</summary>
public static class ClosingJudgement
{
    const int MostNamed = 10;

    /// <summary>The obstacles in the order of their kinds; none where the month can be closed.</summary>
    public static ImmutableArray<ClosingObstacle> Of(Estate estate, ClosingSchedule schedule, ClosingFacts facts)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(facts);
        return
        [
            .. NotDue(schedule, facts)
                .Concat(facts.Bill is { } bill && (!bill.Lines.IsEmpty || !bill.Inputs.IsEmpty) ? OfBill(estate, facts, bill) : NoBill(facts))
                .Concat(facts.InputObstacles)
                .Concat(OfSplit(estate.Cost, facts))
                .Concat(facts.Reconciliation.Where(source => source is { Agrees: false, Source: not ReconciliationSource.Export }).Select(source => Differs(facts, source)))
                .OrderBy(obstacle => obstacle.Kind),
        ];
    }

    static IEnumerable<ClosingObstacle> NotDue(ClosingSchedule schedule, ClosingFacts facts)
    {
        if (!schedule.IsDue(facts.Month, facts.Now))
        {
            var day = schedule.DayOf(facts.Month);
            yield return new(ClosingObstacleKind.NotDue, $"{Name(facts.Month)}分を締められるのは{day:yyyy'年'M'月'd'日'}からです", "その日以降に自動で再計算されます");
        }
    }

    static IEnumerable<ClosingObstacle> NoBill(ClosingFacts facts) =>
        [new(ClosingObstacleKind.NoBill, $"{Name(facts.Month)}分の利用明細がまだ届いていません", "データエクスポートの設定を確認するか、明細とマニフェストを入力バケットの exports/ に置いてください")];

    static IEnumerable<ClosingObstacle> OfBill(Estate estate, ClosingFacts facts, CostBill bill)
    {
        var seen = bill.Lines.Select(line => line.Account).Concat(facts.DeliveredAccounts).ToHashSet(StringComparer.Ordinal);
        if (estate.Accounts.Select(account => account.Id.ToString()).Where(id => !seen.Contains(id)).ToList() is { Count: > 0 } without)
        {
            yield return new(
                ClosingObstacleKind.AccountWithoutBill, $"明細に現れないアカウントが{without.Count}件あります({Listed(without)})",
                "そのアカウントのデータエクスポートを確認してください。廃止したアカウントは環境定義から外してください");
        }

        foreach (var problem in bill.Problems)
        {
            yield return new(ClosingObstacleKind.IncompleteBill, $"明細がそろっていません({problem})", "エクスポートの再配信を待つか、正しいファイルを置き直してください");
        }

        if (estate.Cost.Closing.InvoiceIds && bill.RowsWithoutInvoice > 0)
        {
            yield return new(ClosingObstacleKind.InvoiceIds, Text($"請求書番号のない明細が{bill.RowsWithoutInvoice:#,0}行あり、請求が確定していません"), "AWSの請求が確定し、明細が再配信されるのを待ってください");
        }

        if (estate.Cost.Closing.Support && !bill.Lines.Any(IsSupport))
        {
            yield return new(ClosingObstacleKind.Support, "AWSサポートの料金がまだ明細にありません", "サポート料金は翌月の6日から7日ごろに計上されます。再配信を待ってください");
        }
    }

    static IEnumerable<ClosingObstacle> OfSplit(EstateCost rules, ClosingFacts facts)
    {
        foreach (var problem in facts.SplitProblems)
        {
            yield return new(ClosingObstacleKind.Apportionment, $"按分できません({problem})", "cost.yaml の区分と実績値を確認してください");
        }

        if (facts.Split is { } split && rules.Pools is [.., var last] && Exceeds(split.Rest, split.Total, rules.Closing.RestPercent))
        {
            yield return new(
                ClosingObstacleKind.Rest, Text($"「{last.Name}」が{split.Rest} {split.Currency}となり、合計{split.Total} {split.Currency}の{rules.Closing.RestPercent}%を超えています"),
                "該当する明細を確認し、cost.yaml に区分を加えてください");
        }
    }

    static ClosingObstacle Differs(ClosingFacts facts, ReconciledSource source)
    {
        var there = source switch
        {
            { Amount: { } amount } => amount.ToString(),
            { Yen: { } yen } => Text($"{yen:#,0}円"),
            _ => "不明",
        };
        var accounts = source.Accounts.Take(MostNamed).Select(a => $"{a.Account}: 明細 {a.Here} / 相手 {a.There}(差 {a.Here - a.There})").ToList();
        var more = source.Accounts.Length > MostNamed ? $"、ほか{source.Accounts.Length - MostNamed}件" : "";
        return new(
            ClosingObstacleKind.Reconciliation,
            $"明細が{Name(source.Source)}({source.Reference})と一致しません。相手の合計 {there}"
            + (facts.Split is { } split ? Text($"、こちらの合計 {split.Total} {split.Currency}({split.Yen:#,0}円)") : "")
            + (accounts.Count > 0 ? $"。アカウント別: {string.Join("、", accounts)}{more}" : ""),
            "差のあるアカウントの明細と請求書を確認し、誤っている方を置き直してください");
    }

    /// <summary>Exact, and by size: a credit that falls into the rest is as much a missing rule as a charge.</summary>
    static bool Exceeds(ExactAmount rest, ExactAmount total, int percent) => BigInteger.Abs(rest.ToUnits()) * 100 > BigInteger.Abs(total.ToUnits()) * percent;

    // AWSSupportBusiness, AWSSupportEnterprise, … in a CUR; AWS Support (Business) in FOCUS.
    static bool IsSupport(CostLine line) =>
        line.Service.StartsWith("AWSSupport", StringComparison.OrdinalIgnoreCase) || line.Service.StartsWith("AWS Support", StringComparison.OrdinalIgnoreCase)
        || line.Service.StartsWith("AWSPremiumSupport", StringComparison.OrdinalIgnoreCase);

    static string Name(ReconciliationSource source) => source switch
    {
        ReconciliationSource.Invoice => "請求書",
        ReconciliationSource.CostExplorer => "Cost Explorer",
        _ => "エクスポート",
    };

    /// <summary>Such as 2026年5月.</summary>
    internal static string Name(CostMonth month) => string.Create(CultureInfo.InvariantCulture, $"{month.Year}年{month.Number}月");

    static string Listed(List<string> names) => string.Join("、", names.Take(MostNamed)) + (names.Count > MostNamed ? "、…" : "");

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
