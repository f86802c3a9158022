using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using GovCloud.Cli.Estates;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;
using GovCloud.Linkage;

namespace GovCloud.Cli.Linkage;

/// <summary><c>gca linkage matrix</c>.</summary>
static class LinkageMatrixCommand
{
    const int MostShown = 20;

    public static Command Create(TimeProvider time)
    {
        var folder = EstateLocation.Argument();
        var format = LinkageTableFormat.Option();
        var file = LinkageTableFormat.OutOption();
        var templates = new Option<string?>("--templates")
        {
            Description = "The folder that 'cdk synth' wrote: prove that the policies in it give this matrix and nothing else.",
            HelpName = "CDK_OUT",
        };
        var command = new Command(
            "matrix",
            "Show who may read and write what (連携アクセス権一覧). Exit code 0: written, and proved if asked; 1: the proof failed or the estate has errors; 2: not done.")
        {
            folder,
            format,
            file,
            templates,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (estate, code) = LinkageCommand.Load(parsed.GetRequiredValue(folder), time, error);
            if (estate is null)
            {
                return code;
            }

            return !LinkageTableFormat.Write(Sheet(estate), parsed.GetValue(format), parsed.GetValue(file), output, error) ? ExitCode.Misuse
                : parsed.GetValue(templates) is { } assembly ? Prove(estate, assembly, error)
                : ExitCode.Success;
        });
        return command;
    }

    static SpreadsheetSheet Sheet(Estate estate) => LinkageTableFormat.Sheet(
        "連携アクセス権一覧",
        ["格納先", "団体", "フォルダー", "権限", "アカウント", "システム", "連携"],
        from store in estate.Linkage.Stores
        let body = estate.Municipalities.First(municipality => municipality.Code == store.Municipality).Name
        from access in AccessMatrix.Of(estate, store)
        select (ImmutableArray<string>)[store.Id, body, access.Folder, LabelOf(access.Right), access.Account.ToString(), access.System, access.Interface]);

    static string LabelOf(LinkageRight right) => right switch
    {
        LinkageRight.Write => "書込",
        LinkageRight.Read => "読取",
        _ => "受領記録",
    };

    static int Prove(Estate estate, string assembly, TextWriter error)
    {
        var failed = false;
        foreach (var store in estate.Linkage.Stores)
        {
            var path = Path.Combine(assembly, $"GovCloud-Linkage-{store.Id}.template.json");
            if (!File.Exists(path))
            {
                error.WriteLine($"error: '{path}' is missing; run 'npx cdk synth' for this estate.");
                return ExitCode.Misuse;
            }

            try
            {
                using var template = JsonDocument.Parse(File.ReadAllBytes(path));
                var result = LinkageProof.Of(estate, store, LinkagePolicies.Read(template.RootElement, estate, store));
                error.WriteLine($"{store.Id}: {result.Requests} requests evaluated, {EstateLocation.Count(result.Violations.Length, "violation")}");
                failed |= !result.Violations.IsEmpty;
                foreach (var violation in result.Violations.Take(MostShown))
                {
                    error.WriteLine($"  {violation.Who} {violation.Action} {violation.Folder} ({violation.Circumstances}): intended {violation.Intended}, found {violation.Found}");
                }
            }
            catch (Exception unreadable) when (unreadable is FormatException or JsonException or KeyNotFoundException)
            {
                error.WriteLine($"error: {path}: {unreadable.Message}");
                failed = true;
            }
        }

        return failed ? ExitCode.Problems : ExitCode.Success;
    }
}
