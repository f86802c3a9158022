using System.Text.Json;
using System.Text.RegularExpressions;

namespace GovCloud.Adapters.Backup;

/// <summary>What a collected file holds.</summary>
public enum BackupDocumentKind
{
    /// <summary>Nothing that is known.</summary>
    Unknown,

    /// <summary><c>aws backup list-backup-vaults</c>.</summary>
    Vaults,

    /// <summary><c>aws backup describe-backup-vault</c>.</summary>
    Vault,

    /// <summary><c>aws backup get-backup-vault-access-policy</c>.</summary>
    VaultPolicy,

    /// <summary><c>aws backup list-recovery-points-by-backup-vault</c>.</summary>
    RecoveryPoints,

    /// <summary><c>aws backup list-protected-resources</c>.</summary>
    ProtectedResources,

    /// <summary><c>aws backup list-backup-plans</c>.</summary>
    Plans,

    /// <summary><c>aws backup get-backup-plan</c>.</summary>
    Plan,

    /// <summary><c>aws backup list-backup-selections</c>.</summary>
    Selections,

    /// <summary><c>aws backup get-backup-selection</c>.</summary>
    Selection,

    /// <summary><c>aws backup list-backup-jobs</c>.</summary>
    BackupJobs,

    /// <summary><c>aws backup list-copy-jobs</c>.</summary>
    CopyJobs,

    /// <summary><c>aws backup list-restore-jobs</c>.</summary>
    RestoreJobs,

    /// <summary><c>aws backup list-restore-testing-plans</c>.</summary>
    RestoreTests,

    /// <summary><c>aws backup get-restore-testing-plan</c>.</summary>
    RestoreTest,

    /// <summary><c>aws backup list-restore-testing-selections</c>.</summary>
    TestSelections,

    /// <summary><c>aws backup get-restore-testing-selection</c>.</summary>
    TestSelection,

    /// <summary><c>aws backup describe-region-settings</c>.</summary>
    RegionSettings,

    /// <summary><c>aws configservice select-resource-config</c>.</summary>
    Resources,

    /// <summary><c>aws cloudtrail lookup-events</c>.</summary>
    Calls,

    /// <summary>A report of AWS Backup Audit Manager.</summary>
    AuditManagerReport,
}

/// <summary>Tells what a file holds by its contents; names of files mean nothing.</summary>
public static partial class BackupDocument
{
    static readonly (string Member, BackupDocumentKind Kind)[] Signs =
    [
        ("BackupVaultList", BackupDocumentKind.Vaults),
        ("RecoveryPoints", BackupDocumentKind.RecoveryPoints),
        ("BackupPlansList", BackupDocumentKind.Plans),
        ("BackupPlan", BackupDocumentKind.Plan),
        ("BackupSelectionsList", BackupDocumentKind.Selections),
        ("BackupSelection", BackupDocumentKind.Selection),
        ("BackupJobs", BackupDocumentKind.BackupJobs),
        ("CopyJobs", BackupDocumentKind.CopyJobs),
        ("RestoreJobs", BackupDocumentKind.RestoreJobs),
        ("RestoreTestingPlans", BackupDocumentKind.RestoreTests),
        ("RestoreTestingPlan", BackupDocumentKind.RestoreTest),
        ("RestoreTestingSelections", BackupDocumentKind.TestSelections),
        ("RestoreTestingSelection", BackupDocumentKind.TestSelection),
        ("ResourceTypeOptInPreference", BackupDocumentKind.RegionSettings),
        ("Policy", BackupDocumentKind.VaultPolicy),
        ("Events", BackupDocumentKind.Calls),
        ("reportItems", BackupDocumentKind.AuditManagerReport),
    ];

    /// <summary>The kind of a document.</summary>
    public static BackupDocumentKind KindOf(JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object)
        {
            return BackupDocumentKind.Unknown;
        }

        if (document.TryGetProperty("Results", out var results))
        {
            // Two commands use the word: one for objects, one for texts that hold JSON. An empty list of either says the same: nothing.
            return results.ValueKind != JsonValueKind.Array ? BackupDocumentKind.Unknown
                : results.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String) || document.TryGetProperty("QueryInfo", out _) ? BackupDocumentKind.Resources
                : BackupDocumentKind.ProtectedResources;
        }

        foreach (var (member, kind) in Signs)
        {
            if (document.TryGetProperty(member, out _))
            {
                return kind;
            }
        }

        return document.TryGetProperty("BackupVaultArn", out _) ? BackupDocumentKind.Vault : BackupDocumentKind.Unknown;
    }

    /// <summary>The kind that a file of which a part is missing seems to be, by the first list that it names.</summary>
    public static BackupDocumentKind KindOfTorn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var kind = BackupDocumentKind.Unknown;
        var first = int.MaxValue;
        foreach (var (member, candidate) in Signs)
        {
            if (text.IndexOf($"\"{member}\"", StringComparison.Ordinal) is >= 0 and var at && at < first)
            {
                (kind, first) = (candidate, at);
            }
        }

        return kind;
    }

    /// <summary>Account and region that a text speaks of first in an ARN of AWS Backup; none where it speaks of none.</summary>
    public static (AccountId Account, string Region)? PlaceIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = VaultOrPlan().Match(text);
        return match.Success && AccountId.TryParse(match.Groups["account"].Value, out var account) ? (account, match.Groups["region"].Value) : null;
    }

    /// <summary>Account and region that folders are named after: <c>…/123456789012/ap-northeast-1/jobs.json</c>.</summary>
    public static (AccountId? Account, string? Region) PlaceOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = path.Split('/', '\\', '_');
        AccountId? account = parts.Select(part => AccountId.TryParse(part, out var id) ? id : (AccountId?)null).LastOrDefault(id => id is not null);
        return (account, parts.LastOrDefault(part => RegionName().IsMatch(part)));
    }

    internal static T? Read<T>(JsonElement document, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) => document.Deserialize(type);

    [GeneratedRegex("arn:[a-z-]+:backup:(?<region>[a-z0-9-]+):(?<account>[0-9]{12}):(?:backup-vault|backup-plan|restore-testing-plan)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex VaultOrPlan();

    [GeneratedRegex("^[a-z]{2}(-[a-z]+)+-[0-9]$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RegionName();
}
