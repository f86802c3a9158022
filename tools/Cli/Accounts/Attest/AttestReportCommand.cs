using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GovCloud.Cli.Estates;
using GovCloud.Documents.Audit;
using GovCloud.Estates;
using GovCloud.Inventory.Attestation;

namespace GovCloud.Cli.Accounts.Attest;

/// <summary><c>gca accounts attest report</c>.</summary>
static class AttestReportCommand
{
    public static Command Create(TimeProvider time)
    {
        var file = new Argument<string>("CAMPAIGN") { Description = "The campaign's file." };
        var estate = EstateLocation.Option();
        var sheet = new SheetOptions();
        var command = new Command(
            "report", "Show what was answered, what is to be done and what is open, and whether a reminder is due today. Exit code 0: all is answered; 1: something is open; 2: not done.")
        {
            file,
            estate,
            sheet.Format,
            sheet.File,
        };
        command.SetAction(parsed =>
        {
            var error = parsed.InvocationConfiguration.Error;
            if (CampaignFile.Read(parsed.GetRequiredValue(file), error) is not { } campaign || EstateLocation.Load(parsed.GetRequiredValue(estate), time, error) is not { } loaded)
            {
                return ExitCode.Misuse;
            }

            EstateLocation.WriteProblems(loaded, error);
            return loaded.Estate is { } known ? Report(parsed, campaign, known, sheet, EstateLocation.TodayInJapan(time)) : ExitCode.Problems;
        });
        return command;
    }

    static int Report(ParseResult parsed, AttestationCampaign campaign, Estate estate, SheetOptions sheet, DateOnly today)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (estate.Municipalities.FirstOrDefault(body => body.Code == campaign.Municipality) is not { } body)
        {
            error.WriteLine($"error: the estate has no municipality '{campaign.Municipality}', of which the campaign is.");
            return ExitCode.Misuse;
        }

        var reminder = AttestationReminder.Of(campaign, AttestationReminder.CalendarOf(estate, body), today);
        if (!sheet.TryWrite(parsed, AttestationSheets.Report(campaign), () => JsonSerializer.Serialize(campaign, AttestationJson.Default.AttestationCampaign), output, error))
        {
            return ExitCode.Misuse;
        }

        error.WriteLine(AttestationSheets.Summary(campaign));
        if (reminder.Kind != ReminderKind.None)
        {
            error.WriteLine(reminder.Kind == ReminderKind.Reminder
                ? string.Create(CultureInfo.InvariantCulture, $"今日は督促の日です。未回答 {reminder.Open} 件、期限まで{reminder.BusinessDays}営業日。")
                : string.Create(CultureInfo.InvariantCulture, $"今日は上申の日です。未回答 {reminder.Open} 件、期限を{-reminder.BusinessDays}営業日過ぎています。"));
        }

        return reminder.Open == 0 ? ExitCode.Success : ExitCode.Problems;
    }
}
