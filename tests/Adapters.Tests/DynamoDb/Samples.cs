using GovCloud.Adapters.DynamoDb;
using GovCloud.Triage;

namespace GovCloud.Adapters.Tests.DynamoDb;

static class Samples
{
    internal static Incident Incident(string fingerprint = "f1", string number = "INC-2026-000001", long version = 1) => new()
    {
        Fingerprint = fingerprint,
        Number = number,
        Version = version,
        Status = IncidentStatus.Open,
        Severity = Severity.High,
        Category = AlertCategory.Threat,
        Type = "UnauthorizedAccess:EC2/SSHBruteForce",
        Account = "111122223333",
        Region = "ap-northeast-1",
        Resource = "i-0123456789abcdef0",
        Title = "EC2インスタンスへのSSH総当たり",
        Playbook = "generic-threat",
        Facts = [new AlertFact("送信元", "198.51.100.7")],
        Ownership = new Ownership { Responsible = "operator", System = "resident", Municipalities = [MunicipalityCode.Parse("131229")], AccountKnown = true, Owned = true },
        FirstSeen = ManualTime.Start,
        LastSeen = ManualTime.Start,
        RecordedAt = ManualTime.Start,
        EstateDigest = "digest",
    };

    internal static Notification Notification(string id, Incident? incident = null) => new()
    {
        Id = id,
        Kind = NotificationKind.New,
        Channel = NotificationChannel.Slack,
        Organisation = "operator",
        Audience = Audience.Responsible,
        Incident = incident ?? Incident(),
        CreatedAt = ManualTime.Start,
    };

    internal static IncidentChange Change(string delivery, Incident? before, Incident? after, params Notification[] notifications) =>
        new() { Delivery = new DeliveryKey(delivery), Before = before, After = after, Notifications = [.. notifications] };
}
