using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Adapters.AwsApi;
using GovCloud.Audit;
using GovCloud.Resilience.Facts;

namespace GovCloud.Adapters.Backup;

/// <summary>Maps what AWS answers, and what its command line prints, to our records. What lacks its identity is left out and counted by the caller.</summary>
static class BackupFacts
{
    public static RecoveryPoint? Point(RecoveryPointFacts facts) => facts is { RecoveryPointArn: { } arn, ResourceArn: { } resource, BackupVaultArn: { } vault } ? new RecoveryPoint
    {
        Arn = arn,
        Resource = resource,
        ResourceType = Shared(facts.ResourceType),
        VaultArn = Shared(vault)!,
        SourceVaultArn = Shared(facts.SourceBackupVaultArn),
        Status = Enum.TryParse<RecoveryPointStatus>(facts.Status, ignoreCase: true, out var status) ? status : RecoveryPointStatus.Unknown,
        StatusMessage = Shared(facts.StatusMessage),
        Created = facts.CreationDate,
        Completed = facts.CompletionDate,
        DeleteAt = facts.CalculatedLifecycle?.DeleteAt,
        DeleteAfterDays = Days(facts.Lifecycle),
        LifecycleKnown = facts.Lifecycle is not null || facts.CalculatedLifecycle is not null,
        IsEncrypted = facts.IsEncrypted,
        EncryptionKeyArn = Shared(facts.EncryptionKeyArn),
        KeyOwner = OwnerOf(facts.EncryptionKeyType),
        Bytes = facts.BackupSizeInBytes,
        PlanId = Shared(facts.CreatedBy?.BackupPlanId),
        ParentArn = facts.ParentRecoveryPointArn,
    } : null;

    public static VaultReading? Vault(BackupVaultFacts facts, Reading<string> policy) => facts is { BackupVaultArn: { } arn, BackupVaultName: { } name } ? new VaultReading
    {
        Arn = arn,
        Name = name,
        AirGapped = facts.VaultType == "LOGICALLY_AIR_GAPPED_BACKUP_VAULT",
        EncryptionKeyArn = facts.EncryptionKeyArn,
        KeyOwner = OwnerOf(facts.EncryptionKeyType),
        Locked = facts.Locked,
        LockDate = facts.LockDate,
        MinimumRetentionDays = facts.MinRetentionDays,
        MaximumRetentionDays = facts.MaxRetentionDays,
        RecoveryPoints = facts.NumberOfRecoveryPoints,
        Policy = policy,
    } : null;

    public static PlanReading? Plan(BackupPlanResponse facts, Reading<ImmutableArray<PlanSelection>> selections) => facts is { BackupPlanId: { } id, BackupPlan: { } plan } ? new PlanReading
    {
        Id = id,
        Arn = facts.BackupPlanArn,
        Name = plan.BackupPlanName,
        Rules = [.. (plan.Rules ?? []).Select(Rule)],
        Selections = selections,
    } : null;

    static PlanRule Rule(BackupRuleFacts facts) => new()
    {
        Name = facts.RuleName ?? "",
        Vault = facts.TargetBackupVaultName,
        Schedule = facts.ScheduleExpression,
        TimeZone = facts.ScheduleExpressionTimezone ?? "Etc/UTC",
        DeleteAfterDays = Days(facts.Lifecycle),
        Copies = [.. (facts.CopyActions ?? []).Where(copy => copy.DestinationBackupVaultArn is not null).Select(copy => new PlanCopy(copy.DestinationBackupVaultArn!, Days(copy.Lifecycle)))],
    };

    public static PlanSelection Selection(BackupSelectionFacts facts, string? id) => new()
    {
        Name = facts.SelectionName ?? id ?? "",
        RoleArn = facts.IamRoleArn,
        Resources = [.. facts.Resources ?? []],
        NotResources = [.. facts.NotResources ?? []],
        ListOfTags = [.. (facts.ListOfTags ?? []).Select(tag => new TagTest(tag.ConditionType == "STRINGEQUALS" || tag.ConditionType == "StringEquals" ? TagOperator.Equals : TagOperator.Unknown, KeyOf(tag.ConditionKey), tag.ConditionValue ?? ""))],
        Conditions = [.. (facts.Conditions ?? new Dictionary<string, IReadOnlyList<ConditionParameterFacts>?>(StringComparer.Ordinal)).SelectMany(test => (test.Value ?? []).Select(one => new TagTest(OperatorOf(test.Key), KeyOf(one.ConditionKey), one.ConditionValue ?? "")))],
    };

