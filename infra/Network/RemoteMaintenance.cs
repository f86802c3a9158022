using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SSM;

namespace GovCloud.Infra.Network;

/// <summary>
/// Remote maintenance: hosts that nobody connects to. They ask the central endpoints, and people reach them through Session Manager only; every session is written to an
/// encrypted log group. What the hosts may open in the VPCs of others is in the flows.
/// </summary>
static class RemoteMaintenance
{
    // Session Manager takes the account's settings from a document of this name.
    const string SettingsDocument = "SSM-SessionManagerRunShell";
    const int RetentionDays = 400;

    internal static void Add(PlannedVpc vpc, NetworkPlan plan)
    {
        var stack = Stack.Of(vpc);
        var key = new Key(vpc, "SessionKey", new KeyProps
        {
            Description = "Sessions of remote maintenance and their log",
            EnableKeyRotation = true,
            RemovalPolicy = RemovalPolicy.RETAIN,
        });
        key.AddToResourcePolicy(Grant.By(
            new ServicePrincipal($"logs.{stack.Region}.amazonaws.com"),
            "SessionLogOfThisAccount",
            ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"],
            ["*"],
            ("ArnLike", "kms:EncryptionContext:aws:logs:arn", $"arn:{Aws.PARTITION}:logs:{stack.Region}:{stack.Account}:log-group:*")));
        var log = new CfnLogGroup(vpc, "SessionLog", new CfnLogGroupProps { RetentionInDays = RetentionDays, KmsKeyId = key.KeyArn });
        log.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        _ = new CfnDocument(vpc, "SessionSettings", new CfnDocumentProps
        {
            Name = SettingsDocument,
            DocumentType = "Session",
            DocumentFormat = "JSON",
            UpdateMethod = "NewVersion",
            Content = Settings(log, key, plan),
        });
        AddHostRole(vpc, log, key);
    }

    static Dictionary<string, object> Settings(CfnLogGroup log, Key key, NetworkPlan plan) => new(StringComparer.Ordinal)
    {
        ["schemaVersion"] = "1.0",
        ["description"] = $"{plan.Estate.Profile.Name}: sessions are encrypted and logged",
        ["sessionType"] = "Standard_Stream",
        ["inputs"] = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["cloudWatchLogGroupName"] = log.Ref,
            ["cloudWatchEncryptionEnabled"] = true,
            ["cloudWatchStreamingEnabled"] = true,
            ["kmsKeyId"] = key.KeyArn,
            ["runAsEnabled"] = false,
            ["idleSessionTimeout"] = "20",
            ["maxSessionDuration"] = "480",
        },
    };

    /// <summary>The role of the hosts: what Session Manager needs, and writing the one log.</summary>
    static void AddHostRole(PlannedVpc vpc, CfnLogGroup log, Key key)
    {
        var role = new IamRole(vpc, "HostRole", new RoleProps
        {
            Description = "Hosts of remote maintenance: Session Manager and its log",
            AssumedBy = new ServicePrincipal("ec2.amazonaws.com"),
            InlinePolicies = new Dictionary<string, PolicyDocument>(StringComparer.Ordinal)
            {
                ["SessionManager"] = new(new PolicyDocumentProps
                {
                    Statements =
                    [
                        Grant.To(
                            "AnswerSessionManager",
                            [
                                "ssm:UpdateInstanceInformation", "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel",
                                "ssmmessages:OpenDataChannel",
                            ],
                            ["*"]),
                        Grant.To("WriteSessionLog", ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"], [log.AttrArn]),
                        Grant.To("FindSessionLog", ["logs:DescribeLogGroups"], ["*"]),
                        Grant.To("EncryptSessions", ["kms:Decrypt", "kms:GenerateDataKey"], [key.KeyArn]),
                    ],
                }),
            },
        });
        _ = new CfnInstanceProfile(vpc, "HostProfile", new CfnInstanceProfileProps { Roles = [role.RoleName] });
    }
}
