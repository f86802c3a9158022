using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Triage;

namespace GovCloud.Monitoring;

/// <summary>What the check of availability judges: a month of the incidents that triage keeps.</summary>
public sealed record AvailabilityEvidence : AuditEvidence
{
    /// <summary>The estate.</summary>
    public required Estate Estate { get; init; }

    /// <summary>First day of the month, JST.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>All incidents that triage keeps.</summary>
    public required Reading<ImmutableArray<Incident>> Incidents { get; init; }

    /// <inheritdoc/>
    public override AuditSubject Scope => new(SubjectKind.Estate, Estate.Profile.Name, null);
}

/// <summary>Whether systems were there as they are promised to be.</summary>
public static class AvailabilityChecks
{
    /// <summary>The checks.</summary>
    public static ImmutableArray<AuditCheck<AvailabilityEvidence>> All { get; } =
    [
        new()
        {
            Definition = new CheckDefinition
            {
                Id = "AVL-001",
                Title = "稼働率が目標を満たしている",
                TitleInEnglish = "The system was available as promised",
                Rationale = "停止の合計が許容を超えると、契約の稼働率を割ります。計画停止とサービス時間の外は数えません。",
                Severity = Severity.High,
                Sources = [new(CheckSourceKind.NonFunctional, "A.1.5.1"), new(CheckSourceKind.Nist, "CP-2(8)")],
                Reads = ["incidents", "estate"],
                Remedy = "停止の原因ごとに再発防止を決め、目標を割った月は団体に報告します。",
            },
            Judge = evidence => evidence.Incidents.Select(incidents => evidence.Estate.Monitoring.Systems
                .OrderBy(system => system.System, StringComparer.Ordinal).Select(system => Judge(evidence, system, incidents))),
        },
    ];

    /// <summary>What they are.</summary>
    public static ImmutableArray<CheckDefinition> Definitions { get; } = [.. All.Select(check => check.Definition)];

    /// <summary>
    /// When a system was not there, by its incidents: outages of AWS and alarms of the highest severity in production, from the first sign to the recovery;
    /// one that has not ended lasts until now.
    /// </summary>
    public static IEnumerable<Stop> StopsOf(string system, IEnumerable<Incident> incidents, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(incidents);
        return incidents
            .Where(incident => incident.Ownership.System == system && incident.Ownership.Environment == DeploymentEnvironment.Production && incident is
            {
                Severity: Severity.Critical,
                Category: AlertCategory.ServiceHealth or AlertCategory.Monitoring,
            })
            .Select(incident => new Stop(incident.FirstSeen, incident.ResolvedAt ?? now));
    }

    static Judgement Judge(AvailabilityEvidence evidence, SystemMonitoring monitoring, ImmutableArray<Incident> incidents)
    {
        var estate = evidence.Estate;
        var subject = new AuditSubject(SubjectKind.System, monitoring.System, null);
        var system = estate.Systems.FirstOrDefault(one => one.Id == monitoring.System);
        if (estate.Calendars.FirstOrDefault(calendar => calendar.Id == system?.ServiceCalendar) is not { } hours)
        {
            return Judgement.Unknown(subject, "サービス時間の暦が環境定義にない");
        }

        var (today, end) = (JapanTime.DateOf(evidence.At), evidence.Month.AddMonths(1).AddDays(-1));
        if (today < evidence.Month)
        {
            return Judgement.NotApplicable(subject, "その月はまだ始まっていない");
        }

        var target = ServiceLevel.Of(estate.Monitoring.Standard, monitoring).Availability;
        var stops = StopsOf(monitoring.System, incidents, evidence.At).ToList();
        var planned = Availability.PlannedOf(estate, monitoring.System).ToList();
        var availability = Availability.Of(new WorkingCalendar(hours), evidence.Month, end < today ? end : today, planned, stops);
        // What is not over is judged by what may still be lost of the whole month.
        var whole = Availability.Of(new WorkingCalendar(hours), evidence.Month, end, planned, stops);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{evidence.Month:yyyy-MM}: 稼働率 {availability.Percent?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-"} %(目標 {target} %)、停止 {Minutes(availability.Down)}分、{(end < today ? "" : "月末まで")}あと {Minutes(whole.Budget(target))}分。");
        return availability.Percent is null ? Judgement.NotApplicable(subject, "この月にサービス時間がない") : Judgement.Of(
            whole.Meets(target) is not false, subject, text,
            new("downMinutes", Minutes(availability.Down)), new("percent", availability.Percent.Value.ToString(CultureInfo.InvariantCulture)), new("stops", stops.Count.ToString(CultureInfo.InvariantCulture)));
    }

    static string Minutes(TimeSpan time) => Math.Floor(time.TotalMinutes).ToString("0", CultureInfo.InvariantCulture);
}
