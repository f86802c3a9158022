using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Calendar;
using GovCloud.Documents;
using Spectre.Console;

namespace GovCloud.Cli.Day;

/// <summary>What the person at the terminal sees: a live line on a terminal, plain lines in a pipe.</summary>
sealed class DayTerminal(TextWriter output)
{
    readonly IAnsiConsole console = Terminal.Of(output);

    bool Live => console.Profile.Capabilities.Interactive && console.Profile.Capabilities.Ansi;

    public void Starting(DayOptions options, DateOnly day, ImmutableArray<ScenarioStep> steps)
    {
        var events = steps.Count(step => step is not ScenarioStep.Disturbance);
        Line(string.Create(CultureInfo.InvariantCulture, $"A day of {options.EstateFolder}: {day:yyyy-MM-dd} (JST), {events} events, {steps.Length - events} disturbances. Starting the local AWS from {options.Assembly} ..."));
    }

    /// <summary>Follows the day while it runs.</summary>
    public async Task<ImmutableArray<EnteredInput>> FollowAsync(ImmutableArray<ScenarioStep> steps, Func<Action<ScenarioStep, int>, Task<ImmutableArray<EnteredInput>>> run)
    {
        if (!Live)
        {
            return await run((step, _) => Line($"{Time(step)}  {Mark(step)} {step.Note}"));
        }

        return await console.Progress().HideCompleted(false).Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }).StartAsync(async context =>
        {
            var task = context.AddTask("00:00", maxValue: steps.Length);
            var result = await run((step, index) =>
            {
                task.Value = index;
                task.Description = $"{Time(step)} {Markup.Escape(step.Note)}";
                if (step is ScenarioStep.Disturbance)
                {
                    console.MarkupLine($"{Time(step)}  [yellow]{Mark(step)} {Markup.Escape(step.Note)}[/]");
                }
            });
            task.Value = steps.Length;
            task.Description = "24:00";
            return result;
        });
    }

    public void Closing(DayReport report, ImmutableArray<Check> checks, TimeSpan elapsed, string page)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("").AddColumn("").AddColumn(new TableColumn("").RightAligned()).HideHeaders();
        foreach (var (english, figure) in report.Figures)
        {
            table.AddRow(Markup.Escape(english), Markup.Escape(figure.Label), figure.Alarming ? $"[red]{figure.Value}[/]" : figure.Value.ToString(CultureInfo.InvariantCulture));
        }

        table.AddRow("Time", "所要時間", elapsed.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture));
        console.Write(table);
        foreach (var check in checks)
        {
            Line($"{(check.Holds ? "ok       " : "VIOLATED ")} {check.Sentence}: {check.Detail}");
        }

        if (checks.Any(check => !check.Holds))
        {
            Line("A violation after a change of the source may mean that the cloud assembly holds older functions than this command line. Then: npx cdk synth --quiet");
        }

        Line($"Page: {page}");
    }

    public void Line(string text) => output.WriteLine(text);

    static string Time(ScenarioStep step) => JapanTime.Of(step.At).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    static string Mark(ScenarioStep step) => step is ScenarioStep.Disturbance ? "!" : "-";
}
