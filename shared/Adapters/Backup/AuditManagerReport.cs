using System.Globalization;
using System.Text.Json;
using GovCloud.Resilience.Facts;

namespace GovCloud.Adapters.Backup;

/// <summary>
/// Job reports of AWS Backup Audit Manager. A report holds the jobs of one day: they are added to what is known, and say nothing about the others,
/// so that a list of jobs stays unknown where only reports were collected.
/// </summary>
static class AuditManagerReport
{
    const string OneDay = "Audit Manager のレポートは1日分で、一覧ではない";

    public static void Read(JsonElement document, Func<AccountId, string, CollectedRegion> region, List<string> problems, string name)
    {
        var odd = 0;
        foreach (var item in document.GetProperty("reportItems").EnumerateArray())
        {
            if (!AccountId.TryParse(Text(item, "accountId"), out var account) || Text(item, "region") is not { } place)
            {
                odd++;
                continue;
            }

            var collection = region(account, place);
            if (Text(item, "backupJobId") is { } backup && Text(item, "resourceArn") is { } resource)
            {
                collection.SawPart(BackupDocumentKind.BackupJobs, OneDay);
                collection.Add(new BackupJob
                {
                    Id = backup,
                    Resource = resource,
                    VaultArn = Text(item, "backupVaultArn"),
                    State = BackupFacts.StateOf(Text(item, "jobStatus")),
                    Message = Text(item, "statusMessage"),
                    Created = Instant(item, "creationDate"),
                    Completed = Instant(item, "completionDate"),
                    ParentId = Text(item, "parentJobId"),
                });
            }
            else if (Text(item, "copyJobId") is { } copy && Text(item, "resourceArn") is { } copied)
            {
                collection.SawPart(BackupDocumentKind.CopyJobs, OneDay);
                collection.Add(new CopyJob
                {
                    Id = copy,
                    Resource = copied,
                    State = BackupFacts.StateOf(Text(item, "jobStatus")),
                    Message = Text(item, "statusMessage"),
                    SourcePointArn = Text(item, "sourceRecoveryPointArn"),
                    DestinationPointArn = Text(item, "destinationRecoveryPointArn"),
                    DestinationVaultArn = Text(item, "destinationBackupVaultArn"),
                    Created = Instant(item, "creationDate"),
                    Completed = Instant(item, "completionDate"),
                    ParentId = Text(item, "parentJobId"),
                });
            }
            else if (Text(item, "restoreJobId") is { } restore)
            {
                collection.SawPart(BackupDocumentKind.RestoreJobs, OneDay);
                collection.Add(new RestoreJob
                {
                    Id = restore,
                    Resource = Text(item, "sourceResourceArn"),
                    PointArn = Text(item, "recoveryPointArn"),
                    State = BackupFacts.StateOf(Text(item, "jobStatus")),
                    Created = Instant(item, "creationDate"),
                    Completed = Instant(item, "completionDate"),
                });
            }
            else if (Text(item, "controlName") is { } control)
            {
                // Their judgement is not ours: it knows no business days. It is named, so that nobody believes it was taken over.
                problems.Add($"{name}: Audit Manager の統制 {control} は {Text(item, "resourceComplianceStatus") ?? Text(item, "controlComplianceStatus")} {Text(item, "resourceId")}(参考。判定には使わない)");
            }
            else
            {
                odd++;
            }
        }

        if (odd > 0)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {odd}件は、何の記録か分からない"));
        }
    }

    static string? Text(JsonElement item, string member) => item.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static DateTimeOffset? Instant(JsonElement item, string member) =>
        DateTimeOffset.TryParse(Text(item, member), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
}
