using System.Globalization;

namespace GovCloud.Cli.Network;

/// <summary>A plan for spreadsheets: UTF-8 with byte-order mark and CRLF, as Excel on Windows reads it without asking.</summary>
static class NetworkCsv
{
    static readonly string[] Columns =
    [
        "アカウント", "アカウント名", "団体", "業務", "VPC", "VPCのCIDR", "割当日", "プール", "要求元", "AZ", "サブネット種別", "サブネット", "利用可能", "要求", "余り",
    ];

    public static void Write(PlannedEstate planned, TextWriter output)
    {
        output.Write('\ufeff');
        WriteLine(Columns, output);
        foreach (var row in SubnetRow.Of(planned))
        {
            string[] cells =
            [
                row.Allocation.Account.ToString(),
                row.Account.Account.Name,
                row.Municipalities,
                row.Account.System?.Name ?? "",
                row.Allocation.Vpc,
                row.Range.Cidr.ToString(),
                row.Range.Allocated.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                row.Allocation.Pool,
                row.Allocation.RequestedBy,
                Number(row.Subnet.Zone),
                SubnetRow.LabelOf(row.Subnet.Kind),
                row.Subnet.Cidr.ToString(),
                Number(row.Subnet.Usable),
                Number(row.Hosts),
                Number(row.Left),
            ];
            WriteLine(cells, output);
        }
    }

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    internal static void WriteLine(IEnumerable<string> cells, TextWriter output) => output.Write(string.Join(',', cells.Select(Quoted)) + "\r\n");

    static string Quoted(string cell)
    {
        // Excel would show twelve digits as a power of ten and drop leading zeros.
        if (AccountId.TryParse(cell, out _))
        {
            return $"\"=\"\"{cell}\"\"\"";
        }

        // A name that begins like a formula is text.
        var text = cell is ['=' or '+' or '-' or '@', ..] ? "'" + cell : cell;
        return text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
