using System.Collections.Immutable;

namespace GovCloud.Triage.Normalisation;

/// <summary>AWS Backup: backup, copy, restore and scan jobs, recovery points, vaults, plans and settings.</summary>
/// <remarks>Source: AWS Backup developer guide, "Monitoring events using EventBridge". The state is in <c>state</c> or <c>status</c>, depending on the event.</remarks>
static class BackupNormaliser
{
    public const string Source = "aws.backup";

    const string Suffix = " State Change";

    public static Reading Read(EventEnvelope envelope)
    {
        var detail = envelope.Detail;
        if (!detail.IsObject)
        {
            return new Reading.Rejected("Backup event without detail");
        }

        var kind = envelope.DetailType.EndsWith(Suffix, StringComparison.Ordinal) ? envelope.DetailType[..^Suffix.Length] : envelope.DetailType;
        var state = detail["state"].Text ?? detail["status"].Text;
        var message = detail["statusMessage"].Text ?? detail["messageCategory"].Text;
        var (status, severity) = Judge(kind, state?.ToUpperInvariant(), message, detail);
        return new Reading.Normalised(new Alert
        {
            Source = Source,
            Type = kind.Length == 0 ? "Backup Event" : kind,
            Category = AlertCategory.Backup,
            SourceSeverity = severity,
            Status = status,
            Account = Accounts.Choose(envelope.Account, detail["accountId"].Text),
            Region = envelope.Region,
            Resource = detail["resourceArn"].Text ?? detail["sourceResourceArn"].Text ?? detail["createdResourceArn"].Text ?? envelope.FirstResource
                ?? detail["backupVaultArn"].Text ?? detail["sourceBackupVaultArn"].Text ?? detail["backupVaultName"].Text
                ?? Accounts.AsResource(envelope.Account),
            SourceTitle = message,
            UpdatedAt = envelope.Time,
            SourceId = detail["backupJobId"].Text ?? detail["copyJobId"].Text ?? detail["restoreJobId"].Text ?? detail["scanJobId"].Text ?? envelope.Id,
            Facts = Facts(detail, state, message),
        });
    }

    static (AlertStatus Status, Severity Severity) Judge(string kind, string? state, string? message, JsonView detail) => (kind, state) switch
    {
        ("Backup Job" or "Copy Job" or "Restore Job" or "Scan Job", "COMPLETED") => Completed(kind, message, detail),
        ("Backup Job" or "Copy Job", "FAILED" or "EXPIRED" or "PARTIAL" or "COMPLETED_WITH_ISSUES") => (AlertStatus.Active, Severity.High),
        ("Backup Job" or "Copy Job", "ABORTED" or "ABORTING") => (AlertStatus.Active, Severity.Medium),
        ("Restore Job" or "Scan Job" or "Restore Testing" or "Report Job", "FAILED" or "ABORTED" or "EXPIRED" or "TIMED_OUT" or "COMPLETED_WITH_ISSUES") => (AlertStatus.Active, Severity.Medium),
        ("Recovery Point", "COMPLETED" or "AVAILABLE") => (AlertStatus.Resolved, Severity.Info),
        ("Recovery Point", "PARTIAL" or "EXPIRED" or "FAILED") => (AlertStatus.Active, Severity.Medium),
        ("Recovery Point", "DELETED" or "DELETING") => (AlertStatus.Active, Severity.Low),
        ("Backup Vault", "DELETED") => (AlertStatus.Active, Severity.High),
        ("Backup Plan", "DELETED") => (AlertStatus.Active, Severity.Medium),
        ("Backup Vault" or "Backup Plan" or "Region Setting" or "Framework" or "Report Plan", "MODIFIED") => (AlertStatus.Active, Severity.Low),
        (_, "FAILED" or "ERROR") => (AlertStatus.Active, Severity.Medium),
        _ => (AlertStatus.Notice, Severity.Info),
    };

    /// <summary>
    /// "Completed with issues" is told only by a completed job that carries a message; a scan that completed may have found something.
    /// </summary>
    static (AlertStatus Status, Severity Severity) Completed(string kind, string? message, JsonView detail)
    {
        if (kind == "Scan Job" && detail["scanResult"]["scanResultStatus"].Text == "THREATS_FOUND")
        {
            return (AlertStatus.Active, Severity.Critical);
        }

        var issues = kind == "Backup Job" && message is not null && !message.Equals("SUCCESS", StringComparison.OrdinalIgnoreCase);
        return issues ? (AlertStatus.Active, Severity.Low) : (AlertStatus.Resolved, Severity.Info);
    }

    static ImmutableArray<AlertFact> Facts(JsonView detail, string? state, string? message)
    {
        var facts = ImmutableArray.CreateBuilder<AlertFact>(4);
        facts.AddText("状態", state);
        facts.AddText("リソースの種類", detail["resourceType"].Text);
        facts.AddText("ボールト", detail["backupVaultName"].Text ?? detail["sourceBackupVaultArn"].Text);
        facts.AddText("メッセージ", message);
        return facts.ToImmutable();
    }
}
