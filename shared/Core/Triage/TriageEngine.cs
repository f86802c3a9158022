using System.Collections.Immutable;
using GovCloud.Estates;
using GovCloud.Triage.Catalogue;

namespace GovCloud.Triage;

/// <summary>
/// Decides what becomes of an alert. Pure: the same alert, present incident and instant give the same decision. Safe for concurrent use.
/// </summary>
public sealed class TriageEngine(EstateIndex estate)
{
    static readonly TimeSpan LargestClockDifference = TimeSpan.FromMinutes(15);

    readonly TriagePolicy policy = estate.Estate.Triage;

    /// <summary>Decides on one alert.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="current">The latest incident of the alert's fingerprint, or none.</param>
    /// <param name="now">The instant of the decision.</param>
    public TriageDecision Decide(Alert alert, Incident? current, DateTimeOffset now) => Decide(alert, current, recovered: null, now);

    /// <summary>Decides on one alert of whose fingerprint a recovery may be known that came before any incident.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="current">The latest incident of the alert's fingerprint, or none.</param>
    /// <param name="recovered">The latest <see cref="TriageDecision.RecoveredAt"/> of the fingerprint, or none.</param>
    /// <param name="now">The instant of the decision.</param>
    public TriageDecision Decide(Alert alert, Incident? current, DateTimeOffset? recovered, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(alert);
        // A clock that runs ahead at the source must not make everything that follows look old.
        alert = alert.UpdatedAt > now + LargestClockDifference ? alert with { UpdatedAt = now } : alert;
        var context = estate.FindAccount(alert.Account);
        var severity = SeverityMatrix.Apply(policy, alert, context);
        var title = TitleOf(alert);
        var draft = new TriageDecision
        {
            Disposition = Disposition.Suppressed,
            Rule = "",
            Reason = "",
            Fingerprint = Fingerprint.Of(alert),
            Alert = alert,
            Ownership = OwnershipRules.Resolve(estate, alert, context),
            Severity = severity,
            Title = Redactor.Redact(alert.Sample ? $"[サンプル] {title}" : title, alert.Account),
            Playbook = PlaybookCatalogue.Find(alert.Source, alert.Type, alert.Category).Id,
        };
        return alert.Status switch
        {
            AlertStatus.Notice => draft with { Rule = "notice", Reason = "状態変化の通知であり、対応を要する事象でも復旧でもないため、インシデントにしません。" },
            _ when IsOlder(alert, current) => Older(draft, current!),
            AlertStatus.Suppressed => SuppressedAtSource(draft, current, recovered, now),
            AlertStatus.Resolved => Recovery(draft, current, recovered, now),
            _ => Active(draft, current, recovered, now),
        };
    }

    /// <summary>The catalogue's title; an alarm's own name says more than that there is an alarm.</summary>
    static string TitleOf(Alert alert)
    {
        var title = AlertTitles.For(alert.Source, alert.Type, alert.Category);
        return alert is { Category: AlertCategory.Monitoring, SourceTitle: { Length: <= 100 } name } ? $"{title}: {name}" : title;
    }

    static bool IsOlder(Alert alert, Incident? current) => current is not null && alert.UpdatedAt < current.SourceUpdatedAt;

    /// <summary>
    /// An older update never changes what a newer one said about the state. Severity is the worst that was reported while open, in whatever order
    /// the reports arrive: a critical report that a milder one overtook in the queue is still told.
    /// </summary>
    TriageDecision Older(TriageDecision draft, Incident current)
    {
        var seen = draft.Alert.UpdatedAt!.Value;
        var counted = draft.Alert.Status == AlertStatus.Active;
        var worse = counted && current.Status == IncidentStatus.Open && draft.Severity > current.Severity;
        return draft with
        {
            Disposition = Disposition.Repeat,
            Rule = worse ? "older-update-worse" : "older-update",
            Reason = worse
                ? $"{current.Number} に反映済みの更新より前の報告ですが、より重大なため、重大度を上げて通知します。"
                : $"{current.Number} にはより新しい更新が反映済みのため、古い更新では状態を変えません。",
            Notify = worse ? NotificationKind.SeverityRaised : null,
            Incident = Touch(draft, current) with
            {
                Count = current.Count + (counted ? 1 : 0),
                FirstSeen = counted && seen < current.FirstSeen ? seen : current.FirstSeen,
                Severity = worse ? draft.Severity : current.Severity,
            },
        };
    }

