using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Guardrails;
using Spectre.Console;

namespace GovCloud.Cli.Guardrails;

/// <summary>Writes waves and what comes next.</summary>
static class WaveOutput
{
    public static int Plan(Estate estate, RolloutRecord record, TextWriter output, TextWriter error)
    {
        var table = new Table { Title = new TableTitle($"{ControlCatalogue.BaselineTitle}の展開計画".EscapeMarkup()), Border = TableBorder.Rounded };
        table.AddColumns("回", "区分", "アカウント", "ID", "指定の版", "記録された版", "適用", "監査", "記録日時");
        foreach (var wave in RolloutPlan.Of(estate).Waves)
        {
            foreach (var target in wave.Targets)
            {
                var entry = record.Find(target.Account.Id);
                string[] cells =
                [
                    $"{wave.Number}", GuardrailText.Of(wave.Stage), target.Account.Name, $"{target.Account.Id}", $"{target.Version}", entry?.Version ?? "",
                    entry is null ? "未適用" : entry.Outcome == RolloutOutcome.Deployed ? "適用済み" : "失敗", AuditWord(entry), JapanTime.Format(entry?.At) ?? "",
                ];
                table.AddRow([.. cells.Select(cell => new Text(cell))]);
            }
        }

        Terminal.Of(output).Write(table);
        return ExitCode.Success;
    }

    public static int Next(Estate estate, RolloutRecord record, TextWriter output, TextWriter error)
    {
        switch (RolloutDecision.Of(RolloutPlan.Of(estate), record, estate.Guardrails.Rollout!))
        {
            case RolloutDecision.Deploy deploy:
                error.WriteLine($"第 {deploy.Wave.Number} 回({GuardrailText.Of(deploy.Wave.Stage)})、{deploy.Targets.Length} アカウント。各アカウントの権限で次を実行し、結果を gca guardrails wave record で記録してください。");
                DeployCommands.Write(estate, record, deploy, output);
                return ExitCode.Success;
            case RolloutDecision.Stopped stopped:
                error.WriteLine($"停止: 第 {stopped.Wave.Number} 回({GuardrailText.Of(stopped.Wave.Stage)})に未解決のアカウントがあるため、次の回には進めません。ほかのアカウントには何もしていません。");
                foreach (var obstacle in stopped.Obstacles)
                {
                    error.WriteLine($"  {obstacle.Target.Account.Id} {obstacle.Target.Account.Name}: {GuardrailText.Of(obstacle.Kind)}{(obstacle.Note is { } note ? $"({note})" : "")}");
                }

                return ExitCode.Problems;
            default:
                error.WriteLine("すべてのアカウントに指定の版が適用され、監査に適合しています。");
                return ExitCode.Success;
        }
    }

    static string AuditWord(RolloutEntry? entry) => entry?.Audit switch
    {
        AuditOutcome.Conforming => "適合",
        AuditOutcome.Deviating => "不適合",
        AuditOutcome.Unknown => "不明",
        _ => "",
    };
}
