using System.Text.Json.Serialization;

namespace GovCloud.Adapters.AwsApi;

/// <summary>AWS Backup, reading only.</summary>
public sealed class AwsBackup : IAwsService
{
    // The most that AWS gives at once.
    const string PageSize = "1000";

    /// <inheritdoc/>
    public static AwsService Service { get; } = new()
    {
        ServiceId = "Backup",
        EndpointPrefix = "backup",
        Protocol = AwsProtocol.RestJson,
        ApiVersion = "2018-11-15",
        SigningName = "backup",
    };

    /// <summary>Vaults, page by page.</summary>
    public static RestJsonOperation<BackupPageRequest, BackupVaultsPage> ListBackupVaults { get; } = Page("ListBackupVaults", "/backup-vaults/", BackupJson.Default.BackupVaultsPage);

    /// <summary>A vault's policy. Error: <c>ResourceNotFoundException</c> where it has none.</summary>
    public static RestJsonOperation<string, VaultPolicyResponse> GetBackupVaultAccessPolicy { get; } =
        new("GetBackupVaultAccessPolicy", "GET", "/backup-vaults/{backupVaultName}/access-policy", null, BackupJson.Default.VaultPolicyResponse)
        {
            PathParameters = vault => [new("backupVaultName", vault)],
        };

    /// <summary>Recovery points of a vault, page by page.</summary>
    public static RestJsonOperation<RecoveryPointsRequest, RecoveryPointsPage> ListRecoveryPointsByBackupVault { get; } =
        new("ListRecoveryPointsByBackupVault", "GET", "/backup-vaults/{backupVaultName}/recovery-points/", null, BackupJson.Default.RecoveryPointsPage)
        {
            PathParameters = request => [new("backupVaultName", request.Vault)],
            Query = request => [new("nextToken", request.NextToken), new("maxResults", PageSize)],
        };

    /// <summary>What was ever backed up, page by page.</summary>
    public static RestJsonOperation<BackupPageRequest, ProtectedResourcesPage> ListProtectedResources { get; } = Page("ListProtectedResources", "/resources/", BackupJson.Default.ProtectedResourcesPage);

    /// <summary>Plans, page by page.</summary>
    public static RestJsonOperation<BackupPageRequest, BackupPlansPage> ListBackupPlans { get; } = Page("ListBackupPlans", "/backup/plans/", BackupJson.Default.BackupPlansPage);

    /// <summary>A plan.</summary>
    public static RestJsonOperation<string, BackupPlanResponse> GetBackupPlan { get; } = new("GetBackupPlan", "GET", "/backup/plans/{backupPlanId}/", null, BackupJson.Default.BackupPlanResponse)
    {
        PathParameters = plan => [new("backupPlanId", plan)],
    };

    /// <summary>Selections of a plan, page by page.</summary>
    public static RestJsonOperation<SelectionsRequest, BackupSelectionsPage> ListBackupSelections { get; } =
        new("ListBackupSelections", "GET", "/backup/plans/{backupPlanId}/selections/", null, BackupJson.Default.BackupSelectionsPage)
        {
            PathParameters = request => [new("backupPlanId", request.Plan)],
            Query = request => [new("nextToken", request.NextToken), new("maxResults", PageSize)],
        };

    /// <summary>A selection.</summary>
    public static RestJsonOperation<SelectionRequest, BackupSelectionResponse> GetBackupSelection { get; } =
        new("GetBackupSelection", "GET", "/backup/plans/{backupPlanId}/selections/{selectionId}", null, BackupJson.Default.BackupSelectionResponse)
        {
            PathParameters = request => [new("backupPlanId", request.Plan), new("selectionId", request.Selection)],
        };

    /// <summary>Backup jobs of the last 30 days, page by page.</summary>
    public static RestJsonOperation<BackupPageRequest, BackupJobsPage> ListBackupJobs { get; } = Page("ListBackupJobs", "/backup-jobs/", BackupJson.Default.BackupJobsPage);

    /// <summary>Copy jobs of the last 30 days, page by page.</summary>
    public static RestJsonOperation<BackupPageRequest, CopyJobsPage> ListCopyJobs { get; } = Page("ListCopyJobs", "/copy-jobs/", BackupJson.Default.CopyJobsPage);

    /// <summary>Restore jobs of the last 30 days, page by page.</summary>
    public static RestJsonOperation<BackupPageRequest, RestoreJobsPage> ListRestoreJobs { get; } = Page("ListRestoreJobs", "/restore-jobs/", BackupJson.Default.RestoreJobsPage);