    TriageDecision SuppressedAtSource(TriageDecision draft, Incident? current, DateTimeOffset? recovered, DateTimeOffset now) => draft with
    {
        // An alarm whose actions are suppressed may still be in alarm.
        RecoveredAt = current is null && draft.Alert.Category != AlertCategory.Monitoring ? Early(draft, recovered) : null,
        Disposition = Disposition.Suppressed,
        Rule = "suppressed-at-source",
        Reason = "検出元で抑制済み(SUPPRESSED)のため、インシデントにしません。",
        Incident = current switch
        {
            null => null,
            // An alarm whose actions are suppressed is still in alarm.
            { Status: IncidentStatus.Open } when draft.Alert.Category == AlertCategory.Monitoring => Touch(draft, current) with { SourceUpdatedAt = Newest(draft.Alert, current) },
            { Status: IncidentStatus.Open } => Resolve(draft, current, now),
            _ => Touch(draft, current) with { SourceUpdatedAt = Newest(draft.Alert, current) },
        },
    };

    static DateTimeOffset? Early(TriageDecision draft, DateTimeOffset? recovered) => recovered >= draft.Alert.UpdatedAt ? null : draft.Alert.UpdatedAt;

    TriageDecision Recovery(TriageDecision draft, Incident? current, DateTimeOffset? recovered, DateTimeOffset now)
    {
        var recovery = draft with { Disposition = Disposition.Recovery };
        return current switch
        {
            null => recovery with { Rule = "nothing-open", Reason = "正常な状態の通知です。対応中のインシデントはありません。", RecoveredAt = Early(draft, recovered) },
            { Status: IncidentStatus.Resolved } => recovery with
            {
                Rule = "already-resolved",
                Reason = $"{current.Number} はすでに復旧済みです。",
                Incident = Touch(draft, current) with { SourceUpdatedAt = Newest(draft.Alert, current) },
            },
            _ => recovery with
            {
                Rule = "source-resolved",
                Reason = $"検出元が復旧を通知したため、{current.Number} を復旧にします。",
                Incident = Resolve(draft, current, now),
                Notify = NotificationKind.Recovery,
            },
        };
    }

    TriageDecision Active(TriageDecision draft, Incident? current, DateTimeOffset? recovered, DateTimeOffset now)
    {
        if (SuppressionRules.Find(policy, draft.Alert, draft.Severity, now) is { } suppression)
        {
            return draft with
            {
                Rule = suppression.Id,
                Reason = $"抑制ルール {suppression.Id}({suppression.Reason}、責任者 {estate.Organisation(suppression.Owner)?.Name ?? suppression.Owner}、{suppression.Until:yyyy-MM-dd} まで)に該当します。",
            };
        }

        return current switch
        {
            null when draft.Alert.UpdatedAt < recovered => Overtaken(draft, recovered.Value, now),
            null => New(draft, null, now),
            { Status: IncidentStatus.Open } => Repeat(draft, current, now),
            _ => Seen(draft.Alert, now) - current.ResolvedAt <= TimeSpan.FromDays(policy.ReopenWithinDays) ? Recurrence(draft, current, now) : New(draft, current, now),
        };
    }

    TriageDecision New(TriageDecision draft, Incident? previous, DateTimeOffset now)
    {
        var alert = draft.Alert;
        var seen = Seen(alert, now);
        return draft with
        {
            Disposition = Disposition.New,
            Rule = previous is null ? "first-seen" : "after-reopen-window",
            Reason = previous is null
                ? "同じ事象の記録がないため、新しいインシデントにします。"
                : $"{previous.Number} の復旧から {policy.ReopenWithinDays} 日を超えているため、関連付けた新しいインシデントにします。",
            Notify = NotificationKind.New,
            Incident = new Incident
            {
                Fingerprint = draft.Fingerprint,
                Previous = previous?.Number,
                Status = IncidentStatus.Open,
                Severity = draft.Severity,
                Category = alert.Category,
                Type = alert.Type,
                Sources = [alert.Source],
                Account = alert.Account is null ? null : Redactor.Redact(alert.Account, alert.Account),
                Region = alert.Region is null ? null : Redactor.Redact(alert.Region),
                Resource = Redactor.Redact(alert.Resource, alert.Account),
                Title = draft.Title,
                Playbook = draft.Playbook,
                Facts = Redacted(alert),
                Ownership = draft.Ownership,
                Sample = alert.Sample,
                FirstSeen = alert.FirstObservedAt < seen ? alert.FirstObservedAt.Value : seen,
                LastSeen = seen,
                RecordedAt = now,
                SourceUpdatedAt = alert.UpdatedAt,
                EstateDigest = estate.Digest,
                Version = (previous?.Version ?? 0) + 1,
            },
        };
    }

