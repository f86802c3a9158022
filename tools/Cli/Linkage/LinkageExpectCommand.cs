using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using GovCloud.Calendar;
using GovCloud.Cli.Estates;
using GovCloud.Linkage;

namespace GovCloud.Cli.Linkage;

/// <summary><c>gca linkage expect</c>.</summary>
static class LinkageExpectCommand
{
    public static Command Create(TimeProvider time)
    {
        var folder = EstateLocation.Argument();
        var date = new Option<DateOnly?>("--date")
        {
            Description = "The day (yyyy-MM-dd); today in Japan without it.",
            HelpName = "DAY",
            CustomParser = result => DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : Refused(result),
        };
        var days = new Option<int>("--days") { Description = "How many days, from the day on.", DefaultValueFactory = _ => 1 };
        var format = LinkageTableFormat.Option();
        var file = LinkageTableFormat.OutOption();
        var command = new Command("expect", "List the files that are expected on a day (連携予定). On-demand files are never expected. Exit code 0: listed; 1: errors in the estate; 2: not done.")
        {
            folder,
            date,
            days,
            format,
            file,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (estate, code) = LinkageCommand.Load(parsed.GetRequiredValue(folder), time, error);
            if (estate is null)
            {
                return code;
            }

            var first = parsed.GetValue(date) ?? EstateLocation.TodayInJapan(time);
            var sheet = LinkageTableFormat.Sheet(
                "連携予定",
                ["連携", "名称", "提供側", "対象日", "キー", "期限", "利用側と取得期限"],
                from profile in new LinkageCatalogue(estate).Profiles
                from expected in ExpectedFiles.Of(profile, first, first.AddDays(Math.Clamp(parsed.GetValue(days), 1, 366) - 1))
                select (ImmutableArray<string>)
                [
                    profile.Id,
                    profile.Definition.Name + (profile.Definition.Example ? " 例(非公式)" : ""),
                    profile.Definition.Provider,
                    expected.Slot.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    expected.Key,
                    JapanTime.Format(expected.Due) ?? "",
                    string.Join("、", expected.Consumers.Select(consumer => consumer.By is { } until ? $"{consumer.System} {JapanTime.Format(until)}" : consumer.System)),
                ]);
            return LinkageTableFormat.Write(sheet, parsed.GetValue(format), parsed.GetValue(file), output, error) ? ExitCode.Success : ExitCode.Misuse;
        });
        return command;
    }

    static DateOnly? Refused(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError($"'{result.Tokens[0].Value}' is no day of the calendar; write it as 2026-11-20.");
        return null;
    }
}
