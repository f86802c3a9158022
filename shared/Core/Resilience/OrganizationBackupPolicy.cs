using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GovCloud.Estates;

namespace GovCloud.Resilience;

/// <summary>The classes as a backup policy of AWS Organizations, for an organization of one's own: accounts that are added later are covered from their first day.</summary>
/// <remarks>Source: AWS Organizations user guide, "Backup policy syntax and examples". Its values are texts, and each is assigned by an operator of its own.</remarks>
public static class OrganizationBackupPolicy
{
    const string Account = "$account";

    /// <summary>Writes the policy's document.</summary>
    public static string Write(Estate estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteStartObject("plans");
            foreach (var backup in estate.Backup.Classes)
            {
                WritePlan(json, estate, backup);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static void WritePlan(Utf8JsonWriter json, Estate estate, BackupClass backup)
    {
        json.WriteStartObject(backup.Id);
        Assign(json, "regions", [estate.Profile.PrimaryRegion]);
        json.WriteStartObject("rules");
        foreach (var schedule in backup.Schedules)
        {
            WriteRule(json, estate, schedule);
        }

        json.WriteEndObject();
        json.WriteStartObject("selections");
        json.WriteStartObject("tags");
        json.WriteStartObject(backup.Id);
        Assign(json, "iam_role_arn", $"arn:aws:iam::{Account}:role/{VaultNames.BackupRole(estate)}");
        Assign(json, "tag_key", estate.Backup.TagKey);
        Assign(json, "tag_value", [backup.Id]);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteRule(Utf8JsonWriter json, Estate estate, BackupSchedule schedule)
    {
        json.WriteStartObject(schedule.Name);
        Assign(json, "schedule_expression", BackupTimetable.Cron(schedule));
        Assign(json, "schedule_expression_timezone", "Asia/Tokyo");
        Assign(json, "start_backup_window_minutes", "60");
        Assign(json, "complete_backup_window_minutes", Number(schedule.CompleteWithinHours * 60));
        Assign(json, "target_backup_vault_name", VaultNames.Vault(estate));
        WriteLifecycle(json, schedule.RetentionDays, schedule.ColdStorageAfterDays);
        if (schedule.CopyRetentionDays is { } copy)
        {
            var vault = $"arn:aws:backup:{estate.Profile.RecoveryRegion}:{Account}:backup-vault:{VaultNames.Vault(estate)}";
            json.WriteStartObject("copy_actions");
            json.WriteStartObject(vault);
            Assign(json, "target_backup_vault_arn", vault);
            WriteLifecycle(json, copy, schedule.ColdStorageAfterDays);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    static void WriteLifecycle(Utf8JsonWriter json, int days, int? cold)
    {
        json.WriteStartObject("lifecycle");
        if (cold is { } after)
        {
            Assign(json, "move_to_cold_storage_after_days", Number(after));
        }

        Assign(json, "delete_after_days", Number(days));
        json.WriteEndObject();
    }

    static void Assign(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject(name);
        json.WriteString("@@assign", value);
        json.WriteEndObject();
    }

    static void Assign(Utf8JsonWriter json, string name, ReadOnlySpan<string> values)
    {
        json.WriteStartObject(name);
        json.WriteStartArray("@@assign");
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
