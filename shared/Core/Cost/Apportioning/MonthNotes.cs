using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Estates;

namespace GovCloud.Cost.Apportioning;

/// <summary>Collects what somebody who checks should know. Each thing is said once, and the order does not depend on that of the lines.</summary>
sealed class MonthNotes(Estate estate, string currency)
{
    readonly Lock gate = new();
    readonly Dictionary<(ApportionmentNoteKind Kind, CostPool Pool, string Sentence), ExactAmount> ofLines = [];
    readonly HashSet<ApportionmentNote> ofPools = [];
    readonly Dictionary<MunicipalityCode, string> names = estate.Municipalities.ToDictionary(m => m.Code, m => m.Name);

    /// <summary>What is odd about a line that a pool took.</summary>
    public void Line(CostPool pool, CostLine line, LineFacts facts)
    {
        if (facts.Purpose is null)
        {
            AddLine(ApportionmentNoteKind.UnknownAccount, pool, line, $"アカウント{line.Account}は台帳にありません");
        }

        if (line.Kind == ChargeKind.Unknown)
        {
            AddLine(ApportionmentNoteKind.UnknownChargeType, pool, line, $"課金種別「{line.ChargeType}」は未知の種別です");
        }

        foreach (var (key, value) in facts.Conflicts)
        {
            AddLine(ApportionmentNoteKind.TagConflict, pool, line, $"アカウント{line.Account}のタグ{key}={value}は台帳と合わないため用いていません");
        }
    }

    public void Fallback(CostPool pool, CostSplit rule) => Add(
        ApportionmentNoteKind.Fallback,
        pool,
        pool.Fallback == WeightFallback.Payer && pool.Payer is { } payer
            ? $"{MethodName(rule.Method)}の按分元がすべて0のため、{NameOf(payer)}の負担としました"
            : $"{MethodName(rule.Method)}の按分元がすべて0のため、均等割としました");

    public void WeightCut(CostPool pool, IEnumerable<MunicipalityCode> bodies) =>
        Add(ApportionmentNoteKind.WeightCut, pool, $"直課額が負のため0として按分しました: {NamesOf(bodies)}");

    public void TargetCut(CostPool pool, IEnumerable<string> targets) =>
        Add(ApportionmentNoteKind.WeightCut, pool, $"配賦先の金額が負のため0として配賦しました: {string.Join("、", targets)}");

    public void Limit(CostPool pool, IEnumerable<MunicipalityCode> bodies) =>
        Add(ApportionmentNoteKind.Limit, pool, $"上限または下限により調整しました: {NamesOf(bodies)}");

    public void ByDays(CostPool pool, int days, IEnumerable<(MunicipalityCode Body, int Days)> bodies) => Add(
        ApportionmentNoteKind.ByDays,
        pool,
        $"日割としました: {string.Join("、", bodies.Select(b => string.Create(CultureInfo.InvariantCulture, $"{NameOf(b.Body)}({b.Days}/{days}日)")))}");

    /// <summary>The name of a body.</summary>
    public string NameOf(MunicipalityCode body) => names.TryGetValue(body, out var name) ? name : body.ToString();

    /// <summary>All notes, in the order of the rules' pools, and within one by kind and text.</summary>
    public ImmutableArray<ApportionmentNote> Sorted()
    {
        var order = estate.Cost.Pools.Index().ToDictionary(p => p.Item.Id, p => p.Index, StringComparer.Ordinal);
        var lines = ofLines.Select(n => new ApportionmentNote(n.Key.Kind, n.Key.Pool.Id, $"{n.Key.Sentence}({n.Value} {currency})"));
        return
        [
            .. ofPools.Concat(lines).OrderBy(n => order[n.Pool]).ThenBy(n => n.Kind).ThenBy(n => n.Message, StringComparer.Ordinal),
        ];
    }

    static string MethodName(SplitMethod method) => method switch
    {
        SplitMethod.Direct => "直課",
        SplitMethod.Even => "均等割",
        SplitMethod.Driver => "指標割",
        SplitMethod.DirectCost => "直課額割",
        SplitMethod.Fixed => "固定割合",
        SplitMethod.Pools => "他区分への配賦",
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "No such method."),
    };

    string NamesOf(IEnumerable<MunicipalityCode> bodies) => string.Join("、", bodies.Select(NameOf));

    void Add(ApportionmentNoteKind kind, CostPool pool, string message)
    {
        lock (gate)
        {
            ofPools.Add(new ApportionmentNote(kind, pool.Id, message));
        }
    }

    void AddLine(ApportionmentNoteKind kind, CostPool pool, CostLine line, string sentence)
    {
        var key = (kind, pool, sentence);
        ofLines[key] = ofLines.GetValueOrDefault(key) + line.On(estate.Cost.Basis);
    }
}
