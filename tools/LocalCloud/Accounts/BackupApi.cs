using System.Globalization;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Gateway;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>AWS Backup, reading only.</summary>
static class BackupApi
{
    // AWS forgets jobs after so long.
    static readonly TimeSpan JobsKept = TimeSpan.FromDays(30);

    /// <summary>The operation of a method and path; none where it is not simulated.</summary>
    public static string? OperationOf(AwsRequest request) => request.Method != "GET" ? null : Segments(request) switch
    {
        ["backup-vaults"] => "ListBackupVaults",
        ["backup-vaults", _] => "DescribeBackupVault",
        ["backup-vaults", _, "access-policy"] => "GetBackupVaultAccessPolicy",
        ["backup-vaults", _, "recovery-points"] => "ListRecoveryPointsByBackupVault",
        ["resources"] => "ListProtectedResources",
        ["backup", "plans"] => "ListBackupPlans",
        ["backup", "plans", _] => "GetBackupPlan",
        ["backup", "plans", _, "selections"] => "ListBackupSelections",
        ["backup", "plans", _, "selections", _] => "GetBackupSelection",
        ["backup-jobs"] => "ListBackupJobs",
        ["copy-jobs"] => "ListCopyJobs",
        ["restore-jobs"] => "ListRestoreJobs",
        ["restore-testing", "plans"] => "ListRestoreTestingPlans",
        ["restore-testing", "plans", _] => "GetRestoreTestingPlan",
        ["restore-testing", "plans", _, "selections"] => "ListRestoreTestingSelections",
        ["restore-testing", "plans", _, "selections", _] => "GetRestoreTestingSelection",
        ["account-settings"] => "DescribeRegionSettings",
        _ => null,
    };