    /// <summary>Restore-testing plans, page by page.</summary>
    public static RestJsonOperation<BackupPageRequest, RestoreTestingPlansPage> ListRestoreTestingPlans { get; } =
        new("ListRestoreTestingPlans", "GET", "/restore-testing/plans", null, BackupJson.Default.RestoreTestingPlansPage)
        {
            Query = request => [new("NextToken", request.NextToken), new("MaxResults", PageSize)],
        };

    /// <summary>A restore-testing plan by its name.</summary>
    public static RestJsonOperation<string, RestoreTestingPlanResponse> GetRestoreTestingPlan { get; } =
        new("GetRestoreTestingPlan", "GET", "/restore-testing/plans/{RestoreTestingPlanName}", null, BackupJson.Default.RestoreTestingPlanResponse)
        {
            PathParameters = plan => [new("RestoreTestingPlanName", plan)],
        };

    /// <summary>Selections of a restore-testing plan, page by page.</summary>
    public static RestJsonOperation<SelectionsRequest, RestoreTestingSelectionsPage> ListRestoreTestingSelections { get; } =
        new("ListRestoreTestingSelections", "GET", "/restore-testing/plans/{RestoreTestingPlanName}/selections", null, BackupJson.Default.RestoreTestingSelectionsPage)
        {
            PathParameters = request => [new("RestoreTestingPlanName", request.Plan)],
            Query = request => [new("NextToken", request.NextToken), new("MaxResults", PageSize)],
        };

    /// <summary>A selection of a restore-testing plan.</summary>
    public static RestJsonOperation<SelectionRequest, RestoreTestingSelectionResponse> GetRestoreTestingSelection { get; } =
        new(
            "GetRestoreTestingSelection", "GET", "/restore-testing/plans/{RestoreTestingPlanName}/selections/{RestoreTestingSelectionName}", null,
            BackupJson.Default.RestoreTestingSelectionResponse)
        {
            PathParameters = request => [new("RestoreTestingPlanName", request.Plan), new("RestoreTestingSelectionName", request.Selection)],
        };

    /// <summary>For which kinds AWS Backup is opted in.</summary>
    public static RestJsonOperation<NoMembers, RegionSettingsResponse> DescribeRegionSettings { get; } =
        new("DescribeRegionSettings", "GET", "/account-settings", null, BackupJson.Default.RegionSettingsResponse);

    static RestJsonOperation<BackupPageRequest, TPage> Page<TPage>(string name, string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<TPage> page) => new(name, "GET", path, null, page)
    {
        Query = request => [new("nextToken", request.NextToken), new("maxResults", PageSize)],
    };
}

/// <summary>A page of a list.</summary>
public sealed record BackupPageRequest(string? NextToken);

/// <summary>A page of a vault's recovery points.</summary>
public sealed record RecoveryPointsRequest(string Vault, string? NextToken);

/// <summary>A page of a plan's selections.</summary>
public sealed record SelectionsRequest(string Plan, string? NextToken);

/// <summary>A selection of a plan.</summary>
public sealed record SelectionRequest(string Plan, string Selection);

/// <summary>Vaults.</summary>
public sealed record BackupVaultsPage(IReadOnlyList<BackupVaultFacts>? BackupVaultList, string? NextToken);

/// <summary>A vault, in a list and alone.</summary>
public sealed record BackupVaultFacts(
    string? BackupVaultName, string? BackupVaultArn, string? VaultType, string? EncryptionKeyArn, string? EncryptionKeyType, bool? Locked, int? MinRetentionDays, int? MaxRetentionDays,
    DateTimeOffset? LockDate, long? NumberOfRecoveryPoints);

/// <summary>A vault's policy.</summary>
public sealed record VaultPolicyResponse(string? BackupVaultName, string? BackupVaultArn, string? Policy);

/// <summary>Recovery points.</summary>
public sealed record RecoveryPointsPage(IReadOnlyList<RecoveryPointFacts>? RecoveryPoints, string? NextToken);

/// <summary>A recovery point, in the list of a vault and in that of a resource.</summary>
public sealed record RecoveryPointFacts(
    string? RecoveryPointArn, string? BackupVaultName, string? BackupVaultArn, string? SourceBackupVaultArn, string? ResourceArn, string? ResourceType, RecoveryPointMaker? CreatedBy, string? Status,
    string? StatusMessage, DateTimeOffset? CreationDate, DateTimeOffset? CompletionDate, long? BackupSizeInBytes, CalculatedLifecycleFacts? CalculatedLifecycle, LifecycleFacts? Lifecycle,
    string? EncryptionKeyArn, string? EncryptionKeyType, bool? IsEncrypted, string? ParentRecoveryPointArn);

