using System.Globalization;
using System.Text;
using System.Text.Json;
using GovCloud.Cli.Network;
using GovCloud.Diff;
using GovCloud.Network;

namespace GovCloud.Cli.Diff;

/// <summary>A diff as text for people and programs.</summary>
sealed class DiffText(EstateDiff diff, NetworkLanguage language)
{
    const int ShownDetails = 40;

    bool Japanese => language == NetworkLanguage.Ja;

    /// <summary>Lines for a terminal, by area.</summary>
    public string Table()
    {
        var text = new StringBuilder();
        foreach (var area in diff.Changes.GroupBy(c => c.Area))
        {
            text.Append(Japanese ? "■ " : "# ").AppendLine(In(WordOf(area.Key)));
            foreach (var change in area)
            {
                text.Append("  ").Append(In(WordOf(change.Kind))).Append("  ").Append(In(change.Text)).AppendLine(Verdict(change) is { Length: > 0 } verdict ? $"  [{verdict}: {change.Subject}]" : "");
                foreach (var detail in Details(change))
                {
                    text.Append("        ").AppendLine(detail);
                }
            }
        }

        return text.AppendLine(Summary()).Replace("\r\n", "\n").ToString();
    }

    /// <summary>For a pull request.</summary>
    public string Markdown()
    {
        var text = new StringBuilder(Japanese ? "## この変更で起きること\n\n" : "## What this change does\n\n").Append(Summary()).Append('\n');
        foreach (var area in diff.Changes.GroupBy(c => c.Area))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {In(WordOf(area.Key))}\n\n").Append(Japanese ? "| 区分 | 内容 | 判定 |\n|---|---|---|\n" : "| Kind | What | Verdict |\n|---|---|---|\n");
            foreach (var change in area)
            {
                var details = string.Concat(Details(change).Select(d => $"<br>{Escaped(d)}"));
                var verdict = Verdict(change) is { Length: > 0 } v ? $"{Escaped(v)}<br>`{change.Subject}`" : "";
                text.Append(CultureInfo.InvariantCulture, $"| {In(WordOf(change.Kind))} | {Escaped(In(change.Text))}{details} | {verdict} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>One object.</summary>
    public string Json() => NetworkJson.Write(new
    {
        errors = diff.Errors,
        changes = diff.Changes.Select(c => new
        {
            kind = Name(c.Kind),
            area = Name(c.Area),
            subject = c.Subject,
            text = In(c.Text),
            details = c.Details.Select(In),
            interrupts = c.Interrupts,
            needsPermission = c.NeedsPermission,
            allowed = c.AllowedBy is { } a ? new { reason = a.Reason, until = a.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) } : null,
        }),
        unusedPermissions = diff.Unused.Select(a => a.Subject),
    }) + "\n";

    /// <summary>What is not allowed, each subject once, and permissions that nothing needs.</summary>
    public IEnumerable<string> Complaints()
    {
        foreach (var subject in diff.Changes.Where(c => c.IsError).GroupBy(c => c.Subject, StringComparer.Ordinal))
        {
            yield return Japanese
                ? $"error: {subject.Key}: 置換または中断が {subject.Count()} 件ある。意図したものなら、新しい記述の network.allowedReplacements に subject: \"{subject.Key}\" を理由と期限とともに書く"
                : $"error: {subject.Key}: {subject.Count()} replacements or interruptions; where they are intended, write subject: \"{subject.Key}\" into network.allowedReplacements of the new description, with reason and end";
        }

        foreach (var unused in diff.Unused)
        {
            yield return Japanese
                ? $"warning: network.allowedReplacements の {unused.Subject} は、この変更では使われない。済んだものは消す"
                : $"warning: {unused.Subject} in network.allowedReplacements is not needed by this change; remove what is done";
        }
    }

    string Summary()
    {
        if (diff.Changes.IsEmpty)
        {
            return Japanese ? "変更はありません。" : "Nothing changes.";
        }

        var counts = string.Join(Japanese ? "、" : ", ", diff.Changes.CountBy(c => c.Kind).OrderBy(c => c.Key).Select(c => $"{In(WordOf(c.Key))} {c.Value}"));
        return Japanese
            ? $"変更 {diff.Changes.Length} 件({counts})。許可のない置換・中断: {diff.Errors} 件"
            : $"{diff.Changes.Length} changes ({counts}); replacements and interruptions without permission: {diff.Errors}";
    }

    IEnumerable<string> Details(EstateChange change)
    {
        var more = change.Details.Length - ShownDetails;
        return change.Details.Take(ShownDetails).Select(In).Concat(more > 0 ? [Japanese ? $"ほか {more} 件" : $"and {more} more"] : Array.Empty<string>());
    }

    string Verdict(EstateChange change) => change switch
    {
        { NeedsPermission: false } => "",
        { AllowedBy: { } allowed } => Japanese
            ? string.Create(CultureInfo.InvariantCulture, $"許可済({allowed.Until:yyyy-MM-dd}まで) {allowed.Reason}")
            : string.Create(CultureInfo.InvariantCulture, $"allowed until {allowed.Until:yyyy-MM-dd}, {allowed.Reason}"),
        { Kind: ChangeKind.Replaced } => Japanese ? "要許可・置換" : "replacement, not allowed",
        _ => Japanese ? "要許可・中断" : "interruption, not allowed",
    };

    string In(NetworkText text) => text.In(language);

    static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    static NetworkText WordOf(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => new("追加", "added"),
        ChangeKind.Changed => new("変更", "changed"),
        ChangeKind.Removed => new("削除", "removed"),
        _ => new("置換", "replaced"),
    };

    static NetworkText WordOf(ChangeArea area) => area switch
    {
        ChangeArea.Profile => new("環境全体", "Estate"),
        ChangeArea.Parties => new("団体・組織・システム", "Parties"),
        ChangeArea.Accounts => new("アカウント", "Accounts"),
        ChangeArea.Vpcs => new("VPC・サブネット", "VPCs and subnets"),
        ChangeArea.Segments => new("セグメント", "Segments"),
        ChangeArea.Traffic => new("通信の可否", "Traffic"),
        ChangeArea.Network => new("ネットワークの記述", "Description of the network"),
        ChangeArea.Routing => new("アラートの担当と通知", "Responsibility and notification"),
        _ => new("その他", "Other"),
    };
}
