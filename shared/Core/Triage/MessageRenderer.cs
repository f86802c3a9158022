using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Triage.Catalogue;

namespace GovCloud.Triage;

/// <summary>Writes messages as people read them, in Japanese. Pure; the content was redacted when it was decided.</summary>
public static class MessageRenderer
{
    /// <summary>Slack's limit for the text of one section block, in characters.</summary>
    const int SlackSectionLimit = 3000;

    /// <summary>Slack's limit for a header block, in characters.</summary>
    const int SlackHeaderLimit = 150;

    static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The message for its channel.</summary>
    public static RenderedMessage Render(Notification notification, EstateIndex estate)
    {
        ArgumentNullException.ThrowIfNull(notification);
        ArgumentNullException.ThrowIfNull(estate);
        return notification switch
        {
            { Incident: { } incident } => Incident(notification, incident, estate),
            { Announcement: { } announcement } => Announcement(notification, announcement, estate),
            _ => Quarantine(notification, notification.Quarantine!),
        };
    }

    static RenderedMessage Incident(Notification notification, Incident incident, EstateIndex estate)
    {
        var playbook = PlaybookCatalogue.Get(incident.Playbook, incident.Category);
        var subject = OneLine($"【{Labels.Of(incident.Severity)}】{Labels.Of(notification.Kind)}: {incident.Title} ({incident.Number})");
        var fields = Fields(notification, incident, estate);
        var recovered = notification.Kind == NotificationKind.Recovery;
        var body = new StringBuilder();
        body.Append(subject).Append("\n\n");
        foreach (var (label, value) in fields)
        {
            body.Append('■').Append(label).Append(": ").Append(value).Append('\n');
        }

        if (recovered)
        {
            body.Append("\n検出元が正常な状態を通知したため、復旧としました。原因と再発防止策を確認してください。\n");
        }
        else
        {
            body.Append("\n【概要】\n").Append(playbook.Summary).Append("\n\n【影響】\n").Append(playbook.Impact).Append("\n\n【推奨する対応】\n");
            for (var i = 0; i < playbook.Steps.Length; i++)
            {
                body.Append(CultureInfo.InvariantCulture, $"{i + 1}. {playbook.Steps[i]}\n");
            }

            if (playbook.Reference is { } reference)
            {
                body.Append("参考: ").Append(reference).Append('\n');
            }
        }

        foreach (var fact in incident.Facts)
        {
            body.Append('・').Append(fact.Label).Append(": ").Append(fact.Value).Append('\n');
        }

        if (estate.Estate.Profile.Sample)
        {
            body.Append("\n(例: サンプルの環境定義から作成した通知です)\n");
        }

        var slack = notification.Channel == NotificationChannel.Slack
            ? Slack(subject, fields, recovered ? null : playbook)
            : null;
        return new RenderedMessage(subject, body.ToString(), slack);
    }

    static List<(string Label, string Value)> Fields(Notification notification, Incident incident, EstateIndex estate)
    {
        var owner = incident.Ownership;
        var fields = new List<(string, string)>
        {
            ("番号", incident.Number),
            ("重大度", Labels.Of(incident.Severity)),
            ("種別", Labels.Of(incident.Category)),
            ("団体", Names(owner, estate)),
            ("システム", owner.System is null ? "—" : estate.FindAccount(incident.Account)?.System?.Name ?? owner.System),
            ("環境", Labels.Of(owner.Environment)),
            ("アカウント", incident.Account is null ? "不明" : owner.AccountKnown ? incident.Account : $"{incident.Account}(台帳に未登録)"),
            ("リージョン", incident.Region ?? "—"),
            ("リソース", incident.Resource),
            ("初回検知", JapanTime.Format(incident.FirstSeen)),
            ("最終検知", $"{JapanTime.Format(incident.LastSeen)}({incident.Count.ToString(CultureInfo.InvariantCulture)} 回)"),
            ("主担当", Name(owner.Responsible, estate)),
        };
        if (!owner.Supporting.IsEmpty)
        {
            fields.Add(("支援", string.Join("、", owner.Supporting.Select(o => Name(o, estate)))));
        }

        if (incident.ResolvedAt is { } resolved)
        {
            fields.Add(("復旧", JapanTime.Format(resolved)));
        }

        if (incident.Previous is { } previous)
        {
            fields.Add(("前回", previous));
        }

        if (!owner.Owned)
        {
            fields.Add(("注意", "責任分担表に該当がないため、運用管理補助者を主担当としました。"));
        }

        fields.Add(("あなたの役割", Labels.Of(notification.Audience)));
        return fields;
    }