    public static BackupJob? Job(BackupJobFacts facts) => facts is { BackupJobId: { } id, ResourceArn: { } resource } ? new BackupJob
    {
        Id = id,
        Resource = resource,
        VaultArn = Shared(facts.BackupVaultArn),
        PointArn = facts.RecoveryPointArn,
        State = StateOf(facts.State),
        Message = Shared(facts.StatusMessage),
        MessageCategory = Shared(facts.MessageCategory),
        Created = facts.CreationDate,
        Completed = facts.CompletionDate,
        PlanId = Shared(facts.CreatedBy?.BackupPlanId),
        ParentId = facts.ParentJobId,
    } : null;

    public static CopyJob? Copy(CopyJobFacts facts) => facts is { CopyJobId: { } id, ResourceArn: { } resource } ? new CopyJob
    {
        Id = id,
        Resource = resource,
        State = StateOf(facts.State),
        Message = Shared(facts.StatusMessage),
        SourcePointArn = facts.SourceRecoveryPointArn,
        DestinationPointArn = facts.DestinationRecoveryPointArn,
        DestinationVaultArn = Shared(facts.DestinationBackupVaultArn),
        Created = facts.CreationDate,
        Completed = facts.CompletionDate,
        ParentId = facts.ParentJobId,
    } : null;

    public static RestoreJob? Restore(RestoreJobFacts facts) => facts is { RestoreJobId: { } id } ? new RestoreJob
    {
        Id = id,
        Resource = facts.SourceResourceArn,
        PointArn = facts.RecoveryPointArn,
        ResourceType = Shared(facts.ResourceType),
        State = StateOf(facts.Status),
        Message = facts.StatusMessage,
        Created = facts.CreationDate,
        Completed = facts.CompletionDate,
        TestingPlanArn = Shared(facts.CreatedBy?.RestoreTestingPlanArn),
        Validation = facts.ValidationStatus switch
        {
            null => null,
            "VALIDATING" => RestoreValidation.Validating,
            "SUCCESSFUL" => RestoreValidation.Successful,
            "FAILED" => RestoreValidation.Failed,
            "TIMED_OUT" => RestoreValidation.TimedOut,
            _ => RestoreValidation.Unknown,
        },
        Deleted = facts.DeletionStatus switch { "SUCCESSFUL" => true, "FAILED" => false, _ => null },
        CreatedResource = facts.CreatedResourceArn,
    } : null;

    public static ProtectedResource? Protected(ProtectedResourceFacts facts) => facts.ResourceArn is { } arn ? new ProtectedResource(arn, Shared(facts.ResourceType), facts.LastBackupTime) : null;

    /// <summary>A resource of AWS Config; null for one that holds no data or is a part of a cluster.</summary>
    public static StoredResource? Resource(SelectedResource facts)
    {
        if (facts.Arn is not { } arn || facts.Configuration?.Cluster is { Length: > 0 } && facts.ResourceType == "AWS::RDS::DBInstance" || KindOf(facts) is not { } kind)
        {
            return null;
        }

        var instance = facts.Configuration?.Attachments is [{ InstanceId: { } id }, ..] ? $"arn:aws:ec2:{facts.AwsRegion}:{facts.AccountId}:instance/{id}" : null;
        return new StoredResource
        {
            Arn = arn,
            Type = kind,
            Tags = facts.Tags is { } tags
                ? Readings.Known(tags.Where(tag => tag.Key is not null).DistinctBy(tag => tag.Key, StringComparer.Ordinal).ToImmutableDictionary(tag => tag.Key!, tag => tag.Value ?? "", StringComparer.Ordinal))
                : Readings.Unknown<ImmutableDictionary<string, string>>("AWS Config がタグを返していない"),
            PartOf = instance,
            CannotBeCopied = IsMultiAzCluster(facts) ? "RDS のマルチ AZ DB クラスターのスナップショットは複製に対応していない" : null,
        };
    }

