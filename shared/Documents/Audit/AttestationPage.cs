using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GovCloud.Inventory.Attestation;

namespace GovCloud.Documents.Audit;

/// <summary>A campaign as one file of HTML without anything from outside: what is asked, and what came of it.</summary>
public static class AttestationPage
{
    /// <summary>What a municipality is asked.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="body">The municipality's name.</param>
    /// <param name="inbox">Where answers are put.</param>
    public static string Form(AttestationCampaign campaign, string body, string inbox)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        var text = new StringBuilder();
        text.Append("<section><h2>お願い</h2><ol>");
        foreach (var line in (ImmutableArray<string>)
            [
                "下の表と同じものが、確認用のExcel(form.xlsx)にあります。色の付いた4列に記入してください。",
                "必要なものは「継続」、直すものは「変更」(備考に内容)、要らないものは「廃止」です。",
                "ご本人のアカウントは、ご本人以外の方が確かめてください。",
                $"記入したExcel(または同じ列のCSV)を {inbox} に保存してください。何度保存しても、同じ回答は一度だけ取り込まれます。",
            ])
        {
            text.Append("<li>").Append(Escaping.Html(line)).Append("</li>");
        }

        text.Append("</ol></section>");
        Accounts(text, campaign);
        return AuditPage.Page($"アカウント棚卸の確認 {body}", string.Create(CultureInfo.InvariantCulture, $"確認番号 {campaign.Id} / {campaign.OpenedOn:yyyy-MM-dd} から {campaign.DueOn:yyyy-MM-dd} まで"), text);
    }

    /// <summary>What came of it: what is to be done and what nobody has answered comes first.</summary>
    public static string Report(AttestationCampaign campaign, string body, DateOnly closedOn)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        var open = campaign.Open.ToList();
        var text = new StringBuilder("<section><h2>まとめ</h2><ul class=\"figures\">");
        foreach (var (label, count, alarming) in new[]
        {
            ("継続", Count(campaign, AttestationDecision.Keep), false), ("変更", Count(campaign, AttestationDecision.Change), false), ("廃止", Count(campaign, AttestationDecision.Remove), false),
            ("未回答", open.Count, open.Count > 0),
        })
        {
            text.Append(CultureInfo.InvariantCulture, $"<li{(alarming ? " class=\"alarming\"" : "")}><span class=\"label\">{label}</span><span class=\"value\">{count}</span></li>");
        }

        text.Append("</ul></section>");
        Answered(text, campaign, "廃止するもの", AttestationDecision.Remove);
        Answered(text, campaign, "変更するもの", AttestationDecision.Change);
        Table(text, "回答のないもの", ["番号", "アカウント", "種類", "対象", "内容"], open.Select(Cells));
        Answered(text, campaign, "継続するもの", AttestationDecision.Keep);
        return AuditPage.Page($"アカウント棚卸の結果 {body}", string.Create(CultureInfo.InvariantCulture, $"確認番号 {campaign.Id} / {closedOn:yyyy-MM-dd} 締め切り"), text);
    }

    static readonly ImmutableDictionary<string, string> Widths = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["番号"] = "4em",
        ["アカウント"] = "15em",
        ["種類"] = "7em",
        ["回答者"] = "9em",
        ["回答日"] = "7.5em",
        ["備考"] = "11em",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    static int Count(AttestationCampaign campaign, AttestationDecision decision) => campaign.Answers.Count(answer => answer.Decision == decision);

    static void Accounts(StringBuilder text, AttestationCampaign campaign)
    {
        foreach (var account in campaign.Items.GroupBy(item => (item.Account, item.AccountName)))
        {
            Table(
                text, $"{account.Key.AccountName}({account.Key.Account})", ["番号", "種類", "対象", "内容"],
                account.Select(item => new[] { Number(item), AttestationSheets.KindOf(item), item.Subject, item.Description }));
        }
    }

    static void Answered(StringBuilder text, AttestationCampaign campaign, string heading, AttestationDecision decision) => Table(
        text, heading, ["番号", "アカウント", "種類", "対象", "内容", "回答者", "回答日", "備考"],
        from answer in campaign.Answers
        where answer.Decision == decision
        join item in campaign.Items on answer.Number equals item.Number
        select (string[])[.. Cells(item), answer.By, answer.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), answer.Note ?? ""]);

    static string[] Cells(AttestationItem item) => [Number(item), $"{item.AccountName}({item.Account})", AttestationSheets.KindOf(item), item.Subject, item.Description];

    static string Number(AttestationItem item) => item.Number.ToString(CultureInfo.InvariantCulture);

    static void Table(StringBuilder text, string heading, string[] headings, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"<section><h2>{Escaping.Html(heading)} <small>{all.Count}件</small></h2><table class=\"confirmed\"><colgroup>");
        // The same widths in every table of the page, so that the eye runs down one line.
        text.AppendJoin("", headings.Select(name => Widths.GetValueOrDefault(name) is { Length: > 0 } width ? $"<col style=\"width:{width}\">" : "<col>")).Append("</colgroup><thead><tr>");
        text.AppendJoin("", headings.Select(name => $"<th>{name}</th>")).Append("</tr></thead><tbody>");
        foreach (var row in all)
        {
            AuditPage.Row(text, row);
        }

        text.Append("</tbody></table></section>");
    }
}