    static string Names(Ownership owner, EstateIndex estate) => owner.Municipalities.IsEmpty
        ? "—"
        : string.Join("、", estate.Estate.Municipalities.Where(m => owner.Municipalities.Contains(m.Code)).Select(m => m.Name));

    static string Name(string organisation, EstateIndex estate) => estate.Organisation(organisation)?.Name ?? organisation;

    static RenderedMessage Announcement(Notification notification, Announcement announcement, EstateIndex estate)
    {
        var subject = OneLine(announcement.Subject);
        List<(string Label, string Value)> fields = [.. announcement.Facts.Select(fact => (fact.Label, fact.Value)), ("日時", JapanTime.Format(notification.CreatedAt))];
        var body = new StringBuilder(subject).Append("\n\n");
        foreach (var (label, value) in fields)
        {
            body.Append('■').Append(label).Append(": ").Append(value).Append('\n');
        }

        body.Append('\n').Append(announcement.Closing).Append('\n');
        if (estate.Estate.Profile.Sample)
        {
            body.Append("\n(例: サンプルの環境定義から作成した通知です)\n");
        }

        return new RenderedMessage(subject, body.ToString(), notification.Channel == NotificationChannel.Slack ? Slack(subject, [.. fields, ("対応", announcement.Closing)], null) : null);
    }

    static RenderedMessage Quarantine(Notification notification, QuarantineNotice notice)
    {
        const string Subject = "【中】読み取れないイベントを隔離しました";
        var fields = new List<(string Label, string Value)>
        {
            ("保管場所", notice.Location),
            ("理由", notice.Reason),
            ("大きさ", string.Create(CultureInfo.InvariantCulture, $"{notice.Bytes:#,0} バイト")),
            ("隔離日時", JapanTime.Format(notification.CreatedAt)),
        };
        var body = new StringBuilder(Subject).Append("\n\n");
        foreach (var (label, value) in fields)
        {
            body.Append('■').Append(label).Append(": ").Append(value).Append('\n');
        }

        body.Append("\n内容は失われていません。形式を確認し、必要であれば修正して再投入してください。\n");
        return new RenderedMessage(Subject, body.ToString(), notification.Channel == NotificationChannel.Slack ? Slack(Subject, fields, null) : null);
    }

    static string Slack(string subject, List<(string Label, string Value)> fields, Playbook? playbook)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("text", Escape(subject, SlackSectionLimit));
            json.WriteStartArray("blocks");
            Block(json, "header", "plain_text", Cut(subject, SlackHeaderLimit));
            Block(json, "section", "mrkdwn", Escape(string.Join('\n', fields.Select(f => $"*{f.Label}*: {f.Value}")), SlackSectionLimit));
            if (playbook is not null)
            {
                var steps = string.Join('\n', playbook.Steps.Select((step, i) => $"{(i + 1).ToString(CultureInfo.InvariantCulture)}. {step}"));
                Block(json, "section", "mrkdwn", Escape($"*概要*\n{playbook.Summary}\n*推奨する対応*\n{steps}", SlackSectionLimit));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static void Block(Utf8JsonWriter json, string type, string textType, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteStartObject("text");
        json.WriteString("type", textType);
        json.WriteString("text", text);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>
    /// Replaces the three characters that are markup for Slack, and cuts at the limit between characters, never within an entity.
    /// Source: Slack API, "Formatting text for app surfaces".
    /// </summary>
    static string Escape(string text, int limit)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var piece = rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                _ => rune.ToString(),
            };
            if (escaped.Length + piece.Length >= limit)
            {
                return escaped.Append('…').ToString();
            }

            escaped.Append(piece);
        }

        return escaped.ToString();
    }

    /// <summary>A title may hold an event's own words; a line break among them would begin a mail header.</summary>
    static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    /// <summary>Cuts between characters, never within a surrogate pair.</summary>
    static string Cut(string text, int limit) =>
        text.Length <= limit ? text : text[..(char.IsHighSurrogate(text[limit - 2]) ? limit - 2 : limit - 1)] + "…";
}