    // A cluster whose engine is not one of Aurora's and its relatives. Source: AWS Backup developer guide, "Copy a backup".
    static bool IsMultiAzCluster(SelectedResource facts) => facts is { ResourceType: "AWS::RDS::DBCluster", Configuration.Engine: "mysql" or "postgres" };

    static string? KindOf(SelectedResource facts) => (facts.ResourceType, facts.Configuration?.Engine) switch
    {
        ("AWS::RDS::DBInstance", _) => "RDS",
        ("AWS::RDS::DBCluster", "docdb") => "DocumentDB",
        ("AWS::RDS::DBCluster", "neptune") => "Neptune",
        ("AWS::RDS::DBCluster", "mysql" or "postgres") => "RDS",
        ("AWS::RDS::DBCluster", _) => "Aurora",
        ("AWS::EC2::Volume", _) => "EBS",
        ("AWS::EC2::Instance", _) => "EC2",
        ("AWS::DynamoDB::Table", _) => "DynamoDB",
        ("AWS::EFS::FileSystem", _) => "EFS",
        ("AWS::FSx::FileSystem", _) => "FSx",
        ("AWS::S3::Bucket", _) => "S3",
        ("AWS::Redshift::Cluster", _) => "Redshift",
        _ => null,
    };

    /// <summary>A call that would have made something go away; null for one that is not of AWS Backup.</summary>
    public static DeletionAttempt? Deletion(LookedUpEvent facts)
    {
        if (facts is not { EventSource: "backup.amazonaws.com", EventName: { } call, EventTime: { } at })
        {
            return null;
        }

        JsonElement record = default;
        try
        {
            record = facts.CloudTrailEvent is { } text ? JsonSerializer.Deserialize(text, CloudTrailRecordJson.Default.JsonElement) : default;
        }
        catch (JsonException)
        {
            // The attempt itself is what matters; who made it is then not known.
        }

        return new DeletionAttempt
        {
            Call = call,
            At = at,
            Caller = Text(record, "userIdentity", "arn") ?? Text(record, "userIdentity", "invokedBy"),
            Target = Text(record, "requestParameters", "recoveryPointArn") ?? Text(record, "requestParameters", "backupVaultName"),
            Refusal = Text(record, "errorCode"),
        };
    }

    static string? Text(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
    }

    public static JobState StateOf(string? state) => state switch
    {
        "CREATED" or "PENDING" or "RUNNING" or "ABORTING" => JobState.Running,
        "COMPLETED" => JobState.Completed,
        "PARTIAL" => JobState.Partial,
        "ABORTED" => JobState.Aborted,
        "FAILED" => JobState.Failed,
        "EXPIRED" => JobState.Expired,
        _ => JobState.Unknown,
    };

    static KeyOwner OwnerOf(string? type) => type switch
    {
        "CUSTOMER_MANAGED_KMS_KEY" => KeyOwner.Customer,
        "AWS_OWNED_KMS_KEY" => KeyOwner.Provider,
        _ => KeyOwner.Unknown,
    };

    static TagOperator OperatorOf(string name) => name switch
    {
        "StringEquals" => TagOperator.Equals,
        "StringNotEquals" => TagOperator.NotEquals,
        "StringLike" => TagOperator.Like,
        "StringNotLike" => TagOperator.NotLike,
        _ => TagOperator.Unknown,
    };

    static string KeyOf(string? key)
    {
        const string prefix = "aws:ResourceTag/";
        return key?.StartsWith(prefix, StringComparison.Ordinal) == true ? key[prefix.Length..] : key ?? "";
    }

    // AWS writes -1 for what is kept for ever.
    static int? Days(LifecycleFacts? lifecycle) => lifecycle?.DeleteAfterDays is > 0 and var days ? days : null;

    // Vaults, keys and plans repeat a million times.
    static string? Shared(string? text) => text is null ? null : string.Intern(text);
}

[System.Text.Json.Serialization.JsonSerializable(typeof(JsonElement))]
sealed partial class CloudTrailRecordJson : System.Text.Json.Serialization.JsonSerializerContext;
