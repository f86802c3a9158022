using System.Globalization;
using GovCloud.Adapters.AwsApi;
using GovCloud.Resilience.Checks;
using GovCloud.Resilience.Facts;

namespace GovCloud.Adapters.Backup;

/// <summary>
/// Tables of recovery points and jobs: what report plans of AWS Backup deliver as CSV, what its console exports, and lists that people made of the command
/// line's answers. A row that is wrong is left out and named with its line and reason, and its list is then not whole; a column that nothing reads is named.
/// </summary>
sealed class BackupCsv(string name, Func<AccountId, string, CollectedRegion> region, List<string> problems)
{
    const string OneDay = "Audit Manager のレポートは1日分で、一覧ではない";

    readonly (AccountId? Account, string? Region) folder = BackupDocument.PlaceOf(name);

    /// <summary>What a table holds, by its first row.</summary>
    public static BackupDocumentKind KindOf(BackupCsvColumns columns) =>
        columns.Has("backupjobid") ? BackupDocumentKind.BackupJobs
        : columns.Has("copyjobid") ? BackupDocumentKind.CopyJobs
        : columns.Has("restorejobid") ? BackupDocumentKind.RestoreJobs
        : columns.Has("recoverypointarn", "recoverypointid") ? BackupDocumentKind.RecoveryPoints
        : BackupDocumentKind.Unknown;

