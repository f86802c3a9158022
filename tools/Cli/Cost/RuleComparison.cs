using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using GovCloud.Cost.Apportioning;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;

namespace GovCloud.Cli.Cost;

/// <summary>One bill by two sets of rules.</summary>
sealed class RuleComparison
{
    readonly Estate estate;
    readonly ApportionedMonth before;
    readonly ApportionedMonth after;
    readonly string now;
    readonly string then;
    readonly ImmutableArray<(string Pool, string Name)> pools;
    readonly ImmutableArray<MunicipalityCode> bodies;

    public RuleComparison(Estate estate, ApportionedMonth before, ApportionedMonth after, string now, string then)
    {
        (this.estate, this.before, this.after, this.now, this.then) = (estate, before, after, now, then);
        // A pool keeps its place by its id; its name may change with the rules.
        pools = [.. ShareTable.Pools(before).Concat(ShareTable.Pools(after)).DistinctBy(p => p.Pool, StringComparer.Ordinal)];
        bodies = [.. before.Bodies.Concat(after.Bodies).Distinct().Order()];
    }

    /// <summary>The rules that differ.</summary>
    public required ImmutableArray<RuleChange> Rules { get; init; }

    /// <summary>A row for each body and cost class, for spreadsheets.</summary>
    public SpreadsheetSheet Sheet() => new()
    {
        Name = "按分の試算",
        Preamble = [Title, Changes],
        Headings = ["団体コード", "団体", "費用区分", $"{now}(円)", $"{then}(円)", "差(円)", "増減率"],
        Rows =
        [
            .. bodies.SelectMany(b => pools.Select(p => Row(b.ToString(), NameOf(b), p.Name, ShareTable.YenOf(before, p.Pool, b), ShareTable.YenOf(after, p.Pool, b)))
                .Append(Row(b.ToString(), NameOf(b), "合計", before.YenOf(b), after.YenOf(b)))),
            .. pools.Select(p => Row("", "全団体", p.Name, YenOf(before, p.Pool), YenOf(after, p.Pool))),
            Row("", "全団体", "合計", before.Yen, after.Yen),
        ],
    };

    /// <summary>A row for each body with the differences by cost class, for a terminal.</summary>
    public SpreadsheetSheet Terminal() => new()
    {
        Name = "按分の試算",
        Preamble = [Title, Changes],
        Headings = ["団体", $"{now}(円)", $"{then}(円)", "差(円)", "増減率", .. pools.Select(p => $"差: {p.Name}")],
        Rows =
        [
            .. bodies.Select(b => Line(NameOf(b), before.YenOf(b), after.YenOf(b), pools.Select(p => ShareTable.YenOf(after, p.Pool, b) - ShareTable.YenOf(before, p.Pool, b)))),
            Line("全団体", before.Yen, after.Yen, pools.Select(p => YenOf(after, p.Pool) - YenOf(before, p.Pool))),
        ],
    };

    /// <summary>The same for programs.</summary>
    public string Json() => CostJson.Text(new JsonObject
    {
        ["month"] = after.Month.ToString(),
        ["before"] = now,
        ["after"] = then,
        ["yen"] = after.Yen,
        ["rules"] = CostJson.Array(Rules.Select(r => new JsonObject { ["rule"] = r.Rule, ["change"] = r.Kind.ToString().ToLowerInvariant() })),
        ["bodies"] = CostJson.Array(bodies.Select(b => new JsonObject
        {
            ["municipality"] = b.ToString(),
            ["name"] = NameOf(b),
            ["before"] = before.YenOf(b),
            ["after"] = after.YenOf(b),
            ["difference"] = after.YenOf(b) - before.YenOf(b),
            ["pools"] = CostJson.Array(pools.Select(p => new JsonObject
            {
                ["pool"] = p.Pool,
                ["name"] = p.Name,
                ["before"] = ShareTable.YenOf(before, p.Pool, b),
                ["after"] = ShareTable.YenOf(after, p.Pool, b),
                ["difference"] = ShareTable.YenOf(after, p.Pool, b) - ShareTable.YenOf(before, p.Pool, b),
            })),
        })),
    });

    string Title => $"{estate.Profile.Title} 按分の試算 {after.Month} {now} → {then}(合計 {CostWords.Yen(after.Yen)}円、{CostWords.Conversion(after)}){(estate.Profile.Sample ? " 例" : "")}";

    string Changes => Rules.IsEmpty ? "規則の違い: なし" : $"規則の違い: {string.Join("、", Rules.Select(r => $"{r.Rule}({Word(r.Kind)})"))}";

    static string Word(RuleChangeKind kind) => kind switch
    {
        RuleChangeKind.Added => "追加",
        RuleChangeKind.Removed => "削除",
        RuleChangeKind.Moved => "順序",
        _ => "変更",
    };

    string NameOf(MunicipalityCode body) => estate.Municipalities.FirstOrDefault(m => m.Code == body)?.Name ?? body.ToString();

    static long YenOf(ApportionedMonth month, string pool) => month.Columns.Where(c => c.Pool == pool).Sum(c => c.Yen);

    static ImmutableArray<string> Row(string code, string body, string pool, long before, long after) =>
        [code, body, pool, Plain(before), Plain(after), Plain(after - before), Rate(before, after)];

    static ImmutableArray<string> Line(string body, long before, long after, IEnumerable<long> differences) =>
        [body, CostWords.Yen(before), CostWords.Yen(after), CostWords.Signed(after - before), Rate(before, after), .. differences.Select(CostWords.Signed)];

    static string Plain(long yen) => yen.ToString(CultureInfo.InvariantCulture);

    /// <summary>From nothing there is no rate.</summary>
    static string Rate(long before, long after) => before == 0 ? "" : ((after - before) * 100m / Math.Abs(before)).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) + "%";
}