/// <summary>What made a recovery point.</summary>
public sealed record RecoveryPointMaker(string? BackupPlanId, string? BackupPlanArn, string? BackupRuleId);

/// <summary>When a recovery point moves and is deleted.</summary>
public sealed record CalculatedLifecycleFacts(DateTimeOffset? MoveToColdStorageAt, DateTimeOffset? DeleteAt);

/// <summary>After how many days a recovery point moves and is deleted.</summary>
public sealed record LifecycleFacts(int? MoveToColdStorageAfterDays, int? DeleteAfterDays);

/// <summary>What was ever backed up.</summary>
public sealed record ProtectedResourcesPage(IReadOnlyList<ProtectedResourceFacts>? Results, string? NextToken);

/// <summary>Something that was backed up once.</summary>
public sealed record ProtectedResourceFacts(string? ResourceArn, string? ResourceType, DateTimeOffset? LastBackupTime, string? LastBackupVaultArn);

/// <summary>Plans.</summary>
public sealed record BackupPlansPage(IReadOnlyList<BackupPlanEntry>? BackupPlansList, string? NextToken);

/// <summary>A plan in a list.</summary>
public sealed record BackupPlanEntry(string? BackupPlanId, string? BackupPlanArn, string? BackupPlanName);

/// <summary>A plan.</summary>
public sealed record BackupPlanResponse(BackupPlanFacts? BackupPlan, string? BackupPlanId, string? BackupPlanArn);

/// <summary>A plan's contents.</summary>
public sealed record BackupPlanFacts(string? BackupPlanName, IReadOnlyList<BackupRuleFacts>? Rules);

/// <summary>A rule.</summary>
public sealed record BackupRuleFacts(
    string? RuleName, string? TargetBackupVaultName, string? ScheduleExpression, string? ScheduleExpressionTimezone, LifecycleFacts? Lifecycle, IReadOnlyList<CopyActionFacts>? CopyActions);

/// <summary>A copy that a rule asks for.</summary>
public sealed record CopyActionFacts(string? DestinationBackupVaultArn, LifecycleFacts? Lifecycle);

/// <summary>Selections.</summary>
public sealed record BackupSelectionsPage(IReadOnlyList<BackupSelectionEntry>? BackupSelectionsList, string? NextToken);

/// <summary>A selection in a list.</summary>
public sealed record BackupSelectionEntry(string? SelectionId, string? SelectionName, string? BackupPlanId);

/// <summary>A selection.</summary>
public sealed record BackupSelectionResponse(BackupSelectionFacts? BackupSelection, string? SelectionId, string? BackupPlanId);

/// <summary>A selection's contents.</summary>
public sealed record BackupSelectionFacts(
    string? SelectionName, string? IamRoleArn, IReadOnlyList<string>? Resources, IReadOnlyList<TagConditionFacts>? ListOfTags, IReadOnlyList<string>? NotResources,
    IReadOnlyDictionary<string, IReadOnlyList<ConditionParameterFacts>?>? Conditions);

/// <summary>A tag of which any selects.</summary>
public sealed record TagConditionFacts(string? ConditionType, string? ConditionKey, string? ConditionValue);

/// <summary>A test that must hold.</summary>
public sealed record ConditionParameterFacts(string? ConditionKey, string? ConditionValue);

/// <summary>Backup jobs.</summary>
public sealed record BackupJobsPage(IReadOnlyList<BackupJobFacts>? BackupJobs, string? NextToken);

/// <summary>A backup job.</summary>
public sealed record BackupJobFacts(
    string? AccountId, string? BackupJobId, string? BackupVaultArn, string? RecoveryPointArn, string? ResourceArn, string? State, string? StatusMessage, string? MessageCategory, DateTimeOffset? CreationDate,
    DateTimeOffset? CompletionDate, RecoveryPointMaker? CreatedBy, string? ParentJobId);

/// <summary>Copy jobs.</summary>
public sealed record CopyJobsPage(IReadOnlyList<CopyJobFacts>? CopyJobs, string? NextToken);

/// <summary>A copy job.</summary>
public sealed record CopyJobFacts(
    string? AccountId, string? CopyJobId, string? SourceBackupVaultArn, string? SourceRecoveryPointArn, string? DestinationBackupVaultArn, string? DestinationRecoveryPointArn, string? ResourceArn,
    string? State, string? StatusMessage, DateTimeOffset? CreationDate, DateTimeOffset? CompletionDate, string? ParentJobId);

/// <summary>Restore jobs.</summary>
public sealed record RestoreJobsPage(IReadOnlyList<RestoreJobFacts>? RestoreJobs, string? NextToken);