    /// <summary>Reads a table; false where it is none of AWS Backup's.</summary>
    public bool Read(string text)
    {
        using var rows = CsvText.Rows(text).GetEnumerator();
        if (!rows.MoveNext())
        {
            return false;
        }

        var columns = new BackupCsvColumns(rows.Current.Cells);
        var kind = KindOf(columns);
        if (kind == BackupDocumentKind.Unknown)
        {
            return false;
        }

        // A report of a report plan says which day it is of.
        var report = columns.Has("reporttimeperiodstart", "reporttimeperiod", "reporttimeperiodend");
        var (touched, wrong) = (new HashSet<CollectedRegion>(), 0);
        if (folder is { Account: { } owner, Region: { } own })
        {
            touched.Add(region(owner, own));
        }

        while (rows.MoveNext())
        {
            var (line, cells) = rows.Current;
            try
            {
                touched.Add(Take(kind, new BackupCsvRow(columns, cells.Length == columns.Count ? cells : throw new FormatException(Width(cells.Length, columns.Count)))));
            }
            catch (FormatException reason)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name}:{line}: 行を読み取れない: {reason.Message}"));
                wrong++;
            }
        }

        var gap = wrong > 0 ? string.Create(CultureInfo.InvariantCulture, $"CSV の{wrong}行を読み取れない: {name}") : null;
        foreach (var place in touched)
        {
            Saw(place, kind, report && gap is null, gap);
        }

        if (string.Join('、', columns.Unread) is { Length: > 0 } unread)
        {
            problems.Add($"{name}: 読み取らない列: {unread}");
        }

        return true;
    }

    static string Width(int cells, int columns) =>
        cells == 0 ? "引用符が閉じていない" : string.Create(CultureInfo.InvariantCulture, $"列が{cells}個(見出しは{columns}個)");

    static void Saw(CollectedRegion place, BackupDocumentKind kind, bool part, string? gap)
    {
        if (part)
        {
            place.SawPart(kind, OneDay);
        }
        else
        {
            place.Saw(kind, gap);
        }
    }

    CollectedRegion Take(BackupDocumentKind kind, BackupCsvRow row)
    {
        var vault = row.Text("backupvaultarn", "sourcebackupvaultarn");
        var resource = row.Text("resourcearn", "sourceresourcearn");
        var account = AccountId.TryParse(row.Text("accountid", "account"), out var told) ? told : ArnText.AccountOf(vault) ?? ArnText.AccountOf(resource) ?? folder.Account;
        var where = row.Text("region", "awsregion") ?? ArnText.RegionOf(vault) ?? ArnText.RegionOf(resource) ?? folder.Region;
        if (account is not { } owner || where is null)
        {
            throw new FormatException("アカウントかリージョンが分からない");
        }

        var place = region(owner, where);
        switch (kind)
        {
            case BackupDocumentKind.RecoveryPoints:
                AddPoint(place, row, vault ?? $"arn:aws:backup:{where}:{owner}:backup-vault:{row.Required("backupvaultname", "vaultname")}");
                break;
            case BackupDocumentKind.BackupJobs:
                place.Add(Job(row, vault));
                break;
            case BackupDocumentKind.CopyJobs:
                place.Add(Copy(row));
                break;
            default:
                place.Add(Restore(row));
                break;
        }

        return place;
    }

    static void AddPoint(CollectedRegion place, BackupCsvRow row, string vault)
    {
        var days = row.Number("lifecycledeleteafterdays", "deleteafterdays", "retentionperiod", "retentiondays");
        var deleted = row.Instant("calculatedlifecycledeleteat", "deleteat", "expirationdate");
        place.AddVaultOfPoints(vault);
        place.Add(BackupFacts.Point(new RecoveryPointFacts(
            row.Required("recoverypointarn", "recoverypointid"), null, vault, row.Text("sourcebackupvaultarn"), row.Required("resourcearn", "resourceid"), row.Text("resourcetype"),
            new RecoveryPointMaker(row.Text("createdbybackupplanid", "backupplanid"), row.Text("createdbybackupplanarn", "backupplanarn"), null), row.Required("status"), row.Text("statusmessage"),
            row.Instant("creationdate", "creationtime", "created") ?? throw new FormatException("creationdate が空"), row.Instant("completiondate", "completiontime"),
            row.Number("backupsizeinbytes", "backupsize", "sizeinbytes"), deleted is null ? null : new CalculatedLifecycleFacts(null, deleted),
            days is null ? null : new LifecycleFacts(null, (int)days), row.Text("encryptionkeyarn"), row.Text("encryptionkeytype"), row.Truth("isencrypted", "encrypted"),
            row.Text("parentrecoverypointarn")))!);
    }

    static BackupJob Job(BackupCsvRow row, string? vault) => new()
    {
        Id = row.Required("backupjobid"),
        Resource = row.Required("resourcearn", "resourceid"),
        VaultArn = vault,
        PointArn = row.Text("recoverypointarn"),
        State = BackupFacts.StateOf(row.Required("jobstatus", "state", "status")),
        Message = row.Text("statusmessage", "jobmessage"),
        MessageCategory = row.Text("messagecategory"),
        Created = row.Instant("creationdate", "creationtime"),
        Completed = row.Instant("completiondate", "completiontime"),
        PlanId = row.Text("backupplanid", "createdbybackupplanid") ?? row.Text("backupplanarn")?.Split(':')[^1],
        ParentId = row.Text("parentjobid"),
    };

    static CopyJob Copy(BackupCsvRow row) => new()
    {
        Id = row.Required("copyjobid"),
        Resource = row.Required("resourcearn", "resourceid"),
        State = BackupFacts.StateOf(row.Required("jobstatus", "state", "status")),
        Message = row.Text("statusmessage", "jobmessage"),
        SourcePointArn = row.Text("sourcerecoverypointarn"),
        DestinationPointArn = row.Text("destinationrecoverypointarn"),
        DestinationVaultArn = row.Text("destinationbackupvaultarn"),
        Created = row.Instant("creationdate", "creationtime"),
        Completed = row.Instant("completiondate", "completiontime"),
        ParentId = row.Text("parentjobid"),
    };

    static RestoreJob Restore(BackupCsvRow row) => BackupFacts.Restore(new RestoreJobFacts(
        null, row.Required("restorejobid"), row.Text("recoverypointarn"), row.Text("sourceresourcearn", "resourcearn"), row.Text("backupvaultarn"), row.Text("resourcetype"),
        row.Required("jobstatus", "status", "state"), row.Text("statusmessage", "jobmessage"), row.Instant("creationdate", "creationtime"), row.Instant("completiondate", "completiontime"),
        new RestoreJobMaker(row.Text("restoretestingplanarn", "createdbyrestoretestingplanarn")), row.Text("validationstatus"), row.Text("deletionstatus"), row.Text("createdresourcearn")))!;
}
