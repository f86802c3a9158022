using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace GovCloud.Cli.Chaos;

/// <summary>What the person at the terminal sees, and what a program reads.</summary>
sealed class ChaosReport(TextWriter output)
{
    static readonly JsonSerializerOptions Options = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    readonly IAnsiConsole console = Terminal.Of(output);

    /// <summary>A line for each wave.</summary>
    public void Progress(ChaosPlan plan, int wave)
    {
        if (wave == 0)
        {
            Line($"seed {plan.Options.Seed}: {plan.Events.Length} events, {plan.Deliveries} deliveries, {plan.Waves.Length} waves; faults: {Faults(plan.Options)}");
        }

        Line($"{wave + 1,3}/{plan.Waves.Length} {plan.Waves[wave].Deliveries.Length} deliveries{(plan.Waves[wave].Trouble == WaveTrouble.None ? "" : $", {Word(plan.Waves[wave].Trouble)}")}");
    }

    /// <summary>The tables of faults and of conservation.</summary>
    public void Table(ChaosSession session, int mostShown)
    {
        var faults = new Table().Border(TableBorder.Rounded).AddColumn("呼び出し").AddColumn("起こした障害").AddColumn(new TableColumn("回数").RightAligned());
        foreach (var (call, effect, count) in session.Record.Faults)
        {
            faults.AddRow(Markup.Escape(call), effect, Number(count));
        }

        console.WriteTable(faults);
        var table = new Table().Border(TableBorder.Rounded).AddColumn("保存されるもの").AddColumn(new TableColumn("総数").RightAligned()).AddColumn("行き先").AddColumn(new TableColumn("差").RightAligned()).AddColumn("判定");
        foreach (var row in session.Rows)
        {
            table.AddRow(
                Markup.Escape(row.Name), Number(row.Total), Markup.Escape(string.Join(" + ", row.Parts.Select(part => $"{part.Label} {Number(part.Count)}"))), Number(row.Difference),
                row.Holds ? "ok" : "[red]VIOLATED[/]");
        }

        console.WriteTable(table);
        foreach (var row in session.Rows.Where(row => !row.Problems.IsEmpty))
        {
            Line($"VIOLATED {row.Name}: {row.Problems.Length}");
            foreach (var problem in row.Problems.Take(mostShown))
            {
                Line("  " + problem);
            }
        }

        Line(string.Create(CultureInfo.InvariantCulture, $"{session.Elapsed.TotalSeconds:0.0} s, {session.Record.Plan.Deliveries / session.Elapsed.TotalSeconds:0} deliveries/s; repeat with --seed {session.Record.Plan.Options.Seed}"));
    }

    /// <summary>The same for programs.</summary>
    public static string Json(ChaosSession session) => JsonSerializer.Serialize(
        new
        {
            seed = session.Record.Plan.Options.Seed,
            events = session.Record.Plan.Events.Length,
            deliveries = session.Record.Plan.Deliveries,
            faults = session.Record.Plan.Options.Faults.Order().Select(ChaosCommand.Word),
            seconds = Math.Round(session.Elapsed.TotalSeconds, 1),
            holds = session.Holds,
            injected = session.Record.Faults.Select(fault => new { call = fault.Call, effect = fault.Effect, count = fault.Count }),
            damaged = session.Record.Outcome.Damaged,
            rows = session.Rows.Select(row => new { row.Name, row.Total, row.Parts, row.Difference, row.Holds, row.Problems }),
        },
        Options);

    static string Faults(ChaosOptions options) => options.Faults.IsEmpty ? "none" : string.Join(',', options.Faults.Order().Select(ChaosCommand.Word));

    static string Word(WaveTrouble trouble) => trouble switch
    {
        WaveTrouble.TablesDown => "tables refuse everything",
        WaveTrouble.SlackDown => "Slack answers 500",
        WaveTrouble.SlackLimited => "Slack answers 429",
        WaveTrouble.Throttled => "tables refuse every second call",
        WaveTrouble.Damage => "a stored incident is damaged",
        _ => "",
    };

    static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    void Line(string text) => output.WriteLine(text);
}
