namespace GovCloud.Triage;

/// <summary>
/// API calls that weaken an account's defence or its evidence, with their severity. Member accounts forward those that are high or worse;
/// the normaliser ranks by the same table.
/// </summary>
public static class SensitiveApiCalls
{
    static readonly Dictionary<string, Severity> Severities = new(StringComparer.Ordinal)
    {
        ["StopLogging"] = Severity.Critical,
        ["DeleteTrail"] = Severity.Critical,
        ["UpdateTrail"] = Severity.Medium,
        ["DeleteDetector"] = Severity.Critical,
        ["DisassociateFromMasterAccount"] = Severity.Critical,
        ["DisassociateFromAdministratorAccount"] = Severity.Critical,
        ["StopMonitoringMembers"] = Severity.Critical,
        ["DisableSecurityHub"] = Severity.Critical,
        ["StopConfigurationRecorder"] = Severity.High,
        ["DeleteConfigurationRecorder"] = Severity.High,
        ["DeleteDeliveryChannel"] = Severity.High,
        ["DeleteConfigRule"] = Severity.Medium,
        ["LeaveOrganization"] = Severity.Critical,
        ["DeleteAccountPublicAccessBlock"] = Severity.High,
        ["PutAccountPublicAccessBlock"] = Severity.Low,
        ["PutBucketPolicy"] = Severity.Low,
        ["DeleteBucketPolicy"] = Severity.Low,
        ["PutBucketAcl"] = Severity.Low,
        ["DeletePublicAccessBlock"] = Severity.High,
        ["ScheduleKeyDeletion"] = Severity.High,
        ["DisableKey"] = Severity.High,
        ["CreateAccessKey"] = Severity.Medium,
        ["CreateUser"] = Severity.Medium,
        ["CreateLoginProfile"] = Severity.Medium,
        ["AttachUserPolicy"] = Severity.Medium,
        ["PutUserPolicy"] = Severity.Medium,
        ["AttachRolePolicy"] = Severity.Low,
        ["PutRolePolicy"] = Severity.Low,
        ["UpdateAssumeRolePolicy"] = Severity.Medium,
        ["DeactivateMFADevice"] = Severity.High,
        ["DeleteVirtualMFADevice"] = Severity.High,
        ["DeleteAccountPasswordPolicy"] = Severity.Medium,
        ["UpdateAccountPasswordPolicy"] = Severity.Low,
        ["AuthorizeSecurityGroupIngress"] = Severity.Low,
        ["CreateInternetGateway"] = Severity.Medium,
        ["AttachInternetGateway"] = Severity.Medium,
        ["CreateNetworkAclEntry"] = Severity.Low,
        ["DeleteFlowLogs"] = Severity.High,
        ["DeleteBackupVault"] = Severity.High,
        ["DeleteRecoveryPoint"] = Severity.High,
        ["DeleteBackupVaultLockConfiguration"] = Severity.High,
        ["DeleteDBInstance"] = Severity.Medium,
        ["DeleteDBCluster"] = Severity.Medium,
        ["ModifySnapshotAttribute"] = Severity.Medium,
        ["ModifyImageAttribute"] = Severity.Medium,
        ["DeleteLogGroup"] = Severity.Medium,
        ["DeleteRule"] = Severity.Medium,
        ["DisableRule"] = Severity.Medium,
    };

    /// <summary>The severity of a call; false for one that is not sensitive.</summary>
    public static bool TryFind(string eventName, out Severity severity) => Severities.TryGetValue(eventName, out severity);

    /// <summary>The calls of this severity and worse, in ordinal order.</summary>
    public static IEnumerable<string> AtLeast(Severity severity) => Severities.Where(call => call.Value >= severity).Select(call => call.Key).Order(StringComparer.Ordinal);
}
