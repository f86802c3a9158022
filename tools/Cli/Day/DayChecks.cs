using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GovCloud.Documents;
using GovCloud.Triage;

namespace GovCloud.Cli.Day;

/// <summary>Conservation: nothing that entered is lost, and nothing is told twice or not at all.</summary>
static class DayChecks
{
    const int MostExamples = 3;

    public static ImmutableArray<Check> Of(DayRecord day) =>
    [
        EveryFindingIsApplied(day),
        EveryFindingIsCounted(day),
        StoredIncidentsAgree(day),
        QuarantineKeepsTheBytes(day),
        EveryMessageIsPlanned(day),
        EveryMessageHasAnEnd(day),
        WhatWasSentArrivedOnce(day),
        NothingIsLeftBehind(day),
        NoPersonalDataLeft(day),
        EveryCallIsOneOfAws(day),
        EveryCallIsAllowed(day),
    ];

    static Check EveryFindingIsApplied(DayRecord day)
    {
        var missing = day.Findings.Where(finding => !day.Stored.Deliveries.Contains(finding.Key)).ToList();
        return Holds("受け付けた検知はすべて処理を終えている", missing.Select(finding => finding.Input.Step.Note), $"検知 {day.Findings.Length} 件、処理済み {day.Findings.Length - missing.Count} 件");
    }

