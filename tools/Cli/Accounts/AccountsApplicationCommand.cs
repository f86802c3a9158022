using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using GovCloud.Accounts;
using GovCloud.Calendar;
using GovCloud.Documents.Spreadsheets;

namespace GovCloud.Cli.Accounts;

/// <summary><c>gca accounts application</c>.</summary>
static class AccountsApplicationCommand
{
    public static Command Create(LedgerConnection connection)
    {
        var folder = new Option<string>("--out") { Description = "Folder for gcas-application-DATE.xlsx and .csv.", HelpName = "DIR", DefaultValueFactory = _ => "out" };
        var profile = new Option<string?>("--profile") { Description = "Profile of the sheet's columns, JSON; the example 例(非公式) when absent.", HelpName = "FILE" };
        var options = new LedgerOptions();
        var command = options.AddTo(new Command(
            "application", "Write the application for requested accounts at GCAS as xlsx and csv (申請書). Nothing is entered: use apply once it was sent. Exit code 0: written, or nothing to write; 2: not done.")
        { folder, profile });
        command.SetAction((parsed, cancellationToken) => connection.RunAsync(
            parsed, options, session => RunAsync(session, parsed.GetRequiredValue(folder), parsed.GetValue(profile), connection.Time), cancellationToken));
        return command;
    }

    static async Task<int> RunAsync(LedgerSession session, string folder, string? profileFile, TimeProvider time)
    {
        if (!TryReadProfile(profileFile, session.Error, out var profile))
        {
            return ExitCode.Misuse;
        }

        var pending = new List<(AccountRecord, LedgerEntry?)>();
        await foreach (var record in session.Store.ListAsync(AccountState.Requested, session.CancellationToken))
        {
            var entries = await session.Store.HistoryAsync(record.Name, session.CancellationToken).ToListAsync(session.CancellationToken);
            pending.Add((record, entries.FindLast(entry => entry.Action == LedgerAction.Request)));
        }

        var application = ApplicationSheet.Create(profile, pending, session.Estate);
        string[] files = [];
        if (application.Rows.IsEmpty)
        {
            session.Error.WriteLine("申請待ちの依頼はありません。");
        }
        else
        {
            try
            {
                files = Write(application, folder, JapanTime.DateOf(time.GetUtcNow()));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                session.Error.WriteLine($"error: the application cannot be written to '{folder}': {e.Message}");
                return ExitCode.Misuse;
            }
        }

        Report(session, application, files);
        return ExitCode.Success;
    }

    static void Report(LedgerSession session, ApplicationSheet application, string[] files)
    {
        if (session.Format == OutputFormat.Json)
        {
            LedgerJson.WriteArray(session.Output, files, (json, file) => json.WriteStringValue(file));
            return;
        }

        foreach (var file in files)
        {
            session.Output.WriteLine(file);
        }

        if (files.Length > 0)
        {
            session.Error.WriteLine($"{application.Title}: {application.Accounts.Length} 件。{application.Note}");
            session.Error.WriteLine($"GCAS へ申請したら: gca accounts apply {string.Join(' ', application.Accounts)} --who … --why …");
        }
    }

    static string[] Write(ApplicationSheet application, string folder, DateOnly day)
    {
        var sheet = new SpreadsheetSheet { Name = "アカウント申請", Preamble = [application.Title, application.Note], Headings = application.Headings, Rows = application.Rows };
        using var workbook = new MemoryStream();
        SpreadsheetWriter.Write(new Spreadsheet { Sheets = [sheet] }, workbook);
        Directory.CreateDirectory(folder);
        var name = Path.Combine(folder, $"gcas-application-{day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}");
        return [Replace(name + ".xlsx", workbook.ToArray()), Replace(name + ".csv", CsvText.Write(sheet))];
    }

    /// <summary>A reader of the folder sees the old file or the new one, never half of one.</summary>
    static string Replace(string path, byte[] content)
    {
        var draft = path + ".tmp";
        File.WriteAllBytes(draft, content);
        File.Move(draft, path, overwrite: true);
        return path;
    }

    static bool TryReadProfile(string? file, TextWriter error, [NotNullWhen(true)] out ApplicationProfile? profile)
    {
        try
        {
            profile = file is null ? ApplicationProfile.Example : ApplicationProfile.Read(File.ReadAllBytes(file));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            error.WriteLine($"error: '{file}': {e.Message}");
            profile = null;
            return false;
        }
    }
}
