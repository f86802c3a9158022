using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Documents.Network;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;
using GovCloud.Network;

namespace GovCloud.Cli.Network;

/// <summary>A plan as a workbook: VPCs, subnets, pools, and what is not recorded yet.</summary>
static class NetworkPlanSheets
{
    public static Spreadsheet Of(PlannedEstate planned, DateOnly today)
    {
        var rows = SubnetRow.Of(planned).ToList();
        var words = new DocumentWords(planned.Estate, DrawingLanguage.Japanese, today);
        return new Spreadsheet { Sheets = [Vpcs(rows, words), Subnets(rows, words), Pools(planned, words), Changes(planned, words)] };
    }

    static SpreadsheetSheet Vpcs(List<SubnetRow> rows, DocumentWords words) => new()
    {
        Name = "割当一覧 VPC",
        Preamble = words.Preamble("VPCの割当一覧", "VPCs"),
        Headings = ["アカウント", "アカウント名", "団体", "業務", "環境", "VPC", "CIDR", "割当日", "プール", "要求元", "TGW接続", "サブネットのない空き"],
        Rows =
        [
            .. rows.GroupBy(r => r.Allocation.Key).Select(g => g.First()).Select(r => (ImmutableArray<string>)
            [
                r.Allocation.Account.ToString(), r.Account.Account.Name, r.Municipalities, r.Account.System?.Name ?? "", Environment(r.Account), r.Allocation.Vpc,
                string.Join('\n', r.Allocation.Ranges.Select(x => x.Cidr)), string.Join('\n', r.Allocation.Ranges.Select(x => Day(x.Allocated))), r.Allocation.Pool, r.Allocation.RequestedBy,
                r.Allocation.Size.Attached ? "あり" : "なし", Number(SubnetRow.FreeOf(r.Allocation)),
            ]),
        ],
        FrozenColumns = 2,
        Paper = SheetPaper.A3,
    };

    static SpreadsheetSheet Subnets(List<SubnetRow> rows, DocumentWords words) => new()
    {
        Name = "サブネット一覧",
        Preamble = words.Preamble("サブネット一覧", "Subnets"),
        Headings = ["アカウント", "アカウント名", "団体", "VPC", "VPCのCIDR", "AZ", "種別", "サブネット", "利用可能", "要求", "余り"],
        Rows =
        [
            .. rows.Select(r => (ImmutableArray<string>)
            [
                r.Allocation.Account.ToString(), r.Account.Account.Name, r.Municipalities, r.Allocation.Vpc, r.Range.Cidr.ToString(), Number(r.Subnet.Zone), SubnetRow.LabelOf(r.Subnet.Kind),
                r.Subnet.Cidr.ToString(), Number(r.Subnet.Usable), Number(r.Hosts), Number(r.Left),
            ]),
        ],
        FrozenColumns = 2,
        Paper = SheetPaper.A3,
    };

    static SpreadsheetSheet Pools(PlannedEstate planned, DocumentWords words)
    {
        var names = new PartyNames(planned.Estate);
        return new SpreadsheetSheet
        {
            Name = "プール残量",
            Preamble = [.. words.Preamble("アドレスプールの残り", "Pools"), "数はアドレス数です。「解放待ち」は、解放されてまだ他へ渡せない範囲です。"],
            Headings = ["プール", "団体", "用途", "範囲", "全体", "割当", "解放待ち", "空き", "使用率", "最大の空きブロック"],
            Rows =
            [
                .. planned.Plan.Pools.Select(p => (ImmutableArray<string>)
                [
                    p.Pool.Id, p.Pool.Municipality is { } code ? names.Municipality(code) : "共用", SubnetRow.LabelOf(p.Pool.Use), string.Join('\n', p.Pool.Cidrs),
                    Number(p.Total), Number(p.Allocated), Number(p.Resting), Number(p.Free), p.UsedPercent.ToString("0.0", CultureInfo.InvariantCulture) + " %", p.LargestFree?.ToString() ?? "—",
                ]),
            ],
            FrozenColumns = 1,
        };
    }

    static SpreadsheetSheet Changes(PlannedEstate planned, DocumentWords words) => new()
    {
        Name = "変更",
        Preamble = [.. words.Preamble("割当記録への変更", "Changes"), planned.Plan.Changes.IsEmpty ? $"{AddressLockDocument.FileName} は最新で、変更はありません。" : $"{AddressLockDocument.FileName} にまだ記録していない変更です。"],
        Headings = ["変更", "VPC", "変更前のCIDR", "変更後のCIDR", "増えるサブネット"],
        Rows =
        [
            .. planned.Plan.Changes.Select(c => (ImmutableArray<string>)
            [
                NetworkTables.LabelOf(c.Kind), c.Key.ToString(), Ranges(c.Before), Ranges(c.After),
                string.Join('\n', (c.After?.Subnets ?? []).Except(c.Before?.Subnets ?? []).Select(s => $"{s.Cidr} {SubnetRow.LabelOf(s.Kind)} AZ{Number(s.Zone)}")),
            ]),
        ],
    };

    static string Ranges(VpcAllocation? allocation) => allocation is null ? "" : string.Join('\n', allocation.Ranges.Select(r => r.Cidr));

    static string Environment(AccountContext account) => account.Environment == DeploymentEnvironment.Production ? "本番" : "検証";

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
