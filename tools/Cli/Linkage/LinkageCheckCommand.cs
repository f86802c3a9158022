using System.Collections.Immutable;
using System.CommandLine;
using GovCloud.Cli.Estates;
using GovCloud.Linkage;

namespace GovCloud.Cli.Linkage;

/// <summary><c>gca linkage check</c>.</summary>
static class LinkageCheckCommand
{
    public static Command Create(TimeProvider time)
    {
        var folder = EstateLocation.Argument();
        var keys = new Option<string>("--keys") { Description = "File with one object key a line.", HelpName = "FILE", Required = true };
        var store = new Option<string?>("--store") { Description = "The store's id; the first store without it.", HelpName = "ID" };
        var format = LinkageTableFormat.Option();
        var file = LinkageTableFormat.OutOption();
        var command = new Command("check", "Say what object keys mean, without AWS. Keys are shown without what may be an identifier. Exit code 0: all belong to an interface; 1: some do not; 2: not done.")
        {
            folder,
            keys,
            store,
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

            var path = parsed.GetRequiredValue(keys);
            var wanted = parsed.GetValue(store);
            if (!File.Exists(path) || estate.Linkage.Stores.FirstOrDefault(s => wanted is null || s.Id == wanted) is not { } chosen)
            {
                error.WriteLine(File.Exists(path) ? $"error: there is no store '{wanted}'; the estate has {string.Join(", ", estate.Linkage.Stores.Select(s => s.Id))}." : $"error: there is no file '{path}'.");
                return ExitCode.Misuse;
            }

            var catalogue = new LinkageCatalogue(estate);
            var lines = File.ReadLines(path).Where(line => line.Length > 0).Select(key => (Key: key, Meaning: catalogue.Classify(chosen, key))).ToList();
            var sheet = LinkageTableFormat.Sheet("キーの判定", ["キー(伏せ字)", "判定", "連携", "対象"], lines.Select(line => Row(line.Key, line.Meaning)));
            return !LinkageTableFormat.Write(sheet, parsed.GetValue(format), parsed.GetValue(file), output, error) ? ExitCode.Misuse
                : lines.Exists(line => line.Meaning is KeyClass.Misplaced) ? ExitCode.Problems : ExitCode.Success;
        });
        return command;
    }

    static ImmutableArray<string> Row(string key, KeyClass meaning) => meaning switch
    {
        KeyClass.Data data => [KeyMask.Mask(key), "データ", data.Profile.Id, data.File.Slot.Id],
        KeyClass.Marker marker => [KeyMask.Mask(key), "完了ファイル", marker.Profile.Id, marker.File.Slot.Id],
        KeyClass.Receipt receipt => [KeyMask.Mask(key), $"受領記録({receipt.Consumer})", receipt.Profile.Id, receipt.File.Slot.Id],
        KeyClass.Misplaced misplaced => [KeyMask.Mask(key), LinkageText.Of(misplaced.Problem), misplaced.Nearest?.Id ?? "", ""],
        _ => [KeyMask.Mask(key), "フォルダー", "", ""],
    };
}
