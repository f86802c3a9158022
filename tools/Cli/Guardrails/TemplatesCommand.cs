using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using GovCloud.Cli.Estates;
using GovCloud.Estates;
using GovCloud.Guardrails;
using Spectre.Console;

namespace GovCloud.Cli.Guardrails;

/// <summary><c>gca guardrails templates</c>.</summary>
static class TemplatesCommand
{
    public static Command Create(TimeProvider time)
    {
        var folder = EstateLocation.Argument();
        var command = new Command(
            "templates", "List the registered templates with the day by which each must be applied, and check that the kept files are unchanged. Exit code 0: unchanged; 1: a file is missing or changed; 2: no such folder.") { folder };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var name = parsed.GetRequiredValue(folder);
            if (EstateLocation.Load(name, time, error) is not { } read)
            {
                return ExitCode.Misuse;
            }

            if (read.Estate is { } estate)
            {
                return Write(estate, name, EstateLocation.TodayInJapan(time), output);
            }

            EstateLocation.WriteProblems(read, error);
            return ExitCode.Problems;
        });
        return command;
    }

    static int Write(Estate estate, string folder, DateOnly today, TextWriter output)
    {
        var table = new Table { Title = new TableTitle("登録済みのテンプレート"), Border = TableBorder.Rounded };
        table.AddColumns("ID", "名称", "区分", "版", "入手先", "入手日", "適用期限", "適用日", "ファイル");
        var sound = true;
        foreach (var template in estate.Guardrails.Templates)
        {
            var state = StateOf(template, folder);
            sound &= state is not ("なし" or "変更されている");
            string[] cells =
            [
                template.Id, template.Title, GuardrailText.Of(template.Layer), template.Version, template.Source, Day(template.AsOf),
                Day(TemplateDeadlines.DueOn(estate, template)), Applied(TemplateDeadlines.Judge(estate, template, today)), state,
            ];
            table.AddRow([.. cells.Select(cell => new Text(cell))]);
        }

        Terminal.Of(output).Write(table);
        return sound ? ExitCode.Success : ExitCode.Problems;
    }

    static string Applied(TemplateAudit audit) => audit.State switch
    {
        TemplateState.Overdue => "未適用(期限超過)",
        TemplateState.Pending => "未適用",
        _ => Day(audit.AppliedOn!.Value),
    };

    static string StateOf(GuardrailTemplate template, string folder)
    {
        if (template.Path is null)
        {
            return "未登録(内容は未入手)";
        }

        var path = Path.Combine(folder, template.Path);
        if (!File.Exists(path))
        {
            return "なし";
        }

        return string.Equals(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), template.Sha256, StringComparison.Ordinal) ? "一致" : "変更されている";
    }

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
