using GovCloud.Triage;

namespace GovCloud.Infra.Forwarding;

/// <summary>
/// The events that a member account forwards, as event patterns. Wide where a source only speaks when something is wrong, narrow where it also
/// reports daily business: a scaled service would otherwise pay for every task that starts.
/// </summary>
static class ForwardedEvents
{
    /// <summary>Findings, notices and cost warnings: every event of these sources matters.</summary>
    static readonly Dictionary<string, object> Findings = new(StringComparer.Ordinal)
    {
        ["source"] = new[]
        {
            "aws.guardduty", "aws.securityhub", "aws.health", "aws.inspector2", "aws.access-analyzer", "aws.macie", "aws.trustedadvisor", "aws.ce",
            "aws.budgets", "aws.acm", "aws.directconnect", EventNames.CostNoticeSource,
        },
    };

    /// <summary>Changes of state of alarms, rules, backups and resources.</summary>
    static readonly Dictionary<string, object> StateChanges = new(StringComparer.Ordinal)
    {
        ["source"] = new[]
        {
            "aws.cloudwatch", "aws.config", "aws.backup", "aws.ecs", "aws.ec2", "aws.rds", "aws.autoscaling", "aws.kms", "aws.synthetics",
        },
        ["detail-type"] = new[]
        {
            "CloudWatch Alarm State Change",
            "Config Rules Compliance Change",
            "Backup Job State Change", "Copy Job State Change", "Restore Job State Change", "Scan Job State Change",
            "Backup Vault State Change", "Backup Plan State Change", "Recovery Point State Change",
            "ECS Deployment State Change", "ECS Service Action", "ECS Container Instance State Change",
            "EC2 Instance State-change Notification", "EC2 Spot Instance Interruption Warning", "EC2 Instance Launch Unsuccessful", "EC2 Instance Launch Successful",
            "RDS DB Instance Event", "RDS DB Cluster Event",
            "KMS CMK Deletion", "KMS Imported Key Material Expiration",
            "Synthetics Canary Status Change",
        },
    };

    /// <summary>ECS tasks that stopped for another reason than a deployment or scaling.</summary>
    static readonly Dictionary<string, object> FailedTasks = new(StringComparer.Ordinal)
    {
        ["source"] = new[] { "aws.ecs" },
        ["detail-type"] = new[] { "ECS Task State Change" },
        ["detail"] = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["lastStatus"] = new[] { "STOPPED" },
            ["stopCode"] = new[] { "TaskFailedToStart", "EssentialContainerExited", "SpotInterruption", "TerminationNotice" },
        },
    };

    /// <summary>Whatever the root user does: signing in, and any call that CloudTrail records.</summary>
    static readonly Dictionary<string, object> RootUser = new(StringComparer.Ordinal)
    {
        ["detail-type"] = new[] { "AWS Console Sign In via CloudTrail", "AWS API Call via CloudTrail" },
        ["detail"] = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["userIdentity"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["type"] = new[] { "Root" } },
        },
    };

    /// <summary>Whoever switches off what protects or records: the same calls that triage ranks high or worse.</summary>
    static readonly Dictionary<string, object> WeakenedDefences = new(StringComparer.Ordinal)
    {
        ["detail-type"] = new[] { "AWS API Call via CloudTrail" },
        ["detail"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["eventName"] = SensitiveApiCalls.AtLeast(Severity.High).ToArray() },
    };

    /// <summary>What global services report in us-east-1 only.</summary>
    static readonly Dictionary<string, object> GlobalFindings = new(StringComparer.Ordinal)
    {
        ["source"] = new[] { "aws.health", "aws.trustedadvisor", "aws.ce", "aws.budgets", "aws.access-analyzer" },
    };

    /// <summary>The rules of a region, by name.</summary>
    internal static readonly SortedDictionary<string, Dictionary<string, object>> OfRegion = new(StringComparer.Ordinal)
    {
        ["Findings"] = Findings,
        ["StateChanges"] = StateChanges,
        ["FailedTasks"] = FailedTasks,
        ["RootUser"] = RootUser,
        ["WeakenedDefences"] = WeakenedDefences,
    };

    /// <summary>The rules of us-east-1 for global services, by name. The root user signs in there, too.</summary>
    internal static readonly SortedDictionary<string, Dictionary<string, object>> OfGlobalServices = new(StringComparer.Ordinal)
    {
        ["GlobalFindings"] = GlobalFindings,
        ["RootUser"] = RootUser,
    };
}
