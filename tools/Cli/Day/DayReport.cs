using System.Collections.Immutable;
using GovCloud.Documents;
using GovCloud.Triage;

namespace GovCloud.Cli.Day;

/// <summary>Turns a day's record into the page's content and the closing figures.</summary>
sealed class DayReport(DayRecord day, ImmutableArray<Check> checks)
{
    static readonly ImmutableArray<string> Remarks =
    [
        "AWS のアカウントは使っていません。cdk synth が書いたテンプレートと、配備するものと同じ Lambda の実行ファイルを、手元の模擬 AWS(DynamoDB は公式の DynamoDB Local)で動かした記録です。",
        "キューとスケジュールの時計は一日を早送りで進みます。関数の時計は実時間のため、再送までの待ち時間(1〜2 分)は取り除いて次の巡回で送りました。処理時間は実時間です。",
        "メンバーアカウントの転送ルールは全アカウントで同じテンプレートのため、一つの模擬アカウントに配備し、各アカウントのイベントをそこに流しました。IAM の権限の評価は行っていません。",
        "判定の理由は、保存された番号を使い、同じ規則で再計算したものです。",
    ];

    /// <summary>The closing figures, with what each is called in English.</summary>
    public ImmutableArray<(string English, Figure Figure)> Figures
    {
        get
        {
            var slack = day.AcceptedPosts.Count();
            var retried = day.Stored.Outbox.Count(entry => entry.Attempts > 1);
            var undelivered = day.Stored.Outbox.Count(entry => entry.DeliveredAt is null);
            var letters = day.DeadLetterQueues.Sum(queue => queue.Depth.Total);
            var duplicates = day.Entered.Length - day.Entered.Select(input => input.Body).Distinct(StringComparer.Ordinal).Count();
            return
            [
                ("Events in", new("受付イベント", day.Entered.Length, $"うち完全な重複 {duplicates} 件")),
                ("Findings", new("検知", day.Findings.Length, "一括通知は 1 件ずつ数える")),
                ("Incidents", new("インシデント", day.Stored.Incidents.Length, $"対応中 {day.Stored.Incidents.Count(incident => incident.Status == IncidentStatus.Open)} 件")),
                ("Repeats folded", new("まとめた継続", day.Count(Disposition.Repeat), "同じ事象の再検知")),
                ("Recurrences", new("再発", day.Count(Disposition.Recurrence))),
                ("Recoveries", new("復旧", day.Count(Disposition.Recovery), "正常の通知を含む")),
                ("Suppressed", new("抑制", day.Count(Disposition.Suppressed), "責任者と期限のある除外")),
                ("Quarantined", new("隔離", day.Count(Disposition.Quarantined), "読み取れない入力")),
                ("Generic", new("未知の形式", day.Findings.Count(finding => finding.Decision?.Alert.Generic == true), "汎用の通知として処理")),
                ("Slack messages", new("Slack 通知", slack)),
                ("Mails", new("メール通知", day.State.Mails.Count)),
                ("Retried deliveries", new("再送した通知", retried)),
                ("Undelivered", new("未配信", undelivered, Alarming: undelivered > 0)),
                ("In dead-letter queues", new("DLQ の滞留", letters, Alarming: letters > 0)),
            ];
        }
    }

    /// <summary>The page's content.</summary>
    public OperationsDay Page(DateTimeOffset generatedAt) => new()
    {
        Day = day.Day,
        GeneratedAt = generatedAt,
        Figures = [.. Figures.Select(figure => figure.Figure)],
        Checks = checks,
        Arrivals = [.. day.Entered.Select(input => new Arrival(input.Step.At, input.Step.Note))],
        Incidents = [.. day.Stored.Incidents.Select(Course)],
        Messages = [.. Messages().OrderBy(message => message.At)],
        Quarantine = [.. day.Findings.Where(finding => finding.Rejection is not null).Select(Quarantined)],
        Interferences = [.. day.Steps.OfType<ScenarioStep.Disturbance>().Select(step => new Interference(step.At, step.Note, Effect(step.Kind)))],
        TroubledDeliveries = [.. day.Stored.Outbox.Where(entry => entry.Attempts > 1 || entry.DeliveredAt is null).Select(Troubled)],
        Durations = DayDurations.Of(day),
        Remarks = Remarks,
    };

    IncidentCourse Course(Incident incident) => new(
        incident,
        [.. day.Findings.Where(finding => finding.Decision?.Incident?.Number == incident.Number)
            .Select(finding => new CourseEntry(finding.Input.Step.At, finding.Decision!.Disposition, finding.Decision.Alert.Source, finding.Decision.Severity, finding.Decision.Reason, finding.Decision.Rule))]);

    IEnumerable<SentMessage> Messages()
    {
        foreach (var post in day.AcceptedPosts)
        {
            yield return new SentMessage(post.Time, NotificationChannel.Slack, post.Channel, "", post.Body);
        }

        var byAddress = day.Estate.Estate.Organisations.SelectMany(organisation => organisation.Mail.Select(address => (address, organisation.Id)))
            .DistinctBy(pair => pair.address, StringComparer.OrdinalIgnoreCase).ToDictionary(pair => pair.address, pair => pair.Id, StringComparer.OrdinalIgnoreCase);
        foreach (var mail in day.State.Mails)
        {
            var receiver = mail.To.Select(address => byAddress.GetValueOrDefault(address)).FirstOrDefault(id => id is not null) ?? string.Join(", ", mail.To);
            yield return new SentMessage(mail.Time, NotificationChannel.Mail, receiver, mail.Subject, mail.Text);
        }
    }

    QuarantinedInput Quarantined(JudgedFinding finding) => new(
        finding.Input.Step.At, finding.Input.Step.Note, finding.Rejection!, day.LocationOf(finding.Input) ?? "—", System.Text.Encoding.UTF8.GetByteCount(finding.Input.Body));

    TroubledDelivery Troubled(OutboxEntry entry) => new(
        entry.Notification.Channel,
        entry.Notification.Organisation,
        MessageRenderer.Render(entry.Notification, day.Estate).Subject,
        entry.Attempts,
        entry.DeliveredAt is not null,
        entry.LastError ?? "");

    string Effect(DisturbanceKind kind) => kind switch
    {
        DisturbanceKind.TableThrottled => $"処理できなかったメッセージをキューに戻し、のべ {day.ReturnedMessages} 件を再配信しました。失われたものはありません。",
        DisturbanceKind.SlackFails => $"500 の応答 {Posts(500)} 通。メールは影響を受けません。",
        DisturbanceKind.SlackSilent => $"10 秒待っても応答なし {Posts(0)} 通。届いたか分からないため、再送には「再送の可能性」と書き添えます。",
        DisturbanceKind.SlackLimits => $"429 の応答 {Posts(429)} 通。指定された時間より前には再送しません。",
        DisturbanceKind.SlackRecovered => $"保留していた通知を再送し、{day.Stored.Outbox.Count(entry => entry is { Attempts: > 1, DeliveredAt: not null })} 通が届きました。",
        DisturbanceKind.TriageKilled => $"処理中の呼び出し {day.AlertTriage.Invocations.Count(invocation => !invocation.Succeeded)} 回が中断し、キューからの再配信で残りを処理しました。",
        _ => "",
    };

    int Posts(int status) => day.State.SlackPosts.Count(post => post.Status == status);
}
