using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Statements;
using Spectre.Console;

namespace GovCloud.Cli.Cost;

/// <summary>What each body bears of each cost class, with sums.</summary>
static class ShareTable
{
    /// <summary>Narrower columns than one Japanese character are never filled, and rendering would not end.</summary>
    const int NarrowestColumn = 14;

    /// <summary>The cost classes of a month, each once, in the order of the rules.</summary>
    public static ImmutableArray<(string Pool, string Name)> Pools(ApportionedMonth split) => [.. split.Columns.Select(c => (c.Pool, c.Name)).Distinct()];

    /// <summary>A body's yen of a cost class.</summary>
    public static long YenOf(ApportionedMonth split, string pool, MunicipalityCode body) =>
        split.Columns.Where(c => c.Pool == pool).Sum(c => c.Shares.Where(s => s.Municipality == body).Sum(s => s.Yen));

    public static void Write(StatementRecord record, TextWriter output)
    {
        var split = record.Split;
        var pools = Pools(split);
        output.WriteLine(CostWords.Title(record));
        output.WriteLine($"合計 {split.Total} {split.Currency} → {CostWords.Yen(split.Yen)}円({CostWords.Conversion(split)})");
        var table = new Table().Border(TableBorder.Rounded).AddColumn(new TableColumn(new Text("団体")));
        foreach (var (_, name) in pools)
        {
            table.AddColumn(new TableColumn(new Text(name)).RightAligned());
        }

        table.AddColumn(new TableColumn(new Text("合計(円)")).RightAligned());
        foreach (var body in record.Bodies)
        {
            table.AddRow(Row(body.Name, pools.Select(p => YenOf(split, p.Pool, body.Municipality)), split.YenOf(body.Municipality)));
        }

        table.AddRow(Row("合計", pools.Select(p => split.Columns.Where(c => c.Pool == p.Pool).Sum(c => c.Yen)), split.Yen));
        Write(table, pools.Length + 2, output);
    }

    /// <summary>Writes a table that is as wide as its columns need.</summary>
    public static void Write(Table table, int columns, TextWriter output)
    {
        var console = Terminal.Of(output);
        console.Profile.Width = Math.Max(console.Profile.Width, NarrowestColumn * columns);
        console.Write(table);
    }

    /// <summary>What the reader should know besides the numbers.</summary>
    public static void WriteNotes(StatementRecord record, TextWriter output)
    {
        var split = record.Split;
        output.WriteLine($"「{split.Columns.LastOrDefault()?.Name ?? "その他"}」の割合: {CostWords.Percent(split.Rest, split.Total)}({split.Rest} {split.Currency})");
        foreach (var source in record.Reconciliation)
        {
            var total = source.Yen is { } yen ? $"{CostWords.Yen(yen)}円" : $"{source.Amount} {split.Currency}";
            output.WriteLine($"照合: {CostWords.Source(source.Source)} {total}({source.Reference}) {(source.Agrees ? "一致" : "不一致")}");
        }

        foreach (var group in record.Corrections.GroupBy(c => (c.Month, c.Replaces, c.Revision)))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"訂正: {group.Key.Month} 第{group.Key.Replaces}版→第{group.Key.Revision}版の差額 {CostWords.Signed(group.Sum(c => c.Difference))}円({group.Count()}件)"));
        }

        foreach (var note in split.Notes)
        {
            output.WriteLine($"注記: {note.Message}");
        }
    }

    static Text[] Row(string name, IEnumerable<long> yen, long sum) => [new Text(name), .. yen.Select(y => new Text(CostWords.Yen(y))), new Text(CostWords.Yen(sum))];
}
