namespace GovCloud.Cli.Network;

/// <summary>The matrix for spreadsheets: UTF-8 with byte-order mark and CRLF, as Excel on Windows reads it without asking.</summary>
static class ReachCsv
{
    static readonly string[] Columns = ["送信元の区分", "送信元", "送信元のID", "宛先の区分", "宛先", "宛先のID", "意図", "計算", "判定"];

    public static void Write(ReachedEstate reached, IEnumerable<ReachCell> cells, TextWriter output)
    {
        var estate = reached.Planned.Estate;
        output.Write('\ufeff');
        NetworkCsv.WriteLine(Columns, output);
        foreach (var cell in cells)
        {
            string[] row =
            [
                ReachWords.SegmentOf(cell.From, estate), ReachWords.NameOf(cell.From, estate), cell.From.Id,
                ReachWords.SegmentOf(cell.To, estate), ReachWords.NameOf(cell.To, estate), cell.To.Id,
                cell.Intended.ToString(), cell.Computed.ToString(), ReachWords.LabelOf(cell.State),
            ];
            NetworkCsv.WriteLine(row, output);
        }
    }
}
