using GovCloud.Guardrails;

namespace GovCloud.Cli.Guardrails;

/// <summary>The words for people, Japanese.</summary>
static class GuardrailText
{
    public static string Of(ChangeJudgement judgement) => judgement switch
    {
        ChangeJudgement.Loosened => "緩和",
        ChangeJudgement.Tightened => "強化",
        _ => "要確認",
    };

    public static string Of(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "追加",
        ChangeKind.Removed => "削除",
        ChangeKind.Renamed => "名称変更",
        _ => "変更",
    };

    public static string Of(Stage stage) => stage switch
    {
        Stage.Canary => "先行(カナリア)",
        Stage.Verification => "検証",
        _ => "本番",
    };

    public static string Of(ControlMeans means) => means switch
    {
        ControlMeans.Template => "テンプレート",
        ControlMeans.Setting => "アカウント設定",
        _ => "転送テンプレート",
    };

    public static string Of(GovCloud.Estates.TemplateLayer layer) => layer switch
    {
        GovCloud.Estates.TemplateLayer.AutoApplied => "自動適用",
        GovCloud.Estates.TemplateLayer.Mandatory => "必須適用",
        _ => "独自",
    };

    public static string Of(ObstacleKind kind) => kind switch
    {
        ObstacleKind.Failed => "適用に失敗",
        ObstacleKind.Unaudited => "適用後の監査が未実施",
        ObstacleKind.Unknown => "監査で確認できない項目がある",
        ObstacleKind.Deviating => "監査で不適合",
        ObstacleKind.Downgrade => "指定より新しい版が適用済み(版の引き下げはしない)",
        _ => "未適用",
    };
}