    static Check EveryFindingIsCounted(DayRecord day)
    {
        var counts = Enum.GetValues<Disposition>().Select(disposition => (Name: Labels.Of(disposition), Count: day.Count(disposition))).ToList();
        var counted = day.Findings.Count(finding => finding.Decision is { Alert.Status: AlertStatus.Active, Incident: not null });
        var stored = day.Stored.Incidents.Sum(incident => incident.Count);
        var problems = counted == stored ? Enumerable.Empty<string>() : [string.Create(CultureInfo.InvariantCulture, $"数えられるはずの検知 {counted} 件に対し、インシデントの回数の合計は {stored} 回")];
        return Holds("検知はインシデント、継続、再発、復旧、抑制、隔離のどれか一つになっている", problems, string.Join("、", counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Name} {count.Count}"))));
    }

    static Check StoredIncidentsAgree(DayRecord day)
    {
        var expected = day.Findings.Select(finding => finding.Decision?.Incident).OfType<Incident>().GroupBy(incident => incident.Fingerprint, StringComparer.Ordinal).Select(group => group.Last()).ToList();
        var stored = day.Stored.Incidents.GroupBy(incident => incident.Fingerprint, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        var problems = expected.Where(incident => !stored.TryGetValue(incident.Fingerprint, out var found) || !Same(incident, found)).Select(incident => $"{incident.Number} {incident.Title}")
            .Concat(stored.Keys.Except(expected.Select(incident => incident.Fingerprint), StringComparer.Ordinal).Select(fingerprint => $"{stored[fingerprint].Number} は再計算にない"));
        return Holds("保存されたインシデントは、同じ規則による再計算と一致する", problems, $"インシデント {stored.Count} 件");
    }

    static Check QuarantineKeepsTheBytes(DayRecord day)
    {
        var rejected = day.Findings.Where(finding => finding.Decision is null).ToList();
        var problems = rejected.Where(finding => day.LocationOf(finding.Input) is not { } location || !day.Quarantine[location].AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(finding.Input.Body))).Select(finding => finding.Input.Step.Note);
        return Holds("読み取れない入力は、届いたままの内容で隔離されている", problems, $"隔離 {rejected.Count} 件");
    }

    static Check EveryMessageIsPlanned(DayRecord day)
    {
        var planned = day.Findings.Where(finding => finding.Decision is not null).SelectMany(finding => NotificationPlan.For(finding.Decision!, day.Estate, finding.Input.EnteredAt)).Select(Key);
        var made = day.Stored.Outbox.Where(entry => entry.Notification.Incident is not null).Select(entry => Key(entry.Notification));
        var (missing, extra) = Difference(planned, made);
        return Holds("知らせるべき相手への通知が、過不足なく作られている", missing.Select(key => "不足 " + key).Concat(extra.Select(key => "余分 " + key)), $"通知 {day.Stored.Outbox.Length} 通(隔離の連絡を含む)");

        static string Key(Notification notification) => $"{notification.Incident!.Number} {Labels.Of(notification.Kind)} {notification.Channel} {notification.Organisation}";
    }

    static Check EveryMessageHasAnEnd(DayRecord day)
    {
        var waiting = day.Stored.Outbox.Where(entry => entry.DeliveredAt is null && entry.State is not "undelivered").ToList();
        var undelivered = day.Stored.Outbox.Count(entry => entry.State is "undelivered");
        return Holds("通知はすべて配信済みか、未配信の一覧にある", waiting.Select(entry => $"{entry.Notification.Id} は {entry.State} のまま"), $"配信済み {day.Stored.Outbox.Count(entry => entry.DeliveredAt is not null)} 通、未配信 {undelivered} 通");
    }

    static Check WhatWasSentArrivedOnce(DayRecord day)
    {
        var delivered = day.Stored.Outbox.Where(entry => entry.DeliveredAt is not null).ToLookup(entry => entry.Notification.Channel);
        var (slack, mail) = (day.AcceptedPosts.Count(), day.State.Mails.Count);
        var problems = new List<string>();
        if (slack != delivered[NotificationChannel.Slack].Count())
        {
            problems.Add($"Slack が受け取った {slack} 通に対し、配信の記録は {delivered[NotificationChannel.Slack].Count()} 通");
        }

        if (mail != delivered[NotificationChannel.Mail].Count())
        {
            problems.Add($"メール {mail} 通に対し、配信の記録は {delivered[NotificationChannel.Mail].Count()} 通");
        }

        return Holds("配信した通知は、それぞれ一度だけ届いている", problems, $"Slack {slack} 通、メール {mail} 通");
    }

    static Check NothingIsLeftBehind(DayRecord day)
    {
        var problems = day.State.Queues.Where(queue => queue.Depth.Total > 0).Select(queue => $"{queue.Name} に {queue.Depth.Total} 件")
            .Concat(day.State.Undelivered.Select(input => $"{input.TargetArn} に渡せない入力"))
            .Concat(day.State.UnhandledCalls.Select(call => $"模擬していない呼び出し {call.Service} {call.Operation}"));
        return Holds("キューと DLQ に残りがなく、行き先のないイベントもない", problems, $"キュー {day.State.Queues.Count} 本(うち DLQ {day.DeadLetterQueues.Count()} 本)");
    }

    static Check EveryCallIsOneOfAws(DayRecord day)
    {
        var problems = day.State.ModelDeviations.Select(call => $"{call.Service} {call.Operation}: {call.Problem}")
            .Concat(day.State.ModelCoverage is { HasEnumerations: false } ? ["列挙がなく、値を照合できなかった(node tools/ApiModels/constraints.js)"] : []);
        return Holds(
            "AWSへの呼び出しはすべて、AWSが公開しているAPIモデルに合っている",
            day.State.ModelledCalls == 0 ? ["APIモデルがなく、照合できなかった(npm ci --prefix tools/ApiModels)"] : problems,
            string.Create(CultureInfo.InvariantCulture, $"照合した呼び出し {day.State.ModelledCalls} 件、{day.State.ModelCoverage?.Summary}"));
    }

    static Check EveryCallIsAllowed(DayRecord day) => Holds(
        "関数の呼び出しはすべて、テンプレートのポリシー(役割、バケット、キュー、鍵)で許されている",
        day.State.PermissionDecisions == 0 ? ["判定できなかった"] : day.State.Denials.Select(denial => $"{denial.Function}: {denial.Action} {denial.Resource} ({denial.Reason})"),
        string.Create(CultureInfo.InvariantCulture, $"判定 {day.State.PermissionDecisions} 件、この一日に使われなかった許可 {day.State.UnusedGrants.Count} 件"));

    static Check NoPersonalDataLeft(DayRecord day)
    {
        var texts = day.State.SlackPosts.Select(post => ("Slack", post.Body))
            .Concat(day.State.Mails.Select(mail => ("メール", mail.Subject + mail.Text + mail.Html)))
            .Concat(day.State.Functions.SelectMany(function => function.Logs.Select(line => ("ログ", line.Text))))
            .Concat(day.Stored.Incidents.SelectMany(incident => incident.Facts.Select(fact => ("インシデント", fact.Value)).Append(("インシデント", incident.Title + incident.Resource)))).ToList();
        var planted = day.Entered.Count(input => PersonalData.All.Any(secret => input.Body.Contains(secret, StringComparison.Ordinal)));
        var problems = texts.Where(text => PersonalData.All.Any(secret => text.Item2.Contains(secret, StringComparison.Ordinal))).Select(text => text.Item1 + "に残っている").Distinct(StringComparer.Ordinal);
        return Holds("個人番号、メールアドレス、電話番号が通知、ログ、インシデントに出ていない", problems, $"含んでいたイベント {planted} 件、調べた文面とログ {texts.Count} 件");
    }

    static (List<string> Missing, List<string> Extra) Difference(IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var rest = actual.GroupBy(key => key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var missing = new List<string>();
        foreach (var key in expected)
        {
            if (rest.GetValueOrDefault(key) == 0)
            {
                missing.Add(key);
            }
            else
            {
                rest[key]--;
            }
        }

        return (missing, [.. rest.Where(pair => pair.Value > 0).Select(pair => pair.Key)]);
    }

    // Fields by which people act. Times and versions depend on the order in which concurrent messages happened to be applied.
    static bool Same(Incident expected, Incident found) =>
        (expected.Status, expected.Severity, expected.Count, expected.Reopened, expected.Category, expected.Ownership.Responsible)
        == (found.Status, found.Severity, found.Count, found.Reopened, found.Category, found.Ownership.Responsible);

    static Check Holds(string sentence, IEnumerable<string> problems, string numbers)
    {
        var found = problems.ToList();
        return found.Count == 0
            ? new Check(sentence, Holds: true, numbers)
            : new Check(sentence, Holds: false, $"{numbers}。違反 {found.Count} 件: {string.Join("; ", found.Take(MostExamples))}{(found.Count > MostExamples ? " ほか" : "")}");
    }
}
