using System.Collections.Immutable;
using System.Text;
using GovCloud.LocalCloud.Capture;
using GovCloud.Triage;

namespace GovCloud.Cli.Chaos;

/// <summary>What must be conserved, whatever went wrong on the way.</summary>
static class Conservation
{
    /// <summary>Compares what entered with what is there.</summary>
    public static ImmutableArray<ConservationRow> Of(ChaosRecord run) =>
    [
        Findings(run), Incidents(run), States(run), Quarantined(run), Told(run), Outbox(run), Arrived(run), Yen(run), Files(run), .. Audits(run), Queues(run), Damaged(run), Calls(run),
    ];

    /// <summary>Every finding is counted in an incident, is a recovery, is suppressed, is in quarantine, or is still in a dead-letter queue.</summary>
    static ConservationRow Findings(ChaosRecord run)
    {
        var missing = run.Findings.Where(finding => !run.Applied.Contains(finding.Key)).ToList();
        var stored = run.Incidents.Sum(incident => (long)incident.Count);
        var dead = run.State.Queues.Where(queue => queue.IsDeadLetterQueue).Sum(queue => queue.Depth.Total);
        int Applied(Func<EnteredFinding, bool> which) => run.Findings.Count(finding => which(finding) && run.Applied.Contains(finding.Key));
        return new()
        {
            Name = "事象",
            Total = run.Findings.Length,
            Parts =
            [
                new("インシデント", run.Incidents.Length),
                new("継続・再発", stored - run.Incidents.Length),
                new("復旧", Applied(finding => finding.Alone is { Disposition: Disposition.Recovery })),
                new("抑制・通知のみ", Applied(finding => finding.Alone is { Disposition: Disposition.Suppressed })),
                new("隔離", Applied(finding => finding.Alone is null)),
                new("DLQ", dead),
            ],
            Problems = [.. missing.Select(finding => $"処理の記録がない: {finding.Key} {Head(finding.Body)}")],
        };
    }

    /// <summary>Each fingerprint that the rules count has one incident, with a number of its own and with every one of its findings.</summary>
    static ConservationRow Incidents(ChaosRecord run)
    {
        var expected = run.Counted.CountBy(finding => finding.Alone!.Fingerprint).ToDictionary(StringComparer.Ordinal);
        var stored = run.Incidents.ToLookup(incident => incident.Fingerprint, StringComparer.Ordinal);
        return new()
        {
            Name = "事象の対象(指紋)",
            Total = expected.Count,
            Parts = [new("インシデント", run.Incidents.Length)],
            Problems =
            [
                .. stored.Where(group => group.Count() > 1).Select(group => $"同じ事象のインシデントが {group.Count()} 件: {group.First().Title}"),
                .. run.Incidents.GroupBy(incident => incident.Number, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => $"番号 {group.Key} が {group.Count()} 件"),
                .. expected.Where(pair => stored[pair.Key].Sum(incident => incident.Count) != pair.Value).Select(pair => $"{stored[pair.Key].FirstOrDefault()?.Number ?? pair.Key}: 事象 {pair.Value} 件に対し回数 {stored[pair.Key].Sum(incident => incident.Count)}"),
            ],
        };
    }

    /// <summary>Whatever the order of arrival, the newest report of a source decides whether its incident is open.</summary>
    static ConservationRow States(ChaosRecord run)
    {
        var newest = run.Findings.Where(finding => finding.Alone is { Alert: { UpdatedAt: not null, Status: AlertStatus.Active or AlertStatus.Resolved } })
            .GroupBy(finding => finding.Alone!.Fingerprint, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.GroupBy(finding => finding.Alone!.Alert.UpdatedAt).MaxBy(same => same.Key)!.Select(finding => finding.Alone!.Alert.Status).Distinct().ToList(), StringComparer.Ordinal);
        var wrong = run.Incidents.Where(incident => newest.TryGetValue(incident.Fingerprint, out var last) && last is [var only] && (only == AlertStatus.Resolved) != (incident.Status == IncidentStatus.Resolved)).ToList();
        return new()
        {
            Name = "インシデントの状態",
            Total = run.Incidents.Length,
            Parts = [new("最新の報告と一致", run.Incidents.Length - wrong.Count)],
            Problems = [.. wrong.Select(incident => $"{incident.Number} は {Labels.Of(incident.Status)} だが、検出元の最新の報告は{(incident.Status == IncidentStatus.Open ? "復旧" : "発生")}: {incident.Title}")],
        };
    }

