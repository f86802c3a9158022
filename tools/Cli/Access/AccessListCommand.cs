using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GovCloud.Access;
using GovCloud.Cli.Estates;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;

namespace GovCloud.Cli.Access;

/// <summary><c>gca access list</c>.</summary>
static class AccessListCommand
{
    public static Command Create(TimeProvider time)
    {
        var folder = EstateLocation.Argument();
        var expiring = new Option<int?>("--expiring") { Description = "Only what ends within so many days.", HelpName = "DAYS" };
        var sheet = new SheetOptions();
        var command = new Command(
            "list", "List roles and building phases with their ends (期限). Exit code 0: listed; with --expiring 1 where something ends in that time; 1: the estate has errors; 2: not done.")
        {
            folder,
            expiring,
            sheet.Format,
            sheet.File,
        };
        command.SetAction(parsed => AccessCommand.Run(parsed, folder, time, estate =>
        {
            var today = EstateLocation.TodayInJapan(time);
            var days = parsed.GetValue(expiring);
            if (days < 0)
            {
                parsed.InvocationConfiguration.Error.WriteLine("error: --expiring needs a number of days from 0 on.");
                return ExitCode.Misuse;
            }

            var entries = Entries(estate).Where(entry => days is not { } within || entry.Until?.DayNumber <= today.DayNumber + within).ToList();
            var title = string.Create(CultureInfo.InvariantCulture, $"{estate.Profile.Title} 権限の一覧 {today:yyyy-MM-dd}");
            return !sheet.TryWrite(parsed, Sheet(title, entries, today), () => Json(entries), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error) ? ExitCode.Misuse
                : days is not null && entries.Count > 0 ? ExitCode.Problems
                : ExitCode.Success;
        }));
        return command;
    }

    static IEnumerable<ListEntry> Entries(Estate estate)
    {
        var targets = new AccessTargets(estate);
        var roles = estate.Access.Roles.Select(role => new ListEntry(
            $"gca-{role.Id}",
            role.Name,
            estate.Organisations.Single(organisation => organisation.Id == role.Organisation).Name,
            AccessText.Of(AccessGrant.Of(role, estate)),
            [.. targets.Of(role).Select(target => target.Account.Id.ToString())],
            role.Until,
            role.Reason ?? ""));
        var building = estate.Access.Building.Select(period => new ListEntry(
            "構築期間",
            estate.Accounts.Single(account => account.Id == period.Account).Name,
            "",
            "",
            [period.Account.ToString()],
            period.Until,
            ""));
        return roles.Concat(building).OrderBy(entry => entry.Until ?? DateOnly.MaxValue).ThenBy(entry => entry.Role, StringComparer.Ordinal).ThenBy(entry => entry.Name, StringComparer.Ordinal);
    }

    static SpreadsheetSheet Sheet(string title, IEnumerable<ListEntry> entries, DateOnly today) => new()
    {
        Name = "権限の一覧",
        Preamble = [title],
        Headings = ["ロール", "名称", "組織", "権限", "アカウント数", "期限", "残り日数", "理由"],
        Rows =
        [
            .. entries.Select(entry => ImmutableArray.CreateRange<string>(
            [
                entry.Role,
                entry.Name,
                entry.Organisation,
                entry.Rights,
                entry.Accounts.Length.ToString(CultureInfo.InvariantCulture),
                entry.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
                entry.Until is { } until ? (until.DayNumber - today.DayNumber).ToString(CultureInfo.InvariantCulture) : "",
                entry.Reason,
            ])),
        ],
    };

    static string Json(IEnumerable<ListEntry> entries)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartArray();
            foreach (var entry in entries)
            {
                writer.WriteStartObject();
                writer.WriteString("role", entry.Role);
                writer.WriteString("name", entry.Name);
                writer.WriteString("organisation", entry.Organisation);
                writer.WriteString("until", entry.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                writer.WriteString("reason", entry.Reason);
                writer.WriteStartArray("accounts");
                foreach (var account in entry.Accounts)
                {
                    writer.WriteStringValue(account);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    sealed record ListEntry(string Role, string Name, string Organisation, string Rights, ImmutableArray<string> Accounts, DateOnly? Until, string Reason);
}