/// <summary>A restore job.</summary>
public sealed record RestoreJobFacts(
    string? AccountId, string? RestoreJobId, string? RecoveryPointArn, string? SourceResourceArn, string? BackupVaultArn, string? ResourceType, string? Status, string? StatusMessage,
    DateTimeOffset? CreationDate, DateTimeOffset? CompletionDate, RestoreJobMaker? CreatedBy, string? ValidationStatus, string? DeletionStatus, string? CreatedResourceArn);

/// <summary>What asked for a restore.</summary>
public sealed record RestoreJobMaker(string? RestoreTestingPlanArn);

/// <summary>Restore-testing plans.</summary>
public sealed record RestoreTestingPlansPage(IReadOnlyList<RestoreTestingPlanEntry>? RestoreTestingPlans, string? NextToken);

/// <summary>A restore-testing plan.</summary>
public sealed record RestoreTestingPlanResponse(RestoreTestingPlanFacts? RestoreTestingPlan);

/// <summary>A restore-testing plan in a list.</summary>
public sealed record RestoreTestingPlanEntry(string? RestoreTestingPlanName, string? RestoreTestingPlanArn);

/// <summary>A restore-testing plan's contents.</summary>
public sealed record RestoreTestingPlanFacts(
    string? RestoreTestingPlanName, string? RestoreTestingPlanArn, string? ScheduleExpression, string? ScheduleExpressionTimezone, int? StartWindowHours, DateTimeOffset? LastExecutionTime,
    RestoreTestingChoice? RecoveryPointSelection);

/// <summary>Which recovery points a restore-testing plan takes.</summary>
public sealed record RestoreTestingChoice(
    string? Algorithm, IReadOnlyList<string>? IncludeVaults, IReadOnlyList<string>? ExcludeVaults, IReadOnlyList<string>? RecoveryPointTypes, int? SelectionWindowDays);

/// <summary>Selections of a restore-testing plan.</summary>
public sealed record RestoreTestingSelectionsPage(IReadOnlyList<RestoreTestingSelectionEntry>? RestoreTestingSelections, string? NextToken);

/// <summary>A selection of a restore-testing plan.</summary>
public sealed record RestoreTestingSelectionResponse(RestoreTestingSelectionFacts? RestoreTestingSelection);

/// <summary>A selection of a restore-testing plan in a list.</summary>
public sealed record RestoreTestingSelectionEntry(string? RestoreTestingPlanName, string? RestoreTestingSelectionName);

/// <summary>A selection's contents.</summary>
public sealed record RestoreTestingSelectionFacts(
    string? RestoreTestingPlanName, string? RestoreTestingSelectionName, string? ProtectedResourceType, string? IamRoleArn, int? ValidationWindowHours,
    IReadOnlyList<string>? ProtectedResourceArns, ProtectedResourceConditionFacts? ProtectedResourceConditions);

/// <summary>Tests of the tags of recovery points; all of them must hold.</summary>
public sealed record ProtectedResourceConditionFacts(IReadOnlyList<KeyValueFacts>? StringEquals, IReadOnlyList<KeyValueFacts>? StringNotEquals);

/// <summary>A tag's key and its value.</summary>
public sealed record KeyValueFacts(string? Key, string? Value);

/// <summary>For which kinds AWS Backup is opted in.</summary>
public sealed record RegionSettingsResponse(IReadOnlyDictionary<string, bool>? ResourceTypeOptInPreference);

[JsonSourceGenerationOptions(Converters = [typeof(AwsInstantConverter)])]
[JsonSerializable(typeof(BackupVaultsPage))]
[JsonSerializable(typeof(BackupVaultFacts))]
[JsonSerializable(typeof(VaultPolicyResponse))]
[JsonSerializable(typeof(RecoveryPointsPage))]
[JsonSerializable(typeof(ProtectedResourcesPage))]
[JsonSerializable(typeof(BackupPlansPage))]
[JsonSerializable(typeof(BackupPlanResponse))]
[JsonSerializable(typeof(BackupSelectionsPage))]
[JsonSerializable(typeof(BackupSelectionResponse))]
[JsonSerializable(typeof(BackupJobsPage))]
[JsonSerializable(typeof(CopyJobsPage))]
[JsonSerializable(typeof(RestoreJobsPage))]
[JsonSerializable(typeof(RegionSettingsResponse))]
[JsonSerializable(typeof(RestoreTestingPlansPage))]
[JsonSerializable(typeof(RestoreTestingPlanResponse))]
[JsonSerializable(typeof(RestoreTestingSelectionsPage))]
[JsonSerializable(typeof(RestoreTestingSelectionResponse))]
sealed partial class BackupJson : JsonSerializerContext;