    /// <summary>Answers; none where it is not simulated.</summary>
    /// <exception cref="AwsApiException">There is no such thing.</exception>
    public static JsonObject? Handle(AccountCall call)
    {
        if (!call.Account.Regions.TryGetValue(call.Region, out var region))
        {
            region = Nothing(call.Region);
        }

        var path = Segments(call.Request);
        return call.Operation switch
        {
            "ListBackupVaults" => Page(call, "BackupVaultList", region.Vaults.At(call.Now), vault => vault.Name, vault => Vault(call, region, vault)),
            "DescribeBackupVault" => Vault(call, region, VaultNamed(call, region, path[1])),
            "GetBackupVaultAccessPolicy" => Policy(VaultNamed(call, region, path[1])),
            "ListRecoveryPointsByBackupVault" => Points(call, region, VaultNamed(call, region, path[1])),
            "ListProtectedResources" => Page(call, "Results", Protected(call, region), one => one.Resource, one => Protected(call, one)),
            "ListBackupJobs" => Page(call, "BackupJobs", Recent(call, region.BackupJobs), JobKey, job => BackupJobs.Backup(call, job)),
            "ListCopyJobs" => Page(call, "CopyJobs", Recent(call, region.CopyJobs), JobKey, job => BackupJobs.Copy(call, job)),
            "ListRestoreJobs" => Page(call, "RestoreJobs", Recent(call, region.RestoreJobs), JobKey, job => BackupJobs.Restore(call, job)),
            "DescribeRegionSettings" => new JsonObject { ["ResourceTypeOptInPreference"] = new JsonObject(region.OptIn.At(call.Now).Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))) },
            _ => BackupPlans.Handle(call, region, path),
        };
    }

    internal static JsonObject Page<T>(AccountCall call, string member, IEnumerable<T> items, Func<T, string> key, Func<T, JsonNode?> write, string list = "") =>
        call.Page(member, "NextToken", call.Request.Query["nextToken"], call.Asked, items, key, write, list);

    internal static string[] Segments(AwsRequest request) => [.. request.RawPath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];

    static SimulatedVault VaultNamed(AccountCall call, SimulatedRegion region, string name) =>
        region.Vaults.At(call.Now).FirstOrDefault(vault => vault.Name == name) ?? throw AwsApiException.Invalid("ResourceNotFoundException", $"Backup vault {name} does not exist.");

    static JsonObject Vault(AccountCall call, SimulatedRegion region, SimulatedVault vault)
    {
        var written = new JsonObject
        {
            ["BackupVaultName"] = vault.Name,
            ["BackupVaultArn"] = vault.Arn,
            ["VaultType"] = "BACKUP_VAULT",
            ["EncryptionKeyArn"] = vault.KeyArn,
            ["Locked"] = vault.Locked,
            ["NumberOfRecoveryPoints"] = region.Points.Count(point => point.VaultArn == vault.Arn && IsThere(point, call.Now)),
        };
        Add(written, "MinRetentionDays", vault.MinimumRetentionDays);
        Add(written, "MaxRetentionDays", vault.MaximumRetentionDays);
        Add(written, "LockDate", vault.LockDate is { } date ? call.Seconds(date) : null);
        return written;
    }

    static JsonObject Policy(SimulatedVault vault) => vault.Policy is { } policy
        ? new() { ["BackupVaultName"] = vault.Name, ["BackupVaultArn"] = vault.Arn, ["Policy"] = policy }
        : throw AwsApiException.Invalid("ResourceNotFoundException", $"Backup vault {vault.Name} has no policy.");

    static JsonObject Points(AccountCall call, SimulatedRegion region, SimulatedVault vault) =>
        Page(call, "RecoveryPoints", region.Points.Where(point => point.VaultArn == vault.Arn && IsThere(point, call.Now)), point => Sortable(point.Created) + point.Arn, point => Point(call, vault, point), vault.Name);

    static JsonObject Point(AccountCall call, SimulatedVault vault, SimulatedRecoveryPoint point)
    {
        var complete = point.Completed <= call.Now;
        var expired = point.Stays && point.DeleteAt <= call.Now;
        var written = new JsonObject
        {
            ["RecoveryPointArn"] = point.Arn,
            ["BackupVaultName"] = vault.Name,
            ["BackupVaultArn"] = vault.Arn,
            ["ResourceArn"] = point.Resource,
            ["ResourceType"] = point.Kind,
            ["CreatedBy"] = new JsonObject { ["BackupPlanId"] = point.PlanId },
            ["Status"] = !complete ? "CREATING" : expired ? "EXPIRED" : point.Ending,
            ["CreationDate"] = call.Seconds(point.Created + point.Ahead),
            ["BackupSizeInBytes"] = point.Bytes,
            ["CalculatedLifecycle"] = new JsonObject { ["DeleteAt"] = call.Seconds(point.DeleteAt) },
            ["Lifecycle"] = new JsonObject { ["DeleteAfterDays"] = point.DeleteAfterDays },
            ["IsEncrypted"] = point.Encrypted,
        };
        Add(written, "SourceBackupVaultArn", point.SourceVaultArn);
        Add(written, "CompletionDate", complete ? call.Seconds(point.Completed + point.Ahead) : null);
        if (point.Encrypted)
        {
            written["EncryptionKeyArn"] = point.KeyArn;
        }

        return written;
    }

    // AWS says of whatever was ever backed up when that was last so.
    static IEnumerable<SimulatedRecoveryPoint> Protected(AccountCall call, SimulatedRegion region) =>
        region.Points.Where(point => point.SourceVaultArn is null && point.Completed <= call.Now).GroupBy(point => point.Resource, StringComparer.Ordinal).Select(points => points.MaxBy(point => point.Created)!);

    static JsonObject Protected(AccountCall call, SimulatedRecoveryPoint last) => new()
    {
        ["ResourceArn"] = last.Resource,
        ["ResourceType"] = last.Kind,
        ["LastBackupTime"] = call.Seconds(last.Created),
        ["LastBackupVaultArn"] = last.VaultArn,
    };

    static IEnumerable<SimulatedJob> Recent(AccountCall call, IEnumerable<SimulatedJob> jobs) => jobs.Where(job => job.Created <= call.Now && job.Created > call.Now - JobsKept);

    static string JobKey(SimulatedJob job) => Sortable(job.Created) + job.Id;

    static bool IsThere(SimulatedRecoveryPoint point, DateTimeOffset now) => point.Created <= now && (point.Stays || point.DeleteAt > now);

    internal static string Sortable(DateTimeOffset instant) => instant.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    internal static void Add(JsonObject target, string member, JsonNode? value)
    {
        if (value is not null)
        {
            target[member] = value;
        }
    }

    static SimulatedRegion Nothing(string name) => new()
    {
        Name = name,
        Vaults = Timelines.Always<System.Collections.Immutable.ImmutableArray<SimulatedVault>>([]),
        Plans = Timelines.Always<System.Collections.Immutable.ImmutableArray<SimulatedPlan>>([]),
        Resources = Timelines.Always<System.Collections.Immutable.ImmutableArray<SimulatedResource>>([]),
        OptIn = Timelines.Always(System.Collections.Immutable.ImmutableSortedDictionary<string, bool>.Empty),
    };
}
