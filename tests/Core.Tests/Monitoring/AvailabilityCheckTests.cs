using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Core.Tests.Resilience;
using GovCloud.Estates;
using GovCloud.Monitoring;
using GovCloud.Triage;

namespace GovCloud.Core.Tests.Monitoring;

/// <summary>Availability of a month by the incidents that triage keeps.</summary>
public sealed class AvailabilityCheckTests
{
    static readonly DateOnly Month = new(2026, 10, 1);
    static readonly DateTimeOffset Afterwards = JapanTime.At(new DateOnly(2026, 11, 2), new TimeOnly(9, 0));

    static readonly WorkCalendar Hours = new() { Id = "hours", Name = "サービス時間", Open = new TimeOnly(8, 0), Close = new TimeOnly(18, 0) };

    static readonly Estate Estate = BackupScene.Sample with
    {
        Calendars = [Hours],
        Systems = [BackupScene.Sample.Systems.First(system => system.Id == "residents") with { ServiceCalendar = "hours" }],
        Monitoring = new EstateMonitoring { Systems = [new SystemMonitoring { System = "residents", Availability = "99.5" }] },
    };

    [Fact]
    public void A_month_without_stops_is_available_all_the_time()
    {
        var result = Judge(Known());
        Assert.Equal(AuditOutcomeKind.Pass, result.Outcome.Kind);
        Assert.Contains("稼働率 100.00 %(目標 99.5 %)、停止 0分", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, AuditOutcomeKind.Pass)]
    [InlineData(1, AuditOutcomeKind.Fail)]
    public void The_target_is_judged_to_the_second(int seconds, AuditOutcomeKind expected)
    {
        var budget = Availability.Of(new WorkingCalendar(Hours), Month, new DateOnly(2026, 10, 31), [], []).Budget(99.5m);
        var from = JapanTime.At(new DateOnly(2026, 10, 6), new TimeOnly(9, 0));
        Assert.Equal(expected, Judge(Known(Incident(from, from + budget + TimeSpan.FromSeconds(seconds)))).Outcome.Kind);
    }

    [Fact]
    public void Planned_stops_and_the_time_out_of_service_hours_do_not_count()
    {
        var night = JapanTime.At(new DateOnly(2026, 10, 6), new TimeOnly(18, 0));
        Assert.Contains("停止 0分", Judge(Known(Incident(night, night.AddHours(14)))).Message, StringComparison.Ordinal);

        var noon = JapanTime.At(new DateOnly(2026, 10, 6), new TimeOnly(12, 0));
        var planned = Estate with
        {
            Monitoring = Estate.Monitoring with { PlannedStops = [new PlannedStop { System = "residents", Day = new DateOnly(2026, 10, 6), From = new TimeOnly(12, 0), Until = new TimeOnly(14, 0), Reason = "更新" }] },
        };
        Assert.Contains("停止 60分", Judge(Known(Incident(noon, noon.AddHours(3))), planned).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_alarms_of_one_outage_count_once_and_what_redundancy_covered_does_not()
    {
        var from = JapanTime.At(new DateOnly(2026, 10, 6), new TimeOnly(9, 0));
        Assert.Contains("停止 40分", Judge(Known(Incident(from, from.AddMinutes(30)), Incident(from.AddMinutes(10), from.AddMinutes(40)))).Message, StringComparison.Ordinal);
        Assert.Contains("停止 0分", Judge(Known(Incident(from, from.AddMinutes(30)) with { Severity = Severity.High })).Message, StringComparison.Ordinal);
        Assert.Contains("停止 0分", Judge(Known(Incident(from, from.AddMinutes(30)) with { Category = AlertCategory.Backup })).Message, StringComparison.Ordinal);
        Assert.Contains("停止 0分", Judge(Known(Verification(Incident(from, from.AddMinutes(30))))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_not_ended_lasts_until_now()
    {
        var from = JapanTime.At(new DateOnly(2026, 10, 30), new TimeOnly(17, 0));
        Assert.Equal(AuditOutcomeKind.Pass, Judge(Known(Incident(from, null)), at: from.AddMinutes(5)).Outcome.Kind);
        Assert.Contains("停止 5分", Judge(Known(Incident(from, null)), at: from.AddMinutes(5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_data_or_service_hours_it_is_unknown_and_before_the_month_there_is_nothing_to_judge()
    {
        Assert.Equal(AuditOutcomeKind.Unknown, Judge(Readings.Unknown<ImmutableArray<Incident>>("続きのページがない")).Outcome.Kind);
        Assert.Equal(AuditOutcomeKind.Unknown, Judge(Known(), Estate with { Calendars = [] }).Outcome.Kind);
        Assert.Equal(AuditOutcomeKind.NotApplicable, Judge(Known(), at: JapanTime.At(new DateOnly(2026, 9, 30), new TimeOnly(23, 59))).Outcome.Kind);
    }

    static Incident Verification(Incident incident) => incident with { Ownership = incident.Ownership with { Environment = DeploymentEnvironment.Verification } };

    static Reading<ImmutableArray<Incident>> Known(params ImmutableArray<Incident> incidents) => Readings.Known(incidents);

    static Incident Incident(DateTimeOffset from, DateTimeOffset? until) => new()
    {
        Fingerprint = "f",
        Status = until is null ? IncidentStatus.Open : IncidentStatus.Resolved,
        Severity = Severity.Critical,
        Category = AlertCategory.Monitoring,
        Type = "alarm",
        Resource = "r",
        Title = "応答なし",
        Playbook = "p",
        Ownership = new Ownership { System = "residents", Environment = DeploymentEnvironment.Production, Responsible = "operator" },
        FirstSeen = from,
        LastSeen = until ?? from,
        RecordedAt = from,
        ResolvedAt = until,
        EstateDigest = "d",
    };

    static AuditResult Judge(Reading<ImmutableArray<Incident>> incidents, Estate? estate = null, DateTimeOffset? at = null) => Assert.Single(AuditEngine.Judge(
        AvailabilityChecks.All, new AvailabilityEvidence { At = at ?? Afterwards, Estate = estate ?? Estate, Month = Month, Incidents = incidents }, []));
}
