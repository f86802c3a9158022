using System.Globalization;
using GovCloud.Estates;
using GovCloud.Network;
using Spectre.Console;

namespace GovCloud.Cli.Network;

/// <summary>A plan as tables for people, and the changes of the lock as a diff.</summary>
sealed class NetworkTables(PlannedEstate planned, TextWriter output)
{
    readonly IAnsiConsole console = Terminal.Of(output);

    public void Write()
    {
        WriteTable(
            "アドレス割当",
            ["アカウント", "名称", "団体", "VPC", "CIDR", "アプリケーション", "データ", "エンドポイント", "TGW接続", "空き", "プール"],
            SubnetRow.Of(planned).GroupBy(r => r.Allocation.Key).Select(Vpc));
        WriteTable(
            "プールの残り",
            ["プール", "団体", "用途", "範囲", "全体", "割当", "解放待ち", "空き", "使用率", "最大の空き"],
            planned.Plan.Pools.Select(Pool));
        WriteTable(
            "Direct Connect のプレフィックス(上限: AWSから200、庁内から100)",
            ["団体", "AWSから", "庁内から", "AWSから広報する範囲"],
            NetworkChecks.PrefixBudgets(planned.Estate).Select(b => new[] { NameOf(b.Municipality), Number(b.Outbound.Length), Number(b.Inbound.Length), string.Join(", ", b.Outbound) }));
        WriteDiff();
    }

    static string[] Vpc(IGrouping<VpcKey, SubnetRow> rows)
    {
        var first = rows.First();
        return
        [
            first.Allocation.Account.ToString(), first.Account.Account.Name, first.Municipalities, first.Allocation.Vpc,
            string.Join('\n', first.Allocation.Ranges.Select(r => r.Cidr)),
            .. Enum.GetValues<SubnetKind>().Select(kind => string.Join('\n', rows.Where(r => r.Subnet.Kind == kind).OrderBy(r => r.Subnet.Zone).Select(r => r.Subnet.Cidr))),
            Number(SubnetRow.FreeOf(first.Allocation)), first.Allocation.Pool,
        ];
    }

    string[] Pool(PoolCapacity pool) =>
    [
        pool.Pool.Id, pool.Pool.Municipality is { } code ? NameOf(code) : "共用", SubnetRow.LabelOf(pool.Pool.Use), string.Join(", ", pool.Pool.Cidrs),
        Number(pool.Total), Number(pool.Allocated), Number(pool.Resting), Number(pool.Free),
        pool.UsedPercent.ToString("0.0", CultureInfo.InvariantCulture) + " %", pool.LargestFree?.ToString() ?? "—",
    ];

    void WriteDiff()
    {
        foreach (var change in planned.Plan.Changes)
        {
            output.WriteLine($"{LabelOf(change.Kind)} {change.Key}");
            var (before, after) = (Lines(change.Before), Lines(change.After));
            before.Except(after, StringComparer.Ordinal).Select(l => $"- {l}").Concat(after.Except(before, StringComparer.Ordinal).Select(l => $"+ {l}")).ToList().ForEach(output.WriteLine);
        }
    }

    /// <summary>What the lock says about a VPC, one fact a line.</summary>
    static List<string> Lines(VpcAllocation? allocation) => allocation is null ? [] :
    [
        $"  pool {allocation.Pool}, requested by {allocation.RequestedBy}: {allocation.Size}",
        .. allocation.Ranges.SelectMany(r => r.Subnets.Select(s => $"    {s}").Prepend(string.Create(CultureInfo.InvariantCulture, $"  {r.Cidr} allocated {r.Allocated:yyyy-MM-dd}"))),
        .. allocation.Freed is { } freed ? [string.Create(CultureInfo.InvariantCulture, $"  freed {freed:yyyy-MM-dd}")] : Array.Empty<string>(),
    ];

    public static string LabelOf(PlanChangeKind kind) => kind switch
    {
        PlanChangeKind.Added => "追加",
        PlanChangeKind.Extended => "サブネット追加",
        PlanChangeKind.Widened => "CIDR追加",
        PlanChangeKind.Freed => "解放(待機開始)",
        PlanChangeKind.Restored => "復帰",
        _ => "再利用可",
    };

    string NameOf(MunicipalityCode code) => planned.Estate.Municipalities.FirstOrDefault(m => m.Code == code)?.Name ?? code.ToString();

    static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    void WriteTable(string title, string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table { Title = new TableTitle(title), Border = TableBorder.Rounded };
        table.AddColumns([.. columns.Select(c => new TableColumn(c))]);
        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        console.Write(table);
    }
}
