using System.CommandLine;
using System.Globalization;
using GovCloud.Cli.Network;
using GovCloud.Diff;

namespace GovCloud.Cli.Diff;

/// <summary>Who reads a diff.</summary>
enum DiffFormat
{
    /// <summary>People at a terminal.</summary>
    Table,

    /// <summary>Programs.</summary>
    Json,

    /// <summary>People who review a pull request.</summary>
    Markdown,
}

/// <summary><c>gca diff</c>.</summary>
static class DiffCommand
{
    public static Command Create(TimeProvider time)
    {
        var old = new Argument<string>("OLD") { Description = "Folder of the estate as it is." };
        var now = new Argument<string>("NEW") { Description = "Folder of the estate as it is to be." };
        var format = new Option<DiffFormat>("--format") { Description = "table: for people; json: one object; markdown: for a pull request.", DefaultValueFactory = _ => DiffFormat.Table };
        var oldOn = new Option<DateOnly?>("--old-on")
        {
            Description = "Day on which OLD is judged, where something in it has expired since; today when absent.",
            HelpName = "YYYY-MM-DD",
            CustomParser = result =>
            {
                if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                {
                    return day;
                }

                result.AddError($"'{result.Tokens[0].Value}' is not a day such as 2026-11-21.");
                return null;
            },
        };
        var language = LanguageOption.Create();
        var command = new Command(
            "diff",
            "Explain what a change of the description does: accounts, VPCs, traffic, lines, who is told. A replacement or interruption that NEW does not allow by name is an error. "
            + "Exit code 0: no error; 1: errors; 2: no such folder.")
        {
            old,
            now,
            format,
            oldOn,
            language,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            TimeProvider judged = parsed.GetValue(oldOn) is { } day ? new FixedDay(day) : time;
            var (before, code) = PlannedEstate.Load(parsed.GetRequiredValue(old), judged, error);
            if (before is null)
            {
                return code;
            }

            (var after, code) = PlannedEstate.Load(parsed.GetRequiredValue(now), time, error);
            return after is null ? code : Run(before, after, parsed.GetValue(format), parsed.GetValue(language), output, error);
        });
        return command;
    }

    static int Run(PlannedEstate before, PlannedEstate after, DiffFormat format, NetworkLanguage language, TextWriter output, TextWriter error)
    {
        var diff = EstateDiff.Of(new DescribedEstate(before.Estate, before.Plan.Lock), new DescribedEstate(after.Estate, after.Plan.Lock));
        var text = new DiffText(diff, language);
        output.Write(format switch
        {
            DiffFormat.Json => text.Json(),
            DiffFormat.Markdown => text.Markdown(),
            _ => text.Table(),
        });
        PlannedEstate.WriteFindings(after, after.Findings, language, error);
        foreach (var line in text.Complaints())
        {
            error.WriteLine(line);
        }

        return diff.Errors + after.Errors == 0 ? ExitCode.Success : ExitCode.Problems;
    }

    /// <summary>Noon in Japan of one day.</summary>
    sealed class FixedDay(DateOnly day) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.FromHours(9));
    }
}