    /// <summary>The recovery came first, as a queue without an order may deliver them: what began is over, and people read so.</summary>
    TriageDecision Overtaken(TriageDecision draft, DateTimeOffset recovered, DateTimeOffset now)
    {
        var begun = New(draft, null, now);
        return begun with
        {
            Rule = "recovered-before",
            Reason = "発生より先に復旧の通知が届いていたため、復旧済みのインシデントとして記録します。",
            Notify = NotificationKind.Recovery,
            Incident = begun.Incident! with { Status = IncidentStatus.Resolved, ResolvedAt = recovered, SourceUpdatedAt = recovered },
        };
    }

    TriageDecision Repeat(TriageDecision draft, Incident current, DateTimeOffset now)
    {
        var raised = draft.Severity > current.Severity;
        return draft with
        {
            Disposition = Disposition.Repeat,
            Rule = raised ? "severity-raised" : "open-incident",
            Reason = raised
                ? $"対応中の {current.Number} と同じ事象ですが、重大度が上がったため通知します。"
                : $"対応中の {current.Number} と同じ事象のため、回数に加えます。",
            Notify = raised ? NotificationKind.SeverityRaised : null,
            Incident = Counted(draft, current, now) with { Severity = raised ? draft.Severity : current.Severity },
        };
    }

    TriageDecision Recurrence(TriageDecision draft, Incident current, DateTimeOffset now) => draft with
    {
        Disposition = Disposition.Recurrence,
        Rule = "within-reopen-window",
        Reason = $"{current.Number} の復旧から {policy.ReopenWithinDays} 日以内の再発のため、同じインシデントを再開します。",
        Notify = NotificationKind.Recurrence,
        Incident = Counted(draft, current, now) with
        {
            Status = IncidentStatus.Open,
            Severity = draft.Severity,
            ResolvedAt = null,
            Reopened = current.Reopened + 1,
        },
    };

    Incident Counted(TriageDecision draft, Incident current, DateTimeOffset now)
    {
        var seen = Seen(draft.Alert, now);
        return Touch(draft, current) with
        {
            Count = current.Count + 1,
            LastSeen = seen > current.LastSeen ? seen : current.LastSeen,
            SourceUpdatedAt = Newest(draft.Alert, current),
            Facts = Redacted(draft.Alert),
        };
    }

    Incident Resolve(TriageDecision draft, Incident current, DateTimeOffset now) => Touch(draft, current) with
    {
        Status = IncidentStatus.Resolved,
        ResolvedAt = Seen(draft.Alert, now),
        SourceUpdatedAt = Newest(draft.Alert, current),
    };

    Incident Touch(TriageDecision draft, Incident current) => current with
    {
        Sources = current.Sources.Contains(draft.Alert.Source, StringComparer.Ordinal) ? current.Sources : current.Sources.Add(draft.Alert.Source),
        Ownership = draft.Ownership,
        EstateDigest = estate.Digest,
        Version = current.Version + 1,
    };

    static DateTimeOffset Seen(Alert alert, DateTimeOffset now) => alert.UpdatedAt ?? now;

    static DateTimeOffset? Newest(Alert alert, Incident current) => alert.UpdatedAt > current.SourceUpdatedAt || current.SourceUpdatedAt is null ? alert.UpdatedAt ?? current.SourceUpdatedAt : current.SourceUpdatedAt;

    static ImmutableArray<AlertFact> Redacted(Alert alert) => [.. alert.Facts.Select(f => new AlertFact(f.Label, Redactor.Redact(f.Value, alert.Account)))];
}
