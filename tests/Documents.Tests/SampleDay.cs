using GovCloud.Estates;
using GovCloud.Triage;

namespace GovCloud.Documents.Tests;

/// <summary>A small day with one of everything.</summary>
static class SampleDay
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.FromHours(9));

    public static readonly EstateIndex Estate = new(
        new Estate
        {
            Profile = new EstateProfile { Name = "sample", Title = "見本市", Operator = "operator", OperationsAccount = AccountId.Parse("111122223333") },
            Organisations = [new Organisation { Id = "operator", Name = "運用会社", Kind = OrganisationKind.Operator, Calendar = "desk", Mail = ["desk@operator.example.jp"] }],
        },
        "digest");

    public static Incident Incident(string number = "INC-2026-000001", string title = "見本の事象", Severity severity = Severity.High, IncidentStatus status = IncidentStatus.Open) => new()
    {
        Fingerprint = number,
        Number = number,
        Status = status,
        Severity = severity,
        Category = AlertCategory.Monitoring,
        Type = "CloudWatch Alarm",
        Sources = ["aws.cloudwatch"],
        Resource = "arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:a",
        Title = title,
        Playbook = "generic-monitoring",
        Ownership = new Ownership { Responsible = "operator" },
        FirstSeen = Noon,
        LastSeen = Noon,
        RecordedAt = Noon,
        EstateDigest = "digest",
    };

    public static OperationsDay Of(params Incident[] incidents) => new()
    {
        Day = new DateOnly(2026, 11, 20),
        GeneratedAt = Noon,
        Figures = [new Figure("受付イベント", 7)],
        Checks = [new Check("すべて処理した", Holds: true, "7 件")],
        Arrivals = [new Arrival(Noon, "アラーム")],
        Incidents = [.. incidents.Select(incident => new IncidentCourse(incident, [new CourseEntry(Noon, Disposition.New, "aws.cloudwatch", incident.Severity, "初めての事象です。", "first-seen")]))],
        Messages = [new SentMessage(Noon, NotificationChannel.Mail, "operator", "件名", "本文")],
        Quarantine = [new QuarantinedInput(Noon, "壊れた入力", "not valid JSON", "s3://bucket/key", 12)],
        Remarks = ["注記"],
    };
}