    /// <summary>What cannot be read is kept to the byte.</summary>
    static ConservationRow Quarantined(ChaosRecord run)
    {
        var bodies = run.Rejected.ToList();
        var lost = bodies.Where(body => run.LocationOf(body) is not { } location || !run.Quarantine[location].AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(body))).ToList();
        return new()
        {
            Name = "読み取れないイベント",
            Total = bodies.Count,
            Parts = [new("届いたままの内容で保管", bodies.Count - lost.Count)],
            Problems = [.. lost.Select(body => "保管されていない: " + Head(body))],
        };
    }

    /// <summary>Those who are to be told have an entry in the outbox: of every new incident, or of its end where that was known first, and of everything in quarantine.</summary>
    static ConservationRow Told(ChaosRecord run)
    {
        var made = run.Outbox.Select(entry => entry.Notification.Id).Concat(run.Unreadable.Select(entry => entry.Key[(entry.Key.IndexOf('#', StringComparison.Ordinal) + 1)..])).ToHashSet(StringComparer.Ordinal);
        var announced = run.Outbox.Where(entry => entry.Notification is { Kind: NotificationKind.New or NotificationKind.Recovery, Incident: not null }).Select(entry => entry.Notification.Incident!.Number).ToHashSet(StringComparer.Ordinal);
        var mildest = run.Counted.GroupBy(finding => finding.Alone!.Fingerprint, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.MinBy(finding => finding.Alone!.Severity)!.Alone!, StringComparer.Ordinal);
        var silent = run.Incidents.Where(incident => mildest.TryGetValue(incident.Fingerprint, out var decision)
            && !NotificationPlan.For(decision, run.Estate, incident.RecordedAt).IsEmpty && !announced.Contains(incident.Number)).ToList();
        var notices = run.Rejected.Select(run.LocationOf).OfType<string>()
            .SelectMany(location => NotificationPlan.ForQuarantine(new QuarantineNotice(location, "", 0), run.Estate, default)).ToList();
        var unsaid = notices.Where(notice => !made.Contains(notice.Id)).ToList();
        return new()
        {
            Name = "知らせるべきこと",
            Total = run.Incidents.Length + notices.Count,
            Parts = [new("インシデントの連絡を作成(不要を含む)", run.Incidents.Length - silent.Count), new("隔離の連絡を作成", notices.Count - unsaid.Count)],
            Problems = [.. silent.Select(incident => $"{incident.Number} を誰にも知らせていない"), .. unsaid.Select(notice => $"隔離を {notice.Organisation} に知らせていない: {notice.Quarantine!.Location}")],
        };
    }

    static ConservationRow Outbox(ChaosRecord run) => new()
    {
        Name = "送信待ち",
        Total = run.Outbox.Length + run.Unreadable.Length,
        Parts =
        [
            new("配信済み", run.Outbox.Count(entry => entry.DeliveredAt is not null)),
            new("未配信の一覧", run.Outbox.Count(entry => entry.State is "undelivered")),
            new("未配信の一覧(内容の破損)", run.Unreadable.Count(entry => entry.State is "undelivered")),
        ],
        Problems = [.. run.Outbox.Where(entry => entry.DeliveredAt is null && entry.State is not "undelivered").Select(entry => $"{entry.Notification.Id} は {entry.State} のまま({entry.Attempts} 回目)"), .. run.Unreadable.Where(entry => entry.State is not "undelivered").Select(entry => $"{entry.Key} は {entry.State} のまま")],
    };

    /// <summary>Each entry arrived once; more often only where its receiver is told that it may be a repeat.</summary>
    static ConservationRow Arrived(ChaosRecord run)
    {
        var arrivals = ArrivedMessages.Of(run.State);
        var entries = run.Outbox.Where(entry => entry.Notification.FanOut.IsEmpty).ToLookup(entry => ArrivedMessages.KeyOf(entry.Notification, run.Estate) ?? "", StringComparer.Ordinal);
        var damaged = run.Outcome.Damaged.Select(item => item.Message).OfType<Notification>().Where(message => message.FanOut.IsEmpty)
            .CountBy(message => ArrivedMessages.KeyOf(message, run.Estate) ?? "", StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var problems = ImmutableArray.CreateBuilder<string>();
        var (once, untold, repeats) = (0, 0, 0);
        foreach (var (key, came) in arrivals)
        {
            var (recorded, broken) = (entries[key].Count(), damaged.GetValueOrDefault(key));
            var known = recorded + broken;
            once += Math.Min(recorded, came.All);
            untold += Math.Clamp(came.All - recorded, 0, broken);
            repeats += Math.Max(0, Math.Min(came.All - known, came.Marked));
            if (came.Plain > known)
            {
                problems.Add(known == 0 ? $"送信待ちにない通知が届いた: {Head(key)}" : $"断りなく {came.Plain} 通届いた: {Head(key)}");
            }
        }

        problems.AddRange(entries.Where(group => group.Count(entry => entry.DeliveredAt is not null) > arrivals.GetValueOrDefault(group.Key, Arrivals.None).All).Select(group => $"配信済みの記録があるのに届いていない: {Head(group.Key)}"));
        return new()
        {
            Name = "届いた通知",
            Total = arrivals.Values.Sum(came => came.All),
            Parts = [new("一度目", once), new("送信の記録の前に内容を壊したもの", untold), new("再送の可能性を明記した再送", repeats)],
            Problems = problems.ToImmutable(),
        };
    }

    /// <summary>A bill that was apportioned in all this trouble is to the yen, and to the byte of its record, the one that is apportioned in peace.</summary>
    static ConservationRow Yen(ChaosRecord run) => new()
    {
        Name = $"円({run.UndisturbedBill?.Month}の請求)",
        Total = run.UndisturbedBill?.Yen ?? 0,
        Parts = run.Bill?.Bodies ?? [],
        Problems =
        [
            .. run.UndisturbedBill is { RecordDigest: null } none ? [$"障害のない按分ができていない: {string.Join("、", none.Obstacles)}"] : Array.Empty<string>(),
            .. run.Bill?.RecordDigest != run.UndisturbedBill?.RecordDigest ? [$"計算書の記録が障害のない場合と違う: {run.Bill?.RecordDigest ?? "なし"} と {run.UndisturbedBill?.RecordDigest ?? "なし"}"] : Array.Empty<string>(),
            .. run.Bill?.Revisions != run.UndisturbedBill?.Revisions ? [$"計算書が {run.Bill?.Revisions} 版ある"] : Array.Empty<string>(),
        ],
    };

    /// <summary>Each expected file is in exactly one state, and it is the one that it has where nothing goes wrong.</summary>
    static ConservationRow Files(ChaosRecord run)
    {
        var (expected, states) = (run.Files?.Expected ?? [], run.Files?.States ?? []);
        var quiet = (run.UndisturbedFiles?.States ?? []).ToDictionary(slot => slot.Slot, slot => slot.State, StringComparer.Ordinal);
        var stored = states.ToLookup(slot => slot.Slot, slot => slot.State, StringComparer.Ordinal);
        return new()
        {
            Name = "期待ファイル",
            Total = expected.Length,
            Parts = [.. states.Where(slot => expected.Contains(slot.Slot, StringComparer.Ordinal)).GroupBy(slot => slot.State, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new ConservedPart(group.Key, group.Count()))],
            Problems =
            [
                .. expected.Where(slot => stored[slot].Count() != 1).Select(slot => $"{slot} の状態が {stored[slot].Count()} つある"),
                .. states.Where(slot => quiet.GetValueOrDefault(slot.Slot) != slot.State).Select(slot => $"{slot.Slot} は {slot.State}、障害のない場合は {quiet.GetValueOrDefault(slot.Slot) ?? "なし"}"),
            ],
        };
    }

    static IEnumerable<ConservationRow> Audits(ChaosRecord run) => run is { Audits: { } held, UndisturbedAudits: { } quiet } ? AuditConservation.Of(held, quiet) : [];

    static ConservationRow Queues(ChaosRecord run) => new()
    {
        Name = "DLQに入ったメッセージ",
        Total = run.Outcome.DeadLetters + run.State.Queues.Where(queue => queue.IsDeadLetterQueue).Sum(queue => queue.Depth.Total),
        Parts = [new("再投入", run.Outcome.DeadLetters)],
        Problems = [.. run.State.Queues.Where(queue => queue.Depth.Total > 0).Select(queue => $"{queue.Name} に {queue.Depth.Total} 件"), .. run.State.Undelivered.Select(input => $"{input.TargetArn} に渡せない入力")],
    };

    static ConservationRow Damaged(ChaosRecord run) => new()
    {
        Name = "壊した項目",
        Total = run.Outcome.Damaged.Length,
        Parts = [.. run.Outcome.Damaged.Where(item => item.NamedBy is not null).GroupBy(item => item.NamedBy!, StringComparer.Ordinal).Select(group => new ConservedPart(group.Key + "が名指し", group.Count()))],
        Problems = [.. run.Outcome.Damaged.Where(item => item.NamedBy is null).Select(item => $"{item.Key} をどこも名指ししていない")],
    };

    static ConservationRow Calls(ChaosRecord run)
    {
        var deviations = run.State.ModelDeviations.Where(call => !IsNewer(call)).ToList();
        return new()
        {
            Name = "APIモデルと照合した呼び出し",
            Total = run.State.ModelledCalls,
            Parts = [new("モデルとポリシーに合う", run.State.ModelledCalls - deviations.Count - run.State.Denials.Count)],
            Problems =
            [
                .. deviations.Select(call => $"{call.Service} {call.Operation}: {call.Problem}"),
                .. run.State.Denials.Select(denial => $"{denial.Function}: {denial.Action} {denial.Resource} ({denial.Reason})"),
                .. run.State.UnhandledCalls.Select(call => $"模擬していない呼び出し {call.Service} {call.Operation}"),
            ],
        };
    }

    /// <summary>AWS added two members to an answer after the models that are installed.</summary>
    static bool IsNewer(ModelDeviation call) => call.Operation == "ListRestoreJobs"
        && (call.Problem.EndsWith("AWS knows no member SourceResourceArn", StringComparison.Ordinal) || call.Problem.EndsWith("AWS knows no member BackupVaultArn", StringComparison.Ordinal));

    static string Head(string text) => text.Length <= 120 ? text.ReplaceLineEndings(" ") : text[..120].ReplaceLineEndings(" ") + "…";
}
