using System.Globalization;
using GovCloud.Network;
using GovCloud.Network.Reachability;
using Spectre.Console;

namespace GovCloud.Cli.Network;

/// <summary>The matrix for people: segments by segments, then pair by pair.</summary>
sealed class ReachTables(ReachedEstate reached, TextWriter output)
{
    readonly IAnsiConsole console = Terminal.Of(output);

    public void Write(IReadOnlyCollection<ReachCell> cells, bool whole)
    {
        if (whole)
        {
            WriteSegments();
        }

        var table = new Table { Title = new TableTitle("通信の検証(意図と、テンプレートから計算した結果)"), Border = TableBorder.Rounded };
        table.AddColumns("区分", "送信元", "宛先の区分", "宛先", "意図", "計算", "判定");
        foreach (var cell in cells.OrderBy(c => Segment(c.From), StringComparer.Ordinal).ThenBy(c => Segment(c.To), StringComparer.Ordinal))
        {
            table.AddRow([.. Row(cell).Select(text => new Text(text))]);
        }

        console.Write(table);
        var pairs = reached.Nodes.Length * (reached.Nodes.Length - 1);
        var counts = cells.GroupBy(c => c.State).OrderBy(g => g.Key).Select(g => string.Create(CultureInfo.InvariantCulture, $"{ReachWords.SignOf(g.Key)} {ReachWords.LabelOf(g.Key)}: {g.Count()}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{reached.Nodes.Length} 個の通信主体、{pairs} 組。") + string.Join("、", counts));
    }

    /// <summary>The way of each pair, there and back.</summary>
    public static void Explain(ReachedEstate reached, IEnumerable<NetworkNode> from, IReadOnlyCollection<NetworkNode> to, NetworkLanguage language, TextWriter output)
    {
        var known = reached.Report.Matrix.Nodes.Select(n => n.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (one, other) in from.SelectMany(f => to.Select(t => (f, t))).Where(p => p.f.Id != p.t.Id && known.Contains(p.f.Id) && known.Contains(p.t.Id)))
        {
            var cell = reached.Cell(one, other);
            var way = reached.Engine.Explain(one.Id, other.Id, cell.Intended.IsEmpty ? null : cell.Intended);
            output.WriteLine($"{one.Id} → {other.Id}: {way.Ports}({ReachWords.LabelOf(cell.State)})");
            Hops(language == NetworkLanguage.Ja ? "行き" : "there", way.Forward);
            Hops(language == NetworkLanguage.Ja ? "戻り" : "back", way.Back);
        }

        void Hops(string title, IReadOnlyCollection<ReachHop> hops)
        {
            foreach (var (hop, number) in hops.Select((h, i) => (h, i + 1)))
            {
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"  {title} {number,2}  {ReachText.Of(hop.Kind).In(language)} {string.Join(", ", hop.Resources)} {hop.Detail}").TrimEnd());
            }
        }
    }

    /// <summary>For two segments the states that occur between their nodes, worst first, and how often.</summary>
    public static Dictionary<(string From, string To), SortedDictionary<ReachState, int>> Segments(ReachedEstate reached)
    {
        var segments = new Dictionary<(string, string), SortedDictionary<ReachState, int>>();
        foreach (var from in reached.Nodes)
        {
            foreach (var to in reached.Nodes.Where(n => n.Id != from.Id))
            {
                var key = (ReachWords.SegmentOf(from, reached.Planned.Estate), ReachWords.SegmentOf(to, reached.Planned.Estate));
                var counts = segments.TryGetValue(key, out var known) ? known : segments[key] = new(Comparer<ReachState>.Create((a, b) => b.CompareTo(a)));
                var state = reached.Cell(from, to).State;
                counts[state] = counts.GetValueOrDefault(state) + 1;
            }
        }

        return segments;
    }

    void WriteSegments()
    {
        var segments = Segments(reached);
        var names = reached.Nodes.Select(Segment).Distinct(StringComparer.Ordinal).ToList();
        var table = new Table { Title = new TableTitle("区分どうしの通信(行: 送信元、列: 宛先)"), Border = TableBorder.Rounded };
        table.AddColumn("");
        table.AddColumns([.. names.Select((_, i) => new TableColumn(Number(i)))]);
        foreach (var (from, i) in names.Select((n, i) => (n, i)))
        {
            var cells = names.Select(to => segments.TryGetValue((from, to), out var counts)
                ? string.Join(' ', counts.Where(c => c.Key != ReachState.Apart || counts.Count == 1).Select(c => ReachWords.SignOf(c.Key)))
                : "—");
            table.AddRow([new Text($"{Number(i)} {from}"), .. cells.Select(c => new Text(c))]);
        }

        console.Write(table);
        output.WriteLine(string.Join("  ", Enum.GetValues<ReachState>().Select(s => $"{ReachWords.SignOf(s)} {ReachWords.LabelOf(s)}")));
    }

    string[] Row(ReachCell cell) =>
    [
        Segment(cell.From), ReachWords.NameOf(cell.From, reached.Planned.Estate), Segment(cell.To), ReachWords.NameOf(cell.To, reached.Planned.Estate),
        cell.Intended.ToString(), cell.Computed.ToString(), ReachWords.SignOf(cell.State),
    ];

    string Segment(NetworkNode node) => ReachWords.SegmentOf(node, reached.Planned.Estate);

    static string Number(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}
